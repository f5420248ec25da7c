package storetest

// What outlives a Close.

import (
	"errors"
	"testing"

	"callin/storage"
)

// durableTests are given what opens the same store again.
var durableTests = map[string]func(t *testing.T, open func() storage.Store){
	"rows and revisions outlive a Close": func(t *testing.T, open func() storage.Store) {
		var last storage.Rev
		for i := range 4 {
			s := open()
			view(t, s, func(v storage.Snapshot) error {
				if v.Rev() != last && last > 0 {
					t.Errorf("opened again, the store stands at %d, the last commit was %d", v.Rev(), last)
				}
				return nil
			})
			for n := range i {
				want(t, s, key("k/", n), "v")
			}
			wantNone(t, s, key("k/", i))
			rev := put(t, s, key("k/", i), "v", "gone", "v")
			if rev <= last {
				t.Errorf("opened again, commit %d came after %d", rev, last)
			}
			last = remove(t, s, "gone")
			shut(t, s)
		}
		s := open()
		wantNone(t, s, "gone")
		shut(t, s)
	},
	"what was aborted is not there": func(t *testing.T, open func() storage.Store) {
		s := open()
		put(t, s, "kept", "v")
		_, err := s.Update(t.Context(), func(tx storage.Txn) error {
			return errors.Join(tx.Put("never", nil), tx.Delete("kept"), errTaken)
		})
		if !errors.Is(err, errTaken) {
			t.Errorf("Update: %v", err)
		}
		shut(t, s)
		s = open()
		want(t, s, "kept", "v")
		wantNone(t, s, "never")
		shut(t, s)
	},
	"a watch from before a Close misses nothing": func(t *testing.T, open func() storage.Store) {
		s := open()
		start := put(t, s, "w/1", "v")
		put(t, s, "w/2", "v")
		shut(t, s)
		s = open()
		w := watch(t, s, "w/", start)
		last := put(t, s, "w/3", "v")
		told := follow(t, w, last)
		told.has([]string{"w/2", "w/3"})
		shut(t, s)
	},
}

func shut(t *testing.T, s storage.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
}
