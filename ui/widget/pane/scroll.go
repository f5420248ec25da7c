// This file is the way through a text longer than its room.
package pane

import (
	"fmt"

	"callin/ui/kit"
)

// Scroll is how far a text has been moved. The zero Scroll is at its top.
type Scroll struct{ top, lines, room int }

// Press moves the text, and tells whether the key was one of its own.
func (s *Scroll) Press(key string) bool {
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
	default:
		return false
	}
	s.top = max(min(s.top, s.lines-s.room), 0) // or keys pressed at the end would have to be taken back
	return true
}

// Show moves the text as little as it takes to have a line in sight, with some of
// what stands around it.
func (s *Scroll) Show(line int) {
	around := min(2, s.room/4)
	s.top = min(s.top, line-around)
	s.top = max(s.top, line+1+around-s.room, 0)
}

// Cut gives the lines in sight. When there are more, the last one says so, as far
// from the edge as the text is.
func (s *Scroll) Cut(t *kit.Theme, lines []string, h, indent int) []string {
	s.lines, s.room = len(lines), h
	if len(lines) <= h {
		s.top = 0
		return lines
	}
	s.room = max(h-1, 1)
	s.top = max(min(s.top, len(lines)-s.room), 0)
	end := s.top + s.room
	return append(lines[s.top:end:end], kit.Space(indent)+t.Muted.Of(fmt.Sprintf("lines %d–%d of %d", s.top+1, end, len(lines))))
}

// Full is a text over a whole page of w by h.
func (s *Scroll) Full(t *kit.Theme, lines []string, w, h int) kit.Frame {
	for i := range lines {
		lines[i] = kit.Clip(" "+lines[i], w)
	}
	return kit.Frame{Lines: s.Cut(t, lines, h, 1), Cursor: &kit.Point{X: 1, Y: 0}}
}
