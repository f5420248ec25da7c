package desk

import (
	"context"
	"slices"

	"callin/model"
	"callin/model/record"
)

// newTicket gives the next number to a ticket for a call.
func (a *act) newTicket(p model.Policy, call model.Call) (*model.Ticket, error) {
	return a.nextTicket(model.Ticket{
		Kind: model.KindOther, Account: call.Account, Person: call.Person, Said: call.Said,
		State: model.TicketOpen, Priority: model.Normal, Owner: call.Agent, OwnedAt: a.now,
		Created: a.now, Due: a.now.Add(p.DueIn[model.Normal]),
	})
}

// nextTicket gives the next number to a ticket.
func (a *act) nextTicket(ticket model.Ticket) (*model.Ticket, error) {
	last, err := loadOr[model.TicketNumber](a.rows, record.LastTicket)
	if err != nil {
		return nil, err
	}
	ticket.Number = last + 1
	if err := a.put(record.LastTicket, ticket.Number); err != nil {
		return nil, err
	}
	a.countDesk(model.CountTicket(nil, ticket, a.now))
	return &ticket, a.putTicket(&ticket)
}

// putTicket writes a ticket and lists it while the queue shows it. The audit
// entry learns which one it is.
func (a *act) putTicket(t *model.Ticket) error {
	a.entry.Ticket, a.entry.Account, a.entry.Person = t.Number, t.Account, t.Person
	t.Changes++
	if err := a.put(record.TicketKey(t.Number), t); err != nil {
		return err
	}
	if t.Changes == 1 && t.Person != "" {
		if err := a.put(record.OfPersonTicketKey(t.Person, t.Number), t.Number); err != nil {
			return err
		}
	}
	if t.Done() {
		return a.txn.Delete(record.QueuedKey(t.Number))
	}
	return a.put(record.QueuedKey(t.Number), t.Number)
}

// changeTicket loads, changes and writes a ticket.
func (a *act) changeTicket(n model.TicketNumber, change func(*model.Ticket) error) error {
	ticket, err := need[model.Ticket](a.rows, record.TicketKey(n), "ticket")
	if err != nil {
		return err
	}
	before := *ticket
	if err := change(ticket); err != nil {
		return err
	}
	ticket.Touch(&before, shown(a.entry.Agent), a.now)
	a.step.changed(before, *ticket)
	a.countDesk(model.CountTicket(&before, *ticket, a.now))
	return a.putTicket(ticket)
}

func (a *act) setTicketState(n model.TicketNumber, state model.TicketState) error {
	return a.changeTicket(n, func(t *model.Ticket) error { t.State = state; return nil })
}

// setTicketKind says what the ticket turned out to be about; the weightiest of
// several things lost stays.
func (a *act) setTicketKind(n model.TicketNumber, kind model.TicketKind) error {
	return a.changeTicket(n, func(t *model.Ticket) error {
		if t.Kind == model.KindOther || kind == model.KindChange {
			t.Kind = kind
		}
		return nil
	})
}

// TakeTicket opens a call about the most urgent ticket that nobody has. It
// returns the call.
//
// Errors: NotFound when there is none.
func (s *Session) TakeTicket(ctx context.Context) (model.CallID, error) {
	for range maxTakes {
		var next model.TicketNumber
		err := s.serving(ctx, func(r rows) error {
			next = 0
			tickets, err := s.desk.queued(r)
			if i := slices.IndexFunc(tickets, func(t model.TicketView) bool { return t.Owner == "" && !t.Waits(s.desk.now()) }); i >= 0 {
				next = tickets[i].Number
			}
			return err
		})
		if err != nil {
			return "", err
		}
		if next == 0 {
			return "", model.Fail(model.NotFound, "No ticket waits for anybody.")
		}
		id, err := s.ContinueTicket(ctx, next)
		if model.CodeOf(err) == model.Conflict {
			continue // somebody was faster: the queue has one fewer that waits
		}
		return id, err
	}
	return "", model.Fail(model.Conflict, "Others took every ticket first. Try again.")
}

// maxTakes bounds how often TakeTicket runs after a faster agent.
const maxTakes = 20

// ClaimTicket makes a ticket the agent's.
//
// Errors: NotFound, Conflict with the name of who has it.
func (s *Session) ClaimTicket(ctx context.Context, n model.TicketNumber) error {
	return s.kept(ctx, model.VerbClaim, n.String()+" became yours", func(a *act) error {
		return a.changeTicket(n, func(t *model.Ticket) error { return t.Claim(s.agent, a.now) })
	})
}

// ReleaseTicket puts a ticket of the agent's back into the queue.
//
// Errors: NotFound, Forbidden when it is another agent's.
func (s *Session) ReleaseTicket(ctx context.Context, n model.TicketNumber) error {
	return s.kept(ctx, model.VerbRelease, n.String()+" went back into the queue", func(a *act) error {
		return a.changeTicket(n, func(t *model.Ticket) error { return t.Release(s.agent) })
	})
}
