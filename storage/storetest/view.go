package storetest

// Reading: View, Get, and one revision for all that a View reads.

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"

	"callin/storage"
)

var viewTests = map[string]func(t *testing.T, s storage.Store){
	"absent is nil, empty is not": func(t *testing.T, s storage.Store) {
		put(t, s, "empty", "")
		update(t, s, func(tx storage.Txn) error { return tx.Put("null", nil) })
		want(t, s, "empty", "")
		want(t, s, "null", "")
		wantNone(t, s, "absent")
		wantNone(t, s, "empt")
	},
	"bytes are the caller's own": func(t *testing.T, s storage.Store) {
		put(t, s, "big", strings.Repeat("b", 20_000)) // so that a file is more than one page
		mine := []byte("value")
		update(t, s, func(tx storage.Txn) error {
			copy(mine, "value")
			err := tx.Put("k", mine)
			copy(mine, "XXXXX") // what was put is what it was when it was put
			got, _ := tx.Get("k")
			if string(got) != "value" {
				t.Errorf("the Txn's own write is %q", got)
			}
			copy(got, "YYYYY")
			return err
		})
		view(t, s, func(v storage.Snapshot) error {
			got, _ := v.Get("k")
			copy(got, "ZZZZZ")
			items, err := v.Scan("k", "", 0)
			for _, item := range items {
				copy(item.Value, "WWWWW")
			}
			return err
		})
		want(t, s, "k", "value")
	},
	"the function's error comes back": func(t *testing.T, s storage.Store) {
		sorry := errors.New("sorry")
		if err := s.View(t.Context(), func(storage.Snapshot) error { return sorry }); !errors.Is(err, sorry) {
			t.Errorf("View: %v", err)
		}
	},
	"a panic leaves the store usable": func(t *testing.T, s storage.Store) {
		panics(t, func() {
			_ = s.View(t.Context(), func(storage.Snapshot) error { panic("on purpose") })
		})
		put(t, s, "k", "v")
		want(t, s, "k", "v")
	},
	"own writes are seen at once, at their revision or later": func(t *testing.T, s storage.Store) {
		for i := range 20 {
			rev := put(t, s, "k", strconv.Itoa(i))
			view(t, s, func(v storage.Snapshot) error {
				if v.Rev() < rev {
					t.Errorf("a View after commit %d reads %d", rev, v.Rev())
				}
				return nil
			})
			want(t, s, "k", strconv.Itoa(i))
		}
	},
	"one revision while others write": oneRevision,
}

// oneRevision has writers set two rows to the same number, always; a View that
// sees two different ones, or the same row change, has mixed revisions.
func oneRevision(t *testing.T, s storage.Store) {
	put(t, s, "left", "0", "right", "0")
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		writers.Go(func() {
			for range 60 {
				update(t, s, func(tx storage.Txn) error {
					_, left := add(tx, "left", 1)
					_, right := add(tx, "right", 1)
					return errors.Join(left, right)
				})
			}
		})
		readers.Go(func() {
			var last storage.Rev
			for open := true; open; {
				select {
				case <-stop:
					open = false // and look once more, at the end of it all
				default:
				}
				view(t, s, func(v storage.Snapshot) error {
					if v.Rev() < last {
						t.Errorf("revision %d was read after %d", v.Rev(), last)
					}
					last = v.Rev()
					return samePair(t, v)
				})
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	want(t, s, "left", "120")
}

func samePair(t *testing.T, v storage.Snapshot) error {
	left, err := number(v, "left")
	if err != nil {
		return err
	}
	right, err := number(v, "right")
	if err != nil {
		return err
	}
	again, err := number(v, "left")
	if err != nil {
		return err
	}
	rows, err := v.Scan("left", "", 1)
	if err != nil {
		return err
	}
	if left != right || left != again || len(rows) != 1 || string(rows[0].Value) != strconv.Itoa(left) {
		t.Errorf("one View at %d saw left %d, right %d, left %d, scanned %v", v.Rev(), left, right, again, rows)
	}
	return nil
}

// panics checks that fn panics.
func panics(t *testing.T, fn func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("no panic came through")
		}
	}()
	fn()
}
