package model_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

var ticketStates = []model.TicketState{
	model.TicketNew, model.TicketOpen, model.TicketWaiting, model.TicketParked, model.TicketSolved, model.TicketClosed,
}

func TestTicket_Claim(t *testing.T) {
	at := time.Date(2026, time.March, 2, 5, 41, 0, 0, time.FixedZone("", -5*3600))
	zone := now.In(time.FixedZone("", 3600)) // words follow the desk's own clock
	for _, state := range ticketStates[:4] {
		ticket := model.Ticket{Number: 1042, State: state}
		if err := ticket.Claim("amy", at); err != nil {
			t.Fatalf("%s: %v", state, err)
		}
		if want := (model.Ticket{Number: 1042, State: model.TicketOpen, Owner: "amy", OwnedAt: at}); !reflect.DeepEqual(ticket, want) {
			t.Errorf("%s: got %+v, want %+v", state, ticket, want)
		}
		won := ticket
		err := ticket.Claim("bob", zone)
		if model.CodeOf(err) != model.Conflict || model.PublicText(err) != "amy took T-1042 at 11:41." {
			t.Errorf("%s: bob is told %v", state, err)
		}
		if err := ticket.Claim("amy", now); err != nil {
			t.Errorf("%s: amy, again: %v", state, err)
		}
		if !reflect.DeepEqual(ticket, won) {
			t.Errorf("%s: got %+v after later claims, want %+v", state, ticket, won)
		}
	}
}

func TestTicket_done(t *testing.T) {
	for _, state := range ticketStates {
		ticket := model.Ticket{Number: 7, State: state, Owner: "amy", OwnedAt: now}
		before := ticket
		done := state == model.TicketSolved || state == model.TicketClosed
		if ticket.Done() != done {
			t.Errorf("%s: done is %t", state, ticket.Done())
		}
		if !done {
			continue
		}
		want := "T-7 is " + string(state) + " already."
		for name, err := range map[string]error{"claim": ticket.Claim("amy", now), "release": ticket.Release("amy")} {
			if model.CodeOf(err) != model.Conflict || model.PublicText(err) != want || !reflect.DeepEqual(ticket, before) {
				t.Errorf("%s, %s: %v, %+v", state, name, err, ticket)
			}
		}
	}
}

func TestTicket_Release(t *testing.T) {
	for _, state := range ticketStates[:4] {
		ticket := model.Ticket{Number: 1042, State: state, Owner: "amy", OwnedAt: now}
		before := ticket
		err := ticket.Release("bob")
		if model.CodeOf(err) != model.Forbidden || model.PublicText(err) != "T-1042 belongs to amy; only they can release it." || !reflect.DeepEqual(ticket, before) {
			t.Errorf("%s: bob is told %v; %+v", state, err, ticket)
		}
		if err := ticket.Release("amy"); err != nil || !reflect.DeepEqual(ticket, model.Ticket{Number: 1042, State: model.TicketOpen}) {
			t.Errorf("%s: amy: %v, %+v", state, err, ticket)
		}
		if err := ticket.Release("bob"); err != nil {
			t.Errorf("%s: of nobody's: %v", state, err)
		}
	}
}

// TestTicket_Finish: telling and referral close it at wrap-up, a mailed
// password closes it when the caller has logged in or says so.
func TestTicket_Finish(t *testing.T) {
	owned := model.Ticket{Number: 3, State: model.TicketOpen, Owner: "amy", OwnedAt: now.Add(-time.Minute)}
	shut := owned
	shut.State, shut.Closed = model.TicketClosed, now
	solved := owned
	solved.State = model.TicketSolved
	free := model.Ticket{Number: 3, State: model.TicketOpen}
	want := map[model.Outcome]model.Ticket{
		model.Told: shut, model.Mailed: solved, model.LoggedIn: shut, model.Referred: shut, model.Explained: shut,
		model.NotVerified: shut, model.Unsolved: free, model.Dropped: free,
	}
	for _, outcome := range model.Outcomes {
		for _, closedAt := range []time.Time{{}, now.Add(-time.Hour)} { // before a later call opened it again
			ticket := owned
			ticket.Closed = closedAt
			if ticket.Finish(outcome, now); !reflect.DeepEqual(ticket, want[outcome]) {
				t.Errorf("%s: got %+v, want %+v", outcome, ticket, want[outcome])
			}
		}
	}
	if len(want) != len(model.Outcomes) {
		t.Errorf("%d outcomes are listed, not %d", len(model.Outcomes), len(want))
	}
}

