package pane_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
	"callin/ui/widget/pane"
)

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprint("line ", i)
	}
	return lines
}

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		w, h, pane, rows int
	}{
		{80, 24, 0, 19},
		{80, 13, 0, 11}, // too low for a strip
		{99, 24, 0, 19},
		{100, 24, 38, 22},
		{140, 24, 49, 22},
		{300, 24, 64, 22},
		{60, 3, 0, 2},
	} {
		s := pane.Split{Share: 35, Least: 38, Widest: 64}
		s.Resize(tc.w, tc.h)
		if s.Pane() != tc.pane || s.Width() != tc.w-tc.pane || s.Rows(2) != tc.rows {
			t.Errorf("%d×%d: pane %d, list %d, %d rows", tc.w, tc.h, s.Pane(), s.Width(), s.Rows(2))
		}
	}
}

func TestSplit_draw(t *testing.T) {
	d := pane.Detail{
		Pane: func(w int) []string { return append(numbered(5), strings.Repeat("x", w+9)) },
		More: "… more", Facts: "facts", Words: strings.Repeat("words ", 40),
	}
	for _, tc := range []struct {
		name string
		w, h int
		want []string
	}{
		{"pane", 100, 6, []string{
			"left" + strings.Repeat(" ", 47) + "│ line 0", strings.Repeat(" ", 51) + "│ line 1", strings.Repeat(" ", 51) + "│ line 2",
			strings.Repeat(" ", 51) + "│ line 3", strings.Repeat(" ", 51) + "│ line 4", strings.Repeat(" ", 51) + "│ " + strings.Repeat("x", 45) + "…",
		}},
		{"pane too low", 100, 3, []string{
			"left" + strings.Repeat(" ", 47) + "│ line 0", strings.Repeat(" ", 51) + "│ line 1", strings.Repeat(" ", 51) + "│ … more",
		}},
		{"strip", 60, 14, append(append([]string{"left"}, make([]string, 10)...),
			" "+strings.Repeat("─", 58), " facts", " "+strings.Repeat("words ", 9)+"wor…")},
		{"neither", 60, 13, []string{"left"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := pane.Split{Share: 50}
			s.Resize(tc.w, tc.h)
			got := s.Draw(kit.Dark, []string{"left"}, d)
			for i := range got {
				if kit.Width(got[i]) > tc.w {
					t.Errorf("line %d is %d wide", i, kit.Width(got[i]))
				}
				got[i] = strings.TrimRight(ansi.Strip(got[i]), " ")
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What the first line of the strip has no room for begins the second.
func TestSplit_flow(t *testing.T) {
	s := pane.Split{}
	s.Resize(40, 20)
	for facts, want := range map[string][]string{
		"Ada Okafor · admin":                                    {" Ada Okafor · admin", " user name a"},
		"Ada Okafor · admin · Lindgren Pumps and Sons":          {" Ada Okafor · admin", " Lindgren Pumps and Sons · user name a"},
		"Ada Okafor · Lindgren Pumps and Sons · open · nobody":  {" Ada Okafor · Lindgren Pumps and Sons", " open · nobody · user name a"},
		"Lindgren Pumps and all of the many sons of it · admin": {" Lindgren Pumps and all of the many so…", " admin · user name a"},
	} {
		lines := s.Draw(kit.Mono, nil, pane.Detail{Facts: facts, Words: "user name a"})
		got := lines[len(lines)-2:]
		for i := range got {
			got[i] = ansi.Strip(got[i])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", facts, diff)
		}
	}
}

func TestScroll(t *testing.T) {
	var s pane.Scroll
	if got := s.Cut(kit.Mono, numbered(5), 5, 2); len(got) != 5 || s.Press("x") {
		t.Fatalf("%v: all of it is in sight, and x is no key of its own", got)
	}
	for _, tc := range []struct{ keys, want string }{
		{"", "  lines 1–9 of 30"},
		{"j down k", "  lines 2–10 of 30"},
		{"pgdown", "  lines 11–19 of 30"},
		{"ctrl+u", "  lines 7–15 of 30"},
		{"G j j j k", "  lines 21–29 of 30"},
		{"pgup ctrl+d space", "  lines 22–30 of 30"},
		{"g k up", "  lines 1–9 of 30"},
		{"end home", "  lines 1–9 of 30"},
	} {
		for key := range strings.FieldsSeq(tc.keys) {
			if !s.Press(key) {
				t.Errorf("%s isn't taken", key)
			}
		}
		lines := numbered(30)
		got := s.Cut(kit.Mono, lines, 10, 2)
		if len(got) != 10 || got[9] != tc.want {
			t.Errorf("after %q: %q, want %q", tc.keys, got[len(got)-1], tc.want)
		}
		if diff := cmp.Diff(numbered(30), lines); diff != "" {
			t.Fatalf("the text itself is changed: %s", diff)
		}
	}
	if f := s.Full(kit.Mono, []string{strings.Repeat("x", 30)}, 10, 5); kit.Width(f.Lines[0]) != 10 || f.Cursor == nil {
		t.Errorf("%q", f.Lines)
	}
}

func TestScroll_show(t *testing.T) {
	var s pane.Scroll
	s.Cut(kit.Mono, numbered(40), 11, 0)
	for _, tc := range []struct {
		line int
		want string
	}{{5, "lines 1–10"}, {9, "lines 3–12"}, {39, "lines 31–40"}, {30, "lines 29–38"}, {0, "lines 1–10"}} {
		s.Show(tc.line)
		if got := s.Cut(kit.Mono, numbered(40), 11, 0)[10]; !strings.Contains(got, tc.want) {
			t.Errorf("line %d: %q, want %q", tc.line, got, tc.want)
		}
	}
}

func TestFacts(t *testing.T) {
	got := pane.Facts(kit.Mono, 24, 8,
		pane.Fact{Label: "Name", Text: "Ada\nOkafor\x1b[2J, admin of it"}, pane.Fact{Label: "None"}, pane.Fact{Label: "Role", Text: "admin"})
	want := []string{"Name    Ada Okafor¿[2J,", "        admin of it", "Role    admin"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFacts_address(t *testing.T) {
	for text, want := range map[string][]string{
		"a****a@lindgren.example":               {"To  a****a@lindgren.example"},
		"q****n@apexbrewingllc80.example":       {"To  q****n", "    @apexbrewingllc80.example"},
		"Quentin, q****n@apexbrewing80.example": {"To  Quentin,", "    q****n@apexbrewing80.exam", "    ple"},
	} {
		if diff := cmp.Diff(want, pane.Facts(kit.Mono, 29, 4, pane.Fact{Label: "To", Text: text})); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestJoin(t *testing.T) {
	if got := pane.Join(" · ", "", "a\nb", " ", "\x1b", "c"); got != "a b · ¿ · c" {
		t.Errorf("%q", got)
	}
}
