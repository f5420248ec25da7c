package desk

// This file is what the shell exports besides accounts, row by row, at one
// revision: never a secret, never a Client ID, addresses masked.

import (
	"context"
	"errors"

	"callin/model"
	"callin/model/record"
	"callin/model/roster"
	"callin/storage"
)

// ExportedCall is a call with the names that belong to it.
type ExportedCall struct {
	model.Call
	Name    string // of the person; "" when nobody was found
	Company string
}

// Tickets visits all tickets, oldest first.
func (o *Operator) Tickets(ctx context.Context, visit func(model.TicketView) error) error {
	return o.desk.view(ctx, func(r rows) error {
		return each(r, record.Tickets, func(_ string, t *model.Ticket) (bool, error) {
			v, err := o.desk.ticketView(r, *t)
			if err != nil {
				return false, err
			}
			return true, visit(v)
		})
	})
}

// Calls visits all calls, newest first.
func (o *Operator) Calls(ctx context.Context, visit func(ExportedCall) error) error {
	return o.desk.view(ctx, func(r rows) error {
		return each(r, record.Calls, func(_ string, c *model.Call) (bool, error) {
			call := ExportedCall{Call: *c}
			if c.Person != "" {
				person, account, err := r.names(c.Person)
				if err != nil {
					return false, err
				}
				call.Name, call.Company = person.Name, account.Company
			}
			return true, visit(call)
		})
	})
}

// AllMails visits all mails, newest first, as the Outbox shows them.
func (o *Operator) AllMails(ctx context.Context, visit func(model.MailView) error) error {
	return o.desk.view(ctx, func(r rows) error {
		return each(r, record.Jobs, func(_ string, job *model.MailJob) (bool, error) {
			v, err := o.desk.mailView(r, *job)
			if err != nil {
				return false, err
			}
			return true, visit(v)
		})
	})
}

// Cell makes text fit for a cell of a CSV file: clean, and no formula to a
// spreadsheet.
func Cell(s string) string { return roster.Guard(model.CleanLine(s)) }

// InUse tells whether another process holds the store that couldn't be opened.
func InUse(err error) bool { return errors.Is(err, storage.ErrInUse) }
