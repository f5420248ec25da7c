// This file makes the rows of the list: categories with their articles below
// them, or what was found.
package articles

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
)

// row is a line of the list: an article, or the category above some.
type row struct {
	id       string
	category string // that it is, or stands in
	n        int    // of a category: how many articles it has
	article  model.ArticleID
	view     model.ArticleView
	why      string // why it stands here
	hit      *model.ArticleHit
}

// The categories that aren't of articles themselves.
const (
	forCall = "For this call"
	toEdit  = "To be looked at by an editor"
)

// newList makes the list. In a narrow window views go first, then the date; the
// title and the helpful share never do.
func newList() *list.List {
	return list.New(
		columns.Column{Width: 1},
		columns.Column{Title: "ARTICLE", Width: 30, Grow: 1},
		columns.Column{Title: "HELPED", Width: 6, Right: true},
		columns.Column{Title: "VIEWS", Width: 6, Right: true, Drop: 2},
		columns.Column{Title: "DATE", Width: 11, Right: true, Drop: 1},
	)
}

// fill hands the list what it has to show.
func (p *Page) fill() {
	p.rows = p.tree()
	if p.searching() {
		p.rows = p.hits()
	}
	rows := p.rows
	p.list.Set(list.Rows{
		Len:   len(rows),
		ID:    func(i int) string { return rows[i].id },
		Cells: func(i int, cells []columns.Cell) { p.cells(rows[i], cells) },
	})
}

// tree is the categories, open or closed. An article that is suggested, or to be
// edited, stands in its own category as well.
func (p *Page) tree() []row {
	var rows []row
	under := func(category string, articles []row) {
		if len(articles) == 0 {
			return
		}
		rows = append(rows, row{id: "/" + category, category: category, n: len(articles)})
		if !p.closed[category] {
			rows = append(rows, articles...)
		}
	}
	var some []row
	for _, s := range p.suggested {
		some = append(some, row{id: forCall + "/" + string(s.ID), category: forCall, article: s.ID, view: s.ArticleView, why: s.Why})
	}
	under(forCall, some)
	some = nil
	for i, v := range p.articles {
		some = append(some, row{id: string(v.ID), category: v.Category, article: v.ID, view: v})
		if i == len(p.articles)-1 || p.articles[i+1].Category != v.Category {
			under(v.Category, some)
			some = nil
		}
	}
	for _, a := range p.todo {
		some = append(some, row{id: toEdit + "/" + string(a.ID), category: toEdit, article: a.ID, view: a.ArticleView, why: strings.Join(a.Concerns, "; ")})
	}
	under(toEdit, some)
	return rows
}

func (p *Page) hits() []row {
	rows := make([]row, len(p.found.Hits))
	for i, h := range p.found.Hits {
		rows[i] = row{id: string(h.ID), category: h.Category, article: h.ID, view: h.ArticleView, hit: &h}
	}
	return rows
}

func (p *Page) cells(r row, cells []columns.Cell) {
	t := p.env.Theme()
	for i := range cells {
		cells[i] = columns.Cell{}
	}
	if r.article == "" {
		cells[0] = columns.Cell{Text: "-", Style: t.Muted}
		if p.closed[r.category] {
			cells[0].Text = "+"
		}
		cells[1] = columns.Cell{Text: fmt.Sprintf("%s (%d)", r.category, r.n), Style: t.Title, Span: true}
		return
	}
	title := r.view.Title
	if r.view.Internal {
		title += " (for agents)"
	}
	if r.view.Draft && p.env.Denied(model.PowerArticles) == "" {
		title += " (draft)"
	}
	cells[1] = columns.Cell{Text: title, Mark: t.Match, Chosen: t.Chosen}
	if r.hit != nil {
		cells[1].Marks = r.hit.InTitle
	}
	cells[2] = columns.Cell{Text: nouns.Share(r.view.Votes)}
	cells[3] = columns.Cell{Text: fmt.Sprint(r.view.Views)}
	cells[4] = columns.Cell{Text: nouns.ArticleDate(r.view.At, p.env.Now()), Style: t.Muted}
}

// chosen is the row under the cursor.
func (p *Page) chosenRow() (row, bool) {
	i := p.list.Index()
	if i >= len(p.rows) {
		return row{}, false
	}
	return p.rows[i], true
}

// fold opens or closes the category of the chosen row.
func (p *Page) fold(closed bool) {
	r, ok := p.chosenRow()
	if !ok || p.searching() {
		return
	}
	if closed && r.article != "" && !p.closed[r.category] {
		p.closed[r.category] = true
		p.fill()
		p.list.Select("/" + r.category)
		return
	}
	p.closed[r.category] = closed
	p.fill()
	if !closed && r.article != "" {
		return
	}
	p.list.Select("/" + r.category)
}

// positions of what an agent may want to know: how many there are.
func (p *Page) headline(t *kit.Theme) string {
	if !p.live.Started() {
		return t.Title.Of("Articles")
	}
	if p.searching() {
		words := kit.Count(len(p.found.Hits), "article", "articles")
		switch {
		case p.search.Pending() && p.found.Text != p.typed.Value():
			return p.search.Loading()
		case p.found.Near && len(p.found.Hits) > 0:
			return t.Warn.Of("None has it as typed; " + words + " near it")
		}
		return words + fmt.Sprintf(" for %q", p.found.Text)
	}
	line := t.Title.Of("Articles") + " · " + fmt.Sprint(len(p.articles))
	if p.call != nil {
		line += " · " + t.Accent.Of("in the call "+p.call.Ticket.Number.String())
	}
	return line
}
