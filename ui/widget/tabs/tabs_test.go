package tabs_test

import (
	"testing"

	"callin/ui/kit"
	"callin/ui/widget/tabs"
)

func TestLine(t *testing.T) {
	three := []tabs.Tab{
		{Names: []string{"All"}, Count: -1},
		{Names: []string{"No address on file", "Address"}, Count: 44},
		{Names: []string{"Recently changed", "Changed", "New"}, Count: 0},
	}
	for _, tc := range []struct {
		w, chosen int
		want      string
	}{
		{80, 0, "[All] No address on file 44  Recently changed 0 "},
		{40, 1, " All [Address 44] Changed 0 "},
		{25, 2, " All  Address 44 [New 0]"},
		{12, 0, "[All] Addre…"},
	} {
		plain := *kit.Mono
		plain.Selected = kit.Style{}
		if got := tabs.Line(&plain, three, tc.chosen, tc.w); got != tc.want {
			t.Errorf("%d columns: %q, want %q", tc.w, got, tc.want)
		}
	}
}

func TestStep(t *testing.T) {
	for _, tc := range []struct{ at, by, want int }{{0, 1, 1}, {2, 1, 0}, {0, -1, 2}, {1, -1, 0}} {
		if got := tabs.Step(tc.at, tc.by, 3); got != tc.want {
			t.Errorf("%d from %d: %d", tc.by, tc.at, got)
		}
	}
}
