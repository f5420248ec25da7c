// This file draws the header.
package ui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// head are the lines of a page that has a header of its own.
func (a *App) head(l *live) (lines []kit.HeadLine) {
	a.guard(l, func() tea.Cmd {
		if h, ok := l.page.(kit.Headed); ok {
			lines = h.Head()
		}
		return nil
	})
	if len(lines) == 0 {
		return make([]kit.HeadLine, 1) // the screens' line
	}
	return lines
}

// headLines draws the page's header, or the line of screens.
func (a *App) headLines(t *kit.Theme, l *live) []string {
	head := a.head(l)
	if len(head) == 1 && head[0] == (kit.HeadLine{}) {
		return []string{a.screensLine(t)}
	}
	lines := make([]string, len(head))
	for i, h := range head {
		right := h.Right
		if h.Tight != "" && kit.Width(h.Left)+kit.Width(h.Right)+4 > a.w { // a space at each side, two between
			right = h.Tight
		}
		if i == 0 && a.env.Demo {
			right = strings.TrimLeft(right+"  "+t.Warn.Of("DEMO"), " ")
		}
		if right != "" {
			right += " "
		}
		lines[i] = kit.Sides(" "+h.Left, right, a.w)
	}
	return lines
}

// screensLine is the usual header, in the fullest form that fits:
//
//	callin  1 Call  2 Queue 12 !3  3 Accounts                                 amy
func (a *App) screensLine(t *kit.Theme) string {
	right := kit.Text(a.env.Agent)
	if a.env.Demo {
		right = t.Warn.Of("DEMO") + "  " + right
	}
	left := a.screensIn(t, true, len(a.routes))
	full := func() bool { return kit.Width(left)+1+kit.Width(right) >= a.w }
	for titles := len(a.routes); full() && titles >= 0; titles-- {
		left = a.screensIn(t, false, titles)
	}
	if full() {
		return kit.Fit(left, a.w)
	}
	return kit.Sides(left, right, a.w)
}

// screensIn writes the screens, the first so many and the one in front with
// their names.
func (a *App) screensIn(t *kit.Theme, named bool, titles int) string {
	var b strings.Builder
	if named {
		b.WriteString(t.Title.Of(" callin "))
	}
	screens := a.globals[a.split:] // in the same order
	for i, r := range a.routes {
		if r.Key == "" {
			continue
		}
		badges, key := a.status.Badges[r.ID], screens[0].KeyName()
		screens = screens[1:]
		gap := " "
		if key == "" { // the map has words instead
			gap = ""
		}
		switch {
		case a.front != nil && a.front.route.ID == r.ID:
			b.WriteString(t.Selected.Of(" " + key + gap + r.Title + badge(kit.Style{}, badges) + " "))
		case i < titles:
			b.WriteString(" " + key + gap + r.Title + badge(t.Danger, badges) + " ")
		default:
			b.WriteString(" " + cmp.Or(key, r.Title) + badge(t.Danger, badges) + " ")
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// badge draws what stands behind a screen's name; what begins with "!" is
// urgent.
func badge(urgent kit.Style, text string) string {
	if text == "" {
		return ""
	}
	out := ""
	for word := range strings.FieldsSeq(kit.Text(text)) {
		if word[0] == '!' {
			word = urgent.Of(word)
		}
		out += " " + word
	}
	return out
}
