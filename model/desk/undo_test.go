package desk_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

// TestUndo: each thing that can be taken back is, and what somebody else has
// changed since is not, with their name.
func TestUndo(t *testing.T) {
	type scene struct {
		r        *rig
		amy, ben *desk.Session
		n, other model.TicketNumber
		call     model.CallID // of amy's, with a ticket of its own
		called   model.TicketNumber
	}
	priority := func(p model.Priority) func(*desk.Session, scene) error {
		return func(s *desk.Session, x scene) error {
			v := x.r.story(s, x.n).Ticket
			want := v.Fields()
			want.Priority = p
			return s.EditTicket(t.Context(), x.n, model.TicketEdit{Version: v.Version, Was: v.Fields(), Want: want})
		}
	}
	for name, tc := range map[string]struct {
		do    func(s *desk.Session, x scene) error
		since func(s *desk.Session, x scene) error // what somebody else does, so that it can't be taken back
		said  string
	}{
		"claim": {
			func(s *desk.Session, x scene) error { return s.ClaimTicket(t.Context(), x.n) }, nil, "",
		},
		"wait": {
			func(s *desk.Session, x scene) error {
				return s.WaitTicket(t.Context(), x.n, time.Time{}, x.r.clock.Now().Add(time.Hour))
			},
			func(s *desk.Session, x scene) error { return s.ClaimTicket(t.Context(), x.n) },
			"ben changed the state of T-1 at 09:00, so it can't be taken back any more.",
		},
		"priority": {priority(model.High), priority(model.Low), "ben changed the priority of T-1 at 09:00, so it can't be taken back any more."},
		"note": {
			func(s *desk.Session, x scene) error { return s.NoteTicket(t.Context(), x.n, "Wrong ticket.") },
			nil, "",
		},
		"link": {
			func(s *desk.Session, x scene) error { return s.LinkTickets(t.Context(), x.n, x.other) },
			nil, "",
		},
		"merge": {
			func(s *desk.Session, x scene) error { return s.MergeTicket(t.Context(), x.other, x.n) },
			nil, "",
		},
		"merge in a call": {
			func(s *desk.Session, x scene) error { return s.MergeTicket(t.Context(), x.called, x.n) },
			nil, "",
		},
		"park": {func(s *desk.Session, x scene) error { return s.ParkCall(t.Context(), x.call) }, nil, ""},
		"hand over": {
			func(s *desk.Session, x scene) error { return s.HandOver(t.Context(), x.call, "For you.") },
			func(s *desk.Session, x scene) error { return s.ClaimTicket(t.Context(), x.called) },
			"ben changed the owner of T-3 at 09:00, so it can't be taken back any more.",
		},
		"wait in a call": {
			func(s *desk.Session, x scene) error {
				return s.WaitCall(t.Context(), x.call, x.r.clock.Now().Add(time.Hour), "Calls back.")
			},
			nil, "",
		},
	} {
		build := func(t *testing.T) scene {
			r, amy, ben, n := twoAgents(t)
			x := scene{r: r, amy: amy, ben: ben, n: n, other: r.queued(amy, "sorensen"), call: r.call(amy, "okafor")}
			v, err := amy.Call(t.Context(), x.call)
			must(t, err)
			x.called = v.Ticket.Number
			return x
		}
		look := func(t *testing.T, x scene) string {
			t.Helper()
			var b strings.Builder
			for _, n := range []model.TicketNumber{x.n, x.other, x.called} {
				v := x.r.story(x.amy, n)
				tk := v.Ticket.Ticket
				for _, e := range v.Events {
					if e.Note != "" {
						b.WriteString(e.Note)
					}
				}
				b.WriteString(strings.Join([]string{
					string(tk.State), string(tk.Owner), string(tk.Priority), tk.Until.String(), tk.Merged.String(), tk.Text, "\n",
				}, "|"))
				for _, l := range tk.Links {
					b.WriteString(l.String())
				}
			}
			v, err := x.amy.Call(t.Context(), x.call)
			must(t, err)
			b.WriteString(string(v.Call.State) + v.Call.Ticket.String() + string(v.Call.Outcome) + v.Call.Note)
			return b.String()
		}
		t.Run(name, func(t *testing.T) {
			x := build(t)
			before := look(t, x)
			must(t, tc.do(x.amy, x))
			if look(t, x) == before {
				t.Fatal("nothing has changed: there is nothing to try")
			}
			words := x.amy.Undoable()
			undone, err := x.amy.Undo(t.Context())
			must(t, err)
			if after := look(t, x); after != before {
				t.Errorf("taken back, it is\n%s\nand was\n%s", after, before)
			}
			if words == "" || undone.Words != words || x.amy.Undoable() != "" {
				t.Errorf("it says %q, then %q; next %q", words, undone.Words, x.amy.Undoable())
			}
			if inCall := strings.Contains(name, "call") || name == "park" || name == "hand over"; inCall != (undone.Call == x.call) {
				t.Errorf("it leads to the call %q", undone.Call)
			}
			_, err = x.amy.Undo(t.Context())
			wantCode(t, err, model.NotFound)
		})
		if tc.since == nil {
			continue
		}
		t.Run(name+", changed since", func(t *testing.T) {
			x := build(t)
			must(t, tc.do(x.amy, x))
			must(t, tc.since(x.ben, x))
			is := look(t, x)
			_, err := x.amy.Undo(t.Context())
			if model.PublicText(err) != tc.said || model.CodeOf(err) != model.Conflict || look(t, x) != is {
				t.Errorf("amy is told %v", err)
			}
		})
	}
}

