// This file turns a ticket into the cells of its row: words first, colour
// second.
package queue

import (
	"cmp"
	"fmt"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/work"
)

// newList makes the list. In a narrow window state, age, company, what and
// owner go in that order; due, priority, number and who never do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "DUE", Width: 11},
		columns.Column{Title: "PRIORITY", Width: 8},
		columns.Column{Title: "NUMBER", Width: 8},
		columns.Column{Title: "WHO", Width: 14, Grow: 2, Max: 28},
		columns.Column{Title: "COMPANY", Width: 16, Grow: 2, Max: 36, Drop: 4},
		columns.Column{Title: "WHAT", Width: 14, Drop: 3},
		columns.Column{Title: "OWNER", Width: 8, Grow: 1, Max: 12, Drop: 1},
		columns.Column{Title: "STATE", Width: 7, Drop: 6},
		columns.Column{Title: "AGE", Width: 6, Drop: 5},
		columns.Column{Title: "HERE", Width: 11, Grow: 1, Max: 20, Drop: 7},
	)
}

// row is a ticket in the list.
type row struct {
	model.TicketView
	gone bool // it has left the queue since
}

func (r row) id() string { return r.Number.String() }

func (p *Page) cells(r row, cells []columns.Cell) {
	t, now := p.env.Theme(), p.env.Now()
	cells[0] = columns.Cell{Text: dueText(r.TicketView, now), Style: dueStyle(t, r.TicketView, now)}
	cells[1] = columns.Cell{Text: nouns.Priority(r.Priority), Style: nouns.PriorityStyle(t, r.Priority)}
	cells[2] = columns.Cell{Text: r.Number.String()}
	if here := work.Here(r.Here, p.env.Agent); here != "" {
		cells[2].Text += " @" // somebody is there, in windows without the column too
		cells[9] = columns.Cell{Text: here, Style: t.Accent}
	}
	cells[3] = columns.Cell{Text: who(r.TicketView)}
	cells[4] = columns.Cell{Text: cmp.Or(r.Company, "–")}
	cells[5] = columns.Cell{Text: string(r.Kind)}
	cells[6] = columns.Cell{Text: cmp.Or(nouns.Agent(r.Owner, p.env.Agent), "–")}
	cells[7] = columns.Cell{Text: string(r.State)}
	cells[8] = columns.Cell{Text: kit.Short(now.Sub(r.Created)), Style: t.Muted}
	if p.mine(r) {
		cells[6].Style = t.Accent
	}
	if r.gone {
		cells[0].Text = "gone"
		for i := range cells {
			cells[i].Style = t.Muted
		}
	}
}

// dueText is when a ticket must be done: "past 12 min", "in 06 min" when that is
// soon, "until 14:00" for one that is put off, else the time of day, with its day
// when that isn't today.
func dueText(v model.TicketView, now time.Time) string {
	at := v.DueAt().In(now.Location())
	left := at.Sub(now)
	today := at.YearDay() == now.YearDay() && at.Year() == now.Year()
	switch {
	case v.Waits(now) && today:
		return "until " + at.Format("15:04")
	case left <= -time.Minute:
		return "past " + kit.Short(-left)
	case left < time.Minute:
		return "now"
	case v.Soon && left < time.Hour:
		return fmt.Sprintf("in %02d min", int(left.Minutes()))
	case today:
		return at.Format("15:04")
	case left < 6*24*time.Hour:
		return at.Format("Mon 15:04")
	}
	return at.Format("2 Jan 15:04")
}

func dueStyle(t *kit.Theme, v model.TicketView, now time.Time) kit.Style {
	switch {
	case v.Waits(now):
		return t.Muted
	case v.DueAt().Before(now):
		return t.Danger
	case v.Soon:
		return t.Warn
	}
	return kit.Style{}
}

// who is the person, or what the caller said; a question mark tells that
// nobody was found by it.
func who(v model.TicketView) string {
	switch {
	case v.Name == "":
		return "unknown"
	case v.Person == "":
		return model.CleanLine(v.Name) + " ?"
	}
	return v.Name
}
