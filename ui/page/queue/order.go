// This file sorts the list and keeps to a view of it.
package queue

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/views"
)

// order is what the list is sorted by, in words.
type order string

// The orders; the first is the desk's own.
const (
	byUrgency  order = "urgency"
	byDue      order = "due"
	byPriority order = "priority"
	byAge      order = "age"
	byWho      order = "who"
	byOwner    order = "owner"
)

var orders = []order{byUrgency, byDue, byPriority, byAge, byWho, byOwner}

// only is which of the tickets are shown.
type only string

// The choices; the first shows all.
const (
	everything only = ""
	free       only = "free"
	mine       only = "mine"
	due        only = "due"
	urgent     only = "high"
	waiting    only = "waiting"
)

var onlyWords = map[only]string{free: "nobody's", mine: "yours", due: "due", urgent: "high priority", waiting: "put off"}

// ownViews are those that everybody has.
func ownViews() []model.SavedView {
	return []model.SavedView{
		{Name: "All"},
		{Name: "Nobody has them", Spec: "only=free"},
		{Name: "Mine", Spec: "only=mine"},
		{Name: "Due soon or past", Spec: "only=due"},
		{Name: "High priority", Spec: "only=high"},
		{Name: "Put off", Spec: "only=waiting&sort=due"},
	}
}

func newViews(p *Page) *views.Views { return views.New(p.env, p.ID(), p.desk, ownViews()...) }

// spec writes down how the list is shown.
func (p *Page) spec() string {
	s := views.Spec{Only: string(p.only), Back: p.turned, Find: p.filter.Value()}
	if p.order != byUrgency {
		s.Sort = string(p.order)
	}
	return s.String()
}

// show shows the list as a view has it. What the view doesn't say, or what this
// version doesn't know, is as usual.
func (p *Page) show(spec string) tea.Cmd {
	s := views.ReadSpec(spec)
	p.only = only(s.Only)
	if !slices.Contains([]only{everything, free, mine, due, urgent, waiting}, p.only) {
		p.only = everything
	}
	p.order = order(s.Sort)
	if !slices.Contains(orders, p.order) {
		p.order = byUrgency
	}
	p.turned = s.Back
	p.filter.Set(s.Find)
	p.editing = false
	p.list.Unmark()
	p.resort()
	p.list.Top()
	return nil
}

// shows tells whether a ticket is in the view.
func (p *Page) shows(v model.TicketView) bool {
	now := p.env.Now()
	switch p.only {
	case free:
		return v.Owner == "" && !v.Waits(now)
	case mine:
		return string(v.Owner) == p.env.Agent
	case due:
		return v.PastDue(now) || v.Soon
	case urgent:
		return v.Priority == model.High
	case waiting:
		return v.Waits(now)
	}
	return true
}

func (p *Page) nextOrder() tea.Cmd {
	p.order = orders[(slices.Index(orders, p.order)+1)%len(orders)]
	p.resort()
	return nil
}

func (p *Page) backwards() tea.Cmd {
	p.turned = !p.turned
	p.resort()
	return nil
}

// resort puts the rows in order. It was asked for, so they may move.
func (p *Page) resort() {
	p.sheet.Take(p.sorted(p.read), true)
	p.fillWith("")
}

// sorted is a copy of the tickets in order.
func (p *Page) sorted(all []model.TicketView) []model.TicketView {
	all = slices.Clone(all)
	rank := func(t model.TicketView) int { return slices.Index(model.Priorities, t.Priority) }
	by := map[order]func(a, b model.TicketView) int{
		byDue:      func(a, b model.TicketView) int { return a.DueAt().Compare(b.DueAt()) },
		byPriority: func(a, b model.TicketView) int { return cmp.Compare(rank(a), rank(b)) },
		byAge:      func(a, b model.TicketView) int { return a.Created.Compare(b.Created) },
		byWho:      func(a, b model.TicketView) int { return cmp.Compare(model.Fold(a.Name), model.Fold(b.Name)) },
		byOwner:    func(a, b model.TicketView) int { return cmp.Compare(a.Owner, b.Owner) },
	}[p.order]
	if by != nil {
		slices.SortStableFunc(all, by)
	}
	if p.turned {
		slices.Reverse(all)
	}
	return all
}
