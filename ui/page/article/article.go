// Package article is the page of one article of the knowledge base: to read, to
// find in, to mail to the caller, to print, to say whether it helped, and to go
// on to the related ones.
package article

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
	"callin/ui/widget/live"
	"callin/ui/widget/markdown"
	"callin/ui/widget/pane"
	"callin/ui/widget/paper"
)

// Desk is what the page asks of the desk.
type Desk interface {
	reading
	sharing
	keeping
}

type reading interface {
	// ReadArticle opens an article, which counts; Article reads it again.
	ReadArticle(ctx context.Context, id model.ArticleID, call model.CallID) (model.ArticlePage, error)
	Article(ctx context.Context, id model.ArticleID) (model.ArticlePage, error)
	VoteArticle(ctx context.Context, id model.ArticleID, revision int, helpful bool, why string) error
}

type sharing interface {
	OpenCalls(ctx context.Context) ([]model.CallView, error)
	MailArticle(ctx context.Context, m model.ArticleMail) (model.JobID, error)
	ArticleFile(ctx context.Context, id model.ArticleID, form model.ArticleForm) (model.ArticleFile, error)
}

type keeping interface {
	// ArticleVotes is what was said about the revision in force, newest first.
	ArticleVotes(ctx context.Context, id model.ArticleID) ([]model.ArticleVote, error)
	ArticleRevisions(ctx context.Context, id model.ArticleID) ([]model.Article, error)
	EditArticle(ctx context.Context, id model.ArticleID) (model.ArticleEdit, error)
	RestoreArticle(ctx context.Context, id model.ArticleID, revision int, read model.Version) error
}

// patience bounds every command of the page.
const patience = 15 * time.Second

// rhythm is how often the article is read again though nothing was said to have
// changed: views aren't announced.
const rhythm = 5 * time.Minute

// maxFind is more than anybody looks for in an article.
const maxFind = 80

// read is what the desk has to say.
type read struct {
	page model.ArticlePage
	call *model.CallView     // that is open at this desk
	said []model.ArticleVote // for who may write it
}

// Page is the page.
type Page struct {
	env    *kit.Env
	desk   Desk
	paper  *paper.Desk
	live   *live.Source[read]
	at     model.ArticleAt
	opened *atomic.Bool // the article at hand was counted
	trail  []model.ArticleAt

	read
	earlier *model.Article // a revision to look at, in place of the one in force
	doc     *markdown.Doc
	drawn   drawn
	scroll  pane.Scroll
	split   pane.Split
	chosen  int // of the related ones, from 1; 0: none
	w, h    int

	finding bool
	query   *field.Field
	hits    []int // the lines with what is looked for
	hit     int

	past  []model.Article // the revisions that were asked for
	draft draft
	doing string
	act   *kit.Task[result]
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, at model.ArticleAt) *Page {
	p := &Page{
		env: env, desk: desk, at: at, opened: new(atomic.Bool),
		doc: markdown.New(""), query: field.New(maxFind), split: pane.Split{Share: 30, Least: 34, Widest: 46, NoStrip: true},
	}
	p.live = live.New[read](env, p.ID(), feed)
	p.live.Rhythm = rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Articles || c.Calls }
	p.live.Fetch = p.fetch()
	p.act, p.paper = kit.NewTask[result](env, p.ID()), paper.New(env, p.ID())
	return p
}

// fetch reads the article at hand: the first time as opened, then again. It
// touches nothing of the page.
func (p *Page) fetch() func(context.Context) (read, error) {
	desk, at, opened, writes := p.desk, p.at, p.opened, p.env.Denied(model.PowerArticles) == ""
	return func(ctx context.Context) (read, error) {
		call, err := callAt(ctx, desk, at.Call)
		if err != nil {
			return read{}, err
		}
		r := read{call: call}
		if writes {
			if r.said, err = desk.ArticleVotes(ctx, at.Article); err != nil {
				return r, err
			}
		}
		if opened.Swap(true) {
			r.page, err = desk.Article(ctx, at.Article)
			return r, err
		}
		id := model.CallID("")
		if call != nil {
			id = call.Call.ID
		}
		if r.page, err = desk.ReadArticle(ctx, at.Article, id); err != nil {
			opened.Store(false)
		}
		return r, err
	}
}

// callAt is the call that is meant: the one that was given, or the agent's own
// that is open.
func callAt(ctx context.Context, desk sharing, id model.CallID) (*model.CallView, error) {
	calls, err := desk.OpenCalls(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range calls {
		if c.Mine && (c.Call.ID == id || id == "" && c.Call.State == model.CallOpen) {
			return &c, nil
		}
	}
	return nil, nil //nolint:nilnil // no call is no error
}

// ID names the page.
func (*Page) ID() kit.PageID { return "article" }

// Title is in the header.
func (*Page) Title() string { return "Article" }

// Editing tells whether letters are text: while something is looked for.
func (p *Page) Editing() bool { return p.finding }

// Init reads the article.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the command that runs.
func (p *Page) Cancel() bool {
	printing := p.paper.Cancel()
	return p.act.Cancel() || printing
}

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.finding {
			p.typed(msg)
			return nil
		}
		p.scroll.Press(msg.String())
	case tea.PasteMsg:
		p.finding = true
		p.typed(msg)
	case kit.Opened:
		if at, ok := msg.Arg.(model.ArticleAt); ok && at.Article != p.at.Article {
			p.trail = append(p.trail, p.at)
			return p.goTo(at)
		}
		return p.live.Reload()
	case kit.Answer:
		if cmd, ours := p.paper.Take(msg); ours {
			return cmd
		}
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	r, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.read = r
		p.show()
	}
	if done, err, ok := p.act.Take(msg); ok {
		return tea.Batch(cmd, p.did(done, err))
	}
	printed, _ := p.paper.Take(msg)
	return tea.Batch(cmd, printed, p.act.Tick(msg))
}

// goTo shows another article.
func (p *Page) goTo(at model.ArticleAt) tea.Cmd {
	p.at, p.opened = at, new(atomic.Bool)
	p.read, p.earlier, p.scroll, p.chosen, p.draft = read{call: p.call}, nil, pane.Scroll{}, 0, draft{}
	p.query.Clear()
	p.show()
	p.live.Forget()
	p.live.Fetch = p.fetch()
	return p.live.Now(p.live.Fetch)
}

// show has the document show what was read.
func (p *Page) show() {
	text := p.page.Text
	if p.earlier != nil {
		text = p.earlier.Text
	}
	p.doc.Set(text)
	p.chosen = min(p.chosen, len(p.page.Related))
	p.find()
}

// back goes to the article before, from a revision to the one in force.
func (p *Page) back() tea.Cmd {
	if p.earlier != nil {
		p.earlier = nil
		p.show()
		return nil
	}
	last := p.trail[len(p.trail)-1]
	p.trail = p.trail[:len(p.trail)-1]
	return p.goTo(last)
}
