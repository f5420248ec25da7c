// Package tabs is a line of lists of which one is shown.
package tabs

import (
	"strconv"
	"strings"

	"callin/ui/kit"
)

// Tab is one of the lists.
type Tab struct {
	Names []string // from the fullest to the shortest
	Count int      // how many rows; below 0: not known
}

// Line draws the tabs with the fullest names that fit into w columns:
//
//	[All] No question set 12  No address on file 44  Locked 1
func Line(t *kit.Theme, tabs []Tab, chosen, w int) string {
	most := 0
	for _, tab := range tabs {
		most = max(most, len(tab.Names))
	}
	line := ""
	for form := range most {
		if line = draw(t, tabs, chosen, form); kit.Width(line) <= w {
			break
		}
	}
	return kit.Clip(line, w)
}

func draw(t *kit.Theme, tabs []Tab, chosen, form int) string {
	var b strings.Builder
	for i, tab := range tabs {
		text := tab.Names[min(form, len(tab.Names)-1)]
		if tab.Count >= 0 {
			text += " " + strconv.Itoa(tab.Count)
		}
		if i == chosen {
			b.WriteString(t.Selected.Of("[" + text + "]"))
			continue
		}
		b.WriteString(" " + text + " ")
	}
	return b.String()
}

// Step is the tab so many further on, from the last to the first.
func Step(at, by, n int) int { return ((at+by)%n + n) % n }
