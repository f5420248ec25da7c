// Package articles is the knowledge base as customers read it in the portal:
// the articles by category, those that a search finds, and one of them.
package articles

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/field"
	"callin/ui/widget/form"
	"callin/ui/widget/list"
	"callin/ui/widget/markdown"
	"callin/ui/widget/pane"
)

// ID names the page.
const ID kit.PageID = "portal.articles"

// Shelf is what the page asks of the desk.
type Shelf interface {
	// PublicArticles lists the articles that customers may read, by category.
	PublicArticles(ctx context.Context) ([]model.ArticleView, error)
	// SearchPublicArticles finds those that say something.
	SearchPublicArticles(ctx context.Context, text string) (model.ArticlesFound, error)
	// ReadPublicArticle opens one, which counts as a view.
	ReadPublicArticle(ctx context.Context, id model.ArticleID) (model.ArticlePage, error)
}

const patience = 10 * time.Second

// maxTyped is more than anybody searches for.
const maxTyped = 80

// Page lists the articles and shows one.
type Page struct {
	env    *kit.Env
	shelf  Shelf
	frame  form.Frame
	all    []model.ArticleView
	found  model.ArticlesFound // of what is typed
	list   *list.List
	open   *model.ArticlePage
	doc    *markdown.Doc // of what is open
	scroll pane.Scroll
	w, h   int

	editing bool
	typed   *field.Field
	wanted  bool // Enter waits for what is found

	look   *kit.Task[[]model.ArticleView]
	search *kit.Task[model.ArticlesFound]
	read   *kit.Task[model.ArticlePage]
}

// New makes the page.
func New(env *kit.Env, shelf Shelf, frame form.Frame) *Page {
	p := &Page{
		env: env, shelf: shelf, frame: frame, doc: markdown.New(""), typed: field.New(maxTyped),
		list: list.New(columns.Column{Title: "CATEGORY", Width: 16, Grow: 1, Max: 28, Drop: 1}, columns.Column{Title: "ARTICLE", Width: 30, Grow: 3}),
		look: kit.NewTask[[]model.ArticleView](env, ID), search: kit.NewTask[model.ArticlesFound](env, ID), read: kit.NewTask[model.ArticlePage](env, ID),
	}
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return ID }

// Title is in the help.
func (*Page) Title() string { return "Articles" }

// Editing tells whether letters are text.
func (p *Page) Editing() bool { return p.editing && p.open == nil }

// Head is the header.
func (p *Page) Head() []kit.HeadLine { return p.frame.Head() }

// Init lists the articles.
func (p *Page) Init() tea.Cmd { return p.look.Run(patience, p.shelf.PublicArticles) }

// Close ends what runs.
func (p *Page) Close() {
	p.look.Cancel()
	p.search.Cancel()
	p.read.Cancel()
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, max(h-2, 1))
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.editing = p.editing || p.open == nil
		return p.press(msg)
	}
	if all, err, ok := p.look.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.all = all
		p.fill()
		return nil
	}
	if found, err, ok := p.search.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.found = found
		p.fill()
		p.list.Top()
		if p.wanted {
			return p.enter()
		}
		return nil
	}
	if page, err, ok := p.read.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.open, p.scroll = &page, pane.Scroll{}
		return nil
	}
	return tea.Batch(p.look.Tick(msg), p.search.Tick(msg), p.read.Tick(msg))
}

func (p *Page) press(msg tea.Msg) tea.Cmd {
	key, _ := msg.(tea.KeyPressMsg)
	switch {
	case p.open != nil:
		p.scroll.Press(key.String())
		return nil
	case p.editing:
		if taken, changed := p.typed.Update(msg); taken {
			return p.seek(changed)
		}
	}
	p.list.Update(msg)
	return nil
}

// seek searches for what is typed; for nothing it lists all.
func (p *Page) seek(changed bool) tea.Cmd {
	if !changed {
		return nil
	}
	p.wanted = false
	if p.typed.Empty() {
		p.unfind()
		return nil
	}
	shelf, text := p.shelf, p.typed.Value()
	return p.search.Run(patience, func(ctx context.Context) (model.ArticlesFound, error) { return shelf.SearchPublicArticles(ctx, text) })
}

// unfind leaves what was found.
func (p *Page) unfind() {
	p.search.Cancel()
	p.typed.Clear()
	p.found, p.wanted = model.ArticlesFound{}, false
	p.fill()
	p.list.Top()
}

// searching tells whether the list shows what was found.
func (p *Page) searching() bool { return !p.typed.Empty() }

// shown are the articles in the list.
func (p *Page) shown() []model.ArticleView {
	if !p.searching() {
		return p.all
	}
	views := make([]model.ArticleView, len(p.found.Hits))
	for i, h := range p.found.Hits {
		views[i] = h.ArticleView
	}
	return views
}

func (p *Page) fill() {
	views := p.shown()
	var hits []model.ArticleHit
	if p.searching() {
		hits = p.found.Hits
	}
	p.list.Set(list.Rows{
		Len: len(views),
		ID:  func(i int) string { return string(views[i].ID) },
		Cells: func(i int, cells []columns.Cell) {
			t := p.env.Theme()
			cells[0] = columns.Cell{Text: views[i].Category, Style: t.Muted}
			cells[1] = columns.Cell{Text: views[i].Title, Mark: t.Match, Chosen: t.Chosen}
			if hits != nil {
				cells[1].Marks = hits[i].InTitle
			}
		},
	})
}

// enter reads the article chosen. In the field it waits for what is found, so
// that it never opens what stood there before.
func (p *Page) enter() tea.Cmd {
	if p.search.Pending() {
		p.wanted = true
		return nil
	}
	views, i := p.shown(), p.list.Index()
	if p.wanted = false; p.open != nil || i >= len(views) {
		return nil
	}
	id := views[i].ID
	return p.read.Run(patience, func(ctx context.Context) (model.ArticlePage, error) { return p.shelf.ReadPublicArticle(ctx, id) })
}

// back closes the article, empties the field, leaves it, and then the page.
func (p *Page) back() tea.Cmd {
	switch {
	case p.open != nil:
		p.open = nil
	case p.searching():
		p.unfind()
	case p.editing:
		p.editing = false
	default:
		return kit.Back()
	}
	return nil
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	esc := kit.Binding{ID: "articles.back", Keys: []string{"esc"}, Words: "back", InField: true, Do: p.back, Help: "Closes the article, leaves the search, then the list."}
	move := kit.Binding{ID: "articles.move", Keys: []string{"up", "down", "k", "j"}, Words: "choose", Help: "Moves the choice, or the text; PgUp PgDn Home End in larger steps."}
	if p.open != nil {
		move.Words = "scroll"
		return []kit.Binding{move, esc}
	}
	read := kit.Binding{ID: "articles.read", Keys: []string{"enter"}, Words: "read", InField: true, Do: p.enter, Help: "Opens the article chosen."}
	if p.editing {
		move.Keys, move.InField = []string{"up", "down"}, true
		return []kit.Binding{read, move, esc}
	}
	find := kit.Binding{
		ID: "articles.find", Keys: []string{"/"}, Words: "search", Do: func() tea.Cmd { p.editing = true; return nil },
		Help: "Searches titles and texts as you type; typing errors are forgiven.",
	}
	return []kit.Binding{read, find, move, esc}
}
