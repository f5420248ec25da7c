package knowledge

import (
	"bytes"
	"html"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"callin/model"
)

// HTML writes Markdown as HTML that can do no harm: HTML in the Markdown is left
// out, and so is every link but those to a page, a mail or a telephone. Links
// between articles become their words, because a mail and a file have nowhere
// to lead to. Pictures become their words too: nothing is fetched by a reader.
func HTML(markdown string) (string, error) {
	source := []byte(Clean(markdown))
	md := newMarkdown()
	doc := md.Parser().Parse(text.NewReader(source))
	disarm(doc, source)
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, source, doc); err != nil {
		return "", err
	}
	return model.Clean(b.String()), nil // entities may have become anything
}

// disarm takes HTML out, and puts the words of pictures, and of links that don't
// open, in their place.
func disarm(doc ast.Node, source []byte) {
	var bad []ast.Node
	walk(doc, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Link:
			if !opens(model.CleanLine(string(n.Destination))) {
				bad = append(bad, n)
			}
		case *ast.AutoLink:
			if !opens(model.CleanLine(address(n, source))) {
				n.AppendChild(n, ast.NewString([]byte(html.EscapeString(string(n.Label(source))))))
				bad = append(bad, n)
			}
		case *ast.Image, *ast.RawHTML, *ast.HTMLBlock:
			bad = append(bad, n)
		}
	})
	for _, n := range bad {
		parent := n.Parent()
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			parent.InsertBefore(parent, n, c)
			c = next
		}
		parent.RemoveChild(parent, n)
	}
}

// Page is an article as a file of HTML by itself.
func Page(a model.Article, provider string) (string, error) {
	body, err := HTML(a.Text)
	if err != nil {
		return "", err
	}
	title := html.EscapeString(model.CleanLine(a.Title))
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>` + title + `</title>
<style>body{font:16px/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 1em}td,th{border:1px solid;padding:.2em .6em;text-align:left}table{border-collapse:collapse}</style>
</head><body>
<h1>` + title + `</h1>
` + body + `<hr>
<p><small>` + html.EscapeString(model.CleanLine(provider)) + ` · revision ` + strconv.Itoa(a.Revision) + ` · ` + a.At.Format(day) + `</small></p>
</body></html>
`, nil
}
