// Package draft holds what one run of an Update has written so far. Each
// adapter keeps its writes here until the commit: so a Get sees them, the
// limits of the port are the same everywhere, and an abort has nothing to undo.
package draft

import (
	"fmt"

	"callin/storage"
)

// Row is one write: the value to put, or Gone when the row is to be deleted.
type Row struct {
	Key   string
	Value []byte
	Gone  bool
}

// Draft is a set of writes, at most one for each key. The zero value is ready.
// It belongs to one goroutine.
type Draft struct {
	rows []Row
	at   map[string]int // where a key is in rows
	err  error          // the first limit that was passed
}

// Put notes a copy of the value. Errors: storage.ErrTooLarge, which Err keeps.
func (d *Draft) Put(key string, value []byte) error {
	if err := storage.CheckValue(value); err != nil {
		return d.refuse(err)
	}
	own := make([]byte, len(value)) // never nil: a nil value is stored as empty
	copy(own, value)
	return d.set(Row{Key: key, Value: own})
}

// Delete notes a removal. Errors: storage.ErrTooLarge, which Err keeps.
func (d *Draft) Delete(key string) error {
	return d.set(Row{Key: key, Gone: true})
}

// Seen returns a copy of what was put under key, nil if it was deleted, and
// whether the key was written at all.
func (d *Draft) Seen(key string) (value []byte, ok bool) {
	i, ok := d.at[key]
	if !ok || d.rows[i].Gone {
		return nil, ok
	}
	own := make([]byte, len(d.rows[i].Value))
	copy(own, d.rows[i].Value)
	return own, true
}

// Rows are the writes, in the order in which their keys were first written.
// They are the draft's own: not to be changed.
func (d *Draft) Rows() []Row { return d.rows }

// Keys are the keys of Rows, in a slice of their own.
func (d *Draft) Keys() []string {
	keys := make([]string, len(d.rows))
	for i, row := range d.rows {
		keys[i] = row.Key
	}
	return keys
}

// Err is the first refusal. It fails the Update even when its function
// swallowed it: a change that is missing a row is worse than no change.
func (d *Draft) Err() error { return d.err }

func (d *Draft) set(row Row) error {
	if err := storage.CheckKey(row.Key); err != nil {
		return d.refuse(err)
	}
	if i, ok := d.at[row.Key]; ok {
		d.rows[i] = row
		return nil
	}
	if len(d.rows) == storage.MaxTxnKeys {
		return d.refuse(fmt.Errorf("more than %d keys in one update: %w", storage.MaxTxnKeys, storage.ErrTooLarge))
	}
	if d.at == nil {
		d.at = make(map[string]int)
	}
	d.at[row.Key] = len(d.rows)
	d.rows = append(d.rows, row)
	return nil
}

func (d *Draft) refuse(err error) error {
	if d.err == nil {
		d.err = err
	}
	return err
}