func TestTicket_due(t *testing.T) {
	p := model.Standard()
	for _, test := range []struct {
		name       string
		due        time.Time
		past, soon bool
	}{
		{"a moment ago", now.Add(-1), true, false},
		{"now", now, false, true},
		{"in fifteen minutes", now.Add(15 * time.Minute), false, true},
		{"a moment later", now.Add(15*time.Minute + 1), false, false},
	} {
		for _, state := range ticketStates {
			ticket := model.Ticket{State: state, Due: test.due}
			past, soon := test.past && !ticket.Done(), test.soon && !ticket.Done()
			if ticket.PastDue(now) != past || ticket.DueSoon(p, now) != soon {
				t.Errorf("%s, %s: past %t, soon %t; want %t, %t", test.name, state, ticket.PastDue(now), ticket.DueSoon(p, now), past, soon)
			}
		}
	}
}

func TestPolicy_MoreUrgent(t *testing.T) {
	due := func(n model.TicketNumber, p model.Priority, in time.Duration) model.Ticket {
		return model.Ticket{Number: n, Priority: p, Due: now.Add(in), State: model.TicketOpen}
	}
	want := []model.Ticket{
		due(9, model.High, -time.Minute), // past due, by priority and then by the moment
		due(8, model.Normal, -time.Hour),
		due(7, model.Normal, -time.Minute),
		due(6, model.High, 10*time.Minute), // due soon
		due(5, model.Low, 5*time.Minute),
		due(10, model.High, time.Hour), // the rest
		due(11, "", 2*time.Hour),       // without a priority: as if normal
		due(2, model.Normal, 3*time.Hour),
		due(4, model.Normal, 3*time.Hour), // younger
		due(1, model.Low, time.Hour),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, model.Standard().MoreUrgent(now))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// TestPolicy_MoreUrgent_order: a strict weak order, or sorting gives a different
// queue to every agent; total, because numbers differ.
func TestPolicy_MoreUrgent_order(t *testing.T) {
	order := model.Standard().MoreUrgent(now)
	ticket := rapid.Custom(func(rt *rapid.T) model.Ticket {
		return model.Ticket{
			Number:   model.TicketNumber(rapid.IntRange(1, 4).Draw(rt, "number")),
			State:    rapid.SampledFrom(ticketStates).Draw(rt, "state"),
			Priority: rapid.SampledFrom([]model.Priority{"", model.Low, model.Normal, model.High}).Draw(rt, "priority"),
			Due:      now.Add(time.Duration(rapid.IntRange(-2, 20).Draw(rt, "due")) * time.Minute),
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		a, b, c := ticket.Draw(rt, "a"), ticket.Draw(rt, "b"), ticket.Draw(rt, "c")
		switch {
		case order(a, a) != 0:
			rt.Fatal("a isn't its own equal")
		case order(a, b) != -order(b, a):
			rt.Fatal("a before b doesn't mean b after a")
		case order(a, b) <= 0 && order(b, c) <= 0 && order(a, c) > 0:
			rt.Fatal("a before b before c, but c before a")
		case order(a, b) == 0 && order(b, c) == 0 && order(a, c) != 0:
			rt.Fatal("equality isn't transitive")
		case order(a, b) == 0 && a.Number != b.Number:
			rt.Fatal("two tickets in one place")
		}
	})
}

func TestKindFor(t *testing.T) {
	for _, test := range []struct {
		lost model.Credential
		way  model.Way
		want model.TicketKind
	}{
		{model.LoginPassword, model.WayTicket, model.KindChange},
		{model.LoginPassword, model.WayRequestMail, model.KindPassword},
		{model.LoginPassword, model.WayReferral, model.KindPassword},
		{model.UserName, model.WayTell, model.KindUserName},
		{model.ClientID, model.WayReferral, model.KindClientID},
		{model.VoicemailPIN, model.WayPortal, model.KindOther},
		{model.SIPPassword, model.WayPortal, model.KindOther},
		{model.PolycomPassword, model.WayArticle, model.KindOther},
	} {
		if got := model.KindFor(test.lost, test.way); got != test.want {
			t.Errorf("%s by %s: %s, want %s", test.lost, test.way, got, test.want)
		}
	}
}
