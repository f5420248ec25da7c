package storetest

// One Update at a time: what it sees, what it leaves behind, what it returns.

import (
	"context"
	"errors"
	"testing"

	"callin/storage"
)

var updateTests = map[string]func(t *testing.T, s storage.Store){
	"reads its own writes": func(t *testing.T, s storage.Store) {
		put(t, s, "old", "1", "gone", "1")
		update(t, s, func(tx storage.Txn) error {
			see := func(key, value string) {
				got, err := tx.Get(key)
				if err != nil || string(got) != value || (got == nil) != (value == "") {
					t.Errorf("inside, %q is %q, %v; want %q", key, got, err, value)
				}
			}
			see("old", "1")
			see("new", "")
			err := errors.Join(tx.Put("new", []byte("2")), tx.Put("old", []byte("3")), tx.Delete("gone"), tx.Delete("never"))
			see("new", "2")
			see("old", "3")
			see("gone", "")
			err = errors.Join(err, tx.Delete("new"), tx.Put("gone", []byte("4")), tx.Put("old", []byte("5")))
			see("new", "")
			see("gone", "4")
			return err
		})
		wantNone(t, s, "new")
		wantNone(t, s, "never")
		want(t, s, "old", "5")
		want(t, s, "gone", "4")
	},
	"an error writes nothing and comes back": func(t *testing.T, s storage.Store) {
		before := put(t, s, "k", "1", "kept", "1")
		sorry := errors.New("sorry")
		_, err := s.Update(t.Context(), func(tx storage.Txn) error {
			return errors.Join(tx.Put("k", []byte("2")), tx.Put("k2", nil), tx.Delete("kept"), sorry)
		})
		if !errors.Is(err, sorry) {
			t.Errorf("Update: %v", err)
		}
		want(t, s, "k", "1")
		want(t, s, "kept", "1")
		wantNone(t, s, "k2")
		if after := put(t, s, "k", "3"); after <= before {
			t.Errorf("revision %d after %d", after, before)
		}
	},
	"a panic writes nothing and leaves the store usable": func(t *testing.T, s storage.Store) {
		for range 3 {
			panics(t, func() {
				_, _ = s.Update(t.Context(), func(tx storage.Txn) error {
					_ = tx.Put("k", []byte("never"))
					panic("on purpose")
				})
			})
			wantNone(t, s, "k")
		}
		put(t, s, "k", "v")
		want(t, s, "k", "v")
	},
	"revisions grow": func(t *testing.T, s storage.Store) {
		var last storage.Rev
		for range 10 {
			for _, rev := range []storage.Rev{put(t, s, "k", "same"), put(t, s, "k", "same"), remove(t, s, "k")} {
				if rev <= last {
					t.Errorf("revision %d after %d", rev, last)
				}
				last = rev
			}
		}
	},
	"writing nothing is no commit": func(t *testing.T, s storage.Store) {
		last := put(t, s, "k", "v")
		for range 3 {
			rev := update(t, s, func(tx storage.Txn) error {
				_, err := tx.Get("k")
				return err
			})
			if rev != last {
				t.Errorf("reading at %d returned %d", last, rev)
			}
		}
		view(t, s, func(v storage.Snapshot) error {
			if v.Rev() != last {
				t.Errorf("the store stands at %d, the last commit was %d", v.Rev(), last)
			}
			return nil
		})
	},
	"a cancelled context writes nothing": func(t *testing.T, s storage.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Update(ctx, func(tx storage.Txn) error { return tx.Put("k", nil) })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Update: %v", err)
		}
		if err := s.View(ctx, func(storage.Snapshot) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("View: %v", err)
		}
		wantNone(t, s, "k")
	},
}
