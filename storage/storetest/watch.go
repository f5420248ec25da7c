package storetest

// Watching: in order, without a gap, and never a silent loss.

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"callin/storage"
)

var watchTests = map[string]func(t *testing.T, s storage.Store){
	"what is under the prefix, in commit order": func(t *testing.T, s storage.Store) {
		start := put(t, s, "w/before", "1", "x/before", "1")
		w := watch(t, s, "w/", start)
		all := watch(t, s, "", start)
		var under, every []string
		for i := range 30 {
			put(t, s, key("x/", i), "1", "w", "1", "v/\xff", "1")
			put(t, s, key("w/", 99-i), "1")
			under = append(under, key("w/", 99-i))
			every = append(every, key("x/", i), key("w/", 99-i))
		}
		last := remove(t, s, "w/before")
		follow(t, w, last).is(append(under, "w/before"))
		follow(t, all, last).has(append(every, "w/before"))
	},
	"from the snapshot on, without a gap": noGap,
	"a reader that sleeps is told all, or to resync": func(t *testing.T, s storage.Store) {
		start := put(t, s, "w/first", "1")
		w := watch(t, s, "w/", start)
		var keys []string
		var last storage.Rev
		for i := range 60 {
			keys = keys[:0]
			for k := range storage.MaxTxnKeys {
				keys = append(keys, key("w/", i*storage.MaxTxnKeys+k))
			}
			last = update(t, s, func(tx storage.Txn) error {
				for _, key := range keys {
					if err := tx.Put(key, nil); err != nil {
						return err
					}
				}
				return nil
			})
		}
		told := follow(t, w, last)
		if seen := len(told.keys); !told.resync && seen < 60*storage.MaxTxnKeys {
			t.Errorf("%d keys were told of, and no resync", seen)
		}
		last = put(t, s, "w/later", "1") // and goes on
		follow(t, w, last).has([]string{"w/later"})
	},
	"from an old revision": func(t *testing.T, s storage.Store) {
		first := put(t, s, "w/1", "1")
		put(t, s, "w/2", "1")
		last := put(t, s, "w/3", "1")
		follow(t, watch(t, s, "w/", 0), last).has([]string{"w/1", "w/2", "w/3"})
		follow(t, watch(t, s, "w/", first), last).is([]string{"w/2", "w/3"})
	},
	"a cancelled Next loses nothing": func(t *testing.T, s storage.Store) {
		w := watch(t, s, "w/", put(t, s, "k", "1"))
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("a cancelled Next: %v", err)
			}
		}()
		cancel()
		await(t, "a cancelled Next", done)
		last := put(t, s, "w/1", "1")
		if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("a Next that was cancelled before: %v", err)
		}
		follow(t, w, last).is([]string{"w/1"})
	},
	"a cancelled Watch doesn't start, a started one stays": func(t *testing.T, s storage.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		w, err := s.Watch(ctx, "w/", put(t, s, "k", "1"))
		if err != nil {
			t.Fatalf("Watch: %v", err)
		}
		cancel()
		if _, err := s.Watch(ctx, "w/", 0); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled Watch: %v", err)
		}
		last := put(t, s, "w/1", "1")
		follow(t, w, last).is([]string{"w/1"})
		_ = w.Close()
	},
	"Close ends a Next that waits, and its own watch only": func(t *testing.T, s storage.Store) {
		start := put(t, s, "k", "1")
		w, other := watch(t, s, "w/", start), watch(t, s, "w/", start)
		done := make(chan struct{})
		go func() {
			defer close(done)
			if _, err := w.Next(limited(t)); !errors.Is(err, storage.ErrClosed) {
				t.Errorf("Next of a closed watcher: %v", err)
			}
		}()
		if err := w.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		await(t, "Next after Close", done)
		last := put(t, s, "w/1", "1")
		if _, err := w.Next(limited(t)); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("Next of a closed watcher: %v", err)
		}
		if err := w.Close(); err != nil {
			t.Errorf("a second Close: %v", err)
		}
		follow(t, other, last).is([]string{"w/1"})
	},
	"an aborted Update is not told of": func(t *testing.T, s storage.Store) {
		w := watch(t, s, "w/", put(t, s, "k", "1"))
		_, _ = s.Update(t.Context(), func(tx storage.Txn) error {
			return errors.Join(tx.Put("w/never", nil), errTaken)
		})
		last := put(t, s, "w/1", "1")
		follow(t, w, last).is([]string{"w/1"})
	},
}

