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
}

// Feed tells what has moved.
type Feed interface {
	Next(ctx context.Context) (model.Changes, error)
	Close()
}

// patience bounds every read and command of the page.
const patience = 10 * time.Second

// mostTyped is more than anybody types to narrow a list down.
const mostTyped = 60

// Page is the page.
type Page struct {
	env  *kit.Env
	desk Desk
	feed Feed

	sheet   sheet
	news    news  // what the sheet doesn't show yet
	visible []row // of the sheet, by the filter
	list    *list.List
	filter  *field.Field
	editing bool // the filter has the focus
	w, h    int

	started bool   // the queue has been read at least once
	failed  string // why it couldn't be read the last time
	deaf    bool   // changes are no longer heard of
	renew   bool   // the next reading shows everything
	stale   bool   // something moved while the queue was being read
	doing   string // what runs, for people

	read  *kit.Task[[]model.TicketView]
	act   *kit.Task[deed]
	heard *kit.Task[model.Changes]
	clock *kit.Task[struct{}]
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed Feed) *Page {
	p := &Page{env: env, desk: desk, feed: feed, filter: field.New(mostTyped), list: newList()}
	p.read = kit.NewTask[[]model.TicketView](env, p.ID())
	p.act = kit.NewTask[deed](env, p.ID())
	p.heard = kit.NewTask[model.Changes](env, p.ID())
	p.clock = kit.NewTask[struct{}](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "queue" }

// Title is in the header.
func (*Page) Title() string { return "Queue" }

// Editing tells whether letters go into the filter.
func (p *Page) Editing() bool { return p.editing }

// Init reads the queue and begins to listen.
func (p *Page) Init() tea.Cmd {
	return tea.Batch(p.reload(), p.heard.Listen(p.feed.Next), p.clock.After(time.Minute))
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
		p.press(msg)
	case tea.PasteMsg:
		p.editing = true // in KEYS too: pasted text is what to look for and runs nothing
		p.typed(msg)
	case kit.Opened:
		return p.showAll()
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if latest, err, ok := p.read.Take(msg); ok {
		return p.have(latest, err)
	}
	if d, err, ok := p.act.Take(msg); ok {
		return p.did(d, err)
	}
	if changes, err, ok := p.heard.Take(msg); ok {
		return p.moved(changes, err)
	}
	if _, _, ok := p.clock.Take(msg); ok { // what is due soon depends on the time
		return tea.Batch(p.clock.After(time.Minute), p.reload())
	}
	return tea.Batch(p.read.Tick(msg), p.act.Tick(msg))
}
