// This file goes through the blocks of a text.
package markdown

import (
	"fmt"
	"regexp"
	"strings"

	"charm.land/glamour/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"callin/ui/kit"
)

// The bounds of what is drawn as it is meant: deeper blocks lie flat, wider
// tables are lists. Both come from people who try what a program bears.
const (
	deepest = 8
	widest  = 8 // columns of a table
	least   = 16
)

func render(t *kit.Theme, source string, w int) []Line {
	b := &blocks{t: t, source: []byte(source), w: w, renderers: map[int]*glamour.TermRenderer{}}
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
	t         *kit.Theme
	source    []byte
	w         int
	lines     []Line
	renderers map[int]*glamour.TermRenderer
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
		b.put(f, titled(b.t, b.draw("# "+b.inline(n), b.room(f))))
		b.gap(f)
	case *ast.Paragraph:
		b.put(f, b.draw(b.inline(n), b.room(f)))
		b.gap(f)
	case *ast.TextBlock:
		b.put(f, b.draw(b.inline(n), b.room(f)))
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

// table draws a table, or its rows as a list when there are too many columns.
func (b *blocks) table(n *extast.Table, f *frame) {
	var md strings.Builder
	columns := 0
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, b.inline(cell))
		}
		if columns == 0 {
			columns = len(cells)
		}
		if columns > widest || b.room(f) < columns*8 {
			b.put(f, b.draw(strings.Join(cells, " · "), b.room(f)))
			continue
		}
		md.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		if row == n.FirstChild() {
			md.WriteString(strings.Repeat("| --- ", columns) + "|\n")
		}
	}
	if md.Len() > 0 {
		b.put(f, b.draw(md.String(), b.room(f)))
	}
	b.gap(f)
}

// inline is the source of a block's text as one line: line breaks that somebody
// put there for the look of the source are spaces.
func (b *blocks) inline(n ast.Node) string {
	lines := n.Lines()
	var md strings.Builder
	for i := range lines.Len() {
		at := lines.At(i)
		line := strings.TrimLeft(strings.TrimRight(string(at.Value(b.source)), "\n"), " ")
		if i < lines.Len()-1 {
			hard := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)
			line = strings.TrimRight(strings.TrimSuffix(line, `\`), " ")
			if hard {
				line += "\\\n"
			} else {
				line += " "
			}
		}
		md.WriteString(line)
	}
	return between.ReplaceAllString(md.String(), "](#$1)")
}

// between finds links to articles. Like an anchor, such a link is its words
// alone: where it leads is on the page.
var between = regexp.MustCompile(`\]\(article:([a-z0-9-]*)\)`)

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
