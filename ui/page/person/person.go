// Package person is the page of one person without a call: what an agent may
// see of them, masked, the others in their account, and what has happened with
// them. Opening it leaves an audit entry, so that nobody browses customers
// unseen; reading it again while it is open doesn't.
package person

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
	"callin/ui/widget/tabs"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Look opens a person's page, which is noted.
	Look(ctx context.Context, id model.PersonID) (model.PersonView, error)
	// Person reads it again.
	Person(ctx context.Context, id model.PersonID) (model.PersonView, error)
	// CallPerson opens a call with a person, or goes on with the agent's own.
	CallPerson(ctx context.Context, person model.PersonID) (model.CallID, error)
	// UnlockAccount ends a lock after wrong answers, for a reason.
	UnlockAccount(ctx context.Context, id model.AccountID, reason string) error
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// Page is the page.
type Page struct {
	env  *kit.Env
	desk Desk
	live *live.Source[model.PersonView]

	who   visit
	trail []visit // the people looked at before, whom Esc leads back to
	view  model.PersonView

	sections []*section
	at       int  // which of them is shown
	renew    bool // the next reading shows everything
	split    pane.Split
	w, h     int

	open   *kit.Task[model.CallID]
	unlock *kit.Task[struct{}]
	asked  model.AccountID // that the open question is about
}

// visit is a person whose page is open.
type visit struct {
	id   model.PersonID
	read func(context.Context) (model.PersonView, error)
}

// New makes the page of a person. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, id model.PersonID) *Page {
	p := &Page{env: env, desk: desk, split: pane.Split{Share: 38, Least: 40, Widest: 72}}
	p.live = live.New[model.PersonView](env, p.ID(), feed)
	p.live.Wants, p.live.Rhythm = model.Changes.Any, time.Minute // locks and holds end by themselves
	p.open, p.unlock = kit.NewTask[model.CallID](env, p.ID()), kit.NewTask[struct{}](env, p.ID())
	p.show(p.visit(id))
	return p
}

// visit looks at somebody once, and reads from then on.
func (p *Page) visit(id model.PersonID) visit {
	desk, looked := p.desk, new(atomic.Bool)
	return visit{id, func(ctx context.Context) (model.PersonView, error) {
		if looked.Load() {
			return desk.Person(ctx, id)
		}
		v, err := desk.Look(ctx, id)
		if err == nil {
			looked.Store(true)
		}
		return v, err
	}}
}

// show makes the page somebody's.
func (p *Page) show(v visit) {
	p.who, p.view = v, model.PersonView{}
	p.live.Fetch = v.read
	p.live.Forget()
	p.sections = newSections()
	p.Resize(p.w, p.h)
}

// ID names the page.
func (*Page) ID() kit.PageID { return "person" }

// Title is in the help.
func (*Page) Title() string { return "Person" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init looks and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the call that is being opened.
func (p *Page) Cancel() bool { return p.open.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.open.Cancel()
	p.unlock.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.section().press(msg)
	case kit.Answer:
		return p.unlocking(msg)
	case kit.Opened:
		if id, ok := msg.Arg.(model.PersonID); ok && id != p.who.id {
			return p.visitNext(id)
		}
		return p.showAll()
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	v, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.view = v
		p.fill(p.renew)
		p.renew = false
	}
	if id, err, ok := p.open.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		return tea.Batch(cmd, kit.Open("call", id))
	}
	if _, err, ok := p.unlock.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		return tea.Batch(cmd, kit.Say(kit.Success, "The account is unlocked: answers are taken again, and the tries begin anew."))
	}
	return tea.Batch(cmd, p.open.Tick(msg), p.unlock.Tick(msg))
}

// visitNext goes on to somebody else.
func (p *Page) visitNext(id model.PersonID) tea.Cmd {
	p.trail = append(p.trail, p.who)
	p.show(p.visit(id))
	return p.live.Now(p.live.Fetch)
}

// back returns to the person before.
func (p *Page) back() tea.Cmd {
	n := len(p.trail) - 1
	before := p.trail[n]
	p.trail = p.trail[:n]
	p.show(before)
	return p.live.Now(p.live.Fetch)
}

// showAll brings the lists up to date and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.fill(true)
	p.renew = true
	return p.live.Reload()
}

// section is the list that is shown.
func (p *Page) section() *section { return p.sections[p.at] }

func (p *Page) turn(by int) tea.Cmd {
	p.at = tabs.Step(p.at, by, len(p.sections))
	return nil
}
