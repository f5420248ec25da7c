package mem_test

// The faults and the strictness for which this adapter exists.

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"callin/storage"
	"callin/storage/mem"
)

func TestFail(t *testing.T) {
	tests := []struct {
		name    string
		faults  []mem.Fault
		err     error
		written bool
	}{
		{"none", nil, nil, true},
		{"a conflict once", []mem.Fault{mem.Retry}, nil, true},
		{"a conflict at each attempt but one", slices.Repeat([]mem.Fault{mem.Retry}, storage.MaxAttempts-1), nil, true},
		{"a conflict at each attempt", slices.Repeat([]mem.Fault{mem.Retry}, storage.MaxAttempts), storage.ErrConflict, false},
		{"conflicts to the end", []mem.Fault{mem.Conflict}, storage.ErrConflict, false},
		{"unknown, but done", []mem.Fault{mem.LostDone}, storage.ErrUnknown, true},
		{"unknown, not done", []mem.Fault{mem.LostUndone}, storage.ErrUnknown, false},
		{"unknown and done after a conflict", []mem.Fault{mem.Retry, mem.LostDone}, storage.ErrUnknown, true},
		{"out of reach", []mem.Fault{mem.Unavailable}, storage.ErrUnavailable, false},
		{"full", []mem.Fault{mem.Full}, storage.ErrFull, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := mem.New(mem.Options{})
			s.Fail(test.faults...)
			if _, err := s.Update(t.Context(), read); err != nil {
				t.Errorf("an Update that writes nothing: %v", err)
			}
			if err := write(t, s, "k"); !errors.Is(err, test.err) || test.err == nil && err != nil {
				t.Errorf("Update: %v, want %v", err, test.err)
			}
			if has(t, s, "k") != test.written {
				t.Errorf("written: %t", !test.written)
			}
			if err := write(t, s, "later"); err != nil || !has(t, s, "later") {
				t.Errorf("the commit after it: %v", err)
			}
		})
	}
}

func TestOptions_Fault(t *testing.T) {
	var down atomic.Bool
	s := mem.New(mem.Options{Fault: func(op mem.Op) mem.Fault {
		switch {
		case down.Load() && op.Kind != mem.OpCommit:
			return mem.Unavailable
		case op.Kind == mem.OpCommit && slices.Contains(op.Keys, "cursed"):
			return mem.Full
		default:
			return mem.None
		}
	}})
	if err := write(t, s, "cursed"); !errors.Is(err, storage.ErrFull) {
		t.Errorf("the cursed key: %v", err)
	}
	if err := write(t, s, "k"); err != nil {
		t.Errorf("another key: %v", err)
	}
	down.Store(true)
	view := s.View(t.Context(), func(storage.Snapshot) error { return nil })
	_, watch := s.Watch(t.Context(), "", 0)
	for _, err := range []error{view, watch, write(t, s, "k")} {
		if !errors.Is(err, storage.ErrUnavailable) {
			t.Errorf("while it is down: %v", err)
		}
	}
	down.Store(false)
	if !has(t, s, "k") || has(t, s, "cursed") {
		t.Error("after it was down, rows differ")
	}
}

// Two Updates really run at the same time, and the second one sees what the
// first did.
func TestUpdate_rival(t *testing.T) {
	s := mem.New(mem.Options{})
	runs := 0
	rev, err := s.Update(t.Context(), func(tx storage.Txn) error {
		taken, err := tx.Get("k")
		if runs++; runs == 1 {
			err = errors.Join(err, write(t, s, "k"))
		}
		if taken != nil {
			return errors.Join(err, tx.Put("late", nil))
		}
		return errors.Join(err, tx.Put("k", []byte("mine")))
	})
	if err != nil || rev != 2 || !has(t, s, "late") || runs != 4 {
		t.Errorf("Update: %d, %v after %d runs", rev, err, runs)
	}
}

// Writing without reading conflicts too.
func TestUpdate_blindWrite(t *testing.T) {
	s := mem.New(mem.Options{})
	runs := 0
	_, err := s.Update(t.Context(), func(tx storage.Txn) error {
		if runs++; runs == 1 {
			return errors.Join(write(t, s, "k"), tx.Put("k", []byte("blind")))
		}
		return tx.Put("k", []byte("blind"))
	})
	if err != nil || runs != 4 {
		t.Errorf("Update: %v after %d runs", err, runs)
	}
}

func TestUpdate_notRepeatable(t *testing.T) {
	s := mem.New(mem.Options{})
	n := 0
	closures := map[string]func(storage.Txn) error{
		"another value": func(tx storage.Txn) error { n++; return tx.Put("k", []byte{byte(n)}) },
		"another key":   func(tx storage.Txn) error { n++; return tx.Put(string(rune('a'+n)), nil) },
		"another row": func(tx storage.Txn) error {
			n++
			return errors.Join(tx.Put("a", nil), tx.Put(string(rune('a'+n%2)), nil))
		},
		"put, delete": func(tx storage.Txn) error {
			if n++; n%2 == 0 {
				return tx.Put("k", nil)
			}
			return tx.Delete("k")
		},
		"another error": func(storage.Txn) error {
			if n++; n%2 == 0 {
				return errors.New("even")
			}
			return nil
		},
	}
	for name, fn := range closures {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was let through")
				}
			}()
			_, _ = s.Update(t.Context(), fn)
		})
	}
	if err := write(t, s, "k"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if err := s.Close(); err != nil { // hangs if one is still counted as inside
		t.Errorf("Close: %v", err)
	}
}

func TestUpdate_cancelledBetweenAttempts(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := mem.New(mem.Options{Fault: func(op mem.Op) mem.Fault {
		if op.Kind == mem.OpCommit {
			cancel()
			return mem.Retry
		}
		return mem.None
	}})
	_, err := s.Update(ctx, func(tx storage.Txn) error { return tx.Put("k", nil) })
	if !errors.Is(err, context.Canceled) || has(t, s, "k") {
		t.Errorf("Update: %v", err)
	}
}

func read(tx storage.Txn) error {
	_, err := tx.Get("k")
	return err
}

func write(t *testing.T, s *mem.Store, key string) error {
	t.Helper()
	_, err := s.Update(t.Context(), func(tx storage.Txn) error { return tx.Put(key, []byte("v")) })
	return err
}

func has(t *testing.T, s *mem.Store, key string) (there bool) {
	t.Helper()
	err := s.View(t.Context(), func(v storage.Snapshot) error {
		value, err := v.Get(key)
		there = value != nil
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return there
}
