// This file is "export tickets", "calls", "mails" and "audit": what happened at
// the desk, for reports elsewhere. Nothing in it is a secret or a Client ID, and
// addresses are masked; notes are as the agents wrote them.
package cli

import (
	"context"
	"encoding/csv"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
)

// exportFormat is the flag that all exports share.
type exportFormat struct {
	Format string `enum:"csv,json" default:"csv" help:"csv or json."`
}

// table is one export: visit hands over its rows, cells writes one for CSV.
type table[T any] struct {
	header []string
	cells  func(T) []string
	visit  func(context.Context, *desk.Operator, func(T) error) error
}

// export writes a table to standard output.
func export[T any](ctx context.Context, sh *shell, format string, t table[T]) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		if format == "json" {
			all := []T{}
			if err := t.visit(ctx, o, func(row T) error { all = append(all, row); return nil }); err != nil {
				return err
			}
			return writeJSON(sh.edge.Out, all)
		}
		return t.csv(ctx, o, sh.edge.Out)
	})
}

func (t table[T]) csv(ctx context.Context, o *desk.Operator, w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180, 2.1
	if err := out.Write(t.header); err != nil {
		return err
	}
	err := t.visit(ctx, o, func(row T) error {
		cells := t.cells(row)
		for i := range cells {
			cells[i] = desk.Cell(cells[i])
		}
		return out.Write(cells)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// stamp writes a time for a file, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

type exportedTicket struct {
	Ticket   string    `json:"ticket"`
	Kind     string    `json:"kind"`
	State    string    `json:"state"`
	Priority string    `json:"priority"`
	Owner    string    `json:"owner"`
	Company  string    `json:"company"`
	Name     string    `json:"name"`
	Text     string    `json:"text"`
	Created  time.Time `json:"created"`
	Due      time.Time `json:"due,omitzero"`
	Closed   time.Time `json:"closed,omitzero"`
}

type exportTickets struct{ exportFormat }

// Run writes all tickets, oldest first.
func (c *exportTickets) Run(ctx context.Context, sh *shell) error {
	return export(ctx, sh, c.Format, table[exportedTicket]{
		header: []string{"ticket", "kind", "state", "priority", "owner", "company", "name", "text", "created", "due", "closed"},
		cells: func(t exportedTicket) []string {
			return []string{t.Ticket, t.Kind, t.State, t.Priority, t.Owner, t.Company, t.Name, t.Text, stamp(t.Created), stamp(t.Due), stamp(t.Closed)}
		},
		visit: func(ctx context.Context, o *desk.Operator, row func(exportedTicket) error) error {
			return o.Tickets(ctx, func(t model.TicketView) error {
				return row(exportedTicket{
					Ticket: t.Number.String(), Kind: string(t.Kind), State: string(t.State), Priority: string(t.Priority),
					Owner: string(t.Owner), Company: t.Company, Name: t.Name, Text: t.Text,
					Created: t.Created.UTC(), Due: t.Due.UTC(), Closed: t.Closed.UTC(),
				})
			})
		},
	})
}

type exportedCall struct {
	Call    string    `json:"call"`
	Ticket  string    `json:"ticket"`
	Agent   string    `json:"agent"`
	Company string    `json:"company"`
	Name    string    `json:"name"`
	Said    string    `json:"said"`
	From    string    `json:"from"` // the number called from, E.164
	State   string    `json:"state"`
	Opened  time.Time `json:"opened"`
	Ended   time.Time `json:"ended,omitzero"`
	Outcome string    `json:"outcome"`
	Passed  int       `json:"checks_passed"`
	Failed  int       `json:"checks_failed"`
	Done    []string  `json:"done"`
	Note    string    `json:"note"`
}

type exportCalls struct{ exportFormat }

// Run writes all calls, newest first.
func (c *exportCalls) Run(ctx context.Context, sh *shell) error {
	return export(ctx, sh, c.Format, table[exportedCall]{
		header: []string{"call", "ticket", "agent", "company", "name", "said", "from", "state", "opened", "ended", "outcome", "checks_passed", "checks_failed", "done", "note"},
		cells: func(c exportedCall) []string {
			return []string{
				c.Call, c.Ticket, c.Agent, c.Company, c.Name, c.Said, c.From, c.State, stamp(c.Opened), stamp(c.Ended), c.Outcome,
				strconv.Itoa(c.Passed), strconv.Itoa(c.Failed), strings.Join(c.Done, "; "), c.Note,
			}
		},
		visit: func(ctx context.Context, o *desk.Operator, row func(exportedCall) error) error {
			return o.Calls(ctx, func(c desk.ExportedCall) error { return row(callRow(c)) })
		},
	})
}

func callRow(c desk.ExportedCall) exportedCall {
	row := exportedCall{
		Call: string(c.ID), Ticket: c.Ticket.String(), Agent: string(c.Agent), Company: c.Company, Name: c.Name, Said: c.Said, From: c.From,
		State: string(c.State), Opened: c.Opened.UTC(), Ended: c.Ended.UTC(), Outcome: string(c.Outcome), Done: []string{}, Note: c.Note,
	}
	for _, v := range c.Checks {
		if v.Passed {
			row.Passed++
		} else {
			row.Failed++
		}
	}
	for _, d := range c.Deeds {
		row.Done = append(row.Done, string(d.Lost)+": "+string(d.Way))
	}
	return row
}

type exportMails struct{ exportFormat }

// Run writes all mails, newest first, as "mail status" shows them.
func (c *exportMails) Run(ctx context.Context, sh *shell) error {
	return export(ctx, sh, c.Format, table[shownMail]{
		header: []string{"mail", "kind", "state", "ticket", "address", "created", "due", "attempts", "server", "said"},
		cells: func(m shownMail) []string {
			return []string{m.Mail, m.Kind, m.State, m.Ticket, m.Address, stamp(m.Created), stamp(m.Due), strconv.Itoa(m.Attempts), m.Server, m.Said}
		},
		visit: func(ctx context.Context, o *desk.Operator, row func(shownMail) error) error {
			return o.AllMails(ctx, func(m model.MailView) error { return row(showMail(m)) })
		},
	})
}

// exportedEntry is an audit entry as it is. Its ids are callin's own and say
// nothing to anybody else.
type exportedEntry struct {
	Lane    string    `json:"lane"`
	Seq     uint64    `json:"seq"`
	At      time.Time `json:"at"`
	Agent   string    `json:"agent"`
	Verb    string    `json:"verb"`
	Text    string    `json:"text"`
	Account string    `json:"account"`
	Person  string    `json:"person"`
	Call    string    `json:"call"`
	Ticket  string    `json:"ticket"`
	Mail    string    `json:"mail"`
	Command string    `json:"command"`
	Prev    string    `json:"prev"`
	Sum     string    `json:"sum"`
}

type exportAudit struct{ exportFormat }

// Run writes the audit trail, lane by lane, oldest first.
func (c *exportAudit) Run(ctx context.Context, sh *shell) error {
	return export(ctx, sh, c.Format, table[exportedEntry]{
		header: []string{"lane", "seq", "at", "agent", "verb", "text", "account", "person", "call", "ticket", "mail", "command", "prev", "sum"},
		cells: func(e exportedEntry) []string {
			return []string{
				e.Lane, strconv.FormatUint(e.Seq, 10), stamp(e.At), e.Agent, e.Verb, e.Text,
				e.Account, e.Person, e.Call, e.Ticket, e.Mail, e.Command, e.Prev, e.Sum,
			}
		},
		visit: func(ctx context.Context, o *desk.Operator, row func(exportedEntry) error) error {
			return o.AuditTrail(ctx, func(e model.AuditEntry) error {
				return row(exportedEntry{
					Lane: e.Lane, Seq: e.Seq, At: e.At.UTC(), Agent: string(e.Agent), Verb: string(e.Verb), Text: e.Text,
					Account: string(e.Account), Person: string(e.Person), Call: string(e.Call), Ticket: e.Ticket.String(), Mail: string(e.Job),
					Command: string(e.Command), Prev: hex.EncodeToString(e.Prev), Sum: hex.EncodeToString(e.Sum),
				})
			})
		},
	})
}
