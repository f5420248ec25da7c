package storetest

// The limits: what just fits is kept, what just doesn't changes nothing.

import (
	"errors"
	"strings"
	"testing"

	"callin/storage"
)

// overs are writes past a limit. Each first writes a row that would be allowed.
var overs = map[string]func(tx storage.Txn) error{
	"an empty key":        func(tx storage.Txn) error { return tx.Put("", nil) },
	"a key too long":      func(tx storage.Txn) error { return tx.Put(longest+"k", nil) },
	"deleting an empty":   func(tx storage.Txn) error { return tx.Delete("") },
	"deleting a too long": func(tx storage.Txn) error { return tx.Delete(longest + "k") },
	"a value too long":    func(tx storage.Txn) error { return tx.Put("k", make([]byte, storage.MaxValue+1)) },
	"too many keys": func(tx storage.Txn) (err error) {
		for i := range storage.MaxTxnKeys + 1 {
			if i%2 == 0 {
				err = tx.Put(key("n/", i), nil)
			} else {
				err = tx.Delete(key("n/", i))
			}
		}
		return err
	},
}

var longest = strings.Repeat("k", storage.MaxKey)

var limitTests = map[string]func(t *testing.T, s storage.Store){
	"what is allowed is kept": func(t *testing.T, s storage.Store) {
		value := strings.Repeat("v", storage.MaxValue)
		put(t, s, longest, value)
		want(t, s, longest, value)
		update(t, s, func(tx storage.Txn) error {
			for range 2 { // the same key again is no other key
				for i := range storage.MaxTxnKeys {
					if err := tx.Put(key("n/", i), []byte("v")); err != nil {
						return err
					}
				}
			}
			return nil
		})
		want(t, s, key("n/", storage.MaxTxnKeys-1), "v")
	},
	"over it nothing is written": func(t *testing.T, s storage.Store) {
		for _, name := range names(overs) {
			_, err := s.Update(t.Context(), func(tx storage.Txn) error {
				if err := tx.Put("allowed", []byte("v")); err != nil {
					return err
				}
				return overs[name](tx)
			})
			if !errors.Is(err, storage.ErrTooLarge) {
				t.Errorf("%s: %v", name, err)
			}
			wantNone(t, s, "allowed")
			wantNone(t, s, key("n/", 0))
		}
	},
	"over it nothing is written though the error is swallowed": func(t *testing.T, s storage.Store) {
		for _, name := range names(overs) {
			_, err := s.Update(t.Context(), func(tx storage.Txn) error {
				if err := overs[name](tx); !errors.Is(err, storage.ErrTooLarge) {
					t.Errorf("%s: the Txn says %v", name, err)
				}
				return tx.Put("n/000000", []byte("v")) // allowed, whichever it was
			})
			if !errors.Is(err, storage.ErrTooLarge) {
				t.Errorf("%s, swallowed: %v", name, err)
			}
			wantNone(t, s, key("n/", 0))
		}
	},
	"reading over it": func(t *testing.T, s storage.Store) {
		try := func(r reader) {
			for _, key := range []string{"", longest + "k"} {
				if _, err := r.Get(key); !errors.Is(err, storage.ErrTooLarge) {
					t.Errorf("Get of a key of %d bytes: %v", len(key), err)
				}
			}
		}
		view(t, s, func(v storage.Snapshot) error {
			try(v)
			items, err := v.Scan(longest+"k", longest+"kk", 0)
			if len(items) > 0 {
				t.Errorf("%d rows under a prefix that no key can have", len(items))
			}
			return err
		})
		update(t, s, func(tx storage.Txn) error {
			try(tx)
			return tx.Put("k", []byte("v"))
		})
		want(t, s, "k", "v")
	},
}
