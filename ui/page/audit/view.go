// This file draws the page:
//
//	Audit trail · 1204 entries                            │ tell
//	/ carl                                                │
//	   AT        AGENT  WHAT       TICKET  ABOUT          │ When    2 Mar 10:41:07
//	 > 10:41:07  amy    tell       T-12    Ada Okafor     │ What    Client ID
package audit

import (
	"fmt"
	"strconv"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// newList makes the list. In a narrow window what came of it goes first; when,
// who and what never do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "AT", Width: 14},
		columns.Column{Title: "AGENT", Width: 10, Grow: 1, Max: 24},
		columns.Column{Title: "WHAT", Width: 14, Grow: 1, Max: 24},
		columns.Column{Title: "TICKET", Width: 7, Drop: 2},
		columns.Column{Title: "ABOUT", Width: 14, Grow: 2, Max: 32, Drop: 1},
		columns.Column{Title: "WORDS", Width: 12, Grow: 2, Drop: 3},
	)
}

// fill hands the list what it has to show.
func (p *Page) fill() {
	rows := p.page.Rows
	p.list.Set(list.Rows{
		Len:   len(rows),
		ID:    func(i int) string { return rows[i].Lane + "/" + strconv.FormatUint(rows[i].Seq, 10) },
		Cells: func(i int, cells []columns.Cell) { p.cells(rows[i], cells) },
	})
}

func (p *Page) cells(r model.AuditRow, cells []columns.Cell) {
	cells[0].Text = kit.Second(r.At, p.env.Now())
	cells[1].Text = nouns.Agent(r.Agent, p.env.Agent)
	cells[2].Text = verb(r.Verb)
	cells[3].Text = r.Ticket.String()
	cells[4].Text = r.Name
	cells[5] = columns.Cell{Text: r.Text, Style: p.env.Theme().Muted}
}

// verb is a command's name as words.
func verb(v model.Verb) string { return model.CleanLine(strings.ReplaceAll(string(v), "_", " ")) }

// above is how many lines stand above the list, whatever there is to say.
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
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w))
	second, caret := p.second(t, w)
	f.Lines = append(f.Lines, second)
	r, chosen := p.chosen()
	if !chosen {
		for _, line := range kit.WrapUnder(" ", p.live.Empty("The audit trail", "No entry has these words. Esc shows the whole trail."), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		f.Cursor = caret
		return f
	}
	body := p.list.View(t)
	if f.Cursor = caret; caret == nil && body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane:  func(w int) []string { return p.detail(t, r, w) },
		Facts: pane.Join(" · ", verb(r.Verb), string(r.Agent), r.Name, r.Company),
		Words: pane.Join(" ", r.Text),
	})
	return f
}

func (p *Page) headline(t *kit.Theme) string {
	title := t.Title.Of("Audit trail")
	if !p.live.Started() {
		return title
	}
	title += " · " + kit.Count(p.page.Entries, "entry", "entries")
	if p.page.More {
		title += t.Muted.Of(fmt.Sprintf(" · the newest %d of them", len(p.page.Rows)))
	}
	return title
}

// second is the filter, or what is to be known of the list.
func (p *Page) second(t *kit.Theme, w int) (line string, caret *kit.Point) {
	const label = " / "
	if p.editing {
		text, x := p.filter.View(w - len(label))
		return t.Accent.Of(label) + text, &kit.Point{X: len(label) + x, Y: 1}
	}
	if waiting := p.verify.Loading(); waiting != "" {
		return " " + t.Muted.Of("checking the trail, "+waiting), nil
	}
	if wrong := p.live.Notice(t); wrong != "" {
		return " " + kit.Clip(wrong, w-1), nil
	}
	if !p.filter.Empty() {
		text, _ := p.filter.View(w - len(label))
		return t.Muted.Of(label) + text, nil
	}
	return "", nil
}

// detail is all that an entry says.
func (p *Page) detail(t *kit.Theme, r model.AuditRow, w int) []string {
	facts := []pane.Fact{
		{Label: "When", Text: kit.Second(r.At, p.env.Now())},
		{Label: "Who", Text: nouns.Agent(r.Agent, p.env.Agent)},
		{Label: "About", Text: pane.Join(", ", r.Name, r.Company)},
		{Label: "Ticket", Text: r.Ticket.String()},
		{Label: "Words", Text: r.Text},
		{Label: "Entry", Text: fmt.Sprintf("%d of lane %s", r.Seq, r.Lane)},
	}
	lines := []string{t.Title.Of(kit.Clip(verb(r.Verb), w)), ""}
	for _, f := range facts {
		if f.Text != "" {
			lines = append(lines, pane.Facts(t, w, len("Ticket  "), f)...)
		}
	}
	return lines
}
