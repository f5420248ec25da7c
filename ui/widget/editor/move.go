// This file moves the caret. A step goes over what a reader sees as one
// character (UAX #29), however many code points that is.
package editor

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

// cluster is how many bytes the first character of a text has.
func cluster(s string) int {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1
	}
	n := grapheme(s)
	for n < len(s) && s[n] >= utf8.RuneSelf {
		next := s[n : n+grapheme(s[n:])]
		if model.Clean(next) == next {
			break
		}
		n += len(next) // it can't stand alone, so nothing may come between
	}
	return n
}

func grapheme(s string) int {
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return max(len(c), 1)
}

// snap is the first place between characters that isn't before at.
func snap(line string, at int) int {
	i := 0
	for i < at {
		i += cluster(line[i:])
	}
	return i
}

// before is one character back, over the end of the line before as well.
func (e *Editor) before(p place) place {
	line := e.lines[p.line]
	switch {
	case p.at == 0 && p.line == 0:
		return p
	case p.at == 0:
		return place{p.line - 1, len(e.lines[p.line-1])}
	case line[p.at-1] < utf8.RuneSelf && (p.at == 1 || line[p.at-2] < utf8.RuneSelf):
		return place{p.line, p.at - 1}
	}
	last := 0
	for i := 0; i < p.at; i += cluster(line[i:]) {
		last = i
	}
	return place{p.line, last}
}

func (e *Editor) behind(p place) place {
	line := e.lines[p.line]
	switch {
	case p.at < len(line):
		return place{p.line, p.at + cluster(line[p.at:])}
	case p.line+1 < len(e.lines):
		return place{p.line + 1, 0}
	}
	return p
}

// wordBefore and wordBehind go over the spaces there are and a word, or over
// the end of a line.
func (e *Editor) wordBefore(p place) place {
	if p.at == 0 {
		return e.before(p)
	}
	line := e.lines[p.line]
	for p.at > 0 && line[p.at-1] == ' ' {
		p.at--
	}
	for p.at > 0 && line[p.at-1] != ' ' {
		p = e.before(p)
	}
	return p
}

func (e *Editor) wordBehind(p place) place {
	line := e.lines[p.line]
	if p.at == len(line) {
		return e.behind(p)
	}
	for p.at < len(line) && line[p.at] == ' ' {
		p.at++
	}
	for p.at < len(line) && line[p.at] != ' ' {
		p = e.behind(p)
	}
	return p
}

// move takes the keys that move the caret while one types.
func (e *Editor) move(key string) bool {
	c := e.caret
	switch key {
	case "up":
		e.rowsOn(-1)
		return true
	case "down":
		e.rowsOn(1)
		return true
	case "pgup":
		e.rowsOn(-max(e.h-1, 1))
		return true
	case "pgdown":
		e.rowsOn(max(e.h-1, 1))
		return true
	case "left":
		c = e.before(c)
	case "right":
		c = e.behind(c)
	case "home", "ctrl+a":
		c.at = 0
	case "end", "ctrl+e":
		c.at = len(e.lines[c.line])
	case "ctrl+home":
		c = place{}
	case "ctrl+end":
		c = e.end()
	case "ctrl+left", "alt+left", "alt+b":
		c = e.wordBefore(c)
	case "ctrl+right", "alt+right", "alt+f":
		c = e.wordBehind(c)
	default:
		return false
	}
	e.caret, e.goal = c, -1
	e.follow()
	return true
}

func (e *Editor) end() place { return place{len(e.lines) - 1, len(e.lines[len(e.lines)-1])} }

// Browse takes the keys that move the caret while letters are commands, and
// tells whether the key was one of them.
func (e *Editor) Browse(key string) bool {
	switch key {
	case "j":
		key = "down"
	case "k":
		key = "up"
	case "g":
		key = "ctrl+home"
	case "G":
		key = "ctrl+end"
	case "ctrl+d", "ctrl+u":
		half := max(e.h/2, 1)
		if key == "ctrl+u" {
			half = -half
		}
		e.rowsOn(half)
		return true
	}
	return e.move(key)
}

// cut tells what a key removes.
func (e *Editor) cut(key string) (lo, hi place, ok bool) {
	c := e.caret
	end := place{c.line, len(e.lines[c.line])}
	switch key {
	case "backspace":
		return e.before(c), c, true
	case "delete":
		return c, e.behind(c), true
	case "ctrl+u":
		return place{c.line, 0}, c, true
	case "ctrl+k":
		if c == end {
			end = e.behind(c) // nothing but the end of the line is left to remove
		}
		return c, end, true
	case "ctrl+w", "alt+backspace":
		return e.wordBefore(c), c, true
	}
	return c, c, false
}

// rowsOn moves the caret so many rows down, or up, in the column that it had
// where it began.
func (e *Editor) rowsOn(n int) {
	from := e.spot(e.caret)
	if e.goal < 0 {
		e.goal = kit.Width(e.lines[e.caret.line][e.rows(from.line)[from.row]:e.caret.at])
	}
	to := e.step(from, n)
	if to == from { // no row is left: to the very end, as people expect
		e.caret = e.edge(n)
	} else {
		e.caret = e.under(to)
	}
	e.follow()
}

// edge is the beginning or the end of the text.
func (e *Editor) edge(n int) place {
	if n < 0 {
		return place{}
	}
	return e.end()
}
