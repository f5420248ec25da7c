package knowledge

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"callin/model"
)

// newMarkdown reads what the screen's renderer reads: CommonMark with tables,
// strikethrough and bare addresses as links (GitHub's flavour).
func newMarkdown() goldmark.Markdown { return goldmark.New(goldmark.WithExtensions(extension.GFM)) }

func parse(source []byte) ast.Node { return newMarkdown().Parser().Parse(text.NewReader(source)) }

// Link is one in an article.
type Link struct {
	Words string
	To    string // as it is written
}

// Article is the article that the link leads to, "" for any other link.
func (l Link) Article() model.ArticleID {
	if id, ok := strings.CutPrefix(l.To, model.ArticleLink); ok {
		return model.ArticleID(id)
	}
	return ""
}

// Harmless tells whether the link leads to a page, a mail, a telephone or an
// article. Nothing else is ever made a link.
func (l Link) Harmless() bool { return l.Article() != "" || opens(l.To) }

func opens(to string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if rest, ok := cutFold(to, scheme); ok && rest != "" {
			return true
		}
	}
	return false
}

// cutFold is CutPrefix in any case of letters.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// Links lists the links of a text, in their order.
func Links(markdown string) []Link {
	source := []byte(Clean(markdown))
	var all []Link
	walk(parse(source), func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Link:
			all = append(all, Link{model.CleanLine(words(n, source)), model.CleanLine(string(n.Destination))})
		case *ast.AutoLink:
			all = append(all, Link{model.CleanLine(string(n.Label(source))), model.CleanLine(address(n, source))})
		case *ast.Image:
			all = append(all, Link{model.CleanLine(words(n, source)), model.CleanLine(string(n.Destination))})
		}
	})
	return all
}

// address is where a bare address leads.
func address(n *ast.AutoLink, source []byte) string {
	to := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail {
		if _, ok := cutFold(to, "mailto:"); !ok {
			return "mailto:" + to
		}
	}
	return to
}

// walk visits every node, from the top.
func walk(n ast.Node, visit func(ast.Node)) {
	visit(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		walk(c, visit)
	}
}

// words are the text inside a node, without any form.
func words(n ast.Node, source []byte) string {
	var b strings.Builder
	walk(n, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(plainText(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		}
	})
	return b.String()
}
