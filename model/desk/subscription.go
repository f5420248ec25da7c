package desk

import (
	"context"
	"sync"

	"callin/model"
)

// Subscription tells one session what has moved. It holds no queue: changes
// that nobody has fetched yet are added up, so that a terminal that is stuck
// costs nothing and blocks nobody.
type Subscription struct {
	feed *feed
	wake chan struct{} // holds one when there is something to fetch

	mu      sync.Mutex
	pending model.Changes
	ended   bool
}

// Subscribe starts telling the session what moves. Close it in the end.
func (s *Session) Subscribe() *Subscription { return s.desk.feed.subscribe() }

// Next waits until something has moved and says what.
//
// Errors: ctx.Err(); Unavailable when the desk or the subscription was closed.
func (s *Subscription) Next(ctx context.Context) (model.Changes, error) {
	select {
	case <-s.wake:
	case <-ctx.Done():
		return model.Changes{}, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		s.signal() // for whoever else waits
		return model.Changes{}, model.Fail(model.Unavailable, "The desk is closing.")
	}
	changes := s.pending
	s.pending = model.Changes{}
	return changes, nil
}

// Close ends it.
func (s *Subscription) Close() { s.close() }

func (s *Subscription) close() {
	s.feed.mu.Lock()
	delete(s.feed.subs, s)
	s.feed.mu.Unlock()
	s.end()
}

func (s *Subscription) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.signal()
}

func (s *Subscription) add(c model.Changes) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pending = s.pending.Merge(c)
	s.signal()
}

func (s *Subscription) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (f *feed) subscribe() *Subscription {
	s := &Subscription{feed: f, wake: make(chan struct{}, 1)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		s.end()
		return s
	}
	f.subs[s] = struct{}{}
	return s
}

func (f *feed) publish(c model.Changes) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subs {
		s.add(c)
	}
}

func (f *feed) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	for s := range f.subs {
		s.end()
	}
	clear(f.subs)
}
