// Package storetest is what every adapter of package storage must pass: the
// promises of the port, one by one, and then all at once under load (hammer,
// model). An adapter's own tests hold only what is particular to it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"callin/storage"
)

// patience is how long anything may take that a test waits for. It is passed
// only when the store hangs.
const patience = 20 * time.Second

// Run tries the store that open returns: a new, empty one each time, which
// closes itself at the end of the test if it isn't closed by then.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	t.Helper()
	groups := []struct {
		name  string
		tests map[string]func(t *testing.T, s storage.Store)
	}{
		{"View", viewTests},
		{"Scan", scanTests},
		{"Update", updateTests},
		{"Limits", limitTests},
		{"Race", raceTests},
		{"Watch", watchTests},
		{"Close", closeTests},
		{"Load", loadTests},
	}
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			for _, name := range names(group.tests) {
				t.Run(name, func(t *testing.T) { group.tests[name](t, open(t)) })
			}
		})
	}
}

// RunDurable tries what outlives a Close. open opens the store that is kept in
// dir, or makes it; two that are open at once are never asked for.
func RunDurable(t *testing.T, open func(t *testing.T, dir string) storage.Store) {
	t.Helper()
	for _, name := range names(durableTests) {
		t.Run("Durable/"+name, func(t *testing.T) {
			dir := t.TempDir()
			durableTests[name](t, func() storage.Store { return open(t, dir) })
		})
	}
}

func names[T any](tests map[string]T) []string {
	var all []string
	for name := range tests {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// update commits fn, and tries again when rivals win too often: nothing was
// written then. Any other error fails the test, but doesn't end it, so that it
// can be called from any goroutine.
func update(t *testing.T, s storage.Store, fn func(storage.Txn) error) storage.Rev {
	t.Helper()
	for {
		rev, err := s.Update(t.Context(), fn)
		if errors.Is(err, storage.ErrConflict) && t.Context().Err() == nil {
			continue
		}
		if err != nil {
			t.Errorf("Update: %v", err)
		}
		return rev
	}
}

// put commits rows given as key, value, key, value …
func put(t *testing.T, s storage.Store, rows ...string) storage.Rev {
	t.Helper()
	return update(t, s, func(tx storage.Txn) error {
		for i := 0; i < len(rows); i += 2 {
			if err := tx.Put(rows[i], []byte(rows[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
}

func remove(t *testing.T, s storage.Store, key string) storage.Rev {
	t.Helper()
	return update(t, s, func(tx storage.Txn) error { return tx.Delete(key) })
}

func view(t *testing.T, s storage.Store, fn func(storage.Snapshot) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Errorf("View: %v", err)
	}
}

// want checks the value under key, in a View of its own.
func want(t *testing.T, s storage.Store, key, value string) {
	t.Helper()
	view(t, s, func(v storage.Snapshot) error {
		got, err := v.Get(key)
		if err == nil && (got == nil || string(got) != value) {
			t.Errorf("under %q is %q (nil: %t), want %q", key, got, got == nil, value)
		}
		return err
	})
}

// wantNone checks that there is nothing under key.
func wantNone(t *testing.T, s storage.Store, key string) {
	t.Helper()
	view(t, s, func(v storage.Snapshot) error {
		got, err := v.Get(key)
		if got != nil {
			t.Errorf("under %q is %q, want nothing", key, got)
		}
		return err
	})
}

// reader is what Snapshot and Txn have in common.
type reader interface {
	Get(key string) ([]byte, error)
}

// number reads a decimal row; an absent one is 0.
func number(r reader, key string) (int, error) {
	value, err := r.Get(key)
	if err != nil || value == nil {
		return 0, err
	}
	return strconv.Atoi(string(value))
}

// add changes a decimal row and returns what it was.
func add(tx storage.Txn, key string, n int) (was int, err error) {
	if was, err = number(tx, key); err != nil {
		return 0, err
	}
	return was, tx.Put(key, []byte(strconv.Itoa(was+n)))
}

// limited is a context for something that must not hang.
func limited(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// await waits until something ends.
func await(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-limited(t).Done():
		t.Fatalf("%s: still not done after %v", what, patience)
	}
}

// key numbers a key so that the order of bytes is the order of numbers.
func key(prefix string, n int) string { return fmt.Sprintf("%s%06d", prefix, n) }
