// This file draws the calls.
package person

import (
	"cmp"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// label is the width of the words before facts.
const label = 10

// callColumns: when, how it ended and the note never go.
func callColumns() []columns.Column {
	return []columns.Column{
		{Title: "WHEN", Width: 12},
		{Title: "OUTCOME", Width: 12},
		{Title: "WHAT", Width: 14, Drop: 1},
		{Title: "AGENT", Width: 8, Grow: 1, Max: 14, Drop: 2},
		{Title: "TICKET", Width: 7, Drop: 3},
		{Title: "TOOK", Width: 7, Drop: 4},
		{Title: "NOTE", Width: 14, Grow: 4},
	}
}

func (p *Page) calls() []entry {
	entries := make([]entry, len(p.view.Calls))
	for i, c := range p.view.Calls {
		entries[i] = entry{
			id: string(c.Call.ID),
			cells: func(t *kit.Theme, cells []columns.Cell) {
				cells[0].Text = kit.Hour(c.Call.Opened, p.env.Now())
				cells[1] = columns.Cell{Text: outcome(c.Call), Style: outcomeStyle(t, c.Call)}
				cells[2].Text = string(c.Ticket.Kind)
				cells[3].Text = cmp.Or(nouns.Agent(c.Call.Agent, p.env.Agent), "–")
				cells[4].Text = cmp.Or(c.Ticket.Number.String(), "–")
				cells[5] = columns.Cell{Text: kit.Watch(p.took(c.Call)), Style: t.Muted}
				cells[6].Text = c.Call.Note
			},
			detail: func(t *kit.Theme) pane.Detail { return p.callDetail(t, c) },
		}
	}
	return entries
}

// took is how long a call lasted, or has so far.
func (p *Page) took(c model.Call) time.Duration {
	if c.Ended.IsZero() {
		return p.env.Now().Sub(c.Opened)
	}
	return c.Ended.Sub(c.Opened)
}

// outcome is how a call ended, or that it hasn't.
func outcome(c model.Call) string {
	if c.State != model.CallEnded {
		return string(c.State)
	}
	return cmp.Or(string(c.Outcome), "ended")
}

func outcomeStyle(t *kit.Theme, c model.Call) kit.Style {
	switch {
	case c.State != model.CallEnded:
		return t.Accent
	case c.Outcome == model.NotVerified:
		return t.Danger
	case c.Outcome == model.Unsolved, c.Outcome == model.Dropped:
		return t.Warn
	}
	return kit.Style{}
}

// callDetail is all of a call: who spoke, how often the answer was wrong, what
// was done, and the note.
func (p *Page) callDetail(t *kit.Theme, c model.CallView) pane.Detail {
	agent := nouns.Agent(c.Call.Agent, p.env.Agent)
	return pane.Detail{
		Facts: pane.Join(" · ", outcome(c.Call), "with "+agent, c.Ticket.Number.String(), string(c.Ticket.Kind), answers(c.Call)),
		Words: model.CleanLine(cmp.Or(c.Call.Note, "no note")),
		More:  "…",
		Pane: func(w int) []string {
			now := p.env.Now()
			lines := []string{kit.Sides(t.Title.Of("Call "+kit.Hour(c.Call.Opened, now)), outcomeStyle(t, c.Call).Of(model.CleanLine(outcome(c.Call))), w), ""}
			facts := []pane.Fact{
				{Label: "Agent", Text: cmp.Or(agent, "–")},
				{Label: "Ticket", Text: pane.Join(", ", c.Ticket.Number.String(), string(c.Ticket.Kind), string(c.Ticket.State))},
				{Label: "Took", Text: kit.Watch(p.took(c.Call))},
				{Label: "Answers", Text: cmp.Or(answers(c.Call), "not asked")},
			}
			for i, d := range c.Call.Deeds {
				f := pane.Fact{Text: kit.Hour(d.At, now) + " " + nouns.Deed(d)}
				if i == 0 {
					f.Label = "Done"
				}
				facts = append(facts, f)
			}
			return withText(t, append(lines, pane.Facts(t, w, label, facts...)...), "Note", c.Call.Note, w)
		},
	}
}

// answers says how the verification went.
func answers(c model.Call) string {
	passed, failed := 0, 0
	for _, v := range c.Checks {
		if v.Passed {
			passed++
		} else {
			failed++
		}
	}
	var parts []string
	if passed > 0 {
		parts = append(parts, "verified")
	}
	if failed > 0 {
		parts = append(parts, kit.Count(failed, "wrong answer", "wrong answers"))
	}
	return pane.Join(", ", parts...)
}

// withText adds what somebody has written, below a title.
func withText(t *kit.Theme, lines []string, title, text string, w int) []string {
	if text = model.Clean(text); text == "" {
		return lines
	}
	return append(append(lines, "", t.Muted.Of(title)), kit.Wrap(text, w)...)
}
