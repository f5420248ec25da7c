// This file draws the page:
//
//	4 on the staff · 2 here now                           │ bob, agent
//
//	   NAME   ROLE    ACCESS  HERE  LAST HERE  KEYS       │ Access  yes
//	 > bob    agent   yes     1     10:41      1          │ Key     ed25519 SHA256:…
package staff

import (
	"fmt"
	"strconv"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// newList makes the list. In a narrow window the keys go first; name, role and
// access never do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "NAME", Width: 12, Grow: 1, Max: 32},
		columns.Column{Title: "ROLE", Width: 10},
		columns.Column{Title: "ACCESS", Width: 8},
		columns.Column{Title: "HERE", Width: 4, Drop: 2, Right: true},
		columns.Column{Title: "LAST HERE", Width: 12, Drop: 1},
		columns.Column{Title: "KEYS", Width: 4, Drop: 3, Right: true},
	)
}

// fill hands the list what it has to show.
func (p *Page) fill() {
	staff := p.staff
	p.list.Set(list.Rows{
		Len:   len(staff),
		ID:    func(i int) string { return string(staff[i].Name) },
		Cells: func(i int, cells []columns.Cell) { p.cells(staff[i], cells) },
	})
}

func (p *Page) cells(a model.AgentView, cells []columns.Cell) {
	t := p.env.Theme()
	cells[0] = columns.Cell{Text: nouns.Agent(a.Name, p.env.Agent)}
	cells[1] = columns.Cell{Text: string(a.Role)}
	cells[2] = columns.Cell{Text: "yes"}
	cells[3] = columns.Cell{Text: here(a.Seats)}
	cells[4] = columns.Cell{Text: last(a.Seen, p.env.Now())}
	cells[5] = columns.Cell{Text: strconv.Itoa(len(a.Keys))}
	switch {
	case a.Disabled:
		cells[2] = columns.Cell{Text: "disabled", Style: t.Muted}
	case len(a.Keys) == 0:
		cells[5].Style = t.Warn
	}
}

func here(seats int) string {
	if seats == 0 {
		return "–"
	}
	return strconv.Itoa(seats)
}

func last(at, now time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return kit.Hour(at, now)
}

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
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), " "+kit.Clip(p.notice(t), w-1))
	a, chosen := p.chosen()
	if !chosen {
		for _, line := range kit.WrapUnder(" ", p.live.Empty("The staff", ""), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	f.Lines = append(f.Lines, body.Lines...)
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane:  func(w int) []string { return p.detail(t, a, w) },
		Facts: pane.Join(", ", string(a.Name), string(a.Role)),
		Words: p.firstKey(a),
	})
	return f
}

func (p *Page) headline(t *kit.Theme) string {
	if !p.live.Started() {
		return t.Title.Of("Staff")
	}
	on, now := 0, 0
	for _, a := range p.staff {
		if !a.Disabled {
			on++
		}
		if a.Seats > 0 {
			now++
		}
	}
	return t.Title.Of(fmt.Sprintf("%d on the staff", on)) + fmt.Sprintf(" · %d here now", now)
}

func (p *Page) notice(t *kit.Theme) string {
	if waiting := p.act.Loading(); waiting != "" {
		return t.Muted.Of(p.does + ", " + waiting)
	}
	return p.live.Notice(t)
}

func (p *Page) firstKey(a model.AgentView) string {
	if len(a.Keys) == 0 {
		return "No key: they can't sign in over SSH. " + p.env.Keys.Named("staff.open", "enter") + " offers one."
	}
	k := a.Keys[0]
	return pane.Join(" ", k.Kind(), k.Fingerprint, k.Comment)
}

// detail is all that is known of somebody.
func (p *Page) detail(t *kit.Theme, a model.AgentView, w int) []string {
	lines := []string{t.Title.Of(kit.Clip(pane.Join(", ", string(a.Name), string(a.Role)), w))}
	lines = append(lines, kit.Wrap(roles[a.Role], w)...)
	access := "yes"
	if a.Disabled {
		access = "disabled"
	}
	facts := []pane.Fact{
		{Label: "Access", Text: access},
		{Label: "Here now", Text: here(a.Seats)},
		{Label: "Last here", Text: last(a.Seen, p.env.Now())},
		{Label: "Since", Text: kit.Hour(a.Created, p.env.Now())},
	}
	lines = append(lines, "")
	lines = append(lines, pane.Facts(t, w, len("Last here  "), facts...)...)
	lines = append(lines, "", t.Title.Of(kit.Count(len(a.Keys), "key", "keys")))
	if len(a.Keys) == 0 {
		return append(lines, kit.Wrap("They can't sign in over SSH. "+p.env.Keys.Named("staff.open", "enter")+" offers one.", w)...)
	}
	for _, k := range a.Keys {
		lines = append(lines, kit.Wrap(pane.Join(" ", k.Kind(), k.Comment), w)...)
		lines = append(lines, t.Muted.Of(kit.Clip(model.CleanLine(k.Fingerprint), w)), t.Muted.Of("added "+kit.Hour(k.Added, p.env.Now())))
	}
	return lines
}
