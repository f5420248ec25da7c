// This file sorts the list.
package accounts

import (
	"cmp"
	"slices"

	"callin/model"
)

// order is what the list is sorted by, in words.
type order string

// The orders. The zero order is the desk's own: how well somebody matches a
// search, or else by company.
const (
	byMatch   order = ""
	byCompany order = "company"
	byName    order = "name"
	byStatus  order = "status"
)

// orders of the list shown now, in which o goes through them.
func (p *Page) orders() []order {
	if choices[p.at].list == everybody {
		return []order{byMatch, byCompany, byName, byStatus}
	}
	return []order{byCompany, byName, byStatus}
}

// sorting is the order in force.
func (p *Page) sorting() order {
	if orders := p.orders(); !slices.Contains(orders, p.order) {
		return orders[0]
	}
	return p.order
}

// orderWords say how the list is sorted.
func (p *Page) orderWords() string {
	by := p.sorting()
	switch {
	case by == byMatch && p.turned:
		return "best match last"
	case by == byMatch:
		return "best match first"
	case p.turned:
		return "by " + string(by) + ", backwards"
	}
	return "by " + string(by)
}

// sorted is a copy of the people in order.
func (p *Page) sorted(all []model.Match) []model.Match {
	by := p.sorting()
	all = slices.Clone(all)
	if by != byMatch {
		keys := make(map[model.PersonID][2]string, len(all)) // folding is too slow for each comparison
		for _, m := range all {
			keys[m.Person] = [2]string{model.Fold(m.Company), model.Fold(m.Name)}
		}
		slices.SortStableFunc(all, func(a, b model.Match) int {
			x, y := keys[a.Person], keys[b.Person]
			company, name := cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])
			switch by {
			case byName:
				return cmp.Or(name, company)
			case byStatus:
				return cmp.Or(cmp.Compare(concern(a), concern(b)), company, name)
			}
			return cmp.Or(company, name)
		})
	}
	if p.turned {
		slices.Reverse(all)
	}
	return all
}

// concern orders statuses: what needs attention stands first.
func concern(m model.Match) int {
	switch {
	case m.Locked:
		return 0
	case m.Status == model.Suspended:
		return 1
	case m.Status == model.Closed:
		return 2
	}
	return 3
}
