// This file draws the text:
//
//	1  {{template "hello" .}}
//	2
//	3! It works once, in this call alone, until
//	   {{.Nobody}}.
package editor

import (
	"strconv"

	"callin/ui/kit"
)

// Span is a part of a line, in bytes, and how it looks.
type Span struct {
	Lo, Hi int
	Style  kit.Style
}

// Look is how a text is drawn.
type Look struct {
	Theme  *kit.Theme
	Spans  func(line string) []Span // optional; in order, without overlap
	Marked func(line int) bool      // optional; lines, from 1, that need looking at
}

// Resize sets the room.
func (e *Editor) Resize(w, h int) {
	if w == e.w && h == e.h {
		return
	}
	e.w, e.h = w, h
	e.follow()
}

// gutter is the room of the line numbers, or of the margin of a single line.
func (e *Editor) gutter() int {
	if e.single {
		return 1
	}
	return e.digits() + 3
}

func (e *Editor) digits() int { return max(len(strconv.Itoa(len(e.lines))), 2) }

// textWidth leaves a column for the caret behind the last character.
func (e *Editor) textWidth() int { return max(e.w-e.gutter()-1, 1) }

// View draws the rows in sight, with the cursor at the caret.
func (e *Editor) View(look Look) kit.Frame {
	e.follow()
	f := kit.Frame{Lines: make([]string, 0, max(e.h, 1))}
	at, caret := e.top, e.spot(e.caret)
	for len(f.Lines) < max(e.h, 1) {
		lo, hi := e.bounds(at)
		line := e.lines[at.line]
		if at == caret {
			f.Cursor = &kit.Point{X: min(e.gutter()+kit.Width(line[lo:e.caret.at]), max(e.w-1, 0)), Y: len(f.Lines)}
		}
		f.Lines = append(f.Lines, kit.Clip(e.number(look, at)+paint(look, line, lo, hi), e.w))
		next := e.step(at, 1)
		if next == at {
			break
		}
		at = next
	}
	return f
}

// number is what stands before a row: its line's number, once.
func (e *Editor) number(look Look, s spot) string {
	switch n := strconv.Itoa(s.line + 1); {
	case e.single, s.row > 0:
		return kit.Space(e.gutter())
	case look.Marked != nil && look.Marked(s.line+1):
		return " " + look.Theme.Danger.Of(kit.FitRight(n, e.digits())+"!") + " "
	default:
		return " " + look.Theme.Muted.Of(kit.FitRight(n, e.digits())) + "  "
	}
}

// paint draws a part of a line.
func paint(look Look, line string, lo, hi int) string {
	if look.Spans == nil {
		return line[lo:hi]
	}
	out := ""
	for _, s := range look.Spans(line) {
		from, to := max(s.Lo, lo), min(s.Hi, hi)
		if from >= to {
			continue
		}
		out += line[lo:from] + s.Style.Of(line[from:to])
		lo = to
	}
	return out + line[lo:hi]
}