// noGap has several write while one reads a snapshot and watches from its
// revision. Each row holds the number of its last write, so the reader can say
// what the snapshot had not yet.
func noGap(t *testing.T, s storage.Store) {
	put(t, s, "w/first", "1")
	started, stopped := make(chan struct{}), make(chan struct{})
	var written [3][]string // by each writer, in its order
	go func() {
		defer close(stopped)
		crowd(len(written), func(i int) {
			for n := range 40 {
				name := key("w/"+string(rune('a'+i)), n)
				put(t, s, name, "1")
				written[i] = append(written[i], name)
				if i == 0 && n == 10 {
					close(started)
				}
			}
		})
	}()
	await(t, "the first writes", started)
	had := make(map[string]bool)
	var rev storage.Rev
	view(t, s, func(v storage.Snapshot) error {
		rev = v.Rev()
		items, err := v.Scan("w/", "", 0)
		for _, item := range items {
			had[item.Key] = true
		}
		return err
	})
	w := watch(t, s, "w/", rev)
	await(t, "the writers", stopped)
	told := follow(t, w, put(t, s, "w/last", "1"))
	for _, mine := range written {
		missing := slices.DeleteFunc(mine, func(key string) bool { return had[key] })
		told.has(missing)
	}
	if !told.resync && slices.ContainsFunc(told.keys, func(key string) bool { return had[key] }) {
		t.Error("what the snapshot had was told of again")
	}
}

func watch(t *testing.T, s storage.Store, prefix string, after storage.Rev) storage.Watcher {
	t.Helper()
	w, err := s.Watch(t.Context(), prefix, after)
	if err != nil {
		t.Fatalf("Watch: %v", err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// news is what a watcher told: everything, or what came after a resync.
type news struct {
	t      *testing.T
	keys   []string
	resync bool
}

// follow reads a watcher up to a commit that touched its prefix.
func follow(t *testing.T, w storage.Watcher, until storage.Rev) (all news) {
	t.Helper()
	all.t = t
	var last storage.Rev
	for last < until {
		batch, err := w.Next(limited(t))
		if err != nil {
			t.Fatalf("Next, waiting for %d, at %d: %v", until, last, err)
		}
		if batch.Rev < last {
			t.Errorf("a batch of %d after one of %d", batch.Rev, last)
		}
		if batch.Resync && len(batch.Keys) > 0 {
			t.Errorf("a resync with keys %q", batch.Keys)
		}
		if batch.Resync {
			all.keys, all.resync = nil, true
		}
		last = batch.Rev
		all.keys = append(all.keys, batch.Keys...)
	}
	return all
}

// has checks that the keys were told of in this order, among others.
func (n news) has(keys []string) {
	n.t.Helper()
	rest := keys
	for _, key := range n.keys {
		if len(rest) > 0 && key == rest[0] {
			rest = rest[1:]
		}
	}
	if len(rest) > 0 && !n.resync {
		n.t.Errorf("not told of, or out of order: %q\nin %q", rest, n.keys)
	}
}

// is checks that these keys were told of, and no others. A key may come twice.
func (n news) is(keys []string) {
	n.t.Helper()
	n.has(keys)
	if !n.resync && strings.Join(slices.Compact(slices.Clone(n.keys)), " ") != strings.Join(keys, " ") {
		n.t.Errorf("told of %q, want %q", n.keys, keys)
	}
}
