package search

// Where in a value the typed terms stand, for highlighting what is on the screen.

import (
	"slices"
	"unicode/utf8"

	"callin/model"
)

// Spans tells where terms of the text stand in a value as it is shown, in order
// and without overlap. What was found only by allowing for typing errors has
// none.
func Spans(text, value string) []model.Span { return NewMarker(text).Spans(value) }

// Marker finds the terms of one text in many values.
type Marker struct{ readings []reading }

// NewMarker makes one.
func NewMarker(text string) *Marker { return &Marker{readings(text)} }

// Spans is the function Spans.
func (m *Marker) Spans(value string) []model.Span {
	var all []model.Span
	letters := lettersOf(value)
	for _, r := range m.readings {
		for _, t := range r.terms {
			for at := range letters {
				if to, ok := t.standsAt(letters, at); ok {
					all = append(all, model.Span{From: letters[at].from, To: to})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b model.Span) int { return a.From - b.From })
	merged := all[:0]
	for _, s := range all {
		if last := len(merged) - 1; last >= 0 && s.From <= merged[last].To {
			merged[last].To = max(merged[last].To, s.To)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// folding is one byte of folded text, and the character that it comes from.
type folding struct {
	c        byte
	from, to int  // of the character, in the value
	gap      bool // something else stands before it
}

func lettersOf(value string) []folding {
	all := make([]folding, 0, len(value))
	var space [16]byte
	gap := false
	for from, r := range value {
		if r < utf8.RuneSelf { // nearly all, and without a call each
			if c := foldedByte[r]; c > foreign {
				all = append(all, folding{c, from, from + 1, gap})
				gap = false
			} else {
				gap = gap || c == gapSign
			}
			continue
		}
		char := string(r)
		folded := appendFold(space[:0], char)
		if len(folded) == 0 {
			gap = gap || !apostrophe(r) && !silent(r)
			if n := len(all); n > 0 && silent(r) && all[n-1].to == from {
				all[n-1].to = from + len(char) // a mark belongs to its letter
			}
			continue
		}
		to := min(from+len(char), len(value))
		for _, c := range folded {
			if c != ' ' {
				all = append(all, folding{c, from, to, gap})
				gap = false
			}
		}
	}
	return all
}

// standsAt tells whether the term begins at a letter, and where in the value it
// ends. Gaps interrupt words, not numbers.
func (t term) standsAt(letters []folding, at int) (to int, ok bool) {
	if at+len(t.text) > len(letters) {
		return 0, false
	}
	for i := range len(t.text) {
		l := letters[at+i]
		if l.c != t.text[i] || i > 0 && l.gap && !t.number {
			return 0, false
		}
		to = l.to
	}
	return to, true
}
