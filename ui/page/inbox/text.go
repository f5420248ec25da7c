// This file draws one mail, and the way through a long one.
package inbox

import (
	"cmp"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// label is the width of the words before the mail's headers.
const label = 6

// text is a mail, w columns wide.
func (p *Page) text(t *kit.Theme, m model.Received, w int) []string {
	var lines []string
	for _, line := range kit.Wrap(model.CleanLine(cmp.Or(m.Subject, "(no subject)")), w) {
		lines = append(lines, t.Title.Of(line))
	}
	lines = append(lines, "")
	for _, h := range [][2]string{
		{"From", m.From},
		{"To", m.To},
		{"At", at(m.At, p.env.Now(), "15:04:05", "2 Jan 15:04:05")},
	} {
		for i, line := range kit.Wrap(model.CleanLine(cmp.Or(h[1], "–")), w-label) {
			if i > 0 {
				h[0] = ""
			}
			lines = append(lines, t.Muted.Of(kit.Fit(h[0], label))+line)
		}
	}
	lines = append(lines, t.Rule.Of(kit.Rule(w)))
	body := strings.Trim(model.Clean(m.Text), "\n")
	if strings.TrimSpace(body) == "" {
		return append(lines, t.Muted.Of("There is no plain text in this mail."))
	}
	return append(lines, kit.Wrap(body, w)...)
}

// full is one mail over the whole page.
func (p *Page) full(t *kit.Theme, m model.Received) kit.Frame {
	lines := p.text(t, m, min(p.w-4, widestPane))
	for i := range lines {
		lines[i] = kit.Clip("  "+lines[i], p.w)
	}
	return kit.Frame{Lines: p.scroll.cut(lines, p.h), Cursor: &kit.Point{X: 1, Y: 0}}
}

// beside puts a pane at the right of the list, h lines of each.
func beside(t *kit.Theme, left, right []string, leftWidth, rightWidth, h int) []string {
	lines := make([]string, h)
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = kit.Fit(l, leftWidth) + " " + t.Rule.Of("│") + " " + kit.Clip(r, rightWidth)
	}
	return lines
}

// scroll is how far a text longer than the page has been moved.
type scroll struct{ top, lines, room int }

func (s *scroll) press(key string) {
	switch key {
	case "up", "k":
		s.top--
	case "down", "j":
		s.top++
	case "pgup":
		s.top -= s.room
	case "pgdown", "space":
		s.top += s.room
	case "ctrl+u":
		s.top -= s.room / 2
	case "ctrl+d":
		s.top += s.room / 2
	case "home", "g":
		s.top = 0
	case "end", "G":
		s.top = s.lines
	}
	s.top = max(min(s.top, s.lines-s.room), 0)
}

// cut gives the lines in sight. When there are more, the last one says so.
func (s *scroll) cut(lines []string, h int) []string {
	s.lines, s.room = len(lines), h
	if len(lines) <= h {
		s.top = 0
		return lines
	}
	s.room = max(h-1, 1)
	s.top = max(min(s.top, len(lines)-s.room), 0)
	end := s.top + s.room
	return append(append([]string(nil), lines[s.top:end]...), fmt.Sprintf("  lines %d–%d of %d", s.top+1, end, len(lines)))
}
