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
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Outbox lists the newest mails, newest first.
	Outbox(ctx context.Context) ([]model.MailView, error)
	// MailAgain tries a mail that waits at once.
	MailAgain(ctx context.Context, id model.JobID) error
	// ReleaseMail lets a mail go that is held, as a second person.
	ReleaseMail(ctx context.Context, id model.JobID, what string) error
	// RevokeMail takes a mail back: what is in it opens nothing any more.
	RevokeMail(ctx context.Context, id model.JobID) error
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// rhythm is how often the mails are read even though nothing has moved: time
// alone makes one worth asking about.
const rhythm = 30 * time.Second

// Page is the page.
type Page struct {
	env     *kit.Env
	desk    Desk
	live    *live.Source[[]model.MailView]
	hasMail bool

	latest  []model.MailView
	upTo    time.Time        // mails that are newer wait
	shown   []model.MailView // the others
	list    *list.List
	reading bool // the chosen mail's story fills the page
	scroll  pane.Scroll
	split   pane.Split
	asked   model.JobID // the mail that the open question is about
	w, h    int

	renew bool   // the next reading shows everything
	doing string // what runs, for people
	act   *kit.Task[string]
}

// New makes the page. hasMail tells whether a mail server is configured. The
// page closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, hasMail bool) *Page {
	p := &Page{env: env, desk: desk, hasMail: hasMail, list: newList(), split: newSplit()}
	p.live = live.New[[]model.MailView](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = desk.Outbox, rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Mails || c.People }
	p.act = kit.NewTask[string](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "outbox" }

// Title is in the header.
func (*Page) Title() string { return "Outbox" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init reads the mails and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the command that runs. Whether it came to pass, the feed tells.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.act.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.reading {
			p.scroll.Press(msg.String())
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
	latest, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.latest = latest
		p.fill(p.renew)
		p.renew = false
	}
	if say, err, ok := p.act.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err), p.live.Reload())
		}
		return tea.Batch(cmd, kit.Say(kit.Success, say), p.live.Reload())
	}
	return tea.Batch(cmd, p.act.Tick(msg))
}
