package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callin/model"
	"callin/ui/cli"
)

func TestPaper_save(t *testing.T) {
	folder := t.TempDir()
	p := cli.NewPaper(folder, "lp")
	for name, want := range map[string]string{
		"calls 2026-03.csv": "calls 2026-03.csv", "../../etc/passwd": "etc-passwd", "/etc/shadow": "etc-shadow", "a\x1b[2Jb\nc": "",
		".bashrc": "bashrc", "con:aux": "con-aux",
	} {
		path, err := p.Save(t.Context(), name, []byte("one"), false)
		if err != nil || filepath.Dir(path) != folder || want != "" && filepath.Base(path) != want || strings.ContainsAny(path, "\x1b\n") {
			t.Errorf("%q: %q, %v", name, path, err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%q: %v", name, err)
		}
	}
	path, err := p.Save(t.Context(), "calls 2026-03.csv", []byte("two"), false)
	if model.CodeOf(err) != model.Conflict || read(t, path) != "one" || !strings.Contains(model.PublicText(err), path) {
		t.Errorf("over another: %v", err)
	}
	if path, err = p.Save(t.Context(), "calls 2026-03.csv", []byte("two"), true); err != nil || read(t, path) != "two" {
		t.Errorf("replaced: %v", err)
	}
	_, err = cli.NewPaper(filepath.Join(folder, "gone"), "lp").Save(t.Context(), "a", nil, false)
	if model.CodeOf(err) != model.Unavailable || !strings.Contains(model.PublicText(err), "can't be written") {
		t.Errorf("without a folder: %v", err)
	}
}

func TestPaper_print(t *testing.T) {
	folder := t.TempDir()
	script := func(name, body string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := script("lp", `printf '%s|' "$@" > `+folder+`/args; cat > `+folder+`/text; echo 'request id is office-7 (1 file(s))'`)
	said, err := cli.NewPaper(folder, good).Print(t.Context(), "-x calls; rm", "Calls\n  told 3\n")
	if err != nil || said != "request id is office-7 (1 file(s))" {
		t.Errorf("%q, %v", said, err)
	}
	if got := read(t, folder+"/args"); got != "-t|x calls; rm|" {
		t.Errorf("arguments %q", got)
	}
	if got := read(t, folder+"/text"); got != "Calls\n  told 3\n" {
		t.Errorf("printed %q", got)
	}
	for program, want := range map[string]string{
		script("broken", "cat >/dev/null; printf 'lp: \\033[2JThe printer is on fire.\\nmore\\n' >&2; exit 1"): "The printer is on fire. Save it",
		filepath.Join(folder, "nothing"): "has no program lp",
	} {
		_, err := cli.NewPaper(folder, program).Print(t.Context(), "calls", "text")
		if text := model.PublicText(err); model.CodeOf(err) != model.Unavailable || !strings.Contains(text, want) || strings.ContainsAny(text, "\x1b\n") {
			t.Errorf("%s: %q", program, text)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
