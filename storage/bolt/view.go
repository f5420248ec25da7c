package bolt

// Reading: one bbolt read transaction for each View.

import (
	"bytes"
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"callin/storage"
)

// View is storage.Store's View. Writers go on meanwhile, but the file can't
// reuse the room of what they replace: keep it short.
func (s *Store) View(ctx context.Context, fn func(storage.Snapshot) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.gate.Leave()
	tx, err := s.db.Begin(false)
	if err != nil {
		return fmt.Errorf("reading %s: %w: %w", s.path, storage.ErrUnavailable, err)
	}
	defer func() { _ = tx.Rollback() }() // also when fn panics
	view := &snapshot{rev: revision(tx), rows: tx.Bucket(rowsName)}
	defer func() { view.rows = nil }()
	return fn(view)
}

type snapshot struct {
	rev  storage.Rev
	rows *bbolt.Bucket // nil when the View is over
}

func (v *snapshot) Rev() storage.Rev { return v.rev }

func (v *snapshot) Get(key string) ([]byte, error) { return lookUp(v.rows, key) }

func (v *snapshot) Scan(prefix, after string, limit int) (items []storage.Item, err error) {
	if v.rows == nil {
		return nil, storage.ErrClosed
	}
	defer damage(&err)
	if limit < 1 || limit > storage.MaxPage {
		limit = storage.MaxPage
	}
	want, past := []byte(prefix), []byte(after)
	cursor := v.rows.Cursor()
	key, value := cursor.Seek([]byte(max(prefix, after)))
	if after != "" && bytes.Equal(key, past) {
		key, value = cursor.Next()
	}
	for ; key != nil && bytes.HasPrefix(key, want) && len(items) < limit; key, value = cursor.Next() {
		items = append(items, storage.Item{Key: string(key), Value: own(value)})
	}
	return items, nil
}

// lookUp reads one row. A nil bucket is what a Snapshot or Txn has left when
// it is over: without the check, reading would touch unmapped memory.
func lookUp(rows *bbolt.Bucket, key string) (value []byte, err error) {
	if rows == nil {
		return nil, storage.ErrClosed
	}
	if err := storage.CheckKey(key); err != nil {
		return nil, err
	}
	defer damage(&err)
	found := rows.Get([]byte(key))
	if found == nil {
		return nil, nil
	}
	return own(found), nil
}

// damage turns a panic of bbolt, which is how it meets a page that makes no
// sense, into an error: one bad page shouldn't end the desk.
func damage(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: the file is damaged: %v", storage.ErrUnavailable, p)
	}
}

// own copies bytes that are valid only inside bbolt's transaction.
func own(value []byte) []byte {
	mine := make([]byte, len(value)) // not nil, even when empty
	copy(mine, value)
	return mine
}
