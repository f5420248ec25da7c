package knowledge

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"callin/model"
)

// Shelf tells whether there is an article of the name, and whether it is for
// agents alone.
type Shelf func(model.ArticleID) (internal, ok bool)

// Check says what is wrong with an article that somebody wants to publish, a
// sentence each.
func Check(a model.Article, shelf Shelf) []string {
	var problems []string
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if wrong := model.CheckArticleID(a.ID); wrong != "" {
		say("The name %s.", wrong)
	}
	for _, part := range []struct{ what, text string }{{"title", a.Title}, {"category", a.Category}} {
		switch n := len([]rune(model.CleanLine(part.text))); {
		case n == 0:
			say("There is no %s.", part.what)
		case n > model.MaxArticleTitle:
			say("The %s has %d characters; there is room for %d.", part.what, n, model.MaxArticleTitle)
		}
	}
	if len(a.Tags) > model.MaxArticleTags {
		say("There are %d tags; %d are enough for any article.", len(a.Tags), model.MaxArticleTags)
	}
	switch n := len(a.Text); {
	case strings.TrimSpace(a.Text) == "":
		say("There is no text.")
	case n > model.MaxArticleText:
		say("The text has %d bytes; there is room for %d. Make two articles of it.", n, model.MaxArticleText)
	default:
		problems = append(problems, checkText(a)...)
	}
	return append(problems, Broken(a, shelf)...)
}

// checkText finds what Markdown can say and no reader would see.
func checkText(a model.Article) []string {
	var problems []string
	html, picture := false, false
	source := []byte(Clean(a.Text))
	walk(parse(source), func(n ast.Node) {
		switch n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			html = true
		case *ast.Image:
			picture = true
		}
	})
	if html {
		problems = append(problems, "There is HTML in the text, which isn't shown. Write Markdown instead.")
	}
	if picture {
		problems = append(problems, "There is a picture in the text, which isn't shown. Say it in words.")
	}
	for _, l := range Links(a.Text) {
		if !l.Harmless() {
			problems = append(problems, fmt.Sprintf("The link %q leads to %q, which isn't opened. Begin it with https://, mailto:, tel: or article:.", l.Words, l.To))
		}
	}
	return problems
}

// Broken says which of an article's ways to others lead nowhere, a sentence
// each: to an article that there isn't, and from one that customers read to one
// that they can't.
func Broken(a model.Article, shelf Shelf) []string {
	var problems []string
	seen := map[model.ArticleID]bool{}
	look := func(id model.ArticleID) {
		if seen[id] {
			return
		}
		seen[id] = true
		switch internal, ok := shelf(id); {
		case id == a.ID:
			problems = append(problems, "It leads to itself.")
		case !ok:
			problems = append(problems, fmt.Sprintf("It leads to %s, an article that there isn't.", model.CleanLine(string(id))))
		case internal && !a.Internal:
			problems = append(problems, fmt.Sprintf("Customers read it, and it leads to %s, which is for agents.", id))
		}
	}
	for _, id := range a.Related {
		look(id)
	}
	for _, l := range Links(a.Text) {
		if id := l.Article(); id != "" {
			look(id)
		}
	}
	return problems
}
