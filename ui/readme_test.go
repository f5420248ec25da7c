// This file makes README's table of keys from the actions.
package ui_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"callin/ui"
	"callin/ui/kit"
)

const readme = "../README.md"

// TestReadme_keys: the manual's table is the program's. With -update it is made
// anew.
func TestReadme_keys(t *testing.T) {
	const begin, end = "<!-- keys: go test ./ui -run TestReadme_keys -update -->\n", "<!-- end of keys -->"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	old, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("README has no place for the table of keys")
	}
	want := keyTable()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old != want {
		t.Error("README's table of keys isn't the program's; go test ./ui -run TestReadme_keys -update makes it anew")
	}
}

// keyTable has a row a page. What moves and what closes is the same everywhere
// and stands above the table.
func keyTable() string {
	var b strings.Builder
	b.WriteString("| where | keys |\n| --- | --- |\n")
	var page string
	var row []string
	flush := func() {
		if len(row) > 0 {
			b.WriteString("| " + page + " | " + strings.Join(row, " · ") + " |\n")
		}
		row = nil
	}
	for _, a := range ui.Actions() {
		if a.Page != page {
			flush()
			page = a.Page
		}
		if len(a.Keys) == 0 || a.Keys[0] == "up" || a.Keys[0] == "esc" || strings.HasPrefix(a.Page, "portal/") ||
			a.Step != "" && !kit.Printable(a.Keys[0]) { // the screen says those
			continue
		}
		var keys []string
		for _, k := range a.Keys {
			keys = append(keys, "`"+strings.ReplaceAll(kit.KeyName(k), "|", `\|`)+"`")
		}
		row = append(row, strings.Join(keys, " ")+" "+a.Words)
	}
	flush()
	return b.String()
}
