// This file turns the text of a block into runs in the theme's styles, and breaks
// it into lines.
package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"callin/model"
	"callin/ui/kit"
)

// inline is the text of a block. Line breaks that somebody put there for the look
// of the source are spaces.
func (b *blocks) inline(n ast.Node) Line {
	var line Line
	b.inner(n, kit.Style{}, 0, &line)
	return line
}

// inner writes what is inside a node.
func (b *blocks) inner(n ast.Node, style kit.Style, depth int, line *Line) {
	if depth > deepest {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.piece(c, style, depth+1, line)
	}
}

func (b *blocks) piece(n ast.Node, style kit.Style, depth int, line *Line) {
	put := func(text string, style kit.Style) {
		line.put(strings.ReplaceAll(model.Clean(text), "\n", " "), style)
	}
	switch n := n.(type) {
	case *ast.Text:
		text := n.Segment.Value(b.source)
		if n.Parent().Kind() != ast.KindCodeSpan {
			text = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
		}
		put(string(text), style)
		switch {
		case n.HardLineBreak():
			line.put("\n", style)
		case n.SoftLineBreak():
			put(" ", style)
		}
	case *ast.String:
		put(string(n.Value), style)
	case *ast.CodeSpan:
		b.inner(n, b.t.Key, depth, line)
	case *ast.Emphasis:
		if style = b.t.Key; n.Level > 1 {
			style = b.t.Title
		}
		b.inner(n, style, depth, line)
	case *ast.AutoLink:
		put(string(n.Label(b.source)), b.t.Muted)
	case *ast.Link:
		b.link(n, string(n.Destination), depth, line)
	case *ast.Image:
		b.link(n, string(n.Destination), depth, line)
	case *extast.TaskCheckBox:
		sign := "[ ] "
		if n.IsChecked {
			sign = "[x] "
		}
		put(sign, style)
	case *ast.RawHTML: // isn't shown, as in mails and on paper
	default:
		b.inner(n, style, depth, line)
	}
}

// link writes the words of a link and where it leads. A link to an article is its
// words alone: where it leads is on the page.
func (b *blocks) link(n ast.Node, to string, depth int, line *Line) {
	before := len(*line)
	b.inner(n, b.t.Accent, depth, line)
	to = model.CleanLine(to)
	if words := (*line)[before:].Text(); to == "" || to == words || strings.HasPrefix(to, "#") || strings.HasPrefix(to, model.ArticleLink) {
		return
	} else if words != "" {
		line.put(" ", kit.Style{})
	}
	line.put(to, b.t.Muted)
}

// put writes a piece behind a line.
func (l *Line) put(text string, style kit.Style) {
	if text == "" {
		return
	}
	if last := len(*l) - 1; last >= 0 && (*l)[last].Style == style {
		(*l)[last].Text += text
		return
	}
	*l = append(*l, Run{text, style})
}

// broken breaks a line into lines of at most w columns.
func broken(line Line, w int) []Line {
	text := line.Text()
	var lines []Line
	at := 0
	for _, part := range kit.Wrap(text, w) {
		skipped := strings.Index(text[at:], part)
		if skipped < 0 { // it is no piece of the text, so nobody knows its styles
			lines = append(lines, Line{{part, kit.Style{}}})
			continue
		}
		at += skipped
		lines = append(lines, line.cut(at, at+len(part)))
		at += len(part)
	}
	return lines
}

// cut is a part of a line, between two places in its text.
func (l Line) cut(from, to int) Line {
	var part Line
	at := 0
	for _, r := range l {
		lo, hi := max(from-at, 0), min(to-at, len(r.Text))
		if lo < hi {
			part.put(r.Text[lo:hi], r.Style)
		}
		at += len(r.Text)
	}
	return part
}
