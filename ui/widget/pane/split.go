// Package pane arranges text on a page: a detail beside a list or below it, a
// long text with a way to scroll, facts behind their labels.
package pane

import (
	"strings"

	"callin/ui/kit"
)

const (
	twoPanes = 100 // columns from which there is room for a pane beside the list
	frame    = 4   // columns of a pane that aren't text: the rule and the space around it
	strip    = 3   // lines of the strip below the list
	spare    = 14  // lines from which a page can do without those of the strip
)

// Split shares the window between a list and the detail of the row chosen in
// it. From 100 columns on the detail is a pane at the right, in narrower windows
// a strip below the list, and in those that are low as well there is none.
type Split struct {
	Share   int // of the pane, in percent of the window
	Least   int // columns of the pane
	Widest  int // columns of the pane; 0: no limit
	NoStrip bool

	w, h int
}

// Resize sets the room of both together.
func (s *Split) Resize(w, h int) { s.w, s.h = w, h }

// Pane is the pane's width with its frame, 0 when there is none.
func (s *Split) Pane() int {
	if s.w < twoPanes {
		return 0
	}
	n := max(s.w*s.Share/100, s.Least)
	if s.Widest > 0 {
		n = min(n, s.Widest)
	}
	return n
}

// Width is the room at the left: for the list and what stands above it.
func (s *Split) Width() int { return s.w - s.Pane() }

// Rows is how many lines the list has below so many others.
func (s *Split) Rows(above int) int { return max(s.h-above-s.strip(), 2) }

func (s *Split) strip() int {
	if s.NoStrip || s.Pane() > 0 || s.h < spare {
		return 0
	}
	return strip
}

// Detail is what there is to say about the chosen row.
type Detail struct {
	Pane  func(w int) []string // the lines of the pane, clean
	Key   string               // of what shows the rest when they are too many
	More  string               // and what it does; without a key, all that is said
	Facts string               // the strip's first line, clean; what there is no room for begins the second
	Words string               // the strip's second line, clean
}

// Draw adds the detail to the lines of the left side.
func (s *Split) Draw(t *kit.Theme, lines []string, d Detail) []string {
	switch n := s.Pane(); {
	case n > 0:
		text := d.Pane(n - frame)
		if len(text) > s.h && s.h > 0 && d.More != "" {
			more := d.More
			if d.Key != "" {
				more = "… " + d.Key + " " + more
			}
			text = append(text[:s.h-1:s.h-1], t.Muted.Of(more))
		}
		return s.beside(t, lines, text, n-frame)
	case s.strip() > 0:
		for len(lines) < s.h-strip {
			lines = append(lines, "")
		}
		facts, words := flow(d.Facts, d.Words, s.w-2)
		return append(lines,
			" "+t.Rule.Of(kit.Rule(s.w-2)),
			" "+kit.Clip(facts, s.w-2),
			" "+t.Muted.Of(kit.Clip(words, s.w-2)))
	}
	return lines
}

// flow moves the last facts to the second line, one by one, as long as the first
// is too wide.
func flow(facts, words string, w int) (first, second string) {
	const dot = " · "
	for kit.Width(facts) > w {
		i := strings.LastIndex(facts, dot)
		if i < 0 {
			break
		}
		words = strings.TrimSuffix(facts[i+len(dot):]+dot+words, dot)
		facts = facts[:i]
	}
	return facts, words
}

// beside puts the pane at the right, with a rule between.
func (s *Split) beside(t *kit.Theme, left, right []string, w int) []string {
	lines := make([]string, s.h)
	rule := t.Rule.Of("│")
	var b []byte // a line is put together in one piece: this is drawn after every message
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		b = kit.AppendFit(b[:0], l, s.Width(), false)
		b = append(append(append(b, ' '), rule...), ' ')
		lines[i] = string(append(b, kit.Clip(r, w)...))
	}
	return lines
}
