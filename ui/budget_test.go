package ui_test

import (
	"testing"

	"callin/model"
)

// TestBudget plays the calls of UX's table with the keys that it allows, and no
// more, and looks at what they came to. The search text has 6 characters, the
// answer 8.
func TestBudget(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		most int
		end  func(t *testing.T, f *floor)
	}{
		{
			"Client ID of an admin",
			[]string{`"okafor`, "enter", "c", `"lindenau`, "enter", "enter", "enter"},
			19,
			ended(model.Told, model.TicketClosed, model.WayTell),
		},
		{
			"user name of an admin",
			[]string{`"okafor`, "enter", "u", `"LINDENAU`, "enter", "enter", "enter"},
			19,
			ended(model.Told, model.TicketClosed, model.WayTell),
		},
		{
			"password of an admin, by ticket",
			[]string{`"okafor`, "enter", "p", "t", `"lindenau`, "enter", "s", "enter"},
			20,
			ended(model.Mailed, model.TicketSolved, model.WayTicket),
		},
		{
			"password, request mail on the caller's behalf",
			[]string{`"sorens`, "enter", "p", "r", "enter"},
			10,
			ended(model.Mailed, model.TicketSolved, model.WayRequestMail),
		},
		{
			"user is referred",
			[]string{`"sorens`, "enter", "u", "enter"},
			9,
			ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			"all three in one call, one verification",
			[]string{`"okafor`, "enter", "c", `"lindenau`, "enter", "u", "p", "t", "s", "enter"},
			25,
			ended(model.Mailed, model.TicketSolved, model.WayTell, model.WayTell, model.WayTicket),
		},
		{
			"three wrong answers, hand over",
			[]string{`"okafor`, "enter", "c", `"rosenau1`, "enter", `"rosenau2`, "enter", `"rosenau3`, "enter", "e", "enter"},
			37,
			ended(model.Unsolved, model.TicketOpen),
		},
		{
			"next from the queue, admin's password",
			[]string{"2", "t", "p", "t", `"lindenau`, "enter", "s", "enter"},
			15,
			ended(model.Mailed, model.TicketSolved, model.WayTicket),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFloor(t)
			if c.keys[0] == "2" { // somebody's ticket waits, and the agent is in KEYS
				f.queued("okafor")
				f.Press("esc")
			}
			f.press(c.keys...)
			if f.keys > c.most {
				t.Errorf("%d keys, at most %d are allowed", f.keys, c.most)
			}
			f.sees(map[bool]string{true: "0 wait", false: "Next caller"}[c.keys[0] == "2"])
			c.end(t, f)
		})
	}
}

// TestBudget_park: to park a call, take another and come back takes three keys.
func TestBudget_park(t *testing.T) {
	f := newFloor(t)
	f.queued("voe")
	f.press(`"okafor`, "enter").sees("How can I help you?")
	f.keys = 0
	f.press("2", "t").sees("Una Voe, admin")
	open := func(who string) {
		t.Helper()
		calls, err := f.session.OpenCalls(t.Context())
		if err != nil || len(calls) != 2 {
			t.Fatalf("%d calls, %v", len(calls), err)
		}
		for _, c := range calls {
			if (c.Call.State == model.CallOpen) != (c.Caller.Name == who) {
				t.Errorf("the call with %s is %s, while %s's should be open", c.Caller.Name, c.Call.State, who)
			}
		}
	}
	open("Una Voe")
	f.press("-").sees("Ada Okafor, admin")
	open("Ada Okafor")
	if f.keys != 3 {
		t.Errorf("it took %d keys", f.keys)
	}
	f.press("-").sees("Una Voe, admin") // and there again
	open("Una Voe")
}

// TestBudget_articles: the first article for a call is mailed and rated with six
// keys, and Esc leads back to the call.
func TestBudget_articles(t *testing.T) {
	f := newFloor(t)
	f.press(`"sorens`, "enter", "T").sees("article explains it")
	f.keys = 0
	f.press("i", "enter", "m", "s", "v", "y")
	if f.keys != 6 {
		t.Errorf("%d keys", f.keys)
	}
	page, err := f.session.Article(t.Context(), "polycom-password")
	if err != nil || page.Yes != 1 {
		t.Errorf("%+v, %v", page.Votes, err)
	}
	if v := f.lastCall(); len(v.Mails) != 1 || v.Mails[0].Kind != model.MailArticle {
		t.Errorf("mailed: %+v", v.Mails)
	}
	f.press("esc", "esc").sees("Ben Sørensen, user")
}

// ended looks at the one call there was.
func ended(outcome model.Outcome, state model.TicketState, ways ...model.Way) func(*testing.T, *floor) {
	return func(t *testing.T, f *floor) {
		t.Helper()
		v := f.lastCall()
		if v.Call.State != model.CallEnded || v.Call.Outcome != outcome || v.Ticket.State != state {
			t.Fatalf("the call is %s, %q; the ticket %s", v.Call.State, v.Call.Outcome, v.Ticket.State)
		}
		if len(v.Call.Deeds) != len(ways) {
			t.Fatalf("done: %+v, want %v", v.Call.Deeds, ways)
		}
		for i, d := range v.Call.Deeds {
			if d.Way != ways[i] {
				t.Errorf("deed %d is %s, want %s", i, d.Way, ways[i])
			}
		}
	}
}

// lastCall finds the newest call by the audit trail.
func (f *floor) lastCall() model.CallView {
	f.t.Helper()
	var id model.CallID
	err := f.desk.Operator("test").AuditTrail(f.t.Context(), func(e model.AuditEntry) error {
		if e.Verb == model.VerbOpenCall {
			id = e.Call
		}
		return nil
	})
	if err != nil || id == "" {
		f.t.Fatal("there was no call", err)
	}
	v, err := f.session.Call(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}
