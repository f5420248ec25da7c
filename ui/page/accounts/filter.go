// This file moves the choice and narrows the list down.
package accounts

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/sheet"
)

// press takes a key that is no binding of its own: text for the filter, and
// moves in the list. The arrows move the list even while one types.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if p.editing {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown": // the field has no use for them
		default:
			return p.typed(msg)
		}
	}
	before := p.list.Selected()
	p.list.Update(msg)
	if p.list.Selected() != before && p.sheet.Leave(before) {
		p.fill()
	}
	return nil
}

func (p *Page) typed(msg tea.Msg) tea.Cmd {
	if _, changed := p.filter.Update(msg); !changed {
		return nil
	}
	return p.narrowed()
}

// narrowed goes on after the filter has changed: everybody is searched by the
// desk, a standing list is narrowed down here.
func (p *Page) narrowed() tea.Cmd {
	p.leaving = false
	p.fill()
	if choices[p.at].list == everybody {
		return p.ask()
	}
	return nil
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
	return p.narrowed()
}

// fill hands the list what it has to show now. While another list is read, or
// nothing is searched for, that is nothing; while a search is under way, what
// the one before has found.
func (p *Page) fill() {
	var visible []row
	if q := p.question(); q.list == p.shown.list && (q.list != everybody || q.text != "") {
		match := p.matcher()
		for _, r := range p.sheet.Rows() {
			if match(r.Value) {
				visible = append(visible, row{r.Value, r.Gone})
			}
		}
		p.news = p.sheet.News(match)
	} else {
		p.news = sheet.News{}
	}
	p.visible = visible
	p.list.Set(list.Rows{
		Len:   len(visible),
		ID:    func(i int) string { return string(visible[i].Person) },
		Cells: func(i int, cells []columns.Cell) { p.cells(visible[i], cells) },
	})
}

func (p *Page) cells(r row, cells []columns.Cell) {
	t := p.env.Theme()
	nouns.PersonCells(t, r.Match, cells)
	if !r.gone {
		return
	}
	cells[len(cells)-1].Text = "gone"
	for i := range cells {
		cells[i].Style = t.Muted
	}
}

// chosen is the person under the cursor.
func (p *Page) chosen() (row, bool) {
	i := p.list.Index()
	if i >= len(p.visible) {
		return row{}, false
	}
	return p.visible[i], true
}

// matcher tells whether a person of a standing list has all the words of the
// filter, in any spelling. Whom a search has found, the desk has chosen.
func (p *Page) matcher() func(model.Match) bool {
	words := strings.Fields(model.Fold(p.filter.Value()))
	if choices[p.at].list == everybody {
		words = nil
	}
	return func(m model.Match) bool {
		if len(words) == 0 {
			return true
		}
		hay := model.Fold(strings.Join([]string{
			m.Name, m.Company, string(m.Role), m.Extension, m.Phone, kit.Phone(m.Phone), nouns.Status(m),
		}, "\n"))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
	}
}
