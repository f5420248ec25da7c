// This file draws the page:
//
//	3 mails                              │ Your temporary password
//	1 new · press .                      │
//	   AT     TO             SUBJECT     │ From   desk@callin.example
//	 > 10:41  ada@lindgren…  Your tempo… │ To     ada@lindgren.example
package inbox

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// Widths at which the page looks otherwise.
const (
	twoPanes   = 100
	widestPane = 80 // longer lines are hard to read
)

// newList makes the list. In a narrow window the sender goes; the others never
// do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "AT", Width: 6},
		columns.Column{Title: "TO", Width: 18, Grow: 2, Max: 34},
		columns.Column{Title: "FROM", Width: 18, Grow: 1, Max: 30, Drop: 1},
		columns.Column{Title: "SUBJECT", Width: 20, Grow: 3},
	)
}

func id(m model.Received) string { return strconv.Itoa(m.Seq) }

func (p *Page) cells(m model.Received, cells []columns.Cell) {
	cells[0].Text = at(m.At, p.env.Now(), "15:04", "2 Jan")
	cells[1].Text = cmp.Or(m.To, "–")
	cells[2].Text = cmp.Or(m.From, "–")
	cells[3].Text = cmp.Or(m.Subject, "(no subject)")
}

// at writes a moment as the clock in the footer does, or its date when that
// isn't today.
func at(when, now time.Time, today, before string) string {
	when = when.In(now.Location())
	if when.YearDay() == now.YearDay() && when.Year() == now.Year() {
		return when.Format(today)
	}
	return when.Format(before)
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(p.listWidth(), max(h-above, 2))
}

// paneWidth is the room of the mail beside the list, 0 when there is none.
func (p *Page) paneWidth() int {
	if p.w < twoPanes {
		return 0
	}
	return min(p.w/2, widestPane)
}

func (p *Page) listWidth() int { return p.w - p.paneWidth() }

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
const above = 2

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.listWidth()
	m, chosen := p.chosen()
	if p.reading && chosen {
		return p.full(t, m)
	}
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), " "+p.notice(t))
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	if n := p.paneWidth(); n > 0 {
		text := p.text(t, m, n-4)
		if len(text) > p.h {
			text = append(text[:p.h-1], t.Muted.Of("… Enter opens it in full"))
		}
		f.Lines = beside(t, f.Lines, text, w, n-4, p.h)
	}
	return f
}

func (p *Page) headline(t *kit.Theme) string {
	if !p.started {
		return ""
	}
	words := "mails"
	if len(p.latest) == 1 {
		words = "mail"
	}
	return t.Title.Of(fmt.Sprintf("%d %s", len(p.latest), words)) + " " + t.Muted.Of("in the demo's inbox; nothing leaves this machine")
}

func (p *Page) notice(t *kit.Theme) string {
	switch n := p.waiting(); {
	case p.deaf:
		return t.Warn.Of("New mails no longer arrive by themselves. Press . to look again.")
	case n > 0:
		return t.Accent.Of(fmt.Sprintf("%d new · press .", n))
	}
	return ""
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	if !p.started {
		return p.read.Loading()
	}
	return "No mail has arrived yet: what the desk sends appears here. 1 next caller"
}
