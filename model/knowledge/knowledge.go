// Package knowledge holds the articles that callin comes with, and what an
// article is made of: Markdown below a few lines that say what it is about. It
// turns Markdown into plain text and into harmless HTML; how it looks in a
// terminal is the screen's affair.
package knowledge

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"

	"callin/model"
)

//go:embed articles/*.md
var files embed.FS

// Builtin are the articles that callin comes with, in the order of their names.
// The articles are the caller's to keep, but not to change.
var Builtin = sync.OnceValue(func() []model.Article {
	entries, err := files.ReadDir("articles")
	if err != nil {
		panic(err) // they are in the program
	}
	all := make([]model.Article, 0, len(entries))
	for _, e := range entries {
		source, err := files.ReadFile(path.Join("articles", e.Name()))
		if err != nil {
			panic(err)
		}
		a, problems := Parse(string(source))
		if len(problems) > 0 || string(a.ID)+".md" != e.Name() {
			panic(fmt.Sprintf("the article %s: %s", e.Name(), strings.Join(problems, " ")))
		}
		all = append(all, a)
	}
	return all
})

// BuiltinArticle is one of them.
func BuiltinArticle(id model.ArticleID) (model.Article, bool) {
	for _, a := range Builtin() {
		if a.ID == id {
			return a, true
		}
	}
	return model.Article{}, false
}

// categories in the order in which people look for things. Those that somebody
// adds come behind them, and what is for agents last.
var categories = []string{"Logging in", "People and extensions", "Telephones"}

const forAgents = "For agents"

// CategoryRank orders categories: small is first.
func CategoryRank(category string) int {
	for i, c := range categories {
		if c == category {
			return i
		}
	}
	if category == forAgents {
		return len(categories) + 1
	}
	return len(categories)
}
