// Package columns lays out lines of cells: how wide each column is in the room
// there is, and which ones are left out when it is too narrow.
package columns

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"callin/ui/kit"
)

// Gap is the space between two columns.
const Gap = 2

// Column says how a column may be drawn.
type Column struct {
	Title string
	Width int  // at least, in columns of the terminal
	Grow  int  // its share of the space that is left over; 0: none
	Max   int  // it grows no wider; 0: no limit
	Drop  int  // the highest goes first when the room is short; 0: never
	Right bool // text at the right, for numbers
}

// Cell is what stands in a column. Its text is foreign: it is cleaned when it
// is drawn.
type Cell struct {
	Text  string
	Style kit.Style
	Span  bool // takes the rest of the line

	Marks  []kit.Span // parts of the text that are drawn otherwise, in order
	Mark   kit.Style  // how
	Chosen kit.Style  // how in a line that has a style as a whole
}

// Layout tells each column's width in a line of w columns, 0 for the ones left
// out.
func Layout(cols []Column, w int) []int {
	widths := make([]int, len(cols))
	for i, c := range cols {
		widths[i] = max(c.Width, 1)
	}
	for spare(widths, w) < 0 {
		last := -1
		for i, c := range cols {
			if widths[i] > 0 && c.Drop > 0 && (last < 0 || c.Drop >= cols[last].Drop) {
				last = i
			}
		}
		if last < 0 {
			shrink(widths, w)
			break
		}
		widths[last] = 0
	}
	grow(cols, widths, w)
	return widths
}

// spare is the room that is left over; it is negative when there is too little.
func spare(widths []int, w int) int {
	used := -Gap
	for _, n := range widths {
		if n > 0 {
			used += n + Gap
		}
	}
	return w - max(used, 0)
}

// shrink takes from the widest until it fits: the case of windows too small
// for the columns that are never left out.
func shrink(widths []int, w int) {
	for spare(widths, w) < 0 {
		widest := 0
		for i, n := range widths {
			if n > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= 1 {
			return
		}
		widths[widest]--
	}
}

// grow shares out what is left over, a column at a time, so that the result
// doesn't jump when the window changes by one.
func grow(cols []Column, widths []int, w int) {
	for left := spare(widths, w); left > 0; {
		before := left
		for i, c := range cols {
			for range c.Grow {
				if left > 0 && widths[i] > 0 && (c.Max == 0 || widths[i] < c.Max) {
					widths[i]++
					left--
				}
			}
		}
		if left == before {
			return
		}
	}
}

// Append writes a line of cells behind b, w columns wide. whole is the style of a
// line that has one as a whole, which the caller has begun: the cells' own are
// left out.
func Append(b []byte, cols []Column, widths []int, cells []Cell, w int, whole kit.Style) []byte {
	plain := whole != kit.Style{}
	used := 0
	for i, n := range widths {
		if n == 0 || i >= len(cells) {
			continue
		}
		if used > 0 {
			b = append(b, kit.Space(Gap)...)
			used += Gap
		}
		if cells[i].Span {
			n = max(w-used, 0)
		}
		n = min(n, max(w-used, 0))
		style, mark := cells[i].Style, cells[i].Mark
		if plain {
			style, mark = whole, cells[i].Chosen
		} else {
			b = style.Begin(b)
		}
		from := len(b)
		b = kit.AppendFit(b, kit.Text(cells[i].Text), n, cols[i].Right)
		if len(cells[i].Marks) > 0 && !cols[i].Right {
			b = marked(b, from, cells[i], style, mark)
		}
		if !plain {
			b = style.End(b)
		}
		used += n
		if cells[i].Span {
			break
		}
	}
	return append(b, kit.Space(w-used)...)
}

// marked draws the marks of a cell that was written from there on. A text that
// had to be cleaned has none: they would be in the wrong place.
func marked(b []byte, from int, c Cell, style, mark kit.Style) []byte {
	drawn := string(b[from:])
	same := 0 // as far as the text wasn't cut
	for same < min(len(drawn), len(c.Text)) && drawn[same] == c.Text[same] {
		same++
	}
	if same < len(c.Text) && !strings.HasPrefix(drawn[same:], "…") {
		return b
	}
	b = b[:from]
	at := 0
	for _, s := range c.Marks {
		s.To = min(s.To, same)
		if s.From < at || s.From >= s.To || !border(drawn[s.From:]) || !border(drawn[s.To:]) {
			continue
		}
		b = append(b, drawn[at:s.From]...)
		b = style.End(b)
		b = mark.Begin(b)
		b = append(b, drawn[s.From:s.To]...)
		b = mark.End(b)
		b = style.Begin(b)
		at = s.To
	}
	return append(b, drawn[at:]...)
}

// border tells whether a text begins with a character of its own, so that it may
// be drawn apart from what stands before it.
func border(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || utf8.RuneStart(s[0]) && !unicode.In(r, unicode.M, unicode.Cf)
}

// Titles are the cells of a header line.
func Titles(cols []Column, style kit.Style) []Cell {
	cells := make([]Cell, len(cols))
	for i, c := range cols {
		cells[i] = Cell{Text: c.Title, Style: style}
	}
	return cells
}
