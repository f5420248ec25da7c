package hub_test

// A small ring, so that falling out of it is easy.

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"callin/storage"
	"callin/storage/internal/hub"
)

func TestHub(t *testing.T) {
	t.Run("who keeps up is told all, who doesn't is told so", func(t *testing.T) {
		h := hub.New(10, 5)
		quick, slow, tight := watch(t, h, "k/", 10), watch(t, h, "k/", 10), watch(t, h, "", 10)
		for rev := storage.Rev(11); rev <= 20; rev++ {
			h.Publish(rev, []string{fmt.Sprintf("k/%d", rev), "other"})
			is(t, quick, storage.Batch{Rev: rev, Keys: []string{fmt.Sprintf("k/%d", rev)}})
			if rev == 12 { // 4 changes, and 5 fit
				is(t, tight, storage.Batch{Rev: 12, Keys: []string{"k/11", "other", "k/12", "other"}})
			}
		}
		is(t, slow, storage.Batch{Rev: 20, Resync: true})
		is(t, tight, storage.Batch{Rev: 20, Resync: true})
		h.Publish(21, []string{"k/21"})
		is(t, slow, storage.Batch{Rev: 21, Keys: []string{"k/21"}})
	})
	t.Run("a start within the ring is exact, before or beyond it a resync", func(t *testing.T) {
		h := hub.New(10, 4)
		is(t, watch(t, h, "", 9), storage.Batch{Rev: 10, Resync: true})
		for rev := storage.Rev(11); rev <= 14; rev++ {
			h.Publish(rev, []string{fmt.Sprint(rev), "x"})
		}
		is(t, watch(t, h, "", 12), storage.Batch{Rev: 14, Keys: []string{"13", "x", "14", "x"}})
		is(t, watch(t, h, "", 11), storage.Batch{Rev: 14, Resync: true})
		is(t, watch(t, h, "", 16), storage.Batch{Rev: 14, Resync: true})
	})
	t.Run("a commit whose first changes fell out is not told by halves", func(t *testing.T) {
		h := hub.New(1, 3)
		h.Publish(2, []string{"a", "b", "c", "d"})
		is(t, watch(t, h, "", 1), storage.Batch{Rev: 2, Resync: true})
	})
}

func TestHub_Next(t *testing.T) {
	t.Run("what the snapshot had is not told again though published later", func(t *testing.T) {
		h := hub.New(1, 0)
		w := watch(t, h, "", 2)
		h.Publish(2, []string{"seen"})
		h.Publish(3, []string{"new"})
		is(t, w, storage.Batch{Rev: 3, Keys: []string{"new"}})
	})
	t.Run("Next waits, and other prefixes don't wake it for long", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			h := hub.New(1, 0)
			told := make(chan storage.Batch, 1)
			w := watch(t, h, "k", 1)
			go func() {
				batch, _ := w.Next(t.Context())
				told <- batch
			}()
			h.Publish(2, []string{"other"})
			synctest.Wait()
			if len(told) > 0 {
				t.Errorf("told of %v", <-told)
			}
			h.Publish(3, []string{"k"})
			if batch := <-told; batch.Rev != 3 {
				t.Errorf("told of %v", batch)
			}
		})
	})
	t.Run("Close gives the reason", func(t *testing.T) {
		h := hub.New(1, 0)
		w := watch(t, h, "", 1)
		h.Close(storage.ErrUnavailable)
		if _, err := w.Next(t.Context()); !errors.Is(err, storage.ErrUnavailable) {
			t.Errorf("Next: %v", err)
		}
		h.Close(storage.ErrClosed)
		if _, err := w.Next(t.Context()); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("Next: %v", err)
		}
	})
}

func watch(t *testing.T, h *hub.Hub, prefix string, after storage.Rev) storage.Watcher {
	t.Helper()
	w, err := h.Watch(t.Context(), prefix, after)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func is(t *testing.T, w storage.Watcher, want storage.Batch) {
	t.Helper()
	got, err := w.Next(t.Context())
	if err != nil || got.Rev != want.Rev || got.Resync != want.Resync || !slices.Equal(got.Keys, want.Keys) {
		t.Errorf("told %+v, %v; want %+v", got, err, want)
	}
}
