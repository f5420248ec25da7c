// This file arranges text on the page: beside the list, below it, and over it
// all with a way to scroll.
package outbox

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// strip is the chosen mail in a rule and two lines.
func (p *Page) strip(t *kit.Theme, m model.MailView) []string {
	var facts []string
	for _, f := range []string{m.Name, m.Company, what(m.Kind), m.Ticket.String(), "created " + clock(m.Created, p.env.Now())} {
		if f = model.CleanLine(f); f != "" {
			facts = append(facts, f)
		}
	}
	return []string{
		" " + t.Rule.Of(kit.Rule(p.w-2)),
		" " + kit.Clip(strings.Join(facts, " · "), p.w-2),
		" " + t.Muted.Of(kit.Clip(model.CleanLine(p.lastWords(m)), p.w-2)),
	}
}

// lastWords are the last ones of the server's, or else what there is to say.
func (p *Page) lastWords(m model.MailView) string {
	if m.Said == "" {
		return p.latestOf(m)
	}
	return join(": ", m.Server, m.Said)
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
