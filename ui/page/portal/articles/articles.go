// Package articles is the knowledge base as customers read it in the portal:
// the articles by category, and one of them.
package articles

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
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
	// ReadPublicArticle opens one, which counts as a view.
	ReadPublicArticle(ctx context.Context, id model.ArticleID) (model.ArticlePage, error)
}

const patience = 10 * time.Second

// Page lists the articles and shows one.
type Page struct {
	env    *kit.Env
	shelf  Shelf
	frame  form.Frame
	all    []model.ArticleView
	list   *list.List
	open   *model.ArticlePage
	doc    *markdown.Doc // of what is open
	scroll pane.Scroll
	w, h   int

	look *kit.Task[[]model.ArticleView]
	read *kit.Task[model.ArticlePage]
}

// New makes the page.
func New(env *kit.Env, shelf Shelf, frame form.Frame) *Page {
	p := &Page{
		env: env, shelf: shelf, frame: frame, doc: markdown.New(""),
		list: list.New(columns.Column{Title: "CATEGORY", Width: 16, Grow: 1, Max: 28, Drop: 1}, columns.Column{Title: "ARTICLE", Width: 30, Grow: 3}),
		look: kit.NewTask[[]model.ArticleView](env, ID), read: kit.NewTask[model.ArticlePage](env, ID),
	}
	p.list.Empty = "There are no articles yet."
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return ID }

// Title is in the help.
func (*Page) Title() string { return "Articles" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Head is the header.
func (p *Page) Head() []kit.HeadLine { return p.frame.Head() }

// Init lists the articles.
func (p *Page) Init() tea.Cmd { return p.look.Run(patience, p.shelf.PublicArticles) }

// Close ends what runs.
func (p *Page) Close() {
	p.look.Cancel()
	p.read.Cancel()
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, max(h-2, 1))
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if p.open != nil {
			p.scroll.Press(key.String())
		} else {
			p.list.Update(msg)
		}
		return nil
	}
	if all, err, ok := p.look.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.all = all
		p.list.Set(list.Rows{
			Len: len(all),
			ID:  func(i int) string { return string(all[i].ID) },
			Cells: func(i int, cells []columns.Cell) {
				cells[0] = columns.Cell{Text: all[i].Category, Style: p.env.Theme().Muted}
				cells[1].Text = all[i].Title
			},
		})
		return nil
	}
	if page, err, ok := p.read.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.open, p.scroll = &page, pane.Scroll{}
		return nil
	}
	return tea.Batch(p.look.Tick(msg), p.read.Tick(msg))
}

func (p *Page) enter() tea.Cmd {
	i := p.list.Index()
	if p.open != nil || i >= len(p.all) {
		return nil
	}
	id := p.all[i].ID
	return p.read.Run(patience, func(ctx context.Context) (model.ArticlePage, error) { return p.shelf.ReadPublicArticle(ctx, id) })
}

func (p *Page) back() tea.Cmd {
	if p.open == nil {
		return kit.Back()
	}
	p.open = nil
	return nil
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	move, reading := "choose", ""
	if p.open != nil {
		move, reading = "scroll", "This article is open."
	}
	return []kit.Binding{
		{ID: "articles.read", Keys: []string{"enter"}, Words: "read", Disabled: reading, Do: p.enter, Help: "Opens the article chosen."},
		{ID: "articles.move", Keys: []string{"up", "down", "k", "j"}, Words: move, Help: "Moves the choice, or the text; PgUp PgDn Home End in larger steps."},
		{ID: "articles.back", Keys: []string{"esc"}, Words: "back", Do: p.back, Help: "Closes the article, then the list."},
	}
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	if p.open != nil {
		return p.scroll.Full(p.text(t), p.w, p.h)
	}
	f := kit.Frame{Lines: []string{" " + t.Title.Of("Articles") + " " + t.Muted.Of(p.look.Loading()), ""}}
	if p.look.Pending() {
		return f
	}
	body := p.list.View(t)
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	return f
}

// text is the open article.
func (p *Page) text(t *kit.Theme) []string {
	w := min(p.w-4, 78)
	p.doc.Set(p.open.Text)
	lines := []string{t.Title.Of(kit.Clip(kit.Text(p.open.Title), w)), ""}
	for _, line := range p.doc.Lines(t, w) {
		lines = append(lines, line.Draw(nil, kit.Style{}))
	}
	return lines
}
