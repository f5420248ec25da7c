// This file wraps lines into rows, at spaces where it can. Only lines near the
// caret are ever wrapped.
package editor

import (
	"callin/ui/kit"
)

// spot is a row of a line.
type spot struct{ line, row int }

func (s spot) after(o spot) bool { return s.line > o.line || s.line == o.line && s.row > o.row }

// wrapped is the line that was wrapped last: one that fills the screen is asked
// for again and again.
type wrapped struct {
	line   string
	w      int
	starts []int
}

// rows tells where the rows of a line begin.
func (e *Editor) rows(line int) []int {
	text, w := e.lines[line], e.textWidth()
	if e.last.starts == nil || e.last.w != w || e.last.line != text {
		e.last = wrapped{text, w, wrap(text, w)}
	}
	return e.last.starts
}

func wrap(line string, w int) []int {
	starts := []int{0}
	begin, col, space := 0, 0, 0 // the row's, the columns so far, behind the row's last space
	for at := 0; at < len(line); {
		n := cluster(line[at:])
		c := kit.Width(line[at : at+n])
		if col+c > w && at > begin {
			begin = at
			if space > starts[len(starts)-1] {
				begin = space
			}
			starts = append(starts, begin)
			col, space = columns(line[begin:at]), 0
			continue
		}
		col += c
		at += n
		if line[at-1] == ' ' {
			space = at
		}
	}
	return starts
}

// columns is at least as many as kit.Width: characters on whose width terminals
// disagree count one by one.
func columns(s string) int {
	n := 0
	for len(s) > 0 {
		c := cluster(s)
		n += kit.Width(s[:c])
		s = s[c:]
	}
	return n
}

// spot is the row that a place is in.
func (e *Editor) spot(p place) spot {
	starts := e.rows(p.line)
	row := len(starts) - 1
	for row > 0 && starts[row] > p.at {
		row--
	}
	return spot{p.line, row}
}

// step is n rows further down, or up, as far as there are any.
func (e *Editor) step(s spot, n int) spot {
	for ; n > 0; n-- {
		switch {
		case s.row+1 < len(e.rows(s.line)):
			s.row++
		case s.line+1 < len(e.lines):
			s = spot{s.line + 1, 0}
		default:
			return s
		}
	}
	for ; n < 0; n++ {
		switch {
		case s.row > 0:
			s.row--
		case s.line > 0:
			s = spot{s.line - 1, len(e.rows(s.line-1)) - 1}
		default:
			return s
		}
	}
	return s
}

// under is the place in a row that is nearest to the column aimed for.
func (e *Editor) under(s spot) place {
	lo, hi := e.bounds(s)
	line := e.lines[s.line]
	at := lo
	for at < hi {
		next := at + cluster(line[at:])
		if kit.Width(line[lo:next]) > e.goal || next == hi && hi < len(line) { // there the next row begins
			break
		}
		at = next
	}
	return place{s.line, at}
}

// bounds are where a row begins and ends in its line.
func (e *Editor) bounds(s spot) (lo, hi int) {
	starts := e.rows(s.line)
	if s.row+1 < len(starts) {
		return starts[s.row], starts[s.row+1]
	}
	return starts[s.row], len(e.lines[s.line])
}

// follow scrolls as little as needed to have the caret in sight, and leaves no
// empty room below while there is text above.
func (e *Editor) follow() {
	h := max(e.h, 1)
	e.top.line = min(e.top.line, len(e.lines)-1)
	e.top.row = min(e.top.row, len(e.rows(e.top.line))-1)
	at := e.spot(e.caret)
	if first := e.step(at, 1-h); first.after(e.top) {
		e.top = first
	}
	if e.top.after(at) {
		e.top = at
	}
	if full := e.step(e.spot(e.end()), 1-h); e.top.after(full) {
		e.top = full
	}
}
