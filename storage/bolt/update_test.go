package bolt_test

// What is particular to the one writer of a file.

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"callin/storage"
	"callin/storage/bolt"
)

func TestUpdate(t *testing.T) {
	t.Run("that writes nothing doesn't touch the file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "callin.db")
		s := open(t, path, bolt.Options{})
		put(t, s, "k", "v")
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rev, err := s.Update(t.Context(), func(tx storage.Txn) error {
			_, err := tx.Get("k")
			return err
		})
		if err != nil || rev != 1 {
			t.Errorf("Update: %d, %v", rev, err)
		}
		after, err := os.ReadFile(path)
		if err != nil || string(after) != string(before) {
			t.Errorf("the file was changed: %v", err)
		}
	})
	t.Run("waits for its turn only as long as its context", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
			ctx, cancel := context.WithCancel(t.Context())
			if err := queue(ctx, t, s, cancel); !errors.Is(err, context.Canceled) {
				t.Errorf("Update: %v", err)
			}
		})
	})
	t.Run("that waits for its turn ends with Close", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
			err := queue(t.Context(), t, s, func() { go func() { _ = s.Close() }() })
			if !errors.Is(err, storage.ErrClosed) {
				t.Errorf("Update: %v", err)
			}
		})
	})
}

func TestUpdate_over(t *testing.T) {
	t.Run("cancelled inside writes nothing", func(t *testing.T) {
		s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(tx storage.Txn) error {
			cancel()
			return tx.Put("k", nil)
		})
		if !errors.Is(err, context.Canceled) || standing(t, s) != 0 {
			t.Errorf("Update: %v, and the store stands at %d", err, standing(t, s))
		}
	})
	t.Run("or View kept for later answers ErrClosed", func(t *testing.T) {
		s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
		var tx storage.Txn
		var v storage.Snapshot
		_, err := s.Update(t.Context(), func(in storage.Txn) error { tx = in; return nil })
		err = errors.Join(err, s.View(t.Context(), func(in storage.Snapshot) error { v = in; return nil }))
		_, get := tx.Get("k")
		_, read := v.Get("k")
		_, scan := v.Scan("", "", 0)
		for _, late := range []error{get, read, scan} {
			if err != nil || !errors.Is(late, storage.ErrClosed) {
				t.Errorf("%v, %v", err, late)
			}
		}
	})
}

// queue has one Update wait behind another that doesn't end, calls fn, and
// returns what the one that waited answers.
func queue(ctx context.Context, t *testing.T, s *bolt.Store, fn func()) (answer error) {
	t.Helper()
	inside, leave := make(chan struct{}), make(chan struct{})
	first, second := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := s.Update(t.Context(), func(tx storage.Txn) error {
			close(inside)
			<-leave
			return tx.Put("k", nil)
		})
		first <- err
	}()
	<-inside
	go func() {
		_, err := s.Update(ctx, func(tx storage.Txn) error { return tx.Put("late", nil) })
		second <- err
	}()
	synctest.Wait() // until it really waits
	fn()
	synctest.Wait()
	select {
	case answer = <-second:
	default:
		t.Error("it still waits")
	}
	close(leave)
	if err := <-first; err != nil {
		t.Errorf("the Update whose turn it was: %v", err)
	}
	return answer
}
