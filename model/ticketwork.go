package model

import (
	"fmt"
	"slices"
	"time"
)

// maxLinks bounds how much a ticket can be tied to.
const maxLinks = 50

// LongestWait is how far a ticket can be put off.
const LongestWait = 90 * 24 * time.Hour

// Wait puts the ticket off until a moment; whoever is there then takes it up.
// was is the moment that the agent saw it put off until, zero for none.
//
// Errors: Invalid for a moment that has passed or is too far off, Conflict when
// it is done, somebody else's, or was put off by somebody else meanwhile.
func (t *Ticket) Wait(by AgentName, was, until, now time.Time) error {
	switch {
	case !until.After(now):
		return FailField("until", "That moment has passed. Say one that is to come, such as 2h or tomorrow 9:00.")
	case until.Sub(now) > LongestWait:
		return FailField("until", fmt.Sprintf("That is more than %d days off. Say a sooner moment.", int(LongestWait.Hours()/24)))
	}
	if err := t.free(by, now); err != nil {
		return err
	}
	if t.Waits(now) && !t.Until.Equal(was) && !t.Until.Equal(until) {
		return Fail(Conflict, fmt.Sprintf("%s put %s off until %s at %s. Look at it before you choose another time.",
			someone(t.Touched[FieldState].By), t.Number, clockIn(t.Until, now), clockIn(t.Touched[FieldState].At, now)))
	}
	t.State, t.Until, t.Owner, t.OwnedAt = TicketWaiting, until, "", time.Time{}
	return nil
}

// free tells why an agent can't work on the ticket, nil when they can.
func (t *Ticket) free(by AgentName, now time.Time) error {
	switch {
	case t.Done() && t.Merged != 0:
		return Fail(Conflict, fmt.Sprintf("%s went into %s. Go on there.", t.Number, t.Merged))
	case t.Done():
		return Fail(Conflict, fmt.Sprintf("%s is %s already.", t.Number, t.State))
	case t.Owner != "" && t.Owner != by:
		return Fail(Conflict, fmt.Sprintf("%s took %s at %s.", t.Owner, t.Number, clockIn(t.OwnedAt, now)))
	}
	return nil
}

// HandOver leaves the ticket in the queue for somebody else, urgent, with what
// they should know.
//
// Errors: Conflict when it is done or somebody else's.
func (t *Ticket) HandOver(by AgentName, note string, now time.Time) error {
	if err := t.free(by, now); err != nil {
		return err
	}
	t.State, t.Until, t.Owner, t.OwnedAt = TicketOpen, time.Time{}, "", time.Time{}
	t.Priority = High
	if note != "" {
		t.Text = note
	}
	return nil
}

// Link ties two tickets together, from both sides.
//
// Errors: Invalid for a ticket and itself, or of two companies, Conflict when
// they are linked already.
func Link(a, b *Ticket) error {
	if err := relatable(a, b); err != nil {
		return err
	}
	if slices.Contains(a.Links, b.Number) {
		return Fail(Conflict, fmt.Sprintf("%s and %s are linked already.", a.Number, b.Number))
	}
	if len(a.Links) >= maxLinks || len(b.Links) >= maxLinks {
		return Fail(Forbidden, fmt.Sprintf("A ticket has at most %d links.", maxLinks))
	}
	a.Links, b.Links = append(slices.Clone(a.Links), b.Number), append(slices.Clone(b.Links), a.Number)
	return nil
}

// Merge lets one ticket go into another: it leaves the queue and points there.
// Each keeps its own history.
//
// Errors: as Link, Conflict when either is done, or the first somebody else's.
func Merge(from, into *Ticket, by AgentName, now time.Time) error {
	if err := relatable(from, into); err != nil {
		return err
	}
	if err := from.free(by, now); err != nil {
		return err
	}
	switch {
	case into.Merged != 0:
		return Fail(Conflict, fmt.Sprintf("%s itself went into %s. Merge with that one.", into.Number, into.Merged))
	case into.Done():
		return Fail(Conflict, fmt.Sprintf("%s is %s already. Link them instead.", into.Number, into.State))
	}
	from.Merged, from.State, from.Closed, from.Until = into.Number, TicketClosed, now, time.Time{}
	if !slices.Contains(into.Links, from.Number) && len(into.Links) < maxLinks {
		into.Links = append(slices.Clone(into.Links), from.Number)
	}
	return nil
}

func relatable(a, b *Ticket) error {
	switch {
	case a.Number == b.Number:
		return FailField("ticket", fmt.Sprintf("%s is this very ticket. Choose another.", a.Number))
	case a.Account != "" && b.Account != "" && a.Account != b.Account:
		return FailField("ticket", fmt.Sprintf("%s is about another company than %s.", b.Number, a.Number))
	}
	return nil
}

// Back takes back what one command changed, from before to after. Fields that
// were changed since stay, and the whole is refused with the name of whoever
// did that.
//
// Errors: Conflict.
func (t *Ticket) Back(before, after *Ticket, now time.Time) error {
	fields := after.Changed(before)
	since := t.Changed(after)
	for _, f := range fields {
		if f != FieldLinks && slices.Contains(since, f) {
			touch := t.Touched[f]
			return Fail(Conflict, fmt.Sprintf("%s changed the %s of %s at %s, so it can't be taken back any more.",
				someone(touch.By), f, t.Number, clockIn(touch.At, now)))
		}
	}
	for _, f := range fields {
		t.restore(f, before, after)
	}
	if t.Text == after.Text {
		t.Text = before.Text
	}
	return nil
}

func (t *Ticket) restore(f TicketField, before, after *Ticket) {
	switch f {
	case FieldPriority:
		t.Priority = before.Priority
	case FieldKind:
		t.Kind = before.Kind
	case FieldDue:
		t.Due = before.Due
	case FieldOwner:
		t.Owner, t.OwnedAt = before.Owner, before.OwnedAt
	case FieldState:
		t.State, t.Until, t.Closed, t.Merged = before.State, before.Until, before.Closed, before.Merged
	case FieldLinks:
		added := func(n TicketNumber) bool { return slices.Contains(after.Links, n) && !slices.Contains(before.Links, n) }
		t.Links = slices.DeleteFunc(slices.Clone(t.Links), added)
	}
}
