// Package bolt keeps the rows in one file on this machine, with bbolt.
//
// One process holds the file. Updates take turns; each is on the disk when it
// returns. The package never reads a clock, writes no log and never ends the
// process itself: what it can't survive it hands to Options.Fatal.
//
// A View inside a View or inside an Update can wait for itself when the file
// outgrows its mapping: transactions are not to be nested.
package bolt

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"callin/storage"
	"callin/storage/internal/gate"
	"callin/storage/internal/hub"
)

// Options are the choices of an Open. The zero value is good.
type Options struct {
	// LockWait is how long to wait for another process to let go of the file;
	// 2 s if it is 0.
	LockWait time.Duration

	// Fatal is called once, by the Update that met it, after a commit failed
	// in a way that leaves the file's state in memory and on disk in doubt.
	// The program should report the error and end: starting again reads what
	// the disk really holds. Until then every call returns ErrUnavailable.
	Fatal func(error)

	// History is how many changed keys are kept for watchers that are behind;
	// 4096 if it is 0.
	History int
}

// Store is a storage.Store in a file. Make one with Open.
type Store struct {
	db     *bbolt.DB
	path   string
	gate   *gate.Gate
	hub    *hub.Hub
	writer chan struct{} // holds one token: whose turn it is to write

	broken  atomic.Pointer[error] // set by a commit whose outcome is in doubt
	fatal   func(error)
	alarmed sync.Once
}

var _ storage.Store = (*Store)(nil)

// Open opens the store in the file at path, and makes it, with its folder, if
// there is none. ctx bounds the wait for the lock.
//
// Errors: storage.ErrInUse, storage.ErrForeign, ErrNewer, ctx.Err(), those of
// the operating system. The file is left as it was.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if opts.LockWait <= 0 {
		opts.LockWait = 2 * time.Second
	}
	file, err := acquire(ctx, path, opts.LockWait)
	if err != nil {
		return nil, err
	}
	db, rev, err := load(file, path, opts.LockWait)
	if err != nil {
		return nil, err
	}
	return &Store{
		db: db, path: path, fatal: opts.Fatal,
		gate: gate.New(), hub: hub.New(rev, opts.History), writer: make(chan struct{}, 1),
	}, nil
}

// Watch is storage.Store's Watch.
func (s *Store) Watch(ctx context.Context, prefix string, after storage.Rev) (storage.Watcher, error) {
	return s.hub.Watch(ctx, prefix, after)
}

// Close is storage.Store's Close. It also lets go of the file's lock. Closing
// again does nothing.
func (s *Store) Close() error {
	s.hub.Close(storage.ErrClosed)
	if !s.gate.Shut() {
		return nil
	}
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", s.path, err)
	}
	return nil
}

// enter admits one transaction, which owes a gate.Leave.
func (s *Store) enter(ctx context.Context) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	err := ctx.Err()
	if broken := s.broken.Load(); err == nil && broken != nil {
		err = fmt.Errorf("%w since a write to %s failed: %w", storage.ErrUnavailable, s.path, *broken)
	}
	if err != nil {
		s.gate.Leave()
	}
	return err
}
