// Package articles is the screen of the knowledge base: the articles by
// category, those that may help in the open call first, and what a search finds.
package articles

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Articles lists the articles in force, by category.
	Articles(ctx context.Context) ([]model.ArticleView, error)
	// SearchArticles finds articles by their words.
	SearchArticles(ctx context.Context, text string) (model.ArticlesFound, error)
	// SuggestionsFor are the articles that may help in a call.
	SuggestionsFor(ctx context.Context, about model.ForCall) ([]model.Suggestion, error)
	// ArticlesToEdit lists those that an editor should look at, and why.
	ArticlesToEdit(ctx context.Context) ([]model.ArticlePage, error)
	// OpenCalls lists the agent's calls that haven't ended, newest first.
	OpenCalls(ctx context.Context) ([]model.CallView, error)
}

// rhythm is how often the list is read though nothing was said to have changed:
// views aren't announced.
const rhythm = time.Minute

// patience bounds a search.
const patience = 5 * time.Second

// maxTyped is more than anybody searches for.
const maxTyped = 80

// reading is what the desk has to say.
type reading struct {
	articles  []model.ArticleView
	suggested []model.Suggestion
	call      *model.CallView     // that they are for
	todo      []model.ArticlePage // for editors
}

// Page is the page.
type Page struct {
	env   *kit.Env
	desk  Desk
	live  *live.Source[reading]
	about model.ForCall // the call that was asked for; zero: the agent's open one

	reading
	rows   []row
	closed map[string]bool // categories
	list   *list.List
	split  pane.Split
	w, h   int

	editing bool
	typed   *field.Field
	search  *kit.Task[model.ArticlesFound]
	found   model.ArticlesFound // of the text in it
	wanted  bool                // Enter waits for the answer
	begun   bool                // the next reading is of something else: its first article is chosen
}

// New makes the page. It closes the feed in the end. about is the call that the
// articles are for, zero when none was named.
func New(env *kit.Env, desk Desk, feed live.Feed, about model.ForCall) *Page {
	p := &Page{
		env: env, desk: desk, about: about, list: newList(), typed: field.New(maxTyped), closed: map[string]bool{},
		split: pane.Split{Share: 36, Least: 40, Widest: 60},
	}
	p.live = live.New[reading](env, p.ID(), feed)
	p.live.Rhythm = rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Articles || c.Calls }
	p.live.Fetch = p.fetch()
	p.search = kit.NewTask[model.ArticlesFound](env, p.ID())
	return p
}

// fetch reads everything. It touches nothing of the page.
func (p *Page) fetch() func(context.Context) (reading, error) {
	desk, about, editor := p.desk, p.about, p.env.Denied(model.PowerArticles) == ""
	return func(ctx context.Context) (reading, error) {
		var r reading
		var err error
		if r.articles, err = desk.Articles(ctx); err != nil {
			return r, err
		}
		calls, err := desk.OpenCalls(ctx)
		if err != nil {
			return r, err
		}
		for _, c := range calls {
			if r.call == nil && c.Mine && (c.Call.ID == about.Call || about.Call == "" && c.Call.State == model.CallOpen) {
				r.call = &c
			}
		}
		if r.call != nil {
			about.Call = r.call.Call.ID
			if r.suggested, err = desk.SuggestionsFor(ctx, about); err != nil {
				return r, err
			}
		}
		if editor {
			r.todo, err = desk.ArticlesToEdit(ctx)
		}
		return r, err
	}
}

// ID names the page.
func (*Page) ID() kit.PageID { return "articles" }

// Title is in the header.
func (*Page) Title() string { return "Articles" }

// Editing tells whether letters are text.
func (p *Page) Editing() bool { return p.editing }

// Init reads the articles.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the search.
func (p *Page) Cancel() bool { return p.search.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.search.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.editing = true
		return p.press(msg)
	case kit.Opened:
		return p.opened(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

// opened comes to the screen again: for a call, with the articles for it chosen.
func (p *Page) opened(msg kit.Opened) tea.Cmd {
	if about, ok := asked(msg.Arg); ok {
		p.about, p.begun = about, true
		p.leaveSearch()
	} else if msg.Again {
		p.leaveSearch()
	}
	p.live.Fetch = p.fetch()
	return p.live.Reload()
}

// asked reads what the page was opened with.
func asked(arg any) (model.ForCall, bool) {
	switch about := arg.(type) {
	case model.ForCall:
		return about, true
	case model.CallID:
		return model.ForCall{Call: about}, true
	}
	return model.ForCall{}, false
}

// About is asked for whoever makes the page.
func About(arg any) model.ForCall {
	about, _ := asked(arg)
	return about
}

func (p *Page) press(msg tea.Msg) tea.Cmd {
	if p.editing {
		if taken, changed := p.typed.Update(msg); taken {
			return p.look(changed)
		}
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && !p.editing && (key.String() == "left" || key.String() == "right") {
		p.fold(key.String() == "left")
		return nil
	}
	p.list.Update(msg)
	return nil
}

// look searches for what was typed.
func (p *Page) look(changed bool) tea.Cmd {
	if !changed {
		return nil
	}
	p.wanted = false
	if p.typed.Empty() {
		p.search.Cancel()
		p.found = model.ArticlesFound{}
		p.fill()
		p.list.Top()
		return nil
	}
	desk, text := p.desk, p.typed.Value()
	return p.search.Run(patience, func(ctx context.Context) (model.ArticlesFound, error) { return desk.SearchArticles(ctx, text) })
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if found, err, ok := p.search.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		p.found = found
		p.fill()
		p.list.Top()
		if p.wanted {
			p.wanted = false
			return p.open()
		}
		return nil
	}
	r, fresh, cmd := p.live.Take(msg)
	if fresh {
		first := p.begun || len(p.rows) == 0
		p.reading, p.begun = r, false
		p.fill()
		if first {
			p.start()
		}
	}
	return tea.Batch(cmd, p.search.Tick(msg))
}

// start chooses the first article rather than the line above it.
func (p *Page) start() {
	for _, r := range p.rows {
		if r.article != "" {
			p.list.Select(r.id)
			return
		}
	}
}

// searching tells whether the list shows what was found.
func (p *Page) searching() bool { return !p.typed.Empty() }

func (p *Page) leaveSearch() {
	p.editing, p.wanted = false, false
	p.typed.Clear()
	p.search.Cancel()
	p.found = model.ArticlesFound{}
	p.fill()
}
