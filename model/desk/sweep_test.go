package desk_test

// Comparing everybody with the store, beside agents who type.

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"callin/model"
	"callin/storage"
	"callin/storage/mem"
)

// leafed is a store whose people are read page by page, as the test turns them.
type leafed struct {
	storage.Store
	turns chan struct{} // nil: nobody waits
	asked atomic.Int32  // pages
}

func (l *leafed) View(ctx context.Context, fn func(storage.Snapshot) error) error {
	return l.Store.View(ctx, func(s storage.Snapshot) error { return fn(leaf{s, l}) })
}

type leaf struct {
	storage.Snapshot
	store *leafed
}

func (l leaf) Scan(prefix, after string, limit int) ([]storage.Item, error) {
	if prefix == "person/" && l.store.turns != nil {
		l.store.asked.Add(1)
		<-l.store.turns
	}
	return l.Snapshot.Scan(prefix, after, limit)
}

// Whoever types goes first: after each page the sweep rests for as long as keys
// come, and a little longer. It ends all the same, and finds what is wrong.
func TestSweep(t *testing.T) {
	const pages, afterKey = 17, 10 // of 2105 people; rests after a key
	for _, tc := range []struct {
		name  string
		waits bool // somebody looks at a list that needs everybody
		keys  bool // before each page
		rests int
	}{
		{"nobody types", false, false, afterKey},
		{"somebody types all the time", false, true, pages - 1},
		{"somebody waits for it", true, true, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &leafed{Store: mem.New(mem.Options{})}
				r, _ := indexed(t, store)
				gone := r.find(r.session("amy"), "okafor").Person
				if _, err := r.session("amy").Standing(t.Context(), model.ListNoQuestion, 0); err != nil {
					t.Fatal(err)
				}
				synctest.Wait() // the file is of now, so that nothing is built when it is opened
				r.desk.Close()
				// behind the desk's back, so that no entry of the trail tells of it
				if _, err := store.Update(t.Context(), func(txn storage.Txn) error { return txn.Delete("person/" + string(gone)) }); err != nil {
					t.Fatal(err)
				}
				store.turns = make(chan struct{})
				r.open()
				synctest.Wait()
				s := r.session("amy")
				listed := make(chan error, 1)
				if tc.waits {
					go func() { _, err := s.Standing(t.Context(), model.ListNoQuestion, 0); listed <- err }()
					synctest.Wait()
				}
				if r.total("okafor") != 1 {
					t.Fatal("it is found out before anybody was read")
				}
				rests := 0
				for page := range int32(pages) {
					for store.asked.Load() == page {
						if rests++; rests > pages {
							t.Fatal("it doesn't go on")
						}
						<-time.After(50 * time.Millisecond)
						synctest.Wait()
					}
					if tc.keys {
						r.total("okafor")
					}
					store.turns <- struct{}{}
					synctest.Wait()
				}
				if rests != tc.rests {
					t.Errorf("it rested %d times, want %d", rests, tc.rests)
				}
				if r.total("okafor") != 0 || store.asked.Load() != pages {
					t.Errorf("after %d pages %d are found", store.asked.Load(), r.total("okafor"))
				}
				if tc.waits {
					if err := <-listed; err != nil {
						t.Error(err)
					}
				}
				r.desk.Close()
			})
		})
	}
}
