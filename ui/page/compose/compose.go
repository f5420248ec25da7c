// Package compose is the page on which an article is written: its title, what it
// is about, its text, and what readers will see. A draft is kept for as long as
// nobody publishes it; what was typed is never lost to somebody who was faster.
package compose

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/editor"
	"callin/ui/widget/markdown"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// EditArticle gives the draft of an article, or what is in force.
	EditArticle(ctx context.Context, id model.ArticleID) (model.ArticleEdit, error)
	// CheckArticle says what keeps an article from being published.
	CheckArticle(ctx context.Context, a model.Article) []string
	// SaveArticle keeps a draft; a new article gets its name.
	SaveArticle(ctx context.Context, e model.ArticleEdit) (model.ArticleID, error)
	// PublishArticle puts an article in force.
	PublishArticle(ctx context.Context, e model.ArticleEdit) (model.ArticleID, error)
	// DropArticleDraft throws the draft away; what is in force stays.
	DropArticleDraft(ctx context.Context, id model.ArticleID, read model.Version) error
}

// patience bounds every command of the page.
const patience = 15 * time.Second

// front is what the page shows.
type front int

const (
	writing front = iota
	preview
	theirs
)

// Page is the page.
type Page struct {
	env   *kit.Env
	desk  Desk
	bench *Bench
	*draft

	editing  bool
	front    front
	failed   string             // why the article can't be read
	rival    *model.ArticleEdit // what somebody else has made of it meanwhile
	problems []string
	at       int // the problem that is shown

	doc    *markdown.Doc // of the preview
	scroll pane.Scroll
	split  pane.Split
	w, h   int

	doing string
	read  *kit.Task[model.ArticleEdit]
	act   *kit.Task[result]
}

// New makes the page of an article; "" is a new one.
func New(env *kit.Env, desk Desk, bench *Bench, id model.ArticleID) *Page {
	p := &Page{
		env: env, desk: desk, bench: bench, draft: bench.take(id), doc: markdown.New(""),
		split: pane.Split{Share: 45, Least: 44, Widest: 90, NoStrip: true},
	}
	p.read = kit.NewTask[model.ArticleEdit](env, p.ID())
	p.act = kit.NewTask[result](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "compose" }

// Title is in the help.
func (*Page) Title() string { return "Writing an article" }

// Editing tells whether letters go into the words.
func (p *Page) Editing() bool { return p.editing }

// Init reads the article, or begins a new one.
func (p *Page) Init() tea.Cmd {
	if p.id == "" && !p.loaded {
		p.adopt(model.ArticleEdit{})
		p.part, p.editing = title, true
	}
	return p.reload()
}

// Busy keeps somebody from leaving the desk with words that aren't saved.
func (p *Page) Busy() string {
	if !p.dirty() {
		return ""
	}
	return "The article " + p.name() + " has words that aren't saved."
}

// Cancel stops what runs. Whether it came to pass, reading again tells.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs, and leaves what isn't saved on the bench.
func (p *Page) Close() {
	p.read.Cancel()
	p.act.Cancel()
	p.bench.put(p.draft)
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg)
	case kit.Opened:
		if id, ok := msg.Arg.(model.ArticleID); ok && id != p.id {
			return p.change(id)
		}
		return p.reload()
	case kit.Answer:
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

// change goes to another article; what was typed here waits on the bench.
func (p *Page) change(id model.ArticleID) tea.Cmd {
	p.bench.put(p.draft)
	p.draft, p.rival, p.problems, p.front, p.failed = p.bench.take(id), nil, nil, writing, ""
	return p.Init()
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if e, err, ok := p.read.Take(msg); ok {
		return p.have(e, err)
	}
	if r, err, ok := p.act.Take(msg); ok {
		return p.did(r, err)
	}
	return tea.Batch(p.read.Tick(msg), p.act.Tick(msg))
}

func (p *Page) reload() tea.Cmd {
	if p.id == "" {
		return nil
	}
	desk, id := p.desk, p.id
	return p.read.Run(patience, func(ctx context.Context) (model.ArticleEdit, error) { return desk.EditArticle(ctx, id) })
}

// have takes what is in force or drafted. Words that were typed stay, whatever
// it is: if they can't simply stand in its place there is a rival.
func (p *Page) have(e model.ArticleEdit, err error) tea.Cmd {
	if err != nil {
		p.failed = model.CleanLine(model.PublicText(err))
		return kit.SayError(err)
	}
	p.failed = ""
	now := wordsOf(e.Article)
	switch {
	case !p.dirty():
		p.adopt(e)
	case now == p.was, now == p.words():
		p.rebase(e)
	case p.rival == nil || p.rival.Version != e.Version:
		p.rival = &e
		return kit.Say(kit.Warning, p.whose()+" meanwhile. Yours is kept; "+p.env.Keys.Named("compose.look", "l")+" shows theirs.")
	default:
		p.rival = &e
		return nil
	}
	p.noRival()
	return nil
}

func (p *Page) noRival() {
	p.rival = nil
	if p.front == theirs {
		p.front = writing
	}
}

// press takes a key that is no binding of its own.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case p.front != writing:
		p.scroll.Press(msg.String())
	case !p.editing:
		p.parts[p.part].Browse(msg.String())
	default:
		return p.typed(p.parts[p.part].Update(msg))
	}
	return nil
}

// paste puts text in at the caret, in KEYS too: it runs nothing.
func (p *Page) paste(msg tea.PasteMsg) tea.Cmd {
	if why := p.notEdit(); why != "" {
		return kit.Say(kit.Warning, why)
	}
	p.front, p.editing = writing, true
	return p.typed(p.parts[p.part].Update(msg))
}

func (p *Page) typed(e editor.Effect) tea.Cmd {
	if e == editor.Full {
		return kit.Say(kit.Warning, "That is more than an article may hold. Nothing was put in.")
	}
	return nil
}
