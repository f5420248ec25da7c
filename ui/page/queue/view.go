// This file draws the page:
//
//	9 wait · 3 past due · 2 yours                         4 of 12 │ T-4460  high !
//	2 new · press .                                               │ account change
//	   DUE          PRIORITY  NUMBER   WHO                         │
//	 > past 12 min  high !    T-4460   Ada Okafor                  │ Ada Okafor
package queue

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// Widths at which the page looks otherwise.
const (
	twoPanes   = 100
	leastPane  = 38
	widestPane = 64
)

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
const above = 2

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(p.listWidth(), max(h-above-p.stripHeight(), 2))
}

// paneWidth is the room of the detail pane, 0 when there is none.
func (p *Page) paneWidth() int {
	if p.w < twoPanes {
		return 0
	}
	return min(max(p.w*35/100, leastPane), widestPane)
}

func (p *Page) listWidth() int { return p.w - p.paneWidth() }

// stripHeight is the room below the list for the chosen ticket, in windows too
// narrow for a pane and tall enough to spare it.
func (p *Page) stripHeight() int {
	if p.paneWidth() > 0 || p.h < 14 {
		return 0
	}
	return 3
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.listWidth()
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), p.second(t, w, &f))
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
	} else {
		body := p.list.View(t)
		if f.Cursor == nil && body.Cursor != nil {
			f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + above}
		}
		f.Lines = append(f.Lines, body.Lines...)
	}
	r, chosen := p.chosen()
	switch n := p.paneWidth(); {
	case n > 0 && chosen:
		f.Lines = beside(t, f.Lines, p.detail(t, r, n-4), w, n-4, p.h)
	case p.stripHeight() > 0 && chosen:
		for len(f.Lines) < p.h-p.stripHeight() {
			f.Lines = append(f.Lines, "")
		}
		f.Lines = append(f.Lines, p.strip(t, r)...)
	}
	return f
}

// headline says in a line how the queue stands.
func (p *Page) headline(t *kit.Theme) string {
	if waiting := p.act.Loading(); waiting != "" {
		return p.doing + strings.TrimPrefix(waiting, "loading")
	}
	if !p.started {
		return ""
	}
	free, past, mine := 0, 0, 0
	for _, v := range p.sheet.latest {
		if v.Owner == "" {
			free++
		}
		if v.PastDue(p.env.Now()) {
			past++
		}
		if p.mine(row{TicketView: v}) {
			mine++
		}
	}
	parts := []string{t.Title.Of(fmt.Sprintf("%d wait", free))}
	if past > 0 {
		parts = append(parts, t.Danger.Of(fmt.Sprintf("%d past due", past)))
	}
	if mine > 0 {
		parts = append(parts, fmt.Sprintf("%d yours", mine))
	}
	if p.deaf {
		parts = append(parts, t.Warn.Of("not live"))
	}
	return strings.Join(parts, " · ")
}

// second is the line above the list: the filter, and what can be had by ".".
func (p *Page) second(t *kit.Theme, w int, f *kit.Frame) string {
	notice := p.notice(t)
	if !p.editing && p.filter.Empty() {
		return " " + notice
	}
	text, x := p.filter.View(max(w-4-kit.Width(notice)-2, 10))
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: 1}
	}
	if notice != "" {
		notice += " "
	}
	return kit.Sides(" "+t.Accent.Of("/")+" "+text, notice, w)
}

func (p *Page) notice(t *kit.Theme) string {
	n := p.news
	var parts []string
	switch {
	case p.failed != "" && p.started:
		return t.Danger.Of("Not up to date: " + p.failed + " Press . to try again.")
	case p.deaf:
		return t.Warn.Of("Changes no longer arrive by themselves. Press . to read again.")
	case !n.any():
		return ""
	}
	if n.come > 0 {
		parts = append(parts, fmt.Sprintf("%d new", n.come))
	}
	if n.gone > 0 {
		parts = append(parts, fmt.Sprintf("%d gone", n.gone))
	}
	if len(parts) == 0 {
		parts = append(parts, "the order has changed")
	}
	return t.Accent.Of(strings.Join(parts, " · ") + " · press .")
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	switch {
	case !p.started && p.failed != "":
		return "The queue can't be read. " + p.failed + " Press . to try again."
	case !p.started:
		return p.read.Loading()
	case !p.filter.Empty():
		return fmt.Sprintf("No ticket has %q. Esc shows them all.", model.CleanLine(p.filter.Value()))
	}
	return "Nobody waits. 1 next caller"
}
