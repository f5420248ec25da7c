package columns_test

import (
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
		}
		line := string(columns.Append(nil, people, columns.Layout(people, w), cells, w, false))
		if kit.Width(line) != w {
			t.Fatalf("%q is %d wide, want %d", line, kit.Width(line), w)
		}
		if kit.Scrub(line) != line {
			t.Fatalf("%q isn't clean", line)
		}
	})
}
