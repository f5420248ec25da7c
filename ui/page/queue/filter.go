// This file moves the choice and narrows the list down.
package queue

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// press takes a key that is no binding of its own: text for the filter, and
// moves in the list. The arrows move the list even while one types.
func (p *Page) press(msg tea.KeyPressMsg) {
	if p.editing {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown": // the field has no use for them
		default:
			p.typed(msg)
			return
		}
	}
	before := p.list.Selected()
	p.list.Update(msg)
	if p.list.Selected() != before && p.sheet.leave(before) {
		p.fill()
	}
}

func (p *Page) typed(msg tea.Msg) {
	if _, changed := p.filter.Update(msg); changed {
		p.fill()
	}
}

func (p *Page) enterFilter() tea.Cmd {
	p.editing = true
	return nil
}

func (p *Page) keepFilter() tea.Cmd {
	p.editing = false
	return nil
}

// escape clears the filter, then leaves it.
func (p *Page) escape() tea.Cmd {
	if p.filter.Empty() {
		p.editing = false
		return nil
	}
	p.filter.Clear()
	p.fill()
	return nil
}

// fill hands the list what it has to show now.
func (p *Page) fill() {
	match := matcher(p.filter.Value(), p.env.Agent)
	var visible []row
	for _, r := range p.sheet.rows {
		if match(r.TicketView) {
			visible = append(visible, r)
		}
	}
	p.visible, p.news = visible, p.sheet.news(match)
	p.list.Set(list.Rows{
		Len:   len(visible),
		ID:    func(i int) string { return visible[i].id() },
		Cells: func(i int, cells []columns.Cell) { p.cells(visible[i], cells) },
	})
}
