// This file turns a mail into the cells of its row: words first, colour second.
package outbox

import (
	"cmp"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// newList makes the list. In a narrow window age, company, what, when, ticket
// and who go in that order; state, to and the latest never do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "STATE", Width: 9},
		columns.Column{Title: "TO", Width: 16, Grow: 2, Max: 36},
		columns.Column{Title: "WHO", Width: 12, Grow: 1, Max: 28, Drop: 1},
		columns.Column{Title: "COMPANY", Width: 14, Grow: 1, Max: 32, Drop: 5},
		columns.Column{Title: "WHAT", Width: 18, Drop: 4},
		columns.Column{Title: "TICKET", Width: 7, Drop: 2},
		columns.Column{Title: "WHEN", Width: 6, Drop: 3},
		columns.Column{Title: "AGE", Width: 6, Drop: 6},
		columns.Column{Title: "LATEST", Width: 25, Grow: 3},
	)
}

func (p *Page) cells(m model.MailView, cells []columns.Cell) {
	t, now := p.env.Theme(), p.env.Now()
	cells[0] = columns.Cell{Text: nouns.MailState(m.State), Style: nouns.MailStyle(t, m.State)}
	cells[1] = columns.Cell{Text: cmp.Or(m.Address, "–")}
	cells[2] = columns.Cell{Text: cmp.Or(m.Name, "–")}
	cells[3] = columns.Cell{Text: cmp.Or(m.Company, "–")}
	cells[4] = columns.Cell{Text: nouns.MailKind(m.Kind)}
	cells[5] = columns.Cell{Text: cmp.Or(m.Ticket.String(), "–")}
	cells[6] = columns.Cell{Text: kit.Day(m.Created, now)}
	cells[7] = columns.Cell{Text: kit.Fine(now.Sub(m.Created)), Style: t.Muted}
	cells[8] = columns.Cell{Text: p.latestOf(m)}
	if m.Hint {
		cells[8].Style = t.Warn
	}
}

// latestOf is what there is to say about a mail, with what to do next before
// what was.
func (p *Page) latestOf(m model.MailView) string {
	again := "again now"
	if m.Due.After(p.env.Now()) {
		again = "again " + kit.Second(m.Due, p.env.Now())
	}
	switch m.State {
	case model.MailHeld:
		return "waits for a second person"
	case model.MailAccepted:
		if m.Hint {
			return "ask about the spam folder"
		}
		if len(m.Steps) > 0 && (m.Said == model.SaidLoggedIn || m.Said == model.SaidChosen) {
			return "logged in " + kit.Day(m.Steps[len(m.Steps)-1].At, p.env.Now())
		}
		return pane.Join(" by ", kit.Day(m.Ended, p.env.Now()), m.Server)
	case model.MailQueued:
		if !p.hasMail {
			return "waits for a mail server"
		}
		return "waits for its turn"
	case model.MailSending:
		return "being sent now"
	case model.MailDeferred:
		return pane.Join(" · ", again, m.Said)
	case model.MailUncertain:
		return again + " · may have arrived"
	case model.MailExpired:
		return cmp.Or(m.Said, "its time ran out")
	}
	return cmp.Or(m.Said, m.Server)
}

// lastWords are the last ones of the server's, or else what there is to say.
func (p *Page) lastWords(m model.MailView) string {
	if m.Said == "" {
		return p.latestOf(m)
	}
	return pane.Join(": ", m.Server, m.Said)
}
