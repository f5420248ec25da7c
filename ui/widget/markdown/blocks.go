// This file goes through the blocks of a text.
package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"callin/ui/kit"
)

// The bounds of what is drawn as it is meant: deeper blocks, and those with less
// room, lie flat. Both come from people who try what a program bears.
const (
	deepest = 8
	least   = 16
)

func render(t *kit.Theme, source string, w int) []Line {
	b := &blocks{t: t, source: []byte(source), w: w}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	b.all(md.Parser().Parse(text.NewReader(b.source)), frame{}, 0)
	for len(b.lines) > 0 && len(b.lines[len(b.lines)-1]) == 0 {
		b.lines = b.lines[:len(b.lines)-1]
	}
	if b.lines == nil {
		b.lines = []Line{}
	}
	return b.lines
}

// frame is what stands before the lines of a block: the sign of a list's item
// before its first, and as much room before the others.
type frame struct {
	first, rest string
	used        bool
}

func (f *frame) next() string {
	if f.used {
		return f.rest
	}
	f.used = true
	return f.first
}

type blocks struct {
	t      *kit.Theme
	source []byte
	w      int
	lines  []Line
}

// all draws the blocks inside of one.
func (b *blocks) all(n ast.Node, f frame, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.block(c, &f, depth+1)
	}
}

func (b *blocks) block(n ast.Node, f *frame, depth int) {
	switch n := n.(type) {
	case *ast.Heading:
		b.gap(f)
		b.put(f, titled(b.t, broken(b.inline(n), b.room(f))))
		b.gap(f)
	case *ast.Paragraph:
		b.put(f, broken(b.inline(n), b.room(f)))
		b.gap(f)
	case *ast.TextBlock:
		b.put(f, broken(b.inline(n), b.room(f)))
	case *ast.List:
		b.list(n, f, depth)
	case *ast.Blockquote:
		b.inside(n, frame{first: f.next() + "│ ", rest: f.rest + "│ "}, depth)
		if last := len(b.lines) - 1; last >= 0 && b.lines[last].Text() == f.rest+"│" { // the gap belongs outside
			b.lines = b.lines[:last]
		}
		b.gap(f)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.code(n, f)
	case *ast.ThematicBreak:
		b.put(f, []Line{{{kit.Rule(b.room(f)), b.t.Rule}}})
		b.gap(f)
	case *ast.HTMLBlock: // isn't shown, as in mails and on paper
	case *extast.Table:
		b.table(n, f)
	default:
		b.all(n, *f, depth)
	}
}

// inside draws blocks behind a frame, as long as there is room for one.
func (b *blocks) inside(n ast.Node, f frame, depth int) {
	if depth > deepest || b.room(&f) < least {
		f = frame{}
	}
	if depth > deepest*deepest {
		return
	}
	b.all(n, f, depth)
}

func (b *blocks) list(n *ast.List, f *frame, depth int) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		sign := "• "
		if n.IsOrdered() {
			sign = fmt.Sprintf("%d. ", number)
			number++
		}
		b.inside(item, frame{first: f.next() + sign, rest: f.rest + kit.Space(kit.Width(sign))}, depth)
	}
	if depth <= 2 {
		b.gap(f)
	}
}

func (b *blocks) code(n ast.Node, f *frame) {
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := strings.TrimRight(string(at.Value(b.source)), "\n")
		for _, part := range kit.Wrap(line, b.room(f)-2) {
			b.put(f, []Line{{{"  " + part, b.t.Key}}})
		}
	}
	b.gap(f)
}

func (b *blocks) room(f *frame) int { return b.w - kit.Width(f.rest) }

// put writes lines behind the frame.
func (b *blocks) put(f *frame, lines []Line) {
	for _, l := range lines {
		if before := f.next(); before != "" {
			l = append(Line{{before, kit.Style{}}}, l...)
		}
		b.lines = append(b.lines, l)
	}
}

// gap leaves one empty line.
func (b *blocks) gap(f *frame) {
	if n := len(b.lines); n > 0 && strings.TrimSpace(b.lines[n-1].Text()) != "" {
		rest := strings.TrimRight(f.rest, " ")
		if rest == "" {
			b.lines = append(b.lines, Line{})
			return
		}
		b.lines = append(b.lines, Line{{rest, kit.Style{}}})
	}
}

func titled(t *kit.Theme, lines []Line) []Line {
	for _, l := range lines {
		for i := range l {
			l[i].Style = t.Title
		}
	}
	return lines
}
