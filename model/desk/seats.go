package desk

import (
	"context"
	"sync"

	"callin/model"
)

// seats counts at how many terminals of this machine somebody sits.
type seats struct {
	mu    sync.Mutex
	count map[model.AgentName]int
}

// Sit counts the session as a terminal in use, until leave. Whoever looks at the
// staff is told of both: no row says who sits where.
func (s *Session) Sit() (leave func()) {
	count := func(n int) {
		s.desk.seats.add(s.agent, n)
		s.desk.feed.publish(model.Changes{Staff: true})
	}
	count(1)
	return sync.OnceFunc(func() { count(-1) })
}

func (s *seats) add(name model.AgentName, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.count == nil {
		s.count = map[model.AgentName]int{}
	}
	if s.count[name] += n; s.count[name] == 0 {
		delete(s.count, name)
	}
}

func (s *seats) of(name model.AgentName) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count[name]
}

// Subscribe tells the machine what moves, as a session's Subscribe does.
func (d *Desk) Subscribe() *Subscription { return d.feed.subscribe() }

// Dismissed tells whether the session's agent may no longer be here: disabled,
// or gone from the staff.
//
// Errors: those of the store, in which case nobody knows.
func (s *Session) Dismissed(ctx context.Context) (bool, error) {
	role, err := s.Role(ctx)
	return err == nil && role == "", err
}
