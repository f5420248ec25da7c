package desk_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/storage"
	"callin/storage/mem"
)

// TestQueueNow: the two numbers in everybody's header follow the queue, over a
// new start too.
func TestQueueNow(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	size := func(free, past int) {
		t.Helper()
		r.until(s, func() bool { q := s.QueueNow(); return q.Free == free && q.Past == past })
	}
	var calls []model.CallID
	for _, who := range []string{"okafor", "sorensen", "voe"} {
		calls = append(calls, r.call(s, who))
	}
	for _, id := range calls[:2] {
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Unsolved}); err != nil {
			t.Fatal(err)
		}
	}
	size(2, 0)
	r.clock.add(5 * time.Hour)
	if q := s.QueueNow(); q.Free != 2 || q.Past != 3 || q.Next.Number != 1 {
		t.Errorf("%+v, want 2 free, 3 past due, the first next", q)
	}
	r.desk.Close()
	r.open()
	s = r.session("amy")
	size(2, 3)
	if err := s.ClaimTicket(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	size(1, 3)
}

// tallied is a store that counts how often tickets are read.
type tallied struct {
	storage.Store
	tickets atomic.Int32
}

func (c *tallied) View(ctx context.Context, fn func(storage.Snapshot) error) error {
	return c.Store.View(ctx, func(s storage.Snapshot) error { return fn(tally{s, c}) })
}

type tally struct {
	storage.Snapshot
	store *tallied
}

func (c tally) Get(key string) ([]byte, error) {
	if strings.HasPrefix(key, "ticket/") {
		c.store.tickets.Add(1)
	}
	return c.Snapshot.Get(key)
}

// TestQueue_shared: of all who look at the queue one reads it after a change, and
// each sees it as it is, and nothing that another has done to theirs.
func TestQueue_shared(t *testing.T) {
	store := &tallied{Store: mem.New(mem.Options{})}
	r := newRigOn(t, store)
	r.staff("bob")
	amy, bob := r.session("amy"), r.session("bob")
	for _, who := range []string{"okafor", "sorensen", "voe"} {
		if err := amy.EndCall(t.Context(), r.call(amy, who), model.WrapUp{Outcome: model.Unsolved}); err != nil {
			t.Fatal(err)
		}
	}
	r.until(amy, func() bool { return amy.QueueNow().Free == 3 })
	owner := func(s *desk.Session) model.AgentName {
		t.Helper()
		all, err := s.Queue(t.Context())
		if err != nil || len(all) != 3 {
			t.Fatal(all, err)
		}
		for i := range all {
			if all[i].Number == 2 {
				defer func() { all[i].Owner = "nobody" }() // one's own copy
				return all[i].Owner
			}
		}
		return ""
	}
	if owner(amy) != "" {
		t.Error("it is somebody's already")
	}
	if err := bob.ClaimTicket(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	r.until(amy, func() bool { return amy.QueueNow().Free == 2 }) // the feed has read the ticket too
	before := store.tickets.Load()
	for range 20 {
		if owner(amy) != "bob" || owner(bob) != "bob" {
			t.Errorf("amy sees %q, bob %q", owner(amy), owner(bob))
		}
	}
	if n := store.tickets.Load() - before; n > 3 {
		t.Errorf("%d tickets were read to show 3 of them 40 times", n)
	}
}
