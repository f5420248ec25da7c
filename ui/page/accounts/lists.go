// This file reads the lists: the one shown, and how many are on the others.
package accounts

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/tabs"
)

// everybody is the list that has to be searched.
const everybody model.List = "all"

// most is how many people of a standing list are shown. Whoever works through
// one begins at its top.
const most = 500

// choice is a list to show.
type choice struct {
	list  model.List
	names []string // from the fullest to the shortest
	none  string   // what it means when nobody is on it
}

// choices in the order of the screen.
var choices = []choice{
	{everybody, []string{"All"}, ""},
	{model.ListNoQuestion, []string{"No question set", "No question", "Question"}, "Every admin has a security question."},
	{model.ListNoAddress, []string{"No address on file", "No address", "Address"}, "Everybody with a log-in has an address on file."},
	{model.ListLocked, []string{"Locked"}, "No account is locked."},
	{model.ListChanged, []string{"Recently changed", "Changed"}, "No address was changed lately."},
}

// reading is what the desk had to say about a list.
type reading struct {
	list   model.List
	text   string // that was searched for
	people []model.Match
	total  int // how many there are, shown or not
	totals map[model.List]int
}

// answers tells whether both are answers to the same question.
func (r reading) answers(o reading) bool { return r.list == o.list && r.text == o.text }

// question is what the page wants to know now, without an answer.
func (p *Page) question() reading {
	q := reading{list: choices[p.at].list}
	if q.list == everybody {
		q.text = p.filter.Value()
	}
	return q
}

// asking tells that the rows shown aren't what was asked for last.
func (p *Page) asking() bool { return !p.shown.answers(p.question()) }

// fetch reads the list that is shown now, with counts those of the others too.
func (p *Page) fetch(counts bool) func(context.Context) (reading, error) {
	q, d := p.question(), p.desk
	return func(ctx context.Context) (reading, error) {
		r := q
		if r.list == everybody && r.text != "" {
			found, err := d.Search(ctx, r.text)
			if err != nil {
				return r, err
			}
			r.people, r.total = found.Matches, found.Total
		}
		r.totals = map[model.List]int{}
		for _, l := range model.Lists {
			limit := 0
			switch {
			case l == r.list:
				limit = most
			case !counts:
				continue
			}
			listed, err := d.Standing(ctx, l, limit)
			if err != nil {
				return r, err
			}
			r.totals[l] = listed.Total
			if l == r.list {
				r.people, r.total = listed.People, listed.Total
			}
		}
		return r, nil
	}
}

// ask reads at once what is wanted now.
func (p *Page) ask() tea.Cmd {
	p.live.Fetch = p.fetch(true)
	return p.live.Now(p.fetch(false))
}

// have takes a reading. The answer to another question replaces the rows; to the
// same, it leaves them in their places.
func (p *Page) have(r reading) tea.Cmd {
	other := !r.answers(p.shown)
	totals := maps.Clone(p.totals)
	if totals == nil {
		totals = map[model.List]int{}
	}
	maps.Copy(totals, r.totals)
	p.shown, p.totals = r, totals
	p.sheet.Take(p.sorted(r.people), other || p.renew)
	p.renew = false
	p.fill()
	if other {
		p.list.Top()
	}
	if p.leaving && !p.asking() {
		p.leaving = false
		return p.call()
	}
	return nil
}

// turn shows another list.
func (p *Page) turn(by int) tea.Cmd {
	p.at = tabs.Step(p.at, by, len(choices))
	p.leaving = false
	p.list.Unmark()
	p.fill()
	return p.ask()
}

// showAll brings the list up to date, order and all, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.sheet.Take(p.sorted(p.shown.people), true)
	p.renew = true
	p.fill()
	return p.live.Reload()
}

// tabs are the lists with how many are on each.
func (p *Page) tabs() []tabs.Tab {
	all := make([]tabs.Tab, len(choices))
	for i, c := range choices {
		n, known := p.totals[c.list]
		if !known {
			n = -1
		}
		all[i] = tabs.Tab{Names: c.names, Count: n}
	}
	return all
}
