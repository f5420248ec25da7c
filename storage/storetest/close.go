package storetest

// Closing: everything says so afterwards, and what runs is let finish.

import (
	"errors"
	"sync/atomic"
	"testing"

	"callin/storage"
)

var closeTests = map[string]func(t *testing.T, s storage.Store){
	"everything says so afterwards": func(t *testing.T, s storage.Store) {
		w := watch(t, s, "", put(t, s, "k", "v"))
		for range 2 {
			if err := s.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
		}
		refused(t, s)
		if _, err := w.Next(limited(t)); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("Next: %v", err)
		}
		if err := w.Close(); err != nil {
			t.Errorf("Close of a watcher: %v", err)
		}
	},
	"ends a Next that waits": func(t *testing.T, s storage.Store) {
		w := watch(t, s, "w/", put(t, s, "k", "v"))
		done := make(chan struct{})
		go func() {
			defer close(done)
			if _, err := w.Next(limited(t)); !errors.Is(err, storage.ErrClosed) {
				t.Errorf("Next: %v", err)
			}
		}()
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		await(t, "Next", done)
	},
	"waits for who is reading": func(t *testing.T, s storage.Store) {
		put(t, s, "k", "v")
		outlive(t, s, func(inside func()) error {
			return s.View(t.Context(), func(v storage.Snapshot) error {
				inside()
				got, err := v.Get("k")
				if string(got) != "v" {
					t.Errorf("while closing, k is %q", got)
				}
				return err
			})
		})
	},
	"waits for who is writing": func(t *testing.T, s storage.Store) {
		outlive(t, s, func(inside func()) error {
			_, err := s.Update(t.Context(), func(tx storage.Txn) error {
				inside()
				return tx.Put("k", []byte("v"))
			})
			return err
		})
	},
	"under load": func(t *testing.T, s storage.Store) {
		var begun atomic.Int32
		crowd(5, func(i int) {
			if i == 0 {
				for begun.Load() < 20 {
					put(t, s, "mine", "v")
				}
				if err := s.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
				return
			}
			for {
				begun.Add(1)
				_, err := s.Update(t.Context(), func(tx storage.Txn) error {
					_, err := add(tx, "counter", 1)
					return err
				})
				if errors.Is(err, storage.ErrClosed) {
					return
				}
				if err != nil && !errors.Is(err, storage.ErrConflict) {
					t.Errorf("Update while closing: %v", err)
					return
				}
			}
		})
		refused(t, s)
	},
}

// outlive has a transaction run while Close is called. It goes on only when
// the store refuses new ones, so Close is under way by then.
func outlive(t *testing.T, s storage.Store, run func(inside func()) error) {
	t.Helper()
	entered, finish, ended, closed := make(chan struct{}), make(chan struct{}), make(chan struct{}), make(chan struct{})
	var begun atomic.Bool
	go func() {
		defer close(ended)
		err := run(func() {
			if begun.CompareAndSwap(false, true) { // the function may be run again
				close(entered)
			}
			<-finish
		})
		if err != nil {
			t.Errorf("what ran when Close was called: %v", err)
		}
	}()
	await(t, "entering", entered)
	go func() {
		defer close(closed)
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}()
	for ctx := limited(t); ctx.Err() == nil; {
		if s.View(ctx, func(storage.Snapshot) error { return nil }) != nil {
			break
		}
	}
	select {
	case <-closed:
		t.Error("Close did not wait")
	default:
	}
	close(finish)
	await(t, "what ran when Close was called", ended)
	await(t, "Close", closed)
}

// refused checks that a closed store says so to every call.
func refused(t *testing.T, s storage.Store) {
	t.Helper()
	err := s.View(t.Context(), func(storage.Snapshot) error { return nil })
	if !errors.Is(err, storage.ErrClosed) {
		t.Errorf("View: %v", err)
	}
	if _, err = s.Update(t.Context(), func(storage.Txn) error { return nil }); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("Update: %v", err)
	}
	if _, err = s.Watch(t.Context(), "", 0); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("Watch: %v", err)
	}
}
