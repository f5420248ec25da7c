package mem

// Writing without a lock held while the function runs: what it read is checked
// when it commits, row by row, like on a cluster.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"callin/storage"
)

// Update is storage.Store's Update. It runs fn twice for each attempt.
func (s *Store) Update(ctx context.Context, fn func(storage.Txn) error) (storage.Rev, error) {
	if err := s.enter(ctx, OpUpdate); err != nil {
		return 0, err
	}
	defer s.gate.Leave()
	fault := None // one that is waiting for the commit to succeed
	for attempt := range storage.MaxAttempts {
		if err := s.pause(ctx, attempt); err != nil {
			return 0, err
		}
		base := s.snapshot()
		run, err := replay(base, fn)
		if err != nil {
			return 0, err
		}
		if len(run.Rows()) == 0 {
			return base.rev, nil
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if fault == None {
			fault = s.order(run.Keys())
		}
		switch fault {
		case None, LostDone:
			if rev, ok := s.commit(base, run); ok {
				return answer(rev, fault)
			}
		case Retry:
			fault = None
		default:
			return 0, fault.err()
		}
	}
	return 0, fmt.Errorf("%d attempts: %w", storage.MaxAttempts, storage.ErrConflict)
}

func answer(rev storage.Rev, fault Fault) (storage.Rev, error) {
	if err := fault.err(); err != nil {
		return 0, err
	}
	return rev, nil
}

// commit applies the writes if no row that was read or written has changed
// since base. Publishing under the same lock keeps the order of commits.
func (s *Store) commit(base *snapshot, run *txn) (storage.Rev, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range run.read {
		if s.root.revision(key) != base.root.revision(key) {
			return 0, false
		}
	}
	for _, row := range run.Rows() {
		if s.root.revision(row.Key) != base.root.revision(row.Key) {
			return 0, false
		}
	}
	s.rev++
	for _, row := range run.Rows() {
		if row.Gone {
			s.root = s.root.without(row.Key)
		} else {
			s.root = s.root.with(leaf(row.Key, row.Value, s.rev))
		}
	}
	s.hub.Publish(s.rev, run.Keys())
	return s.rev, true
}

// pause waits a little before another attempt, longer each time, so that
// rivals don't meet again.
func (s *Store) pause(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return nil
	}
	most := 20 * time.Microsecond << min(attempt, 8)
	timer := time.NewTimer(rand.N(most)) //nolint:gosec // no secret
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-s.gate.Done():
		return storage.ErrClosed
	}
}
