// Package mem keeps the rows in memory, for tests. It is the strictest of the
// adapters: Updates run at the same time and really conflict, as on a cluster;
// every Update's function is run twice, and one that doesn't do the same both
// times panics; and faults can be ordered (Fault).
package mem

import (
	"bytes"
	"context"
	"strings"
	"sync"

	"callin/storage"
	"callin/storage/internal/gate"
	"callin/storage/internal/hub"
)

// Options are the choices of a New. The zero value is good.
type Options struct {
	// Fault is asked before each step and may order a fault; nil is never.
	// It is called from many goroutines at once, and must not use the Store.
	Fault func(Op) Fault

	// History is how many changed keys are kept for watchers that are behind;
	// 4096 if it is 0.
	History int
}

// Store is a storage.Store in memory. Make one with New.
type Store struct {
	gate *gate.Gate
	hub  *hub.Hub
	ask  func(Op) Fault

	mu     sync.Mutex
	root   *node // never changed, only replaced: a snapshot is its address
	rev    storage.Rev
	orders []Fault // by Fail, for the next commits
}

var _ storage.Store = (*Store)(nil)

// New returns an empty store.
func New(opts Options) *Store {
	if opts.Fault == nil {
		opts.Fault = func(Op) Fault { return None }
	}
	return &Store{gate: gate.New(), hub: hub.New(0, opts.History), ask: opts.Fault}
}

// View is storage.Store's View.
func (s *Store) View(ctx context.Context, fn func(storage.Snapshot) error) error {
	if err := s.enter(ctx, OpView); err != nil {
		return err
	}
	defer s.gate.Leave()
	return fn(s.snapshot())
}

// Watch is storage.Store's Watch.
func (s *Store) Watch(ctx context.Context, prefix string, after storage.Rev) (storage.Watcher, error) {
	if err := s.enter(ctx, OpWatch); err != nil {
		return nil, err
	}
	defer s.gate.Leave()
	return s.hub.Watch(ctx, prefix, after)
}

// Close is storage.Store's Close. Closing again does nothing.
func (s *Store) Close() error {
	s.hub.Close(storage.ErrClosed)
	s.gate.Shut()
	return nil
}

// enter admits one call, which owes a gate.Leave.
func (s *Store) enter(ctx context.Context, kind OpKind) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	err := ctx.Err()
	if err == nil {
		err = s.ask(Op{Kind: kind}).plain()
	}
	if err != nil {
		s.gate.Leave()
	}
	return err
}

func (s *Store) snapshot() *snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &snapshot{root: s.root, rev: s.rev}
}

type snapshot struct {
	root *node
	rev  storage.Rev
}

func (v *snapshot) Rev() storage.Rev { return v.rev }

func (v *snapshot) Get(key string) ([]byte, error) {
	if err := storage.CheckKey(key); err != nil {
		return nil, err
	}
	found := v.root.find(key)
	if found == nil {
		return nil, nil
	}
	return bytes.Clone(found.value), nil
}

func (v *snapshot) Scan(prefix, after string, limit int) ([]storage.Item, error) {
	if limit < 1 || limit > storage.MaxPage {
		limit = storage.MaxPage
	}
	var items []storage.Item
	v.root.each(max(prefix, after), func(n *node) bool {
		if after != "" && n.key == after {
			return true
		}
		if len(items) == limit || !strings.HasPrefix(n.key, prefix) {
			return false
		}
		items = append(items, storage.Item{Key: n.key, Value: bytes.Clone(n.value)})
		return true
	})
	return items, nil
}
