package desk_test

import (
	"testing"
	"time"

	"callin/model"
)

// TestQueueSize: the two numbers in everybody's header follow the queue, over a
// new start too.
func TestQueueSize(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	size := func(free, past int) {
		t.Helper()
		r.until(s, func() bool { f, p := s.QueueSize(); return f == free && p == past })
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
	if free, past := s.QueueSize(); free != 2 || past != 3 {
		t.Errorf("%d free, %d past due, want 2 and 3", free, past)
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
