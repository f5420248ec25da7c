// Package editor is a text of many lines to type into. It wraps long lines
// softly, knows only text, and costs what is in sight, however long the text.
//
// What is in it is always clean: all that is typed or pasted goes through
// model.Clean, in its place, because a mark combines with the letter before it.
package editor

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
)

// place is between two characters: before the byte at of a line.
type place struct{ line, at int }

// Editor is a text with a caret.
type Editor struct {
	lines  []string // at least one
	caret  place
	goal   int // the column that ↑ and ↓ make for; -1: the caret's
	size   int // bytes, new lines included
	limit  int
	single bool
	undo   []change // the newest last
	top    spot     // the first row in sight
	w, h   int
	last   wrapped
}

// Effect is what a key or a paste did.
type Effect int

// The effects.
const (
	None    Effect = iota // the editor has no use for it
	Moved                 // the caret, or nothing
	Changed               // the text
	Full                  // nothing: there is no room for all of it
)

// New makes an empty text of at most limit bytes.
func New(limit int) *Editor {
	return &Editor{lines: []string{""}, goal: -1, limit: limit, w: 80, h: 24}
}

// Line makes a text that has one line, without a number before it; new lines
// become spaces.
func Line(limit int) *Editor {
	e := New(limit)
	e.single = true
	return e
}

// Value is the text.
func (e *Editor) Value() string { return strings.Join(e.lines, "\n") }

// Lines is how many there are.
func (e *Editor) Lines() int { return len(e.lines) }

// At is the caret's line, counted from 1.
func (e *Editor) At() int { return e.caret.line + 1 }

// Set replaces the text, whatever its size, and puts the caret before it. It
// can't be undone.
func (e *Editor) Set(text string) {
	e.lines = strings.Split(e.fit(model.Clean(text)), "\n")
	e.size = len(e.lines) - 1
	for _, l := range e.lines {
		e.size += len(l)
	}
	e.caret, e.top, e.goal, e.undo = place{}, spot{}, -1, nil
}

// Goto puts the caret at the beginning of a line, counted from 1, or of the
// nearest there is.
func (e *Editor) Goto(line int) {
	e.caret, e.goal = place{line: max(min(line, len(e.lines)), 1) - 1}, -1
	e.follow()
}

// Update takes the keys of editing, and pasted text as one piece.
func (e *Editor) Update(msg tea.Msg) Effect {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return e.Insert(msg.Content)
	case tea.KeyPressMsg:
		key := msg.String()
		switch {
		case typed(msg) != "":
			return e.insert(typed(msg), typing)
		case key == "enter" && !e.single:
			return e.insert("\n", other)
		case e.move(key):
			return Moved
		}
		if lo, hi, ok := e.cut(key); ok {
			return e.remove(lo, hi, key)
		}
	}
	return None
}

// typed is the text that a key stands for, "" for commands.
func typed(key tea.KeyPressMsg) string {
	if key.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return ""
	}
	return key.Text
}

// Insert puts a text in at the caret, in one piece or not at all: half a paste
// would be a riddle.
func (e *Editor) Insert(text string) Effect {
	if len(text) > 4*e.limit { // not worth cleaning
		return Full
	}
	if e.single {
		text = strings.Trim(text, "\r\n")
	}
	return e.insert(text, other)
}

func (e *Editor) insert(text string, kind kind) Effect {
	line := e.lines[e.caret.line]
	before := e.fit(model.Clean(line[:e.caret.at] + text)) // begins with what was there: that is clean
	whole := e.fit(model.Clean(before + line[e.caret.at:]))
	switch {
	case whole == line:
		return Moved
	case e.size-len(line)+len(whole) > e.limit:
		return Full
	}
	to := place{e.caret.line + strings.Count(before, "\n"), len(before) - strings.LastIndexByte(before, '\n') - 1}
	e.replace(e.caret.line, 1, strings.Split(whole, "\n"), to, kind)
	return Changed
}

func (e *Editor) remove(lo, hi place, key string) Effect {
	if lo == hi {
		return Moved
	}
	kind := other
	if key == "backspace" || key == "delete" {
		kind = erasing
	}
	whole := model.Clean(e.lines[lo.line][:lo.at] + e.lines[hi.line][hi.at:])
	e.replace(lo.line, hi.line-lo.line+1, []string{whole}, lo, kind)
	return Changed
}

func (e *Editor) fit(text string) string {
	if e.single {
		return strings.ReplaceAll(text, "\n", " ")
	}
	return text
}

// put exchanges lines and keeps count.
func (e *Editor) put(first, n int, with []string) {
	for _, l := range e.lines[first : first+n] {
		e.size -= len(l) + 1
	}
	for _, l := range with {
		e.size += len(l) + 1
	}
	e.lines = slices.Replace(e.lines, first, first+n, with...)
}
