package desk

// This file is what becomes of the work of somebody who was disabled: it goes
// back into the queue, where somebody else finds it.

import (
	"context"
	"slices"

	"callin/model"
	"callin/model/record"
)

// relieve ends the calls of somebody who is gone and puts their tickets back
// into the queue, each with an entry of its own.
func (d *Desk) relieve(ctx context.Context, by actor, name model.AgentName) error {
	var calls []model.CallID
	var tickets []model.TicketNumber
	err := d.view(ctx, func(r rows) error {
		var err error
		if calls, err = all[model.CallID](r, record.OpenCalls(name)); err != nil {
			return err
		}
		if tickets, err = all[model.TicketNumber](r, record.Queue); err != nil {
			return err
		}
		tickets = slices.DeleteFunc(tickets, func(n model.TicketNumber) bool {
			ticket, wrong := load[model.Ticket](r, record.TicketKey(n))
			if wrong != nil {
				err = wrong
			}
			return ticket == nil || ticket.Owner != name
		})
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range calls {
		if err := d.relieveOfCall(ctx, by, name, id); err != nil && model.CodeOf(err) != model.Conflict {
			return err
		}
	}
	for _, n := range tickets {
		err := d.apply(ctx, by, model.VerbRelease, func(a *act) error {
			a.entry.Ticket, a.entry.Text = n, "of "+string(name)+", who has no access any more"
			return a.changeTicket(n, func(t *model.Ticket) error {
				if t.Owner != name {
					return nil // somebody has it by now
				}
				return t.Release(name)
			})
		})
		if err != nil && model.CodeOf(err) != model.Conflict {
			return err
		}
	}
	return nil
}

func (d *Desk) relieveOfCall(ctx context.Context, by actor, name model.AgentName, id model.CallID) error {
	return d.apply(ctx, by, model.VerbHandOver, func(a *act) error {
		call, err := a.ownCall(name, id)
		if err != nil {
			return err
		}
		a.entry.Text = "of " + string(name) + ", who has no access any more"
		if err := a.endCall(call, model.Unsolved, call.Note); err != nil {
			return err
		}
		if err := a.changeTicket(call.Ticket, func(t *model.Ticket) error {
			if t.Owner == name {
				t.Finish(model.Unsolved, a.now)
			}
			t.Priority = model.High
			return nil
		}); err != nil {
			return err
		}
		return a.putCall(*call)
	})
}
