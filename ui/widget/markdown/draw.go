// This file has glamour draw a block, and turns what it draws into runs in the
// theme's styles: no escape sequence of its own, and none that was hidden in the
// text, gets any further.
package markdown

import (
	"strings"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

// The colours by which glamour says what a piece of text is.
const (
	strong = "1"
	emph   = "2"
	code   = "3"
	words  = "4" // of a link
	target = "5" // of a link
)

// styleOf is the theme's style for the parameters of an SGR sequence (ECMA-48,
// 8.3.117): of colours alone, because nothing else is asked for.
func styleOf(t *kit.Theme, parameters string) kit.Style {
	switch parameters {
	case "31":
		return t.Title
	case "32", "33":
		return t.Key
	case "34":
		return t.Accent
	case "35":
		return t.Muted
	}
	return kit.Style{}
}

func config() ansi.StyleConfig {
	coloured := func(c string) ansi.StylePrimitive { return ansi.StylePrimitive{Color: &c} }
	return ansi.StyleConfig{
		Strong: coloured(strong), Emph: coloured(emph), Code: ansi.StyleBlock{StylePrimitive: coloured(code)},
		LinkText: coloured(words), Link: coloured(target), Image: coloured(target), ImageText: coloured(words),
	}
}

// draw has glamour draw one block in w columns. What it can't draw stays as it
// was written.
func (b *blocks) draw(md string, w int) []Line {
	if strings.TrimSpace(md) == "" {
		return nil
	}
	w = max(w, least)
	r := b.renderers[w]
	if r == nil {
		var err error
		r, err = glamour.NewTermRenderer(glamour.WithStyles(config()), glamour.WithWordWrap(w), glamour.WithInlineTableLinks(true))
		if err != nil {
			return b.undrawn(md, w)
		}
		b.renderers[w] = r
	}
	out, err := r.Render(md)
	if err != nil {
		return b.undrawn(md, w)
	}
	return b.runs(out, w)
}

func (b *blocks) undrawn(md string, w int) []Line {
	var lines []Line
	for _, l := range kit.Wrap(model.Clean(md), w) {
		lines = append(lines, Line{{l, kit.Style{}}})
	}
	return lines
}

// runs reads drawn text. A style goes on to the next line, as in a terminal.
func (b *blocks) runs(out string, w int) []Line {
	var lines []Line
	style := kit.Style{}
	for text := range strings.SplitSeq(strings.Trim(out, "\n"), "\n") {
		var line Line
		for text != "" {
			at := strings.IndexByte(text, 0x1b)
			if at < 0 {
				at = len(text)
			}
			if at > 0 {
				line = append(line, Run{text[:at], style})
			}
			var parameters string
			var sgr bool
			text, parameters, sgr = sequence(text[at:])
			if sgr {
				style = styleOf(b.t, parameters)
			}
		}
		lines = append(lines, fitted(line, w)...)
	}
	for len(lines) > 0 && lines[0].Text() == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].Text() == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// sequence takes the escape sequence that a text begins with off it.
func sequence(text string) (rest, parameters string, sgr bool) {
	if text == "" {
		return "", "", false
	}
	seq, _, n, _ := xansi.DecodeSequence(text, 0, nil)
	if n == 0 {
		return text[1:], "", false
	}
	if p, ok := strings.CutPrefix(seq, "\x1b["); ok && strings.HasSuffix(p, "m") {
		return text[n:], strings.TrimSuffix(p, "m"), true
	}
	return text[n:], "", false
}

// fitted cleans a line, takes the blanks at its end off, and breaks it once more
// when it is still too wide: terminals disagree on some characters.
func fitted(line Line, w int) []Line {
	for i := range line {
		line[i].Text = model.Clean(line[i].Text)
	}
	for len(line) > 0 {
		last := &line[len(line)-1]
		if last.Text = strings.TrimRight(last.Text, " "); last.Text != "" {
			break
		}
		line = line[:len(line)-1]
	}
	if kit.Width(line.Text()) <= w {
		return []Line{line}
	}
	var lines []Line
	for _, part := range kit.Wrap(line.Text(), w) {
		lines = append(lines, Line{{part, kit.Style{}}})
	}
	return lines
}
