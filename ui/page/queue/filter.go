// This file moves the choice and narrows the list down.
package queue

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
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
	if p.list.Selected() != before && p.sheet.Leave(before) {
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

// fill hands the list what it has to show now. The row under the cursor stays,
// also when a change has taken it out of the view.
func (p *Page) fill() { p.fillWith(p.list.Selected()) }

func (p *Page) fillWith(held string) {
	words := matcher(p.filter.Value(), p.env.Agent)
	match := func(v model.TicketView) bool { return p.shows(v) && words(v) }
	var visible []row
	for _, r := range p.sheet.Rows() {
		if words(r.Value) && (p.shows(r.Value) || r.Value.Number.String() == held) {
			visible = append(visible, row{r.Value, r.Gone})
		}
	}
	p.visible, p.news = visible, p.sheet.News(match)
	p.list.Set(list.Rows{
		Len:   len(visible),
		ID:    func(i int) string { return visible[i].id() },
		Cells: func(i int, cells []columns.Cell) { p.cells(visible[i], cells) },
	})
}

// matcher tells whether a ticket has all the words of the filter, in any
// spelling.
func matcher(filter, me string) func(model.TicketView) bool {
	words := strings.Fields(model.Fold(filter))
	return func(v model.TicketView) bool {
		if len(words) == 0 {
			return true
		}
		hay := model.Fold(strings.Join([]string{
			v.Number.String(), v.Name, v.Company, string(v.Kind), string(v.Priority), string(v.State), nouns.Agent(v.Owner, me), v.Text,
		}, "\n"))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
	}
}
