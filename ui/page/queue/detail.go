// This file draws the chosen ticket: as a pane beside the list, or as a strip
// of two lines below it.
package queue

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"callin/model"
	"callin/ui/kit"
)

// label is the width of the words before the pane's facts.
const label = 10

// detail is the pane.
func (p *Page) detail(t *kit.Theme, r row, w int) []string {
	lines := []string{
		kit.Sides(t.Title.Of(r.Number.String()), priorityStyle(t, r.Priority).Of(model.CleanLine(priority(r.Priority))), w),
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
	for _, f := range []struct {
		name, text string
		style      kit.Style
	}{
		{"Due", p.dueLine(r, now), dueStyle(t, r.TicketView, now)},
		{"State", p.stateLine(r), kit.Style{}},
		{"Owner", p.ownerLine(r), kit.Style{}},
		{"Created", fmt.Sprintf("%s, %s ago", p.hour(r.Created), short(now.Sub(r.Created))), kit.Style{}},
	} {
		for i, line := range kit.Wrap(f.text, w-label) {
			name := kit.Fit(f.name, label)
			if i > 0 {
				name = kit.Space(label)
			}
			lines = append(lines, t.Muted.Of(name)+f.style.Of(line))
		}
	}
	if r.Text == "" {
		return lines
	}
	lines = append(lines, "", t.Muted.Of("What is asked for"))
	return append(lines, kit.Wrap(model.Clean(r.Text), w)...)
}

func (p *Page) dueLine(r row, now time.Time) string {
	if !r.Soon && !r.Due.Before(now) {
		return p.hour(r.Due)
	}
	return due(r.TicketView, now) + ", " + p.hour(r.Due)
}

func (p *Page) stateLine(r row) string {
	if r.gone {
		return "has left the queue"
	}
	return model.CleanLine(string(r.State))
}

func (p *Page) ownerLine(r row) string {
	who := model.CleanLine(owner(r.TicketView, p.env.Agent))
	if who == "" {
		return "nobody has it"
	}
	return fmt.Sprintf("%s, since %s", who, p.hour(r.OwnedAt))
}

// hour writes a moment as the clock in the footer does, with its day when that
// isn't today.
func (p *Page) hour(at time.Time) string {
	now := p.env.Now()
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// strip is the chosen ticket in a rule and two lines.
func (p *Page) strip(t *kit.Theme, r row) []string {
	facts := []string{model.CleanLine(who(r.TicketView))}
	if r.Company != "" {
		facts = append(facts, model.CleanLine(r.Company))
	}
	facts = append(facts, p.stateLine(r))
	if !r.gone {
		facts = append(facts, p.ownerLine(r), "created "+p.hour(r.Created))
	}
	return []string{
		" " + t.Rule.Of(kit.Rule(p.w-2)),
		" " + kit.Clip(strings.Join(facts, " · "), p.w-2),
		" " + t.Muted.Of(kit.Clip(cmp.Or(model.CleanLine(r.Text), model.CleanLine(string(r.Kind))), p.w-2)),
	}
}

// beside puts a pane at the right of the list, h lines of each.
func beside(t *kit.Theme, left, right []string, leftWidth, rightWidth, h int) []string {
	lines := make([]string, h)
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = kit.Fit(l, leftWidth) + " " + t.Rule.Of("│") + " " + kit.Clip(r, rightWidth)
	}
	return lines
}
