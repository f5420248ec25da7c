// This file remembers changes, so that they can be taken back.
package editor

import "slices"

// deepest is how many changes can be taken back. A word that was typed is one.
const deepest = 100

// kind tells which changes become one with that before.
type kind int

const (
	other kind = iota
	typing
	erasing
)

// change is what a change has done: in place of some lines there are others.
type change struct {
	kind  kind
	first int
	old   []string
	lines int   // how many stand there now
	from  place // the caret, before
	to    place // the caret, behind
}

func (c change) size() int {
	n := 0
	for _, l := range c.old {
		n += len(l)
	}
	return n
}

// replace is what every change comes down to.
func (e *Editor) replace(first, n int, with []string, to place, kind kind) {
	c := change{kind: kind, first: first, old: slices.Clone(e.lines[first : first+n]), lines: len(with), from: e.caret}
	fresh := kind == typing && e.afterSpace() && !e.spaceAt(with, first, to)
	e.put(first, n, with)
	e.caret, e.goal = place{to.line, snap(e.lines[to.line], to.at)}, -1
	c.to = e.caret
	e.remember(c, fresh)
	e.follow()
}

// remember keeps a change. One that goes on with the one before becomes part of
// it, unless it begins a new word.
func (e *Editor) remember(c change, fresh bool) {
	if n := len(e.undo); n > 0 && !fresh && c.kind != other {
		last := &e.undo[n-1]
		if last.kind == c.kind && last.to == c.from && last.first == c.first && last.lines == 1 && len(c.old) == 1 && c.lines == 1 {
			last.to = c.to
			return
		}
	}
	e.undo = append(e.undo, c)
	held := 0
	for i := len(e.undo) - 1; i >= 0; i-- {
		if held += e.undo[i].size(); held > 4*e.limit || len(e.undo)-i > deepest {
			e.undo = slices.Delete(e.undo, 0, i+1)
			return
		}
	}
}

func (e *Editor) afterSpace() bool {
	return e.caret.at > 0 && e.lines[e.caret.line][e.caret.at-1] == ' '
}

// spaceAt tells whether what was typed before a place is a space.
func (e *Editor) spaceAt(with []string, first int, to place) bool {
	l := with[to.line-first]
	return to.at > 0 && l[to.at-1] == ' '
}

// CanUndo tells whether there is a change to take back.
func (e *Editor) CanUndo() bool { return len(e.undo) > 0 }

// Undo takes the last change back, and tells whether there was one.
func (e *Editor) Undo() bool {
	n := len(e.undo)
	if n == 0 {
		return false
	}
	c := e.undo[n-1]
	e.undo = e.undo[:n-1]
	e.put(c.first, c.lines, c.old)
	e.caret, e.goal = c.from, -1
	e.follow()
	return true
}
