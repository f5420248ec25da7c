// This file draws the chosen ticket: as a pane beside the list, or as a strip
// of two lines below it.
package queue

import (
	"cmp"
	"fmt"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
	"callin/ui/widget/work"
)

// label is the width of the words before the pane's facts.
const label = 10

// detail is the chosen ticket in the room there is.
func (p *Page) detail(t *kit.Theme, r row) pane.Detail {
	facts := []string{who(r.TicketView), r.Company, p.stateLine(r)}
	if !r.gone {
		facts = append(facts, p.ownerLine(r), work.Here(r.Here, p.env.Agent), "created "+kit.Hour(r.Created, p.env.Now()))
	}
	return pane.Detail{
		Pane:  func(w int) []string { return p.story(t, r, w) },
		Facts: pane.Join(" · ", facts...),
		Words: cmp.Or(model.CleanLine(r.Text), model.CleanLine(string(r.Kind))),
	}
}

// story is everything about a ticket, w columns wide.
func (p *Page) story(t *kit.Theme, r row, w int) []string {
	lines := []string{
		kit.Sides(t.Title.Of(r.Number.String()), nouns.PriorityStyle(t, r.Priority).Of(model.CleanLine(nouns.Priority(r.Priority))), w),
		model.CleanLine(string(r.Kind)),
		"",
	}
	lines = append(lines, kit.Wrap(model.CleanLine(who(r.TicketView)), w)...)
	if r.Company != "" {
		lines = append(lines, kit.Wrap(model.CleanLine(r.Company), w)...)
	}
	if r.Person == "" {
		lines = append(lines, t.Muted.Of("as the caller said; not found"))
	}
	lines = append(lines, "")
	now := p.env.Now()
	lines = append(lines, pane.Facts(t, w, label,
		pane.Fact{Label: "Due", Text: p.dueLine(r, now), Style: dueStyle(t, r.TicketView, now)},
		pane.Fact{Label: "State", Text: p.stateLine(r)},
		pane.Fact{Label: "Owner", Text: p.ownerLine(r)},
		pane.Fact{Label: "Here", Text: work.Here(r.Here, p.env.Agent), Style: t.Accent},
		pane.Fact{Label: "Related", Text: work.Links(r.Ticket)},
		pane.Fact{Label: "Created", Text: kit.Hour(r.Created, now) + ", " + kit.Ago(now.Sub(r.Created))})...)
	if r.Text == "" {
		return lines
	}
	lines = append(lines, "", t.Muted.Of("What is asked for"))
	return append(lines, kit.Wrap(model.Clean(r.Text), w)...)
}

func (p *Page) dueLine(r row, now time.Time) string {
	if r.Waits(now) || !r.Soon && !r.DueAt().Before(now) {
		return kit.Hour(r.DueAt(), now)
	}
	return dueText(r.TicketView, now) + ", " + kit.Hour(r.DueAt(), now)
}

func (p *Page) stateLine(r row) string {
	if r.gone {
		return "has left the queue"
	}
	if r.Waits(p.env.Now()) {
		return "put off until " + kit.Hour(r.Until, p.env.Now())
	}
	return model.CleanLine(string(r.State))
}

func (p *Page) ownerLine(r row) string {
	who := model.CleanLine(nouns.Agent(r.Owner, p.env.Agent))
	if who == "" {
		return "nobody has it"
	}
	return fmt.Sprintf("%s, since %s", who, kit.Hour(r.OwnedAt, p.env.Now()))
}
