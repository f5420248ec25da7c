// Package side is what stands at the right of a call in wide windows: articles
// that may help, who else is there, the mails of this call, and what was done
// about its ticket before. It shows and takes no keys; the keys are the call's.
package side

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/live"
)

// Desk is what the page asks of the desk.
type Desk interface {
	Call(ctx context.Context, id model.CallID) (model.CallView, error)
	Story(ctx context.Context, n model.TicketNumber) (model.Story, error)
	// SuggestionsFor gives the articles that may help.
	SuggestionsFor(ctx context.Context, about model.ForCall) ([]model.Suggestion, error)
}

// Page is the page.
type Page struct {
	env   *kit.Env
	desk  Desk
	about model.ForCall
	live  *live.Source[reading]
	is    reading
	w, h  int
}

// reading is what there is to show.
type reading struct {
	call     model.CallView
	story    model.Story
	articles []model.Suggestion
}

// New makes the page beside a call. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, call model.CallID) *Page {
	p := &Page{env: env, desk: desk, about: model.ForCall{Call: call}}
	p.live = live.New[reading](env, p.ID(), feed)
	p.live.Again, p.live.Rhythm = "", time.Minute // who is away, and what is due, depend on the time
	p.live.Wants = func(c model.Changes) bool { return c.Calls || c.Tickets || c.Mails || c.Here }
	p.live.Fetch = p.fetch()
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "side" }

// Title names it in an error.
func (*Page) Title() string { return "Beside the call" }

// Init reads and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Resize sets the room.
func (p *Page) Resize(w, h int) { p.w, p.h = w, h }

// Bindings are none: it takes no keys.
func (*Page) Bindings() []kit.Binding { return nil }

// Editing is never.
func (*Page) Editing() bool { return false }

// Close ends what runs.
func (p *Page) Close() { p.live.Close() }

// Update takes what is told by the call, and answers.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Opened:
		if id, ok := msg.Arg.(model.CallID); ok && id != p.about.Call {
			return p.turn(model.ForCall{Call: id})
		}
		return p.live.Reload()
	case kit.TellMsg:
		if about, ok := msg.Value.(model.ForCall); ok && about != p.about {
			return p.turn(about)
		}
		return nil
	}
	is, fresh, cmd := p.live.Take(msg)
	if fresh && is.call.Call.ID == p.about.Call {
		p.is = is
	}
	return cmd
}

// turn shows what goes with another call, or with what its caller has lost.
func (p *Page) turn(about model.ForCall) tea.Cmd {
	if about.Call != p.about.Call {
		p.is = reading{}
	}
	p.about = about
	p.live.Fetch = p.fetch()
	return p.live.Now(p.live.Fetch)
}

func (p *Page) fetch() func(context.Context) (reading, error) {
	desk, about := p.desk, p.about
	return func(ctx context.Context) (reading, error) {
		var r reading
		var err error
		if r.call, err = desk.Call(ctx, about.Call); err != nil {
			return r, err
		}
		if r.story, err = desk.Story(ctx, r.call.Ticket.Number); err != nil {
			return r, err
		}
		r.articles, err = desk.SuggestionsFor(ctx, about)
		return r, err
	}
}
