package model_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

func fields() model.TicketFields {
	return model.TicketFields{Priority: model.Normal, Kind: model.KindOther, Due: now.Add(4 * time.Hour)}
}

func ticketWith(f model.TicketFields) model.Ticket {
	return model.Ticket{
		Number: 5, State: model.TicketOpen, Priority: f.Priority, Kind: f.Kind, Due: f.Due, Version: model.Version{Changes: 3},
	}
}

// TestTicket_Edit: what two people change merges when it is different, and is
// refused, with both values and the name, when it is the same.
func TestTicket_Edit(t *testing.T) {
	was := fields()
	mine, theirs := was, was
	mine.Priority = model.High
	for name, tc := range map[string]struct {
		change func()
		said   string
		want   model.TicketFields
	}{
		"nobody else": {func() {}, "", model.TicketFields{Priority: model.High, Kind: was.Kind, Due: was.Due}},
		"another field": {
			func() { theirs.Kind = model.KindChange }, "",
			model.TicketFields{Priority: model.High, Kind: model.KindChange, Due: was.Due},
		},
		"the same value": {
			func() { theirs.Priority = model.High }, "",
			model.TicketFields{Priority: model.High, Kind: was.Kind, Due: was.Due},
		},
		"the same field": {
			func() { theirs.Priority = model.Low },
			"ben set the priority to low at 10:00; you chose high. Nothing was changed yet.",
			model.TicketFields{Priority: model.Low, Kind: was.Kind, Due: was.Due},
		},
	} {
		t.Run(name, func(t *testing.T) {
			theirs = was
			tc.change()
			ticket := ticketWith(was)
			before := ticket
			ticket.Priority, ticket.Kind, ticket.Due = theirs.Priority, theirs.Kind, theirs.Due
			ticket.Touch(&before, "ben", now)
			ticket.Changes++
			err := ticket.Edit(model.TicketEdit{Version: before.Version, Was: was, Want: mine}, now)
			if model.PublicText(err) != tc.said || ticket.Fields() != tc.want {
				t.Errorf("said %q, want %q; got %+v, want %+v", model.PublicText(err), tc.said, ticket.Fields(), tc.want)
			}
			clashes, ok := errors.AsType[*model.Clashes](err)
			if ok != (tc.said != "") || ok && (clashes.Now != theirs || len(clashes.Fields) != 1 || clashes.Fields[0].By != "ben") {
				t.Errorf("clashes: %+v", clashes)
			}
		})
	}
	for field, want := range map[string]model.TicketFields{
		"priority": {Priority: "urgent", Kind: was.Kind, Due: was.Due},
		"kind":     {Priority: model.Low, Kind: "gossip", Due: was.Due},
		"due":      {Priority: model.Low, Kind: was.Kind, Due: now.Add(-time.Minute)},
	} {
		ticket := ticketWith(was)
		err := ticket.Edit(model.TicketEdit{Version: ticket.Version, Was: was, Want: want}, now)
		if e, ok := errors.AsType[*model.Error](err); !ok || e.Code != model.Invalid || e.Field != field || ticket.Fields() != was {
			t.Errorf("%s: %v, %+v", field, err, ticket)
		}
	}
}

