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
	"callin/ui/widget/field"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/many"
	"callin/ui/widget/pane"
	"callin/ui/widget/sheet"
	"callin/ui/widget/views"
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
	views.Keep
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// rhythm is how often the mails are read even though nothing has moved: time
// alone makes one worth asking about.
const rhythm = 30 * time.Second

// mostTyped is more than anybody types to narrow a list down.
const mostTyped = 60

// Page is the page.
type Page struct {
	env     *kit.Env
	desk    Desk
	live    *live.Source[[]model.MailView]
	hasMail bool

	latest  []model.MailView // as the desk last gave them, newest first
	sheet   *sheet.Sheet[model.MailView]
	news    sheet.News       // what the sheet doesn't show yet
	shown   []model.MailView // of the sheet, by the view and the filter
	stray   bool             // one of them is there only for the cursor on it
	list    *list.List
	filter  *field.Field
	editing bool // the filter has the focus
	only    only
	order   order
	turned  bool // the other way round
	reading bool // the chosen mail's story fills the page
	scroll  pane.Scroll
	split   pane.Split
	asked   []model.MailView // the mails that the open question is about
	w, h    int

	renew bool   // the next reading shows everything
	doing string // what runs, for people
	act   *kit.Task[many.Outcome]
	views *views.Views
}

// New makes the page. hasMail tells whether a mail server is configured. The
// page closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, hasMail bool) *Page {
	p := &Page{env: env, desk: desk, hasMail: hasMail, list: newList(), split: newSplit(), filter: field.New(mostTyped), order: byNewest}
	p.sheet = sheet.New(func(m model.MailView) string { return string(m.Job) })
	p.live = live.New[[]model.MailView](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = desk.Outbox, rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Mails || c.People }
	p.act = kit.NewTask[many.Outcome](env, p.ID())
	p.views = newViews(p)
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "outbox" }

// Title is in the header.
func (*Page) Title() string { return "Outbox" }

// Editing tells whether letters go into the filter.
func (p *Page) Editing() bool { return p.editing }

// Init reads the mails and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the command that runs. Whether it came to pass, the feed tells.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.act.Cancel()
	p.views.Close()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.press(msg)
	case tea.PasteMsg:
		p.editing, p.reading = true, false // in KEYS too: pasted text is what to look for and runs nothing
		p.typed(msg)
	case kit.Opened:
		p.reading = false
		return p.showAll()
	case kit.Answer:
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) answered(a kit.Answer) tea.Cmd {
	if a.Name == revoking {
		if a.Yes() {
			return p.revoke()
		}
		return nil
	}
	spec, chosen, cmd := p.views.Answered(a)
	if chosen {
		return p.show(spec)
	}
	return cmd
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	latest, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.have(latest)
	}
	if done, err, ok := p.act.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err), p.live.Reload())
		}
		if done.Level == kit.Success {
			p.list.Unmark() // what didn't go keeps its marks
		}
		return tea.Batch(cmd, kit.Say(done.Level, done.Say), p.live.Reload())
	}
	return tea.Batch(cmd, p.views.Take(msg), p.act.Tick(msg))
}