// TestUndo_verified: a call that is opened again by taking its end back has to be
// verified again.
func TestUndo_verified(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	call := r.call(amy, "okafor")
	r.pass(amy, call)
	proof, err := amy.Prove(t.Context(), call, model.ClientID)
	must(t, err)
	must(t, amy.HandOver(t.Context(), call, ""))
	if _, err := amy.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err = amy.Tell(t.Context(), proof)
	wantCode(t, err, model.Unverified)
	_, err = amy.Prove(t.Context(), call, model.ClientID)
	wantCode(t, err, model.Unverified)
	r.clock.add(time.Second)
	r.pass(amy, call)
	if _, err = amy.Prove(t.Context(), call, model.ClientID); err != nil {
		t.Error(err)
	}
}

// TestUndo_own: what one session did, another can't take back, nor somebody who
// may no longer.
func TestUndo_own(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	must(t, ben.ClaimTicket(t.Context(), n))
	_, err := amy.Undo(t.Context())
	wantCode(t, err, model.NotFound)
	must(t, r.desk.Operator("test").SetRole(t.Context(), "ben", model.RoleAuditor))
	_, err = ben.Undo(t.Context())
	wantCode(t, err, model.Forbidden)
	if v := r.story(amy, n); v.Ticket.Owner != "ben" {
		t.Errorf("%+v", v.Ticket)
	}
}

// TestUndo_together: what was done with several tickets at once is taken back at
// once, but for those that somebody has changed since.
func TestUndo_together(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	numbers := []model.TicketNumber{n, r.queued(amy, "sorensen"), r.queued(amy, "voe")}
	all := func() {
		t.Helper()
		end := amy.Together()
		for _, n := range numbers {
			must(t, amy.ClaimTicket(t.Context(), n))
		}
		end()
	}
	owned := func(want string) {
		t.Helper()
		is := ""
		for _, n := range numbers {
			is += string(r.story(amy, n).Ticket.Owner) + "/"
		}
		if is != want {
			t.Errorf("owners: %s, want %s", is, want)
		}
	}
	must(t, amy.NoteTicket(t.Context(), n, "By itself."))
	all()
	owned("amy/amy/amy/")
	undone, err := amy.Undo(t.Context())
	must(t, err)
	owned("///")
	if undone.Count != 3 || undone.Refused != "" || amy.Undoable() != "a note was added to T-1" {
		t.Errorf("%+v, and next %q", undone, amy.Undoable())
	}
	all()
	must(t, amy.ReleaseTicket(t.Context(), numbers[1]))
	if _, ok := amy.Undo(t.Context()); ok != nil { // the release alone
		t.Fatal(ok)
	}
	owned("amy/amy/amy/")
	must(t, amy.ReleaseTicket(t.Context(), numbers[1]))
	must(t, ben.ClaimTicket(t.Context(), numbers[1]))
	_, err = amy.Undo(t.Context())
	wantCode(t, err, model.Conflict)
	undone, err = amy.Undo(t.Context())
	must(t, err)
	owned("/ben//")
	if undone.Count != 2 || undone.Refused != "ben changed the owner of T-2 at 09:00, so it can't be taken back any more." {
		t.Errorf("%+v", undone)
	}
}
