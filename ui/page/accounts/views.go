// This file keeps to a view of the lists: which one, narrowed down by what, in
// which order.
package accounts

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/views"
)

// ownViews are those that everybody has: the standing lists.
func ownViews() []model.SavedView {
	list := make([]model.SavedView, len(choices))
	for i, c := range choices {
		list[i] = model.SavedView{Name: c.names[0]}
		if c.list != everybody {
			list[i].Spec = views.Spec{Only: string(c.list)}.String()
		}
	}
	return list
}

func newViews(p *Page) *views.Views { return views.New(p.env, p.ID(), p.desk, ownViews()...) }

// spec writes down what is shown.
func (p *Page) spec() string {
	s := views.Spec{Back: p.turned, Find: p.filter.Value()}
	if l := choices[p.at].list; l != everybody {
		s.Only = string(l)
	}
	if by := p.sorting(); by != p.orders()[0] {
		s.Sort = string(by)
	}
	return s.String()
}

// view shows what a view says. What it doesn't say, or what this version doesn't
// know, is as usual.
func (p *Page) view(spec string) tea.Cmd {
	s := views.ReadSpec(spec)
	p.at = max(slices.IndexFunc(choices, func(c choice) bool { return string(c.list) == s.Only }), 0)
	p.filter.Set(s.Find)
	p.order, p.turned = order(s.Sort), s.Back
	p.editing, p.leaving = false, false
	p.list.Unmark()
	p.fill()
	return p.ask()
}
