package desk_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/storage/bolt"
)

func TestTell(t *testing.T) {
	for _, c := range []struct {
		lost model.Credential
		want string
	}{{model.ClientID, "4410442"}, {model.UserName, "a.okafor"}} {
		t.Run(string(c.lost), func(t *testing.T) {
			r := newRig(t)
			s := r.session("amy")
			id := r.call(s, "okafor")
			q, err := s.Question(t.Context(), id)
			if err != nil || q.Text != "Name of your first school?" || q.TriesLeft != 3 {
				t.Fatalf("question %+v, %v", q, err)
			}
			if _, err := s.Prove(t.Context(), id, c.lost); model.CodeOf(err) != model.Unverified {
				t.Fatalf("a proof before the answer: %v", err)
			}
			r.pass(s, id)
			proof, err := s.Prove(t.Context(), id, c.lost)
			if err != nil {
				t.Fatal(err)
			}
			told, err := s.Tell(t.Context(), proof)
			if err != nil || told.Reveal() != c.want {
				t.Fatalf("told something else: %v", err)
			}
			if _, err := s.Tell(t.Context(), proof); model.CodeOf(err) != model.Conflict {
				t.Fatalf("the same proof opened twice: %v", err)
			}
			if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Told}); err != nil {
				t.Fatal(err)
			}
			if v, _ := s.Call(t.Context(), id); v.Ticket.State != model.TicketClosed {
				t.Fatalf("the ticket is %s", v.Ticket.State)
			}
		})
	}
}

// TestTell/concurrent: of many uses of one proof at once, one succeeds.
func TestProof(t *testing.T) {
	t.Run("used at once", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		var told atomic.Int32
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				if value, err := s.Tell(context.Background(), proof); err == nil && !value.Empty() {
					told.Add(1)
				}
			})
		}
		wg.Wait()
		if told.Load() != 1 {
			t.Fatalf("told %d times", told.Load())
		}
	})
	t.Run("of another agent", func(t *testing.T) {
		r := newRig(t)
		amy := r.session("amy")
		r.staff("bob")
		bob := r.session("bob")
		id := r.call(amy, "okafor")
		r.pass(amy, id)
		proof, err := amy.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		_, err = bob.Tell(t.Context(), proof)
		wantCode(t, err, model.Unverified)
		_, err = bob.Prove(t.Context(), id, model.ClientID)
		wantCode(t, err, model.Forbidden)
	})
	t.Run("for something else", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.LoginPassword)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Tell(t.Context(), proof) // it is for mailing
		wantCode(t, err, model.Unverified)
		_, err = s.SendTemporary(t.Context(), desk.Proof{})
		wantCode(t, err, model.Unverified)
	})
	t.Run("too old", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		r.clock.add(10 * time.Minute)
		_, err = s.Tell(t.Context(), proof)
		wantCode(t, err, model.Unverified)
		_, err = s.Prove(t.Context(), id, model.ClientID)
		wantCode(t, err, model.Unverified)
	})
	t.Run("after the call", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Dropped}); err != nil {
			t.Fatal(err)
		}
		_, err = s.Tell(t.Context(), proof)
		wantCode(t, err, model.Conflict)
		other := r.call(s, "okafor") // a new call begins unverified
		_, err = s.Prove(t.Context(), other, model.ClientID)
		wantCode(t, err, model.Unverified)
	})
}

