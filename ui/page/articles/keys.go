// This file holds the keys: what each does, and why not when it can't.
package articles

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	none := ""
	r, chosen := p.chosenRow()
	if !chosen && !(p.editing && p.search.Pending()) {
		none = "No article is chosen."
	}
	words := "open"
	if chosen && r.article == "" {
		words = "open, close"
	}
	bs := []kit.Binding{
		{
			ID: "articles.open", Keys: []string{"enter"}, Words: words, InField: true, Disabled: none, Do: p.open,
			Help: "Opens the article chosen; on a category it opens or closes that.",
		},
	}
	if p.editing {
		return append(bs,
			kit.Binding{ID: "articles.keys", Keys: []string{"esc"}, Words: "clear, keys", InField: true, Do: p.esc, Help: "Clears the field, then leaves it."},
			kit.Binding{ID: "articles.choose", Keys: []string{"up", "down"}, Words: "choose", InField: true, Help: "Moves the choice."},
		)
	}
	bs = append(bs,
		kit.Binding{
			ID: "articles.search", Keys: []string{"/"}, Words: "search", Do: p.find,
			Help: "Searches titles, tags and texts as you type; typing errors are forgiven.",
		},
		kit.Binding{
			ID: "articles.fold", Keys: []string{"left", "right"}, Words: "close, open", Quiet: p.searching(),
			Help: "← closes the category, → opens it.",
		},
	)
	denied := p.env.Denied(model.PowerArticles)
	bs = append(bs,
		kit.Binding{
			ID: "articles.edit", Keys: []string{"e"}, Words: "edit", Quiet: denied != "", Disabled: p.notEdit(r, chosen), Do: p.edit,
			Help: "Writes the article chosen: a draft, which readers see once it is published.",
		},
		kit.Binding{
			ID: "articles.new", Keys: []string{"A"}, Words: "new article", Quiet: denied != "", Disabled: denied, Do: func() tea.Cmd { return kit.Open("compose", model.ArticleID("")) },
			Help: "Writes a new article.",
		},
		kit.Binding{ID: "articles.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.live.Reload, Help: "Reads the list again."},
		kit.Binding{
			ID: "articles.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose", Quiet: true,
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		},
	)
	if p.searching() {
		bs = append(bs, kit.Binding{
			ID: "articles.all", Keys: []string{"esc"}, Words: "all articles", Do: func() tea.Cmd { p.leaveSearch(); return nil },
			Help: "Leaves what was found.",
		})
	}
	return bs
}

func (p *Page) notEdit(r row, chosen bool) string {
	switch why := p.env.Denied(model.PowerArticles); {
	case why != "":
		return why
	case !chosen, r.article == "":
		return "No article is chosen."
	}
	return ""
}

func (p *Page) find() tea.Cmd {
	p.editing = true
	return nil
}

func (p *Page) esc() tea.Cmd {
	if p.typed.Empty() {
		p.editing = false
		return nil
	}
	p.leaveSearch()
	p.editing = true
	return nil
}

// open opens what is chosen. In the field it waits for the answer to what was
// typed, so that Enter never opens what stood there before.
func (p *Page) open() tea.Cmd {
	if p.editing && p.search.Pending() {
		p.wanted = true
		return nil
	}
	r, ok := p.chosenRow()
	switch {
	case !ok:
		return nil
	case r.article == "":
		p.fold(!p.closed[r.category])
		return nil
	}
	if r.view.Revision == 0 { // a draft that was never published
		return p.edit()
	}
	p.editing = false
	at := model.ArticleAt{Article: r.article}
	if p.call != nil {
		at.Call = p.call.Call.ID
	}
	return kit.Open("article", at)
}

func (p *Page) edit() tea.Cmd {
	r, _ := p.chosenRow()
	return kit.Open("compose", r.article)
}

// Copies is the link of the article chosen.
func (p *Page) Copies() []kit.Copyable {
	r, _ := p.chosenRow()
	if r.article == "" {
		return nil
	}
	return []kit.Copyable{{Key: "l", Text: r.article.Link()}}
}
