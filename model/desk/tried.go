package desk

// This file remembers the latest failed verifications, for the alarm and for the
// board of who is being tried: so many for each lane, in the places of a ring,
// because a transaction can't look for what is old.

import (
	"context"
	"sync"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// triedKept is how many failed verifications a lane remembers: far more than it
// takes for the alarm, and an hour of guessing.
const triedKept = 256

// tried is a failed verification.
type tried struct {
	At      time.Time
	Account model.AccountID
	Person  model.PersonID
	Agent   model.AgentName
	Call    model.CallID
	From    string `json:",omitempty"`
	Method  model.Method
}

// remember puts a failed verification in the place of the lane's oldest.
func (a *act) remember(call *model.Call, v model.Verification) error {
	lane := a.entry.Lane
	seq, err := loadOr[uint64](a.rows, record.TriedSeqKey(lane))
	if err != nil {
		return err
	}
	err = a.put(record.TriedKey(lane, seq%triedKept), tried{
		At: v.At, Account: call.Account, Person: v.Person, Agent: v.Agent, Call: call.ID, From: v.From, Method: v.Method,
	})
	if err != nil {
		return err
	}
	return a.put(record.TriedSeqKey(lane), seq+1)
}

// watched are the failed verifications that are remembered, in memory: the
// header asks for them at every change.
type watched struct {
	mu sync.Mutex
	by map[string]tried // by their rows
}

func newWatched() *watched { return &watched{by: map[string]tried{}} }

func (w *watched) put(key string, t tried) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.by[key] = t
}

// since gives those after a moment, in no order.
func (w *watched) since(at time.Time) []tried {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []tried
	for _, t := range w.by {
		if t.At.After(at) {
			all = append(all, t)
		}
	}
	return all
}

// rewatched reads remembered verifications again.
func (f *feed) rewatched(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return f.desk.store.View(ctx, func(s storage.Snapshot) error {
		for _, key := range keys {
			t, err := load[tried](rows{get: s, keys: f.desk.keys}, key)
			if err != nil {
				return err
			}
			if t != nil {
				f.watched.put(key, *t)
			}
		}
		return nil
	})
}
