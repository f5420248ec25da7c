// This file tries what an agent does on the page.
package queue_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
)

func TestQueue_keys(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string
		did  []string
		open any    // the call that is opened
		said string // what is said instead
	}{
		{"enter opens what nobody has", []string{"enter"}, []string{"continue T-4460"}, model.CallID("call-T-4460"), ""},
		{"enter opens mine", []string{"j", "j", "enter"}, []string{"continue T-4471"}, model.CallID("call-T-4471"), ""},
		{"enter names who has it", []string{"j", "enter"}, nil, nil, "ben has had T-4455 since 10:12. Press t for a ticket that waits."},
		{"t takes the most urgent", []string{"j", "t"}, []string{"take "}, model.CallID("call-taken"), ""},
		{"c claims", []string{"c"}, []string{"claim T-4460"}, nil, "T-4460 is yours. Enter opens it, c releases it."},
		{"c again releases", []string{"c", "c"}, []string{"claim T-4460", "release T-4460"}, nil, "T-4460 is back in the queue. c claims it again."},
		{"c leaves others' alone", []string{"j", "c"}, nil, nil, "ben has had T-4455 since 10:12. Only they can release it."},
		{"nothing new", []string{"."}, nil, nil, "The list is up to date."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, usual())
			r.Press(tc.keys...)
			if diff := cmp.Diff(tc.did, r.desk.did); diff != "" {
				t.Error("done: " + diff)
			}
			if tc.open != nil && (len(r.stage.Opened) != 1 || r.stage.Opened[0] != kit.OpenMsg{Page: "call", Arg: tc.open}) {
				t.Errorf("opened %v, want %v", r.stage.Opened, tc.open)
			}
			if tc.open == nil && len(r.stage.Opened) > 0 {
				t.Errorf("opened %v", r.stage.Opened)
			}
			if got := r.stage.LastSaid(); got != tc.said {
				t.Errorf("said %q, want %q", got, tc.said)
			}
		})
	}
}

func TestQueue_claim_shows(t *testing.T) {
	r := newRig(t, usual())
	if r.words("queue.claim") != "claim" || r.Row("T-4460", "you") {
		t.Fatal("it is mine before I claim it")
	}
	r.Press("c")
	if r.words("queue.claim") != "release" || !r.Row("T-4460", "you") {
		t.Errorf("after claiming the key says %q:\n%s", r.words("queue.claim"), r.Plain())
	}
}

func TestQueue_conflict(t *testing.T) {
	r := newRig(t, usual())
	r.desk.err = model.Fail(model.Conflict, "ben took T-4460 at 10:41.")
	r.desk.queue[0].Owner, r.desk.queue[0].OwnedAt = "ben", start.Add(-time.Minute)
	r.Press("c")
	if got := r.stage.LastSaid(); got != "ben took T-4460 at 10:41." {
		t.Errorf("said %q", got)
	}
	if !r.Row("T-4460", "ben") {
		t.Errorf("the list doesn't show the winner:\n%s", r.Plain())
	}
}

// A key that is held down comes many times before the desk has answered.
func TestQueue_held_key(t *testing.T) {
	r := newRig(t, usual())
	if r.binding("queue.claim").Do() == nil { // its answer is never fetched
		t.Fatal("the first does nothing")
	}
	for _, id := range []string{"queue.claim", "queue.take", "queue.open"} {
		if r.binding(id).Do() != nil {
			t.Errorf("%s starts beside what runs", id)
		}
	}
	if !r.page.Cancel() || r.page.Cancel() {
		t.Error("ctrl+c doesn't end what runs, once")
	}
}

func TestQueue_nobody_free(t *testing.T) {
	r := newRig(t, usual()[1:3])
	r.Press("t")
	if got := r.stage.LastSaid(); got != "No ticket waits for anybody. Press 1 for the next caller." || len(r.desk.did) > 0 {
		t.Errorf("said %q, did %v", got, r.desk.did)
	}
}

func TestQueue_empty(t *testing.T) {
	r := newRig(t, nil)
	if !r.Has("Nobody waits. 1 next caller") {
		t.Error(r.Plain())
	}
	for _, key := range []string{"enter", "c", "j", "space"} {
		r.Press(key)
	}
	if len(r.desk.did) > 0 {
		t.Errorf("did %v with no ticket", r.desk.did)
	}
	r.change(usual()) // there is no row to hold still
	if !r.Row("T-4460", "Ada") {
		t.Errorf("the first tickets wait behind a key:\n%s", r.Plain())
	}
}

func TestQueue_unreachable(t *testing.T) {
	r := backstage(t, usual())
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.stage = r.Page(r.page)
	if !r.Has("The queue can't be read. The store is out of reach. Press . to try again.") || r.stage.LastSaid() != "The store is out of reach." {
		t.Errorf("said %q:\n%s", r.stage.LastSaid(), r.Plain())
	}
	r.moved()
	if n := len(r.stage.Said); n != 1 {
		t.Errorf("the same failure was said %d times", n)
	}
	r.desk.broken = nil
	r.Press(".")
	if !r.Row("T-4460", "Ada") {
		t.Error(r.Plain())
	}
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.moved()
	if !r.Row("T-4460", "Ada") || !r.Has("Not up to date: The store is out of reach. Press . to try again.") {
		t.Errorf("the rows read before are gone, or look current:\n%s", r.Plain())
	}
	r.desk.broken = nil
	if r.Press("."); r.Has("Not up to date") {
		t.Errorf("trying again changes nothing:\n%s", r.Plain())
	}
}

func TestQueue_deaf(t *testing.T) {
	r := newRig(t, usual())
	r.feed.Break()
	r.Await("it says so", func() bool { return r.Has("Changes no longer arrive by themselves. Press . to read again.") })
	r.desk.queue = usual()[1:]
	r.Press(".")
	if r.Has("T-4460") {
		t.Error("reading by hand changes nothing")
	}
}

func TestQueue_clock(t *testing.T) {
	r := newRig(t, usual())
	before := r.desk.readings()
	r.Advance(time.Minute)
	if !r.Row("past 13 min", "T-4460") || r.desk.readings() == before {
		t.Errorf("a minute later:\n%s", r.Plain())
	}
	r.Advance(5*time.Minute + time.Second)
	if !r.Row("now", "T-4471") {
		t.Errorf("six minutes later:\n%s", r.Plain())
	}
}

func TestQueue_close(t *testing.T) {
	r := newRig(t, usual())
	r.stage.Close()
	if !r.feed.Closed {
		t.Error("the feed is still open")
	}
}
