package bolt

// Writing: one at a time. Whoever has the writer's token alone begins, commits
// and publishes, so publications come in the order of the commits.

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"callin/storage"
	"callin/storage/internal/draft"
)

// Update is storage.Store's Update. With one writer there is no conflict, so
// fn runs once.
func (s *Store) Update(ctx context.Context, fn func(storage.Txn) error) (storage.Rev, error) {
	// After everything was let go, so that Fatal may even close the Store.
	defer s.alarm()
	if err := s.enter(ctx); err != nil {
		return 0, err
	}
	defer s.gate.Leave()
	select {
	case s.writer <- struct{}{}:
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-s.gate.Done():
		return 0, storage.ErrClosed
	}
	defer func() { <-s.writer }()
	// The one before may have broken the store while this one waited.
	if err := s.enter(ctx); err != nil {
		return 0, err
	}
	defer s.gate.Leave()
	return s.write(ctx, fn)
}

// write runs fn and commits, with the writer's token held.
func (s *Store) write(ctx context.Context, fn func(storage.Txn) error) (storage.Rev, error) {
	tx, err := s.db.Begin(true)
	if err != nil {
		return 0, fmt.Errorf("writing %s: %w: %w", s.path, storage.ErrUnavailable, err)
	}
	defer func() { _ = tx.Rollback() }() // also when fn panics; after a commit it does nothing
	run := &txn{rows: tx.Bucket(rowsName)}
	defer func() { run.rows = nil }()
	before := revision(tx)

	if err := fn(run); err != nil {
		return 0, err
	}
	if err := run.Err(); err != nil {
		return 0, err
	}
	if len(run.Rows()) == 0 {
		return before, nil
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := apply(tx, run.Rows(), before+1); err != nil {
		return 0, fmt.Errorf("writing %s: %w: %w", s.path, storage.ErrUnavailable, err)
	}
	if err := s.commit(tx, before); err != nil {
		return 0, err
	}
	s.hub.Publish(before+1, run.Keys())
	return before + 1, nil
}

// apply moves the draft into bbolt's transaction.
func apply(tx *bbolt.Tx, rows []draft.Row, rev storage.Rev) error {
	bucket := tx.Bucket(rowsName)
	for _, row := range rows {
		var err error
		if row.Gone {
			err = bucket.Delete([]byte(row.Key))
		} else {
			err = bucket.Put([]byte(row.Key), row.Value)
		}
		if err != nil {
			return err
		}
	}
	return setRevision(tx, rev)
}

// txn is a draft over what the file holds.
type txn struct {
	draft.Draft
	rows *bbolt.Bucket // nil when the Update is over
}

func (t *txn) Get(key string) ([]byte, error) {
	if value, ok := t.Seen(key); ok {
		return value, nil
	}
	return lookUp(t.rows, key)
}
