package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// TicketField names what two people may change of a ticket at the same time.
type TicketField string

// The fields of a ticket.
const (
	FieldPriority TicketField = "priority"
	FieldKind     TicketField = "kind"
	FieldDue      TicketField = "due time"
	FieldOwner    TicketField = "owner"
	FieldState    TicketField = "state"
	FieldLinks    TicketField = "links"
)

// Touch is who changed a field last, and when.
type Touch struct {
	By AgentName
	At time.Time
}

// TicketFields are those that an agent fills in.
type TicketFields struct {
	Priority Priority
	Kind     TicketKind
	Due      time.Time
}

// TicketEdit is what an agent wants changed: the fields as they read them, at
// which version, and as they are to be.
type TicketEdit struct {
	Version   Version
	Was, Want TicketFields
}

// Clash is one field that somebody else has changed meanwhile.
type Clash struct {
	Field  TicketField
	Yours  string
	Theirs string
	Touch
}

// Clashes are why an edit was refused. Nothing was changed, and Now is how the
// fields are, to decide against.
type Clashes struct {
	Ticket TicketNumber
	Now    TicketFields
	Seen   Version
	Fields []Clash
}

// Error is for the log.
func (c *Clashes) Error() string {
	return fmt.Sprintf("%d fields of %s clash", len(c.Fields), c.Ticket)
}

// Priorities and TicketKinds in the order of a form.
var (
	Priorities  = []Priority{High, Normal, Low}
	TicketKinds = []TicketKind{KindPassword, KindUserName, KindClientID, KindChange, KindOther}
)

// Fields are the ticket's as they are.
func (t *Ticket) Fields() TicketFields {
	return TicketFields{Priority: t.Priority, Kind: t.Kind, Due: t.Due}
}

// Edit changes the fields that the agent wants changed. What somebody else has
// changed meanwhile stays, when it is another field; the same field is refused,
// with both values. What both want alike is no clash.
//
// Errors: Invalid for a value that there isn't, Conflict, caused by Clashes.
func (t *Ticket) Edit(e TicketEdit, now time.Time) error {
	switch {
	case !slices.Contains(Priorities, e.Want.Priority):
		return FailField("priority", "Choose one of the priorities: high, normal, low.")
	case !slices.Contains(TicketKinds, e.Want.Kind):
		return FailField("kind", "Choose one of the kinds in the list.")
	case !e.Want.Due.Equal(e.Was.Due) && !e.Want.Due.After(now):
		return FailField("due", "That moment has passed. Say one that is to come, such as 2h or tomorrow 9:00.")
	}
	is := t.Fields()
	clashes := &Clashes{Ticket: t.Number, Now: is, Seen: t.Version}
	if t.Version != e.Version {
		clashes.see(t, FieldPriority, string(e.Was.Priority), string(e.Want.Priority), string(is.Priority))
		clashes.see(t, FieldKind, string(e.Was.Kind), string(e.Want.Kind), string(is.Kind))
		clashes.see(t, FieldDue, clockIn(e.Was.Due, now), clockIn(e.Want.Due, now), clockIn(is.Due, now))
	}
	if len(clashes.Fields) > 0 {
		return &Error{Code: Conflict, Public: clashes.sentence(now), Cause: clashes}
	}
	if e.Want.Priority != e.Was.Priority {
		t.Priority = e.Want.Priority
	}
	if e.Want.Kind != e.Was.Kind {
		t.Kind = e.Want.Kind
	}
	if !e.Want.Due.Equal(e.Was.Due) {
		t.Due = e.Want.Due
	}
	return nil
}

// see notes a clash, if a field is one: both have changed it, to different
// values.
func (c *Clashes) see(t *Ticket, field TicketField, was, want, is string) {
	if want != was && is != was && is != want {
		c.Fields = append(c.Fields, Clash{Field: field, Yours: want, Theirs: is, Touch: t.Touched[field]})
	}
}

// sentence tells who has changed what.
func (c *Clashes) sentence(now time.Time) string {
	var parts []string
	for _, f := range c.Fields {
		parts = append(parts, fmt.Sprintf("%s set the %s to %s at %s; you chose %s",
			someone(f.By), f.Field, f.Theirs, clockIn(f.At, now), f.Yours))
	}
	return strings.Join(parts, ". ") + ". Nothing was changed yet."
}

// someone is a name for a sentence.
func someone(by AgentName) string {
	if by == "" {
		return "somebody"
	}
	return string(by)
}

// clockIn is a moment for a sentence, in the zone of now.
func clockIn(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Year() == now.Year() && at.YearDay() == now.YearDay() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// Changed lists which fields differ between two states of a ticket.
func (t *Ticket) Changed(before *Ticket) []TicketField {
	var fields []TicketField
	add := func(f TicketField, same bool) {
		if !same {
			fields = append(fields, f)
		}
	}
	add(FieldPriority, t.Priority == before.Priority)
	add(FieldKind, t.Kind == before.Kind)
	add(FieldDue, t.Due.Equal(before.Due))
	add(FieldOwner, t.Owner == before.Owner)
	add(FieldState, t.State == before.State && t.Until.Equal(before.Until) && t.Merged == before.Merged)
	add(FieldLinks, slices.Equal(t.Links, before.Links))
	return fields
}

// Touch notes who changed what, so that whoever comes too late can be told.
func (t *Ticket) Touch(before *Ticket, by AgentName, now time.Time) {
	changed := t.Changed(before)
	if len(changed) == 0 {
		return
	}
	t.Touched = maps.Clone(t.Touched)
	if t.Touched == nil {
		t.Touched = map[TicketField]Touch{}
	}
	for _, f := range changed {
		t.Touched[f] = Touch{by, now}
	}
}
