package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
)

// This file holds what agents do with tickets besides calls: notes, fields,
// waiting, links. All of it can be taken back.

// NoteTicket adds a note to a ticket's history. Anybody may, whoever has it.
//
// Errors: NotFound, Invalid for an empty note or one that is too long.
func (s *Session) NoteTicket(ctx context.Context, n model.TicketNumber, text string) error {
	note, err := typed("note", "The note", text, maxNote)
	if err != nil {
		return err
	}
	if note == "" {
		return model.FailField("note", "The note is empty. Type it first, or leave it with Esc.")
	}
	return s.kept(ctx, model.VerbNote, "a note was added to "+n.String(), func(a *act) error {
		t, err := need[model.Ticket](a.rows, record.TicketKey(n), "ticket")
		if err != nil {
			return err
		}
		a.entry.Ticket, a.entry.Account, a.entry.Person, a.note = n, t.Account, t.Person, note
		return nil
	})
}

// EditTicket changes the fields of a ticket that the agent wants changed. What
// somebody else has changed meanwhile stays when it is another field.
//
// Errors: NotFound, Invalid with the field, Conflict, caused by model.Clashes,
// when somebody else has changed the same.
func (s *Session) EditTicket(ctx context.Context, n model.TicketNumber, e model.TicketEdit) error {
	return s.kept(ctx, model.VerbFields, n.String()+" was changed", func(a *act) error {
		return a.changeTicket(n, func(t *model.Ticket) error {
			before := *t
			if err := t.Edit(e, a.now); err != nil {
				return err
			}
			a.entry.Text = changes(&before, t, a.now)
			return nil
		})
	})
}

// changes says what an edit came to: "priority high, due 14:30".
func changes(before, after *model.Ticket, now time.Time) string {
	var parts []string
	for _, f := range after.Changed(before) {
		switch f {
		case model.FieldPriority:
			parts = append(parts, "priority "+string(after.Priority))
		case model.FieldKind:
			parts = append(parts, string(after.Kind))
		case model.FieldDue:
			parts = append(parts, "due "+after.Due.In(now.Location()).Format("2 Jan 15:04"))
		}
	}
	return strings.Join(parts, ", ")
}

// WaitTicket puts a ticket off until a moment; was is the one that it was put
// off to as the agent saw it, zero for none. A call of the agent's about it
// ends.
//
// Errors: NotFound, Invalid for a moment that has passed or is too far off,
// Conflict when it is done, somebody else's, or was put off by somebody else.
func (s *Session) WaitTicket(ctx context.Context, n model.TicketNumber, was, until time.Time) error {
	open, err := s.openCall(ctx, n)
	if err != nil {
		return err
	}
	if open != "" {
		return s.WaitCall(ctx, open, until, "")
	}
	return s.kept(ctx, model.VerbWait, n.String()+" was put off", func(a *act) error {
		return a.changeTicket(n, func(t *model.Ticket) error { return a.wait(t, s.agent, was, until) })
	})
}

func (a *act) wait(t *model.Ticket, by model.AgentName, was, until time.Time) error {
	a.entry.Text = "until " + until.In(a.now.Location()).Format("2 Jan 15:04")
	return t.Wait(by, was, until, a.now)
}

// WaitCall ends the call and puts its ticket off until a moment.
//
// Errors: as EndCall and WaitTicket.
func (s *Session) WaitCall(ctx context.Context, id model.CallID, until time.Time, note string) error {
	note, err := typed("note", "The note", note, maxNote)
	if err != nil {
		return err
	}
	return s.onCallKept(ctx, id, model.VerbWait, "the ticket was put off", func(a *act, call *model.Call) error {
		if err := a.endCall(call, model.Unsolved, note); err != nil {
			return err
		}
		a.note = note
		return a.changeTicket(call.Ticket, func(t *model.Ticket) error { return a.wait(t, s.agent, t.Until, until) })
	})
}

// HandOverTicket leaves a ticket in the queue for somebody else, urgent. A call
// of the agent's about it ends.
//
// Errors: NotFound, Invalid for a note that is too long, Conflict when it is
// done or somebody else's.
func (s *Session) HandOverTicket(ctx context.Context, n model.TicketNumber, note string) error {
	open, err := s.openCall(ctx, n)
	if err != nil {
		return err
	}
	if open != "" {
		return s.HandOver(ctx, open, note)
	}
	if note, err = typed("note", "The note", note, maxNote); err != nil {
		return err
	}
	return s.kept(ctx, model.VerbHandOver, n.String()+" was handed over", func(a *act) error {
		a.note = note
		return a.changeTicket(n, func(t *model.Ticket) error { return t.HandOver(s.agent, note, a.now) })
	})
}

// LinkTickets ties two tickets together.
//
// Errors: NotFound, Invalid for a ticket and itself or of two companies,
// Conflict when they are linked already.
func (s *Session) LinkTickets(ctx context.Context, n, other model.TicketNumber) error {
	words := fmt.Sprintf("%s and %s were linked", n, other)
	return s.kept(ctx, model.VerbLink, words, func(a *act) error {
		return a.both(n, other, fmt.Sprintf("%s and %s", n, other), model.Link)
	})
}

// MergeTicket lets one ticket go into another: it leaves the queue and points
// there; both keep their histories. A call of the agent's about the first goes
// on with the second.
//
// Errors: as LinkTickets, Conflict when either is done, or somebody else's.
func (s *Session) MergeTicket(ctx context.Context, from, into model.TicketNumber) error {
	open, err := s.openCall(ctx, from)
	if err != nil {
		return err
	}
	words := fmt.Sprintf("%s went into %s", from, into)
	return s.kept(ctx, model.VerbMerge, words, func(a *act) error {
		err := a.both(from, into, words, func(f, i *model.Ticket) error {
			if open != "" { // who speaks about one of them has both
				if err := i.Claim(s.agent, a.now); err != nil {
					return err
				}
			}
			return model.Merge(f, i, s.agent, a.now)
		})
		if err != nil || open == "" {
			return err
		}
		err = a.changeCall(s.agent, open, func(_ *act, call *model.Call) error {
			call.Ticket = into
			return nil
		})
		a.entry.Ticket = from
		return err
	})
}

// both changes two tickets at once; the history of each tells it.
func (a *act) both(n, other model.TicketNumber, text string, change func(n, other *model.Ticket) error) error {
	second, err := need[model.Ticket](a.rows, record.TicketKey(other), "ticket")
	if err != nil {
		return err
	}
	before := *second
	err = a.changeTicket(n, func(first *model.Ticket) error { return change(first, second) })
	if err != nil {
		return err
	}
	second.Touch(&before, a.entry.Agent, a.now)
	a.step.changed(before, *second)
	a.countDesk(model.CountTicket(&before, *second, a.now))
	if err := a.putTicket(second); err != nil {
		return err
	}
	a.entry.Ticket, a.also, a.entry.Text = n, []model.TicketNumber{other}, text
	return nil
}
