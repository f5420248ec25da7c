package desk_test

import (
	"testing"
	"time"

	"callin/model"
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
