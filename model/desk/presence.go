package desk

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"callin/model"
)

// presence knows which session is at which ticket. It lives in this process
// alone: it is advice, and nothing is decided by it.
type presence struct {
	feed *feed

	mu   sync.Mutex
	here map[*Session]spot
}

// spot is where a session is.
type spot struct {
	ticket  model.TicketNumber
	editing bool
	active  time.Time // the last key
}

func newPresence(f *feed) *presence { return &presence{feed: f, here: map[*Session]spot{}} }

// all are those who are at tickets, by name, each once.
func (p *presence) all(now time.Time) map[model.TicketNumber][]model.Presence {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := map[model.TicketNumber][]model.Presence{}
	for s, spot := range p.here {
		doing := model.Viewing
		switch {
		case now.Sub(spot.active) >= model.AwayAfter:
			doing = model.Away
		case spot.editing:
			doing = model.Editing
		}
		all[spot.ticket] = append(all[spot.ticket], model.Presence{Agent: s.agent, Doing: doing})
	}
	for n, list := range all {
		// of one agent at two terminals the busier one counts
		slices.SortFunc(list, func(a, b model.Presence) int {
			return cmp.Or(cmp.Compare(a.Agent, b.Agent), cmp.Compare(rank(a.Doing), rank(b.Doing)))
		})
		all[n] = slices.CompactFunc(list, func(a, b model.Presence) bool { return a.Agent == b.Agent })
	}
	return all
}

func rank(d model.Doing) int {
	return slices.Index([]model.Doing{model.Editing, model.Viewing, model.Away}, d)
}

// set changes where a session is and tells everybody when that is news.
func (p *presence) set(s *Session, change func(spot) (spot, bool)) {
	p.mu.Lock()
	is, news := change(p.here[s])
	if is.ticket == 0 {
		delete(p.here, s)
	} else {
		p.here[s] = is
	}
	p.mu.Unlock()
	if news {
		p.feed.publish(model.Changes{Here: true})
	}
}

// At tells where the session is: at a ticket, 0 for none, writing or not. It
// reads and writes no store.
func (s *Session) At(n model.TicketNumber, editing bool) {
	now := s.desk.now()
	s.desk.here.set(s, func(is spot) (spot, bool) {
		news := is.ticket != n || is.editing != editing
		return spot{ticket: n, editing: editing, active: now}, news
	})
}

// Active tells that somebody has pressed a key in the session.
func (s *Session) Active() {
	now := s.desk.now()
	s.desk.here.set(s, func(is spot) (spot, bool) {
		back := is.ticket != 0 && now.Sub(is.active) >= model.AwayAfter
		is.active = now
		return is, back
	})
}

// Close tells that the session has ended: it is at no ticket any more. What was
// typed and not saved waits for the agent's next session.
func (s *Session) Close() { s.At(0, false) }
