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
	ticket  model.TicketNumber // whose call is in front
	editing bool
	writing []model.TicketNumber // what a question over the page is about
	active  time.Time            // the last key
}

// anywhere tells whether the session is at a ticket at all.
func (s spot) anywhere() bool { return s.ticket != 0 || len(s.writing) > 0 }

func newPresence(f *feed) *presence { return &presence{feed: f, here: map[*Session]spot{}} }

// all are those who are at tickets, by name, each once.
func (p *presence) all(now time.Time) map[model.TicketNumber][]model.Presence {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := map[model.TicketNumber][]model.Presence{}
	for s, spot := range p.here {
		away := now.Sub(spot.active) >= model.AwayAfter
		is := func(at model.TicketNumber, editing bool) {
			doing := model.Viewing
			switch {
			case away:
				doing = model.Away
			case editing:
				doing = model.Editing
			}
			all[at] = append(all[at], model.Presence{Agent: s.agent, Doing: doing})
		}
		if spot.ticket != 0 {
			is(spot.ticket, spot.editing)
		}
		for _, n := range spot.writing {
			is(n, true)
		}
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
	if !is.anywhere() {
		delete(p.here, s)
	} else {
		p.here[s] = is
	}
	p.mu.Unlock()
	if news {
		p.feed.publish(model.Changes{Here: true})
	}
}

// At tells whose call is in front: a ticket's, 0 for none, and whether its agent
// writes. It reads and writes no store.
func (s *Session) At(n model.TicketNumber, editing bool) {
	now := s.desk.now()
	s.desk.here.set(s, func(is spot) (spot, bool) {
		news := is.ticket != n || is.editing != editing
		is.ticket, is.editing, is.active = n, editing, now
		return is, news
	})
}

// Writing tells on which tickets somebody writes from a list: none when the
// question is gone. Where the session is besides stays as it is.
func (s *Session) Writing(on ...model.TicketNumber) {
	now := s.desk.now()
	s.desk.here.set(s, func(is spot) (spot, bool) {
		news := !slices.Equal(is.writing, on)
		is.writing, is.active = slices.Clone(on), now
		return is, news
	})
}

// Active tells that somebody has pressed a key in the session.
func (s *Session) Active() {
	now := s.desk.now()
	s.desk.here.set(s, func(is spot) (spot, bool) {
		back := is.anywhere() && now.Sub(is.active) >= model.AwayAfter
		is.active = now
		return is, back
	})
}

// Close tells that the session has ended: it is at no ticket any more. What was
// typed and not saved waits for the agent's next session.
func (s *Session) Close() {
	s.desk.here.set(s, func(is spot) (spot, bool) { return spot{}, is.anywhere() })
}
