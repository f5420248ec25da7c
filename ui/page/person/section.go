// This file holds the lists on the page: calls, tickets, mails, and the other
// people of the account.
package person

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
	"callin/ui/widget/sheet"
	"callin/ui/widget/tabs"
)

// entry is a row of a section. What it says of times is made when it is drawn:
// durations go on.
type entry struct {
	id     string
	cells  func(t *kit.Theme, cells []columns.Cell)
	detail func(t *kit.Theme) pane.Detail
}

// section is one of the lists.
type section struct {
	name    string
	none    string // what to say when it is empty
	entries func(p *Page) []entry
	people  bool // its rows are people, whom Enter goes to
	list    *list.List
	sheet   *sheet.Sheet[entry]
	visible []sheet.Row[entry]
}

func newSections() []*section {
	sections := []*section{
		{name: "Calls", none: "No call with this person yet.", entries: (*Page).calls, list: list.New(callColumns()...)},
		{name: "Tickets", none: "No ticket of this person yet.", entries: (*Page).tickets, list: list.New(ticketColumns()...)},
		{name: "Mails", none: "No mail to this person yet.", entries: (*Page).mails, list: list.New(mailColumns()...)},
		{name: "People", none: "Nobody else is in this account.", entries: (*Page).others, people: true, list: list.New(personColumns()...)},
	}
	for _, s := range sections {
		s.sheet = sheet.New(func(e entry) string { return e.id })
	}
	return sections
}

// personColumns have less of what is the same for everybody in an account.
func personColumns() []columns.Column {
	cols := nouns.PersonColumns()
	cols[0].Drop, cols[3].Drop = 9, 8
	return cols
}

// fill hands the sections what there is. Without all, what is new waits.
func (p *Page) fill(all bool) {
	for _, s := range p.sections {
		s.sheet.Take(s.entries(p), all)
		s.fill(p.env)
	}
	p.Resize(p.w, p.h) // the facts above may take more lines now
}

func (s *section) fill(env *kit.Env) {
	rows := s.sheet.Rows()
	s.visible = rows
	s.list.Set(list.Rows{
		Len: len(rows),
		ID:  func(i int) string { return rows[i].Value.id },
		Cells: func(i int, cells []columns.Cell) {
			t := env.Theme()
			rows[i].Value.cells(t, cells)
			if rows[i].Gone {
				for n := range cells {
					cells[n].Style = t.Muted
				}
			}
		},
	})
}

// press moves the choice.
func (s *section) press(msg tea.KeyPressMsg) { s.list.Update(msg) }

// chosen is the row under the cursor.
func (s *section) chosen() (entry, bool) {
	i := s.list.Index()
	if i >= len(s.visible) {
		return entry{}, false
	}
	return s.visible[i].Value, true
}

// news is what the section doesn't show yet.
func (s *section) news() sheet.News {
	return s.sheet.News(func(entry) bool { return true })
}

// tabs are the sections with how many rows each has.
func (p *Page) tabs() []tabs.Tab {
	all := make([]tabs.Tab, len(p.sections))
	for i, s := range p.sections {
		all[i] = tabs.Tab{Names: []string{s.name}, Count: -1}
		if p.live.Started() {
			all[i].Count = len(s.sheet.Latest())
		}
	}
	return all
}

// others are the other people of the account.
func (p *Page) others() []entry {
	entries := make([]entry, len(p.view.Others))
	for i, m := range p.view.Others {
		entries[i] = entry{
			id:    string(m.Person),
			cells: func(t *kit.Theme, cells []columns.Cell) { nouns.PersonCells(t, m, cells) },
			detail: func(t *kit.Theme) pane.Detail {
				return nouns.PersonDetail(t, m, p.env.Keys.Named("person.look", "enter")+" goes to this person's page; that you looked is noted.")
			},
		}
	}
	return entries
}

// admins names the account's other admins, whom a user is referred to.
func admins(v model.PersonView) string {
	var names []string
	for _, m := range v.Others {
		if m.Role == model.Admin {
			names = append(names, m.Name)
		}
	}
	return model.SomeNames(names)
}
