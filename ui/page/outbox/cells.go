// This file turns a mail into the cells of its row: words first, colour second.
package outbox

import (
	"cmp"
	"fmt"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
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
	cells[0] = columns.Cell{Text: state(m.State), Style: stateStyle(t, m.State)}
	cells[1] = columns.Cell{Text: cmp.Or(m.Address, "–")}
	cells[2] = columns.Cell{Text: cmp.Or(m.Name, "–")}
	cells[3] = columns.Cell{Text: cmp.Or(m.Company, "–")}
	cells[4] = columns.Cell{Text: what(m.Kind)}
	cells[5] = columns.Cell{Text: cmp.Or(m.Ticket.String(), "–")}
	cells[6] = columns.Cell{Text: day(m.Created, now)}
	cells[7] = columns.Cell{Text: short(now.Sub(m.Created)), Style: t.Muted}
	cells[8] = columns.Cell{Text: p.latestOf(m)}
	if m.Hint {
		cells[8].Style = t.Warn
	}
}

// state has a sign behind the words that must be seen.
func state(s model.MailState) string {
	switch s {
	case model.MailRefused, model.MailBounced, model.MailExpired:
		return string(s) + " !"
	}
	return string(s)
}

func stateStyle(t *kit.Theme, s model.MailState) kit.Style {
	switch s {
	case model.MailAccepted:
		return t.Ok
	case model.MailSending:
		return t.Accent
	case model.MailDeferred, model.MailUncertain:
		return t.Warn
	case model.MailRefused, model.MailBounced, model.MailExpired:
		return t.Danger
	case model.MailRevoked:
		return t.Muted
	}
	return kit.Style{}
}

// what the mail holds, in the words of the desk.
func what(k model.MailKind) string {
	switch k {
	case model.MailTemporary:
		return "temporary password"
	case model.MailRequest:
		return "password request"
	}
	return string(k)
}

// latestOf is what there is to say about a mail, with what to do next before
// what was.
func (p *Page) latestOf(m model.MailView) string {
	again := "again " + clock(m.Due, p.env.Now())
	if !m.Due.After(p.env.Now()) {
		again = "again now"
	}
	switch m.State {
	case model.MailAccepted:
		if m.Hint {
			return "ask about the spam folder"
		}
		return join(" by ", day(m.Ended, p.env.Now()), m.Server)
	case model.MailQueued:
		if !p.hasMail {
			return "waits for a mail server"
		}
		return "waits for its turn"
	case model.MailSending:
		return "being sent now"
	case model.MailDeferred:
		return join(" · ", again, m.Said)
	case model.MailUncertain:
		return again + " · may have arrived"
	case model.MailExpired:
		return cmp.Or(m.Said, "its time ran out")
	}
	return cmp.Or(m.Said, m.Server)
}

func join(between, a, b string) string {
	if b == "" {
		return a
	}
	return a + between + b
}

// day is the time of a day that is today, or else the date.
func day(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan")
}

// clock is a moment to the second: a mail's steps are seconds apart.
func clock(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04:05")
	}
	return at.Format("2 Jan 15:04:05")
}

// short is a duration in at most six characters.
func short(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", max(int(d.Seconds()), 0))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 10*time.Hour:
		return fmt.Sprintf("%d h %02d", int(d.Hours()), int(d.Minutes())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d d", int(d.Hours()/24))
}