func TestTicket_Wait(t *testing.T) {
	until := now.Add(2 * time.Hour)
	ticket := model.Ticket{Number: 5, State: model.TicketOpen, Owner: "amy", OwnedAt: now, Due: now.Add(-time.Hour)}
	for _, bad := range []time.Time{now, now.Add(-time.Second), now.Add(model.LongestWait + time.Minute)} {
		if err := ticket.Wait("amy", time.Time{}, bad, now); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if err := ticket.Wait("ben", time.Time{}, until, now); model.PublicText(err) != "amy took T-5 at 10:00." {
		t.Errorf("ben is told %v", err)
	}
	if err := ticket.Wait("amy", time.Time{}, until, now); err != nil || ticket.Owner != "" || !ticket.Waits(now) {
		t.Fatalf("%v, %+v", err, ticket)
	}
	if ticket.PastDue(now) || ticket.DueSoon(model.Standard(), now) || !ticket.DueAt().Equal(until) {
		t.Error("a ticket that is put off is due")
	}
	if later := until.Add(time.Minute); ticket.Waits(later) || !ticket.PastDue(later) {
		t.Error("a ticket whose wait is over isn't due")
	}
	ticket.Touched = map[model.TicketField]model.Touch{model.FieldState: {By: "amy", At: now}}
	err := ticket.Wait("ben", time.Time{}, until.Add(time.Hour), now)
	if model.PublicText(err) != "amy put T-5 off until 12:00 at 10:00. Look at it before you choose another time." {
		t.Errorf("ben is told %v", err)
	}
	if err := ticket.Wait("ben", until, until.Add(time.Hour), now); err != nil {
		t.Errorf("somebody who has seen it: %v", err)
	}
	if err := ticket.Claim("zoe", now); err != nil || ticket.State != model.TicketOpen || !ticket.Until.IsZero() {
		t.Errorf("taken up early: %v, %+v", err, ticket)
	}
}

func TestMerge(t *testing.T) {
	fresh := func() (a, b model.Ticket) {
		return model.Ticket{Number: 7, State: model.TicketOpen, Account: "l", Owner: "amy", OwnedAt: now},
			model.Ticket{Number: 3, State: model.TicketOpen, Account: "l"}
	}
	for name, tc := range map[string]struct {
		change func(from, into *model.Ticket)
		said   string
	}{
		"both open":        {func(_, _ *model.Ticket) {}, ""},
		"itself":           {func(_, b *model.Ticket) { b.Number = 7 }, "T-7 is this very ticket. Choose another."},
		"another company":  {func(_, b *model.Ticket) { b.Account = "r" }, "T-3 is about another company than T-7."},
		"nobody was found": {func(a, _ *model.Ticket) { a.Account = "" }, ""},
		"somebody else's":  {func(a, _ *model.Ticket) { a.Owner = "ben" }, "ben took T-7 at 10:00."},
		"gone already":     {func(a, _ *model.Ticket) { a.State, a.Merged = model.TicketClosed, 9 }, "T-7 went into T-9. Go on there."},
		"into one gone":    {func(_, b *model.Ticket) { b.State, b.Merged = model.TicketClosed, 9 }, "T-3 itself went into T-9. Merge with that one."},
		"into one closed":  {func(_, b *model.Ticket) { b.State = model.TicketClosed }, "T-3 is closed already. Link them instead."},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := fresh()
			tc.change(&a, &b)
			before := [2]model.Ticket{a, b}
			err := model.Merge(&a, &b, "amy", now)
			if model.PublicText(err) != tc.said {
				t.Fatalf("said %q, want %q", model.PublicText(err), tc.said)
			}
			if err != nil {
				if !reflect.DeepEqual(before, [2]model.Ticket{a, b}) {
					t.Errorf("refused, and yet changed: %+v, %+v", a, b)
				}
				return
			}
			if a.State != model.TicketClosed || a.Merged != 3 || !slices.Equal(b.Links, []model.TicketNumber{7}) || b.State != model.TicketOpen {
				t.Errorf("got %+v and %+v", a, b)
			}
		})
	}
	a, b := fresh()
	if err := model.Link(&a, &b); err != nil || !slices.Equal(a.Links, []model.TicketNumber{3}) || !slices.Equal(b.Links, []model.TicketNumber{7}) {
		t.Errorf("%v: %+v, %+v", err, a, b)
	}
	if err := model.Link(&a, &b); model.PublicText(err) != "T-7 and T-3 are linked already." {
		t.Error(err)
	}
}

// TestTicket_Back: whatever was done to a ticket, taking it back restores it,
// and refuses exactly when somebody has changed the same field since.
func TestTicket_Back(t *testing.T) {
	deeds := map[string]func(*model.Ticket){
		"claim":    func(t *model.Ticket) { _ = t.Claim("amy", now) },
		"release":  func(t *model.Ticket) { _ = t.Release("amy") },
		"wait":     func(t *model.Ticket) { _ = t.Wait("amy", t.Until, now.Add(time.Hour), now) },
		"over":     func(t *model.Ticket) { _ = t.HandOver("amy", "call back", now) },
		"priority": func(t *model.Ticket) { t.Priority = model.Low },
		"kind":     func(t *model.Ticket) { t.Kind = model.KindChange },
		"due":      func(t *model.Ticket) { t.Due = now.Add(9 * time.Hour) },
		"link":     func(t *model.Ticket) { _ = model.Link(t, &model.Ticket{Number: 99}) },
		"merge":    func(t *model.Ticket) { _ = model.Merge(t, &model.Ticket{Number: 98}, "amy", now) },
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for n := range deeds {
			if !yield(n) {
				return
			}
		}
	})
	do := func(t *model.Ticket, name string, by model.AgentName) {
		before := *t
		deeds[name](t)
		t.Touch(&before, by, now)
	}
	rapid.Check(t, func(t *rapid.T) {
		is := ticketWith(fields())
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 3).Draw(t, "earlier") {
			do(&is, name, "amy")
		}
		before := is
		do(&is, rapid.SampledFrom(names).Draw(t, "deed"), "amy")
		after := is
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 2).Draw(t, "since") {
			do(&is, name, "ben")
		}
		later := is
		clash := slices.ContainsFunc(after.Changed(&before), func(f model.TicketField) bool {
			return f != model.FieldLinks && slices.Contains(later.Changed(&after), f)
		})
		err := is.Back(&before, &after, now)
		if (err != nil) != clash {
			t.Fatalf("refused: %v; should be %t", err, clash)
		}
		if err != nil && (model.CodeOf(err) != model.Conflict || !reflect.DeepEqual(is, later)) {
			t.Fatalf("%v, %+v", err, is)
		}
		if reflect.DeepEqual(later, after) && len(is.Changed(&before)) > 0 {
			t.Fatalf("not restored: %v", is.Changed(&before))
		}
	})
}
