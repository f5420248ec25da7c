// This file is the queue as it stands at the left of a call in wide windows: as
// much as it takes to know what waits. It takes no keys; 2 is the queue itself.
package queue

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/live"
	"callin/ui/widget/nouns"
	"callin/ui/widget/work"
)

// Reader reads the queue.
type Reader interface {
	Queue(ctx context.Context) ([]model.TicketView, error)
}

// Beside is the queue at the side.
type Beside struct {
	env    *kit.Env
	live   *live.Source[[]model.TicketView]
	queue  []model.TicketView
	cols   []columns.Column
	widths []int
	w, h   int
}

// NewBeside makes it. It closes the feed in the end.
func NewBeside(env *kit.Env, desk Reader, feed live.Feed) *Beside {
	p := &Beside{env: env}
	p.live = live.New[[]model.TicketView](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm, p.live.Again = desk.Queue, time.Minute, ""
	p.live.Wants = func(c model.Changes) bool { return c.Tickets || c.People || c.Here }
	return p
}

// ID names the page.
func (*Beside) ID() kit.PageID { return "queue-beside" }

// Title names it in an error.
func (*Beside) Title() string { return "Queue" }

// Init reads and begins to listen.
func (p *Beside) Init() tea.Cmd { return p.live.Start() }

// Resize sets the room.
func (p *Beside) Resize(w, h int) {
	p.w, p.h = w, h
	p.fit()
}

// fit gives the names all the room that times and numbers leave.
func (p *Beside) fit() {
	cols := []columns.Column{{Width: 5}, {Width: 3}, {Width: 10, Grow: 1}}
	for _, v := range p.queue {
		cols[0].Width = max(cols[0].Width, kit.Width(dueText(v, p.env.Now())))
		cols[1].Width = max(cols[1].Width, kit.Width(number(v)))
	}
	p.cols, p.widths = cols, columns.Layout(cols, p.w-1)
}

// number has a sign behind the urgent ones.
func number(v model.TicketView) string {
	if v.Priority == model.High {
		return v.Number.String() + " !"
	}
	return v.Number.String()
}

// Bindings are none: it takes no keys.
func (*Beside) Bindings() []kit.Binding { return nil }

// Editing is never.
func (*Beside) Editing() bool { return false }

// Close ends what runs.
func (p *Beside) Close() { p.live.Close() }

// Update takes answers.
func (p *Beside) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(kit.Opened); ok {
		return p.live.Reload()
	}
	queue, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.queue = queue
		p.fit()
	}
	return cmd
}

// View draws the most urgent tickets, as many as there is room for.
func (p *Beside) View() kit.Frame {
	t := p.env.Theme()
	lines := []string{kit.Sides(" "+t.Title.Of("Queue")+"  "+p.headline(t), t.Key.Of(p.env.Keys.Named("screen.queue", "2"))+t.Muted.Of(" goes there"), p.w)}
	if wrong := p.live.Notice(t); wrong != "" {
		return kit.Frame{Lines: append(lines, kit.Clip(" "+wrong, p.w))}
	}
	lines = append(lines, "")
	if len(p.queue) == 0 {
		for _, line := range kit.WrapUnder(" ", p.live.Empty("The queue", "Nobody waits."), p.w-1) {
			lines = append(lines, t.Muted.Of(line))
		}
		return kit.Frame{Lines: lines}
	}
	room := max(p.h-len(lines)-1, 1)
	shown := p.queue[:min(len(p.queue), room)]
	for _, v := range shown {
		lines = append(lines, p.row(t, v))
	}
	if more := len(p.queue) - len(shown); more > 0 {
		lines = append(lines, t.Muted.Of(fmt.Sprintf(" and %d more", more)))
	}
	return kit.Frame{Lines: lines}
}

func (p *Beside) headline(t *kit.Theme) string {
	free, past := 0, 0
	for _, v := range p.queue {
		if v.Owner == "" && !v.Waits(p.env.Now()) {
			free++
		}
		if v.PastDue(p.env.Now()) {
			past++
		}
	}
	parts := []string{fmt.Sprintf("%d wait", free)}
	if past > 0 {
		parts = append(parts, t.Danger.Of(fmt.Sprintf("%d past due", past)))
	}
	return strings.Join(parts, " · ")
}

// row is when, which and who; an owner stands in place of the time that nobody
// else need think of.
func (p *Beside) row(t *kit.Theme, v model.TicketView) string {
	now := p.env.Now()
	cells := [3]columns.Cell{
		{Text: dueText(v, now), Style: dueStyle(t, v, now)},
		{Text: number(v)},
		{Text: who(v)},
	}
	if v.Priority == model.High {
		cells[1].Style = t.Danger
	}
	if owner := nouns.Agent(v.Owner, p.env.Agent); owner != "" {
		cells[2].Text = owner + ": " + who(v)
		cells[2].Style = t.Muted
	}
	if work.Here(v.Here, p.env.Agent) != "" {
		cells[2].Text = "@ " + cells[2].Text
	}
	return string(columns.Append([]byte{' '}, p.cols, p.widths, cells[:], p.w-1, kit.Style{}))
}
