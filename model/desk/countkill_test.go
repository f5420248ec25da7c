package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/storage/bolt"
)

// caller is the environment variable that makes the test binary take calls, in the
// store whose file it names, until it is killed.
const caller = "CALLIN_TEST_CALLS"

func takeCalls(file string) error {
	ctx := context.Background()
	store, err := bolt.Open(ctx, file, bolt.Options{})
	if err != nil {
		return err
	}
	deps := (&rig{store: store, clock: &clock{now: start}}).deps()
	deps.Courier, deps.Now, deps.Policy.Tries = nil, utc, 1<<30
	d, err := desk.New(deps)
	if err != nil {
		return err
	}
	s, err := d.SignIn(ctx, "amy")
	if err != nil {
		return err
	}
	found := model.Found{}
	for len(found.Matches) == 0 {
		if found, err = s.Search(ctx, "okafor"); err != nil {
			return err
		}
	}
	for i := 0; ; i++ {
		id, err := s.OpenCall(ctx, found.Matches[0].Person, "")
		if err != nil {
			return err
		}
		for _, said := range []string{"no idea", "linden schule"}[:1+i%2] {
			if _, err := s.Answer(ctx, id, model.NewSecret(said)); err != nil {
				return err
			}
		}
		if err := s.NoteFrom(ctx, id, fmt.Sprintf("+1703555%04d", i%7)); err != nil {
			return err
		}
		if err := s.EndCall(ctx, id, model.WrapUp{Outcome: model.Outcomes[4+i%3]}); err != nil {
			return err
		}
		if i == 0 {
			fmt.Println("calls")
		}
	}
}

func utc() time.Time { return time.Now().UTC() }

// TestCounts_killed kills a desk with SIGKILL, again and again, in the middle of
// its calls: whatever it had acknowledged or not, the counters are those of the
// records.
func TestCounts_killed(t *testing.T) {
	file := t.TempDir() + "/callin.db"
	store, err := bolt.Open(t.Context(), file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := newRigOn(t, store)
	r.desk.Close()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if !killed(t, caller+"="+file, time.Duration(20+rand.IntN(80))*time.Millisecond) {
			t.Fatal("it ended by itself")
		}
	}
	store, err = bolt.Open(t.Context(), file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	m := &counting{r: r, want: map[string]model.Tally{}}
	r.store, r.courier = store, newPostman()
	r.open()
	o, tickets := r.desk.Operator("test"), 0
	err = o.Tickets(t.Context(), func(v model.TicketView) error { // each in one call, so none was reopened
		tickets++
		m.add("desk", "*", v.Created, model.CountTicket(nil, model.Ticket{Kind: v.Kind}, v.Created))
		if v.Done() {
			m.add("desk", "*", v.Closed, model.CountTicket(&model.Ticket{}, v.Ticket, v.Closed))
		}
		return nil
	})
	if err != nil || tickets < 8 {
		t.Fatal(tickets, "tickets", err)
	}
	if verified, err := o.VerifyAudit(t.Context()); err != nil || len(verified.Broken) > 0 {
		t.Fatal(verified.Broken, err)
	}
	r.desk.Close()
	m.compare(t)
	t.Logf("%d calls", tickets)
}
