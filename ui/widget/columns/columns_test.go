package columns_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/ui/kit"
	"callin/ui/widget/columns"
)

var people = []columns.Column{
	{Title: "CLIENT ID", Width: 9},
	{Title: "NAME", Width: 16, Grow: 2, Max: 30},
	{Title: "ROLE", Width: 5, Drop: 2},
	{Title: "COMPANY", Width: 16, Grow: 1},
	{Title: "PHONE", Width: 13, Drop: 3},
	{Title: "STATUS", Width: 8, Drop: 1},
}

func TestLayout(t *testing.T) {
	for _, tc := range []struct {
		w    int
		want []int
	}{
		{77, []int{9, 16, 5, 16, 13, 8}},
		{76, []int{9, 26, 5, 20, 0, 8}},
		{60, []int{9, 20, 0, 17, 0, 8}},
		{50, []int{9, 20, 0, 17, 0, 0}},
		{20, []int{5, 5, 0, 6, 0, 0}},
		{120, []int{9, 30, 5, 45, 13, 8}},
	} {
		if diff := cmp.Diff(tc.want, columns.Layout(people, tc.w)); diff != "" {
			t.Errorf("%d columns (-want +got):\n%s", tc.w, diff)
		}
	}
}

func TestAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(10, 150).Draw(t, "width")
		cells := make([]columns.Cell, len(people))
		for i := range cells {
			cells[i].Text = rapid.SampledFrom([]string{"", "x", "東京ポンプ株式会社", "e\u0301", "\x1b[31m", "a long text that is cut", "two\nlines"}).Draw(t, "text")
			cells[i].Style = rapid.SampledFrom([]kit.Style{{}, kit.Dark.Warn}).Draw(t, "style")
			cells[i].Span = i == 3 && rapid.Bool().Draw(t, "span")
			if n := len(cells[i].Text); n > 0 && rapid.Bool().Draw(t, "marked") {
				cells[i].Mark, cells[i].Chosen = kit.Dark.Match, kit.Dark.Chosen
				cells[i].Marks = []kit.Span{{From: 0, To: rapid.IntRange(0, n+1).Draw(t, "to")}, {From: n - 1, To: n}}
			}
		}
		whole := rapid.SampledFrom([]kit.Style{{}, kit.Dark.Selected}).Draw(t, "whole")
		line := string(whole.End(columns.Append(whole.Begin(nil), people, columns.Layout(people, w), cells, w, whole)))
		if kit.Width(line) != w {
			t.Fatalf("%q is %d wide, want %d", line, kit.Width(line), w)
		}
		if kit.Scrub(line) != line {
			t.Fatalf("%q isn't clean", line)
		}
	})
}

// What was typed stands out, also in a line that has a style of its own, and as
// far as it wasn't cut.
func TestAppend_Marks(t *testing.T) {
	one := []columns.Column{{Width: 8}}
	cell := columns.Cell{Text: "Lindgren", Marks: []kit.Span{{From: 0, To: 4}}, Mark: kit.Dark.Match, Chosen: kit.Dark.Chosen}
	for _, tc := range []struct {
		name  string
		w     int
		style kit.Style
		whole kit.Style
		want  string
	}{
		{"plain", 8, kit.Style{}, kit.Style{}, "<m>Lind</>gren"},
		{"styled", 8, kit.Dark.Warn, kit.Style{}, "<w></><m>Lind</><w>gren</>"},
		{"chosen", 8, kit.Dark.Warn, kit.Dark.Selected, "</><c>Lind</><s>gren"},
		{"cut behind", 6, kit.Style{}, kit.Style{}, "<m>Lind</>g…"},
		{"cut inside", 3, kit.Style{}, kit.Style{}, "<m>Li</>…"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cell.Style = tc.style
			got := string(columns.Append(nil, one, []int{tc.w}, []columns.Cell{cell}, tc.w, tc.whole))
			for name, s := range map[string]kit.Style{"m": kit.Dark.Match, "w": kit.Dark.Warn, "c": kit.Dark.Chosen, "s": kit.Dark.Selected} {
				got = strings.ReplaceAll(got, string(s.Begin(nil)), "<"+name+">")
			}
			if got = strings.ReplaceAll(got, "\x1b[m", "</>"); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
