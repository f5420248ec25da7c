// Package outbox is the page of the mails: how far each has come, and what the
// server that took it, or didn't, had to say. It is live, but nothing moves
// under the cursor: newer mails wait behind a key.
package outbox

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/list"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Outbox lists the newest mails, newest first.
	Outbox(ctx context.Context) ([]model.MailView, error)
	// MailAgain tries a mail that waits at once.
	MailAgain(ctx context.Context, id model.JobID) error
	// RevokeMail takes a mail back: what is in it opens nothing any more.
	RevokeMail(ctx context.Context, id model.JobID) error
}

// Feed tells what has moved.
type Feed interface {
	Next(ctx context.Context) (model.Changes, error)
	Close()
}

// patience bounds every read and command of the page.
const patience = 10 * time.Second

// rhythm is how often the mails are read even though nothing has moved: time
// alone makes one worth asking about.
const rhythm = 30 * time.Second

// Page is the page.
type Page struct {
	env     *kit.Env
	desk    Desk
	feed    Feed
	hasMail bool

	latest  []model.MailView
	upTo    time.Time        // mails that are newer wait
	shown   []model.MailView // the others
	list    *list.List
	reading bool // the chosen mail's story fills the page
	scroll  scroll
	asked   model.JobID // the mail that the open question is about
	w, h    int

	started bool   // the mails have been read at least once
	failed  string // why they couldn't be read the last time
	deaf    bool   // changes are no longer heard of
	renew   bool   // the next reading shows everything
	stale   bool   // something moved while the mails were being read
	doing   string // what runs, for people

	read  *kit.Task[[]model.MailView]
	act   *kit.Task[string]
	heard *kit.Task[model.Changes]
	clock *kit.Task[struct{}]
}

// New makes the page. hasMail tells whether a mail server is configured. The
// page closes the feed in the end.
func New(env *kit.Env, desk Desk, feed Feed, hasMail bool) *Page {
	p := &Page{env: env, desk: desk, feed: feed, hasMail: hasMail, list: newList()}
	p.read = kit.NewTask[[]model.MailView](env, p.ID())
	p.act = kit.NewTask[string](env, p.ID())
	p.heard = kit.NewTask[model.Changes](env, p.ID())
	p.clock = kit.NewTask[struct{}](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "outbox" }

// Title is in the header.
func (*Page) Title() string { return "Outbox" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init reads the mails and begins to listen.
func (p *Page) Init() tea.Cmd {
	return tea.Batch(p.reload(), p.heard.Listen(p.feed.Next), p.clock.After(rhythm))
}

// Cancel stops the command that runs. Whether it came to pass, the feed tells.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.read.Cancel()
	p.act.Cancel()
	p.heard.Cancel()
	p.clock.Cancel()
	p.feed.Close()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.reading {
			p.scroll.press(msg.String())
		} else {
			p.list.Update(msg)
		}
	case kit.Opened:
		p.reading = false
		return p.showAll()
	case kit.Answer:
		if msg.Name == revoking && msg.Yes() {
			return p.revoke()
		}
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if latest, err, ok := p.read.Take(msg); ok {
		return p.have(latest, err)
	}
	if say, err, ok := p.act.Take(msg); ok {
		if err != nil {
			return tea.Batch(kit.SayError(err), p.reload())
		}
		return tea.Batch(kit.Say(kit.Success, say), p.reload())
	}
	if changes, err, ok := p.heard.Take(msg); ok {
		return p.moved(changes, err)
	}
	if _, _, ok := p.clock.Take(msg); ok {
		return tea.Batch(p.clock.After(rhythm), p.reload())
	}
	return tea.Batch(p.read.Tick(msg), p.act.Tick(msg))
}
