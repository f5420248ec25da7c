// Package desk is the first page of the screen "Desk": what there is to running
// the desk, part by part. Enter opens one. What a role may not see stays listed,
// with the reason.
package desk

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// Part is one of them.
type Part struct {
	Page  kit.PageID
	Name  string
	Words string
	Power model.Power // that looking at it takes
}

// Page is the page.
type Page struct {
	env   *kit.Env
	parts []Part
	busy  func() string
	list  *list.List
	w, h  int
}

// New makes the page. busy says what would be lost by leaving the desk, "" when
// nothing would: parts that are closed can't.
func New(env *kit.Env, parts []Part, busy func() string) *Page {
	p := &Page{env: env, parts: parts, busy: busy}
	p.list = list.New(columns.Column{Title: "PART", Width: 16}, columns.Column{Title: "", Width: 20, Grow: 1})
	p.fill()
	return p
}

// fill hands the list what it has to show.
func (p *Page) fill() {
	p.list.Set(list.Rows{
		Len: len(p.parts),
		ID:  func(i int) string { return string(p.parts[i].Page) },
		Cells: func(i int, cells []columns.Cell) {
			part, t := p.parts[i], p.env.Theme()
			cells[0].Text = part.Name
			cells[1] = columns.Cell{Text: part.Words, Style: t.Muted}
			if why := p.env.Denied(part.Power); why != "" {
				cells[0].Style = t.Muted
				cells[1].Text = why
			}
		},
	})
}

// ID names the page.
func (*Page) ID() kit.PageID { return "desk" }

// Title is in the header.
func (*Page) Title() string { return "Desk" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init has nothing to read.
func (*Page) Init() tea.Cmd { return nil }

// Close has nothing to end.
func (*Page) Close() {}

// Busy keeps somebody from leaving with something that isn't saved.
func (p *Page) Busy() string { return p.busy() }

// Update moves the choice.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		p.list.Update(key)
	}
	return nil
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, max(h-above, 1))
}

// above is how many lines stand above the list.
const above = 2

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	f := kit.Frame{Lines: []string{" " + t.Title.Of("Running the desk"), ""}}
	body := p.list.View(t)
	f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	f.Lines = append(f.Lines, body.Lines...)
	return f
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	chosen := p.parts[p.list.Index()]
	bs := []kit.Binding{
		{
			ID: "desk.open", Keys: []string{"enter"}, Words: "open", Disabled: p.env.Denied(chosen.Power),
			Help: "Opens the part chosen; Esc leads back.", Do: func() tea.Cmd { return kit.Open(chosen.Page, nil) },
		},
		{
			ID: "desk.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose",
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		},
	}
	for _, part := range p.parts {
		bs = append(bs, kit.Binding{
			ID: "desk." + string(part.Page), Words: part.Name, Disabled: p.env.Denied(part.Power), Quiet: true,
			Help: part.Words + ".", Do: func() tea.Cmd { return kit.Open(part.Page, nil) },
		})
	}
	return bs
}