func TestAnswer(t *testing.T) {
	t.Run("three wrong ones lock the account for everybody", func(t *testing.T) {
		path := t.TempDir() + "/callin.db"
		store, err := bolt.Open(t.Context(), path, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := newRigOn(t, store)
		r.staff("bob")
		for i, agent := range []model.AgentName{"amy", "bob", "amy"} {
			s := r.session(agent)
			id := r.call(s, "okafor")
			v, err := s.Answer(t.Context(), id, model.NewSecret("Rosenschule"))
			if err != nil || v.Passed || v.TriesLeft != 2-i {
				t.Fatalf("attempt %d: %+v, %v", i+1, v, err)
			}
		}
		r.desk.Close()
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		if store, err = bolt.Open(t.Context(), path, bolt.Options{}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		r.store = store
		r.open()
		for _, agent := range []model.AgentName{"amy", "bob"} {
			s := r.session(agent)
			if !r.find(s, "okafor").Locked {
				t.Fatal("the list doesn't show the lock")
			}
			id := r.call(s, "okafor")
			_, err := s.Answer(t.Context(), id, model.NewSecret("Lindenschule"))
			wantCode(t, err, model.Locked)
		}
		r.clock.add(24*time.Hour - time.Second)
		s := r.session("amy")
		id := r.call(s, "okafor")
		_, err = s.Answer(t.Context(), id, model.NewSecret("Lindenschule"))
		wantCode(t, err, model.Locked)
		r.clock.add(time.Second)
		r.pass(s, id)
	})
	t.Run("many at once don't make more tries", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		var calls []model.CallID
		for range 12 {
			calls = append(calls, r.call(s, "okafor"))
		}
		var counted atomic.Int32
		var wg sync.WaitGroup
		for _, id := range calls {
			wg.Go(func() {
				for range 4 { // conflicts are told, not hidden
					_, err := s.Answer(context.Background(), id, model.NewSecret("guess"))
					if err == nil {
						counted.Add(1)
					}
					if model.CodeOf(err) != model.Conflict {
						return
					}
				}
			})
		}
		wg.Wait()
		if counted.Load() != 3 {
			t.Fatalf("%d answers were judged, want 3", counted.Load())
		}
	})
	t.Run("empty and endless ones don't count", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		for _, said := range []string{"", "  ", "?!", strings.Repeat("x", 10_000), "\x00\x1b[2J"} {
			if _, err := s.Answer(t.Context(), id, model.NewSecret(said)); said != "\x00\x1b[2J" {
				wantCode(t, err, model.Invalid)
			}
		}
		q, err := s.Question(t.Context(), id)
		if err != nil || q.TriesLeft != 2 { // the escape sequence has a letter in it: an answer, and a wrong one
			t.Fatalf("%d tries left, %v", q.TriesLeft, err)
		}
	})
	t.Run("nobody but an admin with a question", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		for _, who := range []string{"sorensen", "noquestion", "lobby"} {
			id := r.call(s, who)
			_, err := s.Answer(t.Context(), id, model.NewSecret("Lindenschule"))
			wantCode(t, err, model.Forbidden)
		}
		id, err := s.OpenCall(t.Context(), "", "a stranger")
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Answer(t.Context(), id, model.NewSecret("Lindenschule"))
		wantCode(t, err, model.Forbidden)
	})
}

// staff adds an agent the way a manager will.
func (r *rig) staff(name model.AgentName) {
	r.t.Helper()
	if err := r.desk.Operator("test").AddAgent(r.t.Context(), name, model.RoleAgent); err != nil {
		r.t.Fatal(err)
	}
}

// Whoever calls again goes on where they were, and nobody in another's call.
func TestCallPerson(t *testing.T) {
	r := newRig(t)
	r.staff("bob")
	amy, bob := r.session("amy"), r.session("bob")
	ada := r.find(amy, "okafor").Person
	first, err := amy.CallPerson(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	if err := amy.ParkCall(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	again, err := amy.CallPerson(t.Context(), ada)
	if v, _ := amy.Call(t.Context(), again); err != nil || again != first || v.Call.State != model.CallOpen {
		t.Errorf("another call, or one that is %s: %v", v.Call.State, err)
	}
	other, err := bob.CallPerson(t.Context(), ada)
	if v, _ := bob.Call(t.Context(), other); err != nil || other == first || !v.Mine {
		t.Errorf("bob is in amy's call: %v", err)
	}
	if err := amy.EndCall(t.Context(), first, model.WrapUp{Outcome: model.Dropped}); err != nil {
		t.Fatal(err)
	}
	if next, err := amy.CallPerson(t.Context(), ada); err != nil || next == first {
		t.Errorf("a call that has ended goes on: %v", err)
	}
}
