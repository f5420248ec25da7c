package knowledge

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"callin/model"
)

// Text writes Markdown as plain text, for mails, printers and the search: one
// line a paragraph, an empty line between what stands apart, links with where
// they lead behind them. HTML in the Markdown isn't shown.
func Text(markdown string) string {
	w := plainWriter{source: []byte(Clean(markdown))}
	w.blocks(parse(w.source), "")
	return strings.TrimSpace(model.Clean(w.String()))
}

// plainText takes the escapes of Markdown out: \* is a star, &amp; is &.
func plainText(b []byte) []byte {
	return util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(b)))
}

// deepest bounds how far blocks may stand inside each other: quotes in quotes
// come from people who want to see a program fall over.
const deepest = 20

type plainWriter struct {
	strings.Builder
	source []byte
	depth  int
}

// blocks writes what stands inside a block, each line behind the indent.
func (w *plainWriter) blocks(n ast.Node, indent string) {
	if w.depth++; w.depth > deepest {
		w.line(indent, words(n, w.source))
		w.depth--
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c, indent)
	}
	w.depth--
}

func (w *plainWriter) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		w.gap()
		w.line(indent, w.inline(n))
		w.gap()
	case *ast.Paragraph, *ast.TextBlock:
		w.line(indent, w.inline(n))
		if _, apart := n.(*ast.Paragraph); apart {
			w.gap()
		}
	case *ast.List:
		w.list(n, indent)
		w.gap()
	case *ast.Blockquote:
		w.blocks(n, indent+"  ")
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			at := n.Lines().At(i)
			w.line(indent+"    ", strings.TrimRight(string(at.Value(w.source)), "\n"))
		}
		w.gap()
	case *ast.ThematicBreak:
		w.gap()
	case *ast.HTMLBlock:
	case *extast.Table:
		w.table(n, indent)
		w.gap()
	default:
		w.blocks(n, indent)
	}
}

func (w *plainWriter) list(n *ast.List, indent string) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		sign := "- "
		if n.IsOrdered() {
			sign = fmt.Sprintf("%d. ", number)
			number++
		}
		inner := plainWriter{source: w.source, depth: w.depth}
		inner.blocks(item, "")
		for i, line := range strings.Split(strings.TrimSpace(inner.String()), "\n") {
			switch {
			case i == 0:
				w.line(indent+sign, line)
			case line == "":
				w.gap()
			default:
				w.line(indent+strings.Repeat(" ", len(sign)), line)
			}
		}
	}
}

// table writes a row a line: what a narrow window or a mail can show.
func (w *plainWriter) table(n *extast.Table, indent string) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if text := strings.TrimSpace(w.inline(cell)); text != "" {
				cells = append(cells, text)
			}
		}
		w.line(indent, strings.Join(cells, " | "))
	}
}

func (w *plainWriter) line(indent, text string) {
	if text = strings.TrimRight(text, " "); strings.TrimSpace(text) != "" {
		w.WriteString(indent + text + "\n")
	}
}

// gap leaves one empty line, unless there is one.
func (w *plainWriter) gap() {
	if s := w.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.WriteString("\n")
	}
}

// inline writes the text of a block as one line.
func (w *plainWriter) inline(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.piece(&b, c, 0)
	}
	return b.String()
}

func (w *plainWriter) piece(b *strings.Builder, n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Text, *ast.String:
		b.WriteString(words(n, w.source))
		return
	case *ast.AutoLink:
		b.Write(n.Label(w.source))
		return
	case *ast.RawHTML:
		return
	}
	if depth > deepest {
		b.WriteString(words(n, w.source))
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.piece(b, c, depth+1)
	}
	if link, ok := n.(*ast.Link); ok {
		if to := model.CleanLine(string(link.Destination)); opens(to) && to != words(n, w.source) {
			b.WriteString(" (" + to + ")")
		}
	}
}

// sheetWidth fits on paper at ten characters an inch.
const sheetWidth = 76

// Sheet is an article on paper: its title, its text in lines, and what it is.
func Sheet(a model.Article, provider string) string {
	var b strings.Builder
	title := model.CleanLine(a.Title)
	b.WriteString(title + "\n" + strings.Repeat("=", min(len([]rune(title)), sheetWidth)) + "\n\n")
	for line := range strings.SplitSeq(Text(a.Text), "\n") {
		b.WriteString(fold(line, sheetWidth))
	}
	fmt.Fprintf(&b, "\n%s · revision %d · %s\n", model.CleanLine(provider), a.Revision, a.At.Format(day))
	return b.String()
}

// fold breaks a line at spaces, its further lines under the beginning of its
// words.
func fold(line string, width int) string {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	under := indent
	if sign, _, ok := strings.Cut(text, " "); ok && (sign == "-" || strings.HasSuffix(sign, ".") && strings.Trim(sign, "0123456789.") == "") {
		under += len(sign) + 1
	}
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", indent))
	column := indent
	for i, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", under))
			column = under
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String() + "\n"
}
