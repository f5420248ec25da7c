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

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/pane"
)

// widest is a mail beside the list or over the page: longer lines are hard to
// read.
const widest = 80

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
	cells[0].Text = kit.Day(m.At, p.env.Now())
	cells[1].Text = cmp.Or(m.To, "–")
	cells[2].Text = cmp.Or(m.From, "–")
	cells[3].Text = cmp.Or(m.Subject, "(no subject)")
}

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
const above = 2

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	p.list.Resize(p.split.Width(), p.split.Rows(above))
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.split.Width()
	m, chosen := p.chosen()
	if p.reading && chosen {
		return p.scroll.Full(t, p.text(t, m, min(p.w-4, widest)), p.w, p.h)
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
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane: func(w int) []string { return p.text(t, m, w) },
		Key:  p.env.Keys.Named("inbox.open", "enter"), More: "opens it in full",
	})
	return f
}

func (p *Page) headline(t *kit.Theme) string {
	if !p.started {
		return ""
	}
	return t.Title.Of(kit.Count(len(p.latest), "mail", "mails")) + " " + t.Muted.Of("in the demo's inbox; nothing leaves this machine")
}

func (p *Page) notice(t *kit.Theme) string {
	switch n := p.waiting(); {
	case p.deaf:
		return t.Warn.Of("New mails no longer arrive by themselves. " + kit.Capital(p.env.Keys.Press("inbox.fresh", ".")) + " to look again.")
	case n > 0:
		return t.Accent.Of(fmt.Sprintf("%d new · %s", n, p.env.Keys.Press("inbox.fresh", ".")))
	}
	return ""
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	if !p.started {
		return p.read.Loading()
	}
	return "No mail has arrived yet: what the desk sends appears here. " + p.env.Keys.Named("screen.ready", "1") + " next caller"
}
