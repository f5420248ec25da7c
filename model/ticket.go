package model

import (
	"cmp"
	"fmt"
	"time"
)

// TicketState is where a ticket stands. Due soon and past due are no states but
// computed.
type TicketState string

// The states of a ticket.
const (
	TicketNew     TicketState = "new"
	TicketOpen    TicketState = "open"
	TicketWaiting TicketState = "waiting" // until a moment
	TicketParked  TicketState = "parked"
	TicketSolved  TicketState = "solved" // mailed; closes when the caller has logged in or says so
	TicketClosed  TicketState = "closed"
)

// TicketKind is what a ticket is about.
type TicketKind string

// The kinds of ticket.
const (
	KindPassword TicketKind = "lost password"
	KindUserName TicketKind = "lost user name"
	KindClientID TicketKind = "lost Client ID"
	KindChange   TicketKind = "account change"
	KindOther    TicketKind = "other"
)

// Priority of a ticket.
type Priority string

// The priorities.
const (
	Low    Priority = "low"
	Normal Priority = "normal"
	High   Priority = "high"
)

// urgency counts down from High; a ticket without a priority is a Normal one.
var urgency = map[Priority]int{High: -1, Normal: 0, Low: 1}

// Ticket is the record of one request.
type Ticket struct {
	Number   TicketNumber
	Kind     TicketKind
	Account  AccountID
	Person   PersonID
	Said     string // who the caller says they are, when nobody was found
	Text     string // what is asked for
	State    TicketState
	Priority Priority
	Owner    AgentName // "" while nobody has it
	OwnedAt  time.Time
	Created  time.Time
	Due      time.Time
	Closed   time.Time
	Until    time.Time      // of a waiting one: when it is to be taken up again
	Merged   TicketNumber   // the one that it went into; its history stays its own
	Links    []TicketNumber // that have to do with it
	Touched  map[TicketField]Touch
	Version
}

// Waits tells whether the ticket is put off until a moment that hasn't come.
func (t *Ticket) Waits(now time.Time) bool { return t.State == TicketWaiting && now.Before(t.Until) }

// DueAt is when the ticket must be done: what was put off is due when its time
// has come, not before.
func (t *Ticket) DueAt() time.Time {
	if t.State == TicketWaiting && t.Until.After(t.Due) {
		return t.Until
	}
	return t.Due
}

// Done tells whether the queue no longer shows the ticket.
func (t *Ticket) Done() bool { return t.State == TicketSolved || t.State == TicketClosed }

// Claim gives the ticket to an agent. One that somebody else has stays theirs:
// Conflict, with the winner's name.
func (t *Ticket) Claim(by AgentName, now time.Time) error {
	switch {
	case t.Done() && t.Merged != 0:
		return Fail(Conflict, fmt.Sprintf("%s went into %s. Go on there.", t.Number, t.Merged))
	case t.Done():
		return Fail(Conflict, fmt.Sprintf("%s is %s already.", t.Number, t.State))
	case t.Owner == by:
		return nil
	case t.Owner != "":
		return Fail(Conflict, fmt.Sprintf("%s took %s at %s.", t.Owner, t.Number, t.OwnedAt.In(now.Location()).Format("15:04")))
	}
	t.Owner, t.OwnedAt, t.State, t.Until = by, now, TicketOpen, time.Time{}
	return nil
}

// Release puts the ticket back into the queue. Only its owner can.
func (t *Ticket) Release(by AgentName) error {
	switch {
	case t.Done():
		return Fail(Conflict, fmt.Sprintf("%s is %s already.", t.Number, t.State))
	case t.Owner == "":
		return nil
	case t.Owner != by:
		return Fail(Forbidden, fmt.Sprintf("%s belongs to %s; only they can release it.", t.Number, t.Owner))
	}
	t.Owner, t.OwnedAt, t.State, t.Until = "", time.Time{}, TicketOpen, time.Time{}
	return nil
}

// Finish moves the ticket on when a call about it ends.
func (t *Ticket) Finish(outcome Outcome, now time.Time) {
	t.Closed, t.Until = time.Time{}, time.Time{}
	switch outcome {
	case Mailed:
		t.State = TicketSolved
	case Unsolved, Dropped:
		t.State, t.Owner, t.OwnedAt = TicketOpen, "", time.Time{}
	default:
		t.State, t.Closed = TicketClosed, now
	}
}

// Asked tells of a change that an admin has asked for in the portal.
func (t *Ticket) Asked() bool { return t.Kind == KindChange && t.Text != "" }

// PastDue tells whether the ticket should have been done by now.
func (t *Ticket) PastDue(now time.Time) bool { return !t.Done() && now.After(t.DueAt()) }

// DueSoon tells whether the ticket is due within the policy's warning time.
func (t *Ticket) DueSoon(p Policy, now time.Time) bool {
	return !t.Done() && !t.PastDue(now) && t.DueAt().Sub(now) <= p.DueSoon
}

// MoreUrgent orders tickets for the queue: past due, due soon, then priority,
// then the one that is due first, then age. Those that are put off come last.
func (p Policy) MoreUrgent(now time.Time) func(a, b Ticket) int {
	class := func(t Ticket) int {
		switch {
		case t.PastDue(now):
			return 0
		case t.DueSoon(p, now):
			return 1
		case t.Waits(now):
			return 3
		}
		return 2
	}
	return func(a, b Ticket) int {
		return cmp.Or(
			cmp.Compare(class(a), class(b)),
			cmp.Compare(urgency[a.Priority], urgency[b.Priority]),
			a.DueAt().Compare(b.DueAt()),
			cmp.Compare(a.Number, b.Number),
		)
	}
}

// KindFor is the ticket kind that goes with a lost credential.
func KindFor(lost Credential, way Way) TicketKind {
	switch {
	case way == WayTicket:
		return KindChange
	case lost == LoginPassword:
		return KindPassword
	case lost == UserName:
		return KindUserName
	case lost == ClientID:
		return KindClientID
	}
	return KindOther
}
