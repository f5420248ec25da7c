// This file draws the tickets and the mails.
package person

import (
	"cmp"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// ticketColumns: number, what and state never go.
func ticketColumns() []columns.Column {
	return []columns.Column{
		{Title: "NUMBER", Width: 7},
		{Title: "WHAT", Width: 14},
		{Title: "STATE", Width: 7},
		{Title: "DUE", Width: 15, Drop: 2},
		{Title: "OWNER", Width: 8, Grow: 1, Max: 14, Drop: 3},
		{Title: "PRIORITY", Width: 8, Drop: 1},
		{Title: "CREATED", Width: 12, Drop: 4},
		{Title: "TEXT", Width: 14, Grow: 4, Drop: 5},
	}
}

func (p *Page) tickets() []entry {
	entries := make([]entry, len(p.view.Tickets))
	for i, v := range p.view.Tickets {
		entries[i] = entry{
			id: v.Number.String(),
			cells: func(t *kit.Theme, cells []columns.Cell) {
				cells[0].Text, cells[1].Text, cells[2].Text = v.Number.String(), string(v.Kind), string(v.State)
				cells[3] = columns.Cell{Text: p.due(v), Style: p.dueStyle(t, v)}
				cells[4].Text = cmp.Or(nouns.Agent(v.Owner, p.env.Agent), "–")
				cells[5] = columns.Cell{Text: nouns.Priority(v.Priority), Style: nouns.PriorityStyle(t, v.Priority)}
				cells[6].Text = kit.Hour(v.Created, p.env.Now())
				cells[7].Text = v.Text
			},
			detail: func(t *kit.Theme) pane.Detail { return p.ticketDetail(t, v) },
		}
	}
	return entries
}

// due is when a ticket must be done, "–" when it is.
func (p *Page) due(v model.TicketView) string {
	now := p.env.Now()
	switch {
	case v.Done():
		return "–"
	case v.PastDue(now):
		return kit.Due(v.DueAt().Sub(now))
	}
	return kit.Hour(v.DueAt(), now)
}

func (p *Page) dueStyle(t *kit.Theme, v model.TicketView) kit.Style {
	switch {
	case v.PastDue(p.env.Now()):
		return t.Danger
	case v.Soon:
		return t.Warn
	}
	return kit.Style{}
}

func (p *Page) ticketDetail(t *kit.Theme, v model.TicketView) pane.Detail {
	now, owner := p.env.Now(), cmp.Or(nouns.Agent(v.Owner, p.env.Agent), "nobody has it")
	return pane.Detail{
		Facts: pane.Join(" · ", v.Number.String(), string(v.Kind), string(v.State), owner, "created "+kit.Hour(v.Created, now)),
		Words: model.CleanLine(cmp.Or(v.Text, "no text")),
		More:  "…",
		Pane: func(w int) []string {
			lines := []string{kit.Sides(t.Title.Of(v.Number.String()), nouns.PriorityStyle(t, v.Priority).Of(model.CleanLine(nouns.Priority(v.Priority))), w), ""}
			lines = append(lines, pane.Facts(t, w, label,
				pane.Fact{Label: "What", Text: string(v.Kind)},
				pane.Fact{Label: "State", Text: string(v.State)},
				pane.Fact{Label: "Owner", Text: owner},
				pane.Fact{Label: "Due", Text: p.due(v), Style: p.dueStyle(t, v)},
				pane.Fact{Label: "Created", Text: kit.Hour(v.Created, now) + ", " + kit.Ago(now.Sub(v.Created))})...)
			return withText(t, lines, "What is asked for", v.Text, w)
		},
	}
}

// mailColumns: state, what and the latest never go.
func mailColumns() []columns.Column {
	return []columns.Column{
		{Title: "STATE", Width: 9},
		{Title: "WHAT", Width: 18},
		{Title: "WHEN", Width: 12, Drop: 1},
		{Title: "TICKET", Width: 7, Drop: 2},
		{Title: "TO", Width: 18, Grow: 1, Max: 34, Drop: 3},
		{Title: "LATEST", Width: 25, Grow: 3},
	}
}

func (p *Page) mails() []entry {
	entries := make([]entry, len(p.view.Mails))
	for i, m := range p.view.Mails {
		entries[i] = entry{
			id: string(m.Job),
			cells: func(t *kit.Theme, cells []columns.Cell) {
				cells[0] = columns.Cell{Text: nouns.MailState(m.State), Style: nouns.MailStyle(t, m.State)}
				cells[1].Text, cells[2].Text = nouns.MailKind(m.Kind), kit.Hour(m.Created, p.env.Now())
				cells[3].Text, cells[4].Text = cmp.Or(m.Ticket.String(), "–"), m.Address
				cells[5].Text = latest(m)
				if m.Hint {
					cells[5].Style = t.Warn
				}
			},
			detail: func(t *kit.Theme) pane.Detail { return p.mailDetail(t, m) },
		}
	}
	return entries
}

// latest is what there is to say about a mail.
func latest(m model.MailView) string {
	switch {
	case m.Hint:
		return "ask about the spam folder"
	case m.Said == "" && m.Server != "":
		return "by " + m.Server
	}
	return m.Said
}

func (p *Page) mailDetail(t *kit.Theme, m model.MailView) pane.Detail {
	now := p.env.Now()
	return pane.Detail{
		Facts: pane.Join(" · ", m.Address, m.Ticket.String(), "created "+kit.Hour(m.Created, now), m.Server),
		Words: model.CleanLine(cmp.Or(latest(m), string(m.State))),
		Key:   p.env.Keys.Named("screen.outbox", "5"), More: "shows mails in full",
		Pane: func(w int) []string {
			lines := []string{kit.Sides(nouns.MailStyle(t, m.State).Of(model.CleanLine(nouns.MailState(m.State))), m.Ticket.String(), w), ""}
			lines = append(lines, pane.Facts(t, w, label,
				pane.Fact{Label: "What", Text: nouns.MailKind(m.Kind)},
				pane.Fact{Label: "To", Text: m.Address},
				pane.Fact{Label: "Created", Text: kit.Hour(m.Created, now) + ", " + kit.Ago(now.Sub(m.Created))},
				pane.Fact{Label: "Tries", Text: fmt.Sprint(m.Attempts)},
				pane.Fact{Label: "Server", Text: m.Server})...)
			var steps []string
			for _, s := range m.Steps {
				steps = append(steps, pane.Join(" ", kit.Second(s.At, now), nouns.MailState(s.State), s.Said))
			}
			return withText(t, lines, "Story", strings.Join(steps, "\n"), w)
		},
	}
}
