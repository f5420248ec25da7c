// Package markdown shows Markdown in a terminal: wrapped to the window, in the
// theme's styles, links with where they lead, and nothing in it that a terminal
// might obey.
package markdown

import (
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// Run is a piece of a line in one style. Its text is clean.
type Run struct {
	Text  string
	Style kit.Style
}

// Line is a line of runs.
type Line []Run

// Text is the line without its styles.
func (l Line) Text() string {
	if len(l) == 1 {
		return l[0].Text
	}
	var b strings.Builder
	for _, r := range l {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Draw writes the line, with parts of its text in another style.
func (l Line) Draw(marks []kit.Span, mark kit.Style) string {
	var b strings.Builder
	at := 0
	for _, r := range l {
		rest, from := r.Text, at
		at += len(r.Text)
		for _, m := range marks {
			lo, hi := max(m.From, from), min(m.To, at)
			if lo >= hi {
				continue
			}
			b.WriteString(r.Style.Of(rest[:lo-from]) + mark.Of(rest[lo-from:hi-from]))
			rest, from = rest[hi-from:], hi
		}
		b.WriteString(r.Style.Of(rest))
	}
	return b.String()
}

// Doc is a text with its lines, which are made when they are first needed at a
// width and in a theme, and kept.
type Doc struct {
	source string
	lines  []Line
	w      int
	theme  *kit.Theme
}

// New makes a document. The source may be foreign.
func New(source string) *Doc { return &Doc{source: source} }

// Set shows another text, if it is another.
func (d *Doc) Set(source string) {
	if d.source != source {
		*d = Doc{source: source}
	}
}

// Lines are the document's in w columns. They must not be changed.
func (d *Doc) Lines(t *kit.Theme, w int) []Line {
	w = max(w, 20)
	if d.lines == nil || d.w != w || d.theme != t {
		d.w, d.theme = w, t
		d.lines = render(t, clean(d.source), w)
	}
	return d.lines
}

// clean is model.Clean for Markdown: a tab counts for four columns.
func clean(s string) string {
	return model.Clean(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\t", "    "))
}
