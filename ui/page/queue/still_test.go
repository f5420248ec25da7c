// This file tries that nothing moves under the cursor.
package queue_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

func TestStill_new_rows_wait(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j", "j")
	lines := r.Lines()
	urgent := ticket(4490, "Zoë New", "Acme", -2*time.Hour, nil)
	r.change(append([]model.TicketView{urgent}, usual()...))
	if r.Has("T-4490") || !r.Has(" 1 new · press .") {
		t.Fatalf("a new ticket moved the list:\n%s", r.Plain())
	}
	for i, line := range r.Lines() {
		if i > 1 && line != lines[i] {
			t.Errorf("line %d moved: %q was %q", i, line, lines[i])
		}
	}
	r.Press(".")
	if !r.Row("T-4490", "Zoë New") || r.Has("press .") {
		t.Errorf("not shown:\n%s", r.Plain())
	}
	if !r.chosen("T-4471") {
		t.Errorf("the choice is elsewhere:\n%s", r.Plain())
	}
}

func TestStill_rows_that_left(t *testing.T) {
	r := newRig(t, usual())
	r.change(usual()[1:5])
	if !r.chosen("T-4460") || !r.Row("gone", "T-4460") || !r.Row("gone", "T-10480") || !r.Has("2 gone · press .") {
		t.Fatalf("what left isn't marked in its place:\n%s", r.Plain())
	}
	for _, key := range []string{"enter", "c"} {
		r.Press(key)
		if got := r.stage.LastSaid(); got != "T-4460 has left the queue. Press . for the queue as it is." || len(r.desk.did) > 0 {
			t.Errorf("%s: said %q, did %v", key, got, r.desk.did)
		}
	}
	r.Press("j")
	if r.Has("T-4460") || !r.chosen("T-4455") || !r.Has("T-10480") {
		t.Errorf("it stays after the cursor has left, or another went with it:\n%s", r.Plain())
	}
	r.change(usual()) // 10480 comes back
	if r.Row("gone", "T-10480") {
		t.Errorf("still marked:\n%s", r.Plain())
	}
	r.change(usual()[1:5])
	r.Press(".")
	if r.Has("T-10480") || r.Has("press .") || !r.chosen("T-4455") {
		t.Errorf("not brought up to date:\n%s", r.Plain())
	}
}

func TestStill_changes_in_place(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j", "j", "j")
	queue := usual()
	queue[3].Owner, queue[3].OwnedAt = "ben", start
	queue[0], queue[4] = queue[4], queue[0]
	r.change(queue)
	if !r.chosen("T-4472") || !r.Row("T-4472", "ben") {
		t.Errorf("the change doesn't show in the row:\n%s", r.Plain())
	}
	if !r.Has("the order has changed · press .") || r.line("T-4460") > r.line("T-4474") {
		t.Errorf("the rows changed places:\n%s", r.Plain())
	}
	r.Press(".")
	if r.line("T-4460") < r.line("T-4474") || !r.chosen("T-4472") {
		t.Errorf("not in the queue's order:\n%s", r.Plain())
	}
}

func TestStill_other_changes(t *testing.T) {
	r := newRig(t, usual())
	before := r.desk.readings()
	r.feed.Tell(model.Changes{Mails: true, Calls: true})
	r.feed.Tell(model.Changes{Tickets: true})
	r.feed.Break()
	r.Await("the feed ends", func() bool { return r.Has("not live") })
	if got := r.desk.readings() - before; got != 1 {
		t.Errorf("%d readings for one change of tickets", got)
	}
}

// A reading that is under way isn't ended by the next change, however many
// there are; it is followed by another.
func TestStill_busy(t *testing.T) {
	r := newRig(t, usual())
	before := r.desk.readings()
	first := r.page.Update(kit.Opened{})
	for range 3 {
		if r.page.Update(kit.Opened{}) != nil {
			t.Fatal("a reading is started beside the one under way")
		}
	}
	parts, _ := first().(tea.BatchMsg)
	for _, part := range parts {
		r.Send(part())
	}
	if got := r.desk.readings() - before; got != 2 {
		t.Errorf("%d readings, want the one under way and one more", got)
	}
}
