// Package ready is the first page of the desk: idle, the search field has the
// focus, and typing searches at once. Enter opens a call with whoever is chosen.
//
// Below the field stand, while nothing is typed, the agent's calls that wait,
// and what the queue and the Outbox have to say.
package ready

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	Search(ctx context.Context, text string) (model.Found, error)
	OpenCall(ctx context.Context, person model.PersonID, said string) (model.CallID, error)
	ContinueTicket(ctx context.Context, number model.TicketNumber) (model.CallID, error)
	OpenCalls(ctx context.Context) ([]model.CallView, error)
	ParkCall(ctx context.Context, id model.CallID) error
	ResumeCall(ctx context.Context, id model.CallID) error
	// QueueNow says how the queue stands; it reads no store.
	QueueNow() model.QueueNow
	// LatestMail is the newest to somebody who waits for it, nil without one.
	LatestMail(ctx context.Context) (*model.MailView, error)
}

// Feed tells what has moved.
type Feed interface {
	Next(ctx context.Context) (model.Changes, error)
	Close()
}

// Options are what the page says besides.
type Options struct {
	Empty bool // there were no accounts when the desk was opened
}

// patience bounds every read and command of the page.
const patience = 10 * time.Second

// mostTyped is more than anybody types to find a caller.
const mostTyped = 100

// Page is the page.
type Page struct {
	env     *kit.Env
	desk    Desk
	feed    Feed
	options Options

	field   *field.Field
	editing bool
	people  *list.List // who was found
	calls   *list.List // of the agent's, and a ticket found by its number
	rows    *list.List // the one of them that is shown
	split   pane.Split
	shown   []row
	found   model.Found // the answer to found.Text
	around  around
	leaving bool   // a call is being opened
	failed  string // why there is no answer to what is typed

	search *kit.Task[model.Found]
	look   *kit.Task[around]
	heard  *kit.Task[model.Changes]
	open   *kit.Task[model.CallID]
	again  *kit.Task[struct{}] // the clock of calls that wait
	w, h   int
}

// around is what stands on the page besides the search.
type around struct {
	Calls []model.CallView
	Queue model.QueueNow
	Mail  *model.MailView // the newest
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed Feed, options Options) *Page {
	p := &Page{env: env, desk: desk, feed: feed, options: options, field: field.New(mostTyped), editing: true}
	p.people, p.calls = list.New(nouns.PersonColumns()...), list.New(callColumns()...)
	p.rows = p.calls
	p.split = pane.Split{Share: 33, Least: 40, Widest: 50, NoStrip: true}
	p.search = kit.NewTask[model.Found](env, p.ID())
	p.look = kit.NewTask[around](env, p.ID())
	p.heard = kit.NewTask[model.Changes](env, p.ID())
	p.open = kit.NewTask[model.CallID](env, p.ID())
	p.again = kit.NewTask[struct{}](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "ready" }

// Title is in the header.
func (*Page) Title() string { return "Call" }

// Init reads what stands around and begins to listen.
func (p *Page) Init() tea.Cmd {
	p.fill()
	return tea.Batch(p.read(), p.heard.Listen(p.feed.Next), p.again.After(time.Minute))
}

// Editing tells whether letters go into the search field.
func (p *Page) Editing() bool { return p.editing }

// Cancel stops what runs.
func (p *Page) Cancel() bool {
	p.leaving = false
	searching, opening := p.search.Cancel(), p.open.Cancel()
	return searching || opening
}

// Close ends what runs.
func (p *Page) Close() {
	p.search.Cancel()
	p.look.Cancel()
	p.heard.Cancel()
	p.open.Cancel()
	p.again.Cancel()
	p.feed.Close()
}

// Busy says which call is open when the desk is to be left.
func (p *Page) Busy() string {
	for _, c := range p.around.Calls {
		if c.Call.State == model.CallOpen {
			return "The call with " + who(c) + " is open. It is parked until you come back."
		}
	}
	return ""
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.fill()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.editing = true // in KEYS too: pasted text is what to search for and runs nothing
		return p.typed(msg)
	case kit.Opened:
		p.editing, p.leaving = true, false
		if msg.Again {
			return p.next()
		}
		return p.read()
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if found, err, ok := p.search.Take(msg); ok {
		return p.answered(found, err)
	}
	if a, err, ok := p.look.Take(msg); ok {
		if err == nil {
			p.around = a
			p.fill()
		}
		return kit.SayError(err)
	}
	if changes, err, ok := p.heard.Take(msg); ok {
		return p.moved(changes, err)
	}
	if id, err, ok := p.open.Take(msg); ok {
		return p.opened(id, err)
	}
	if _, _, ok := p.again.Take(msg); ok {
		p.fill()
		return p.again.After(time.Minute)
	}
	return tea.Batch(p.search.Tick(msg), p.open.Tick(msg))
}

// moved reads again what has changed. The feed ends only with the session.
func (p *Page) moved(changes model.Changes, err error) tea.Cmd {
	if err != nil {
		return nil
	}
	cmds := []tea.Cmd{p.heard.Listen(p.feed.Next), p.read()}
	if changes.People && !p.field.Empty() && !p.search.Pending() {
		p.options.Empty = false
		cmds = append(cmds, p.find())
	}
	return tea.Batch(cmds...)
}

func (p *Page) read() tea.Cmd {
	return p.look.Run(patience, func(ctx context.Context) (around, error) {
		var a around
		var err error
		if a.Calls, err = p.desk.OpenCalls(ctx); err != nil {
			return a, err
		}
		a.Queue = p.desk.QueueNow()
		a.Mail, err = p.desk.LatestMail(ctx)
		return a, err
	})
}

// next is the key of this screen pressed again: the next caller. Calls that
// are open are parked.
func (p *Page) next() tea.Cmd {
	p.field.Clear()
	p.found, p.failed = model.Found{}, ""
	p.fill()
	is := p.around
	return p.look.Run(patience, func(ctx context.Context) (around, error) {
		calls, err := p.desk.OpenCalls(ctx)
		if err != nil {
			return is, err
		}
		for _, c := range calls {
			if c.Call.State != model.CallOpen {
				continue
			}
			if err := p.desk.ParkCall(ctx, c.Call.ID); err != nil {
				return is, err
			}
		}
		is.Calls, err = p.desk.OpenCalls(ctx)
		return is, err
	})
}
