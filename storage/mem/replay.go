package mem

// Every function is run twice on the same snapshot. A cluster runs it again
// after a conflict; a function that then does something else (a new random id,
// a variable that still holds the last run) is a fault that shows once a month.
// Here it shows at once.

import (
	"bytes"
	"fmt"

	"callin/storage"
	"callin/storage/internal/draft"
)

// replay returns the second run: the caller's variables hold its results. It
// panics if the runs differ.
func replay(base *snapshot, fn func(storage.Txn) error) (*txn, error) {
	first, firstErr := try(base, fn)
	second, err := try(base, fn)
	if diff := compare(first, second); diff != "" {
		panic("mem: the function of an Update isn't repeatable: " + diff)
	}
	if fmt.Sprint(firstErr) != fmt.Sprint(err) {
		panic(fmt.Sprintf("mem: the function of an Update isn't repeatable: it returned %v, then %v", firstErr, err))
	}
	return second, err
}

func try(base *snapshot, fn func(storage.Txn) error) (*txn, error) {
	run := &txn{base: base, read: make(map[string]bool)}
	if err := fn(run); err != nil {
		return run, err
	}
	return run, run.Err()
}

// compare says how two runs on one snapshot differ. The order of writes to
// different keys has no effect, so it doesn't count.
func compare(first, second *txn) string {
	if a, b := len(first.Rows()), len(second.Rows()); a != b {
		return fmt.Sprintf("it wrote %d rows %q, then %d rows %q", a, first.Keys(), b, second.Keys())
	}
	rows := make(map[string]draft.Row, len(first.Rows()))
	for _, row := range first.Rows() {
		rows[row.Key] = row
	}
	for _, row := range second.Rows() {
		was, ok := rows[row.Key]
		if !ok {
			return fmt.Sprintf("only the second run wrote %q", row.Key)
		}
		if was.Gone != row.Gone || !bytes.Equal(was.Value, row.Value) {
			return fmt.Sprintf("it wrote %q differently", row.Key)
		}
	}
	return ""
}

// txn is a draft over a snapshot, and remembers what was read from it.
type txn struct {
	draft.Draft
	base *snapshot
	read map[string]bool
}

func (t *txn) Get(key string) ([]byte, error) {
	if value, ok := t.Seen(key); ok {
		return value, nil
	}
	value, err := t.base.Get(key)
	if err == nil {
		t.read[key] = true
	}
	return value, err
}
