// This file keeps to a view of the lists: which one, narrowed down by what, in
// which order.
package accounts

import (
	"net/url"
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
			list[i].Spec = url.Values{"list": {string(c.list)}}.Encode()
		}
	}
	return list
}

func newViews(p *Page) *views.Views { return views.New(p.env, p.ID(), p.desk, ownViews()...) }

// spec writes down what is shown.
func (p *Page) spec() string {
	v := url.Values{}
	if l := choices[p.at].list; l != everybody {
		v.Set("list", string(l))
	}
	if by := p.sorting(); by != p.orders()[0] {
		v.Set("sort", string(by))
	}
	if p.turned {
		v.Set("back", "1")
	}
	if !p.filter.Empty() {
		v.Set("find", p.filter.Value())
	}
	return v.Encode()
}

// view shows what a view says. What it doesn't say, or what this version doesn't
// know, is as usual.
func (p *Page) view(spec string) tea.Cmd {
	v, _ := url.ParseQuery(spec)
	p.at = max(slices.IndexFunc(choices, func(c choice) bool { return string(c.list) == v.Get("list") }), 0)
	p.filter.Set(v.Get("find"))
	p.order, p.turned = order(v.Get("sort")), v.Get("back") != ""
	p.editing, p.leaving = false, false
	p.fill()
	return p.ask()
}
