// Package queue is the page of the tickets that wait for somebody. It is live,
// but nothing moves under the cursor: tickets that come wait behind a key, and
// those that leave are greyed until the cursor does.
//
// It decides nothing about tickets: whose one is when two agents want it, the
// desk says.
package queue

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
	"callin/ui/widget/sheet"
	"callin/ui/widget/views"
	"callin/ui/widget/work"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Queue lists the tickets that aren't done, most urgent first.
	Queue(ctx context.Context) ([]model.TicketView, error)
	// TakeTicket opens a call about the most urgent ticket that nobody has.
	TakeTicket(ctx context.Context) (model.CallID, error)
	// ContinueTicket opens a call about a ticket and claims it.
	ContinueTicket(ctx context.Context, number model.TicketNumber) (model.CallID, error)
	ClaimTicket(ctx context.Context, number model.TicketNumber) error
	ReleaseTicket(ctx context.Context, number model.TicketNumber) error
	work.Desk
	views.Keep
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// mostTyped is more than anybody types to narrow a list down.
const mostTyped = 60

// Page is the page.
type Page struct {
	env  *kit.Env
	desk Desk
	live *live.Source[[]model.TicketView]

	read    []model.TicketView // as the desk last gave them, most urgent first
	sheet   *sheet.Sheet[model.TicketView]
	news    sheet.News // what the sheet doesn't show yet
	visible []row      // of the sheet, by the filter
	list    *list.List
	filter  *field.Field
	editing bool // the filter has the focus
	only    only
	order   order
	turned  bool // the other way round
	split   pane.Split
	w, h    int

	renew bool   // the next reading shows everything
	doing string // what runs, for people
	act   *kit.Task[deed]
	work  *work.Work
	one   [1]model.TicketView // what is chosen
	views *views.Views
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed) *Page {
	p := &Page{env: env, desk: desk, filter: field.New(mostTyped), list: newList(), split: pane.Split{Share: 35, Least: 38, Widest: 64}}
	p.sheet = sheet.New(func(v model.TicketView) string { return v.Number.String() })
	p.live = live.New[[]model.TicketView](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = desk.Queue, time.Minute // what is due soon depends on the time
	p.live.Wants = func(c model.Changes) bool { return c.Tickets || c.People || c.Here }
	p.act = kit.NewTask[deed](env, p.ID())
	p.order, p.work, p.views = byUrgency, work.New(env, p.ID(), desk), newViews(p)
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "queue" }

// Title is in the header.
func (*Page) Title() string { return "Queue" }

// Editing tells whether letters go into the filter.
func (p *Page) Editing() bool { return p.editing }

// Init reads the queue and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the command that runs. Whether it came to pass, the feed tells.
func (p *Page) Cancel() bool {
	acting, working := p.act.Cancel(), p.work.Cancel()
	return acting || working
}

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.act.Cancel()
	p.work.Close()
	p.views.Close()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.press(msg)
	case tea.PasteMsg:
		p.editing = true // in KEYS too: pasted text is what to look for and runs nothing
		p.typed(msg)
	case kit.Opened:
		return p.showAll()
	case kit.Answer:
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) answered(a kit.Answer) tea.Cmd {
	if cmd, mine := p.work.Answered(a); mine {
		return cmd
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
	if d, err, ok := p.act.Take(msg); ok {
		return tea.Batch(cmd, p.did(d, err))
	}
	worked, done := p.work.Take(msg)
	if done != nil {
		return tea.Batch(cmd, worked, p.worked(*done))
	}
	return tea.Batch(cmd, worked, p.views.Take(msg), p.act.Tick(msg))
}

// have takes a reading.
func (p *Page) have(latest []model.TicketView) {
	p.read = latest
	p.sheet.Take(p.sorted(latest), p.renew)
	p.renew = false
	p.fill()
}
