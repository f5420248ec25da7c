package model

import (
	"cmp"
	"slices"
)

// ArticleParts are the report on articles: how each was used in a period.
func ArticleParts(uses []ArticleUse) []Part {
	p := Part{
		Title: "Articles", Note: "The helpful share is of the votes that were given in the period.",
		Shape: ShapeBars, Heads: []string{"article", "opened", "mailed", "votes", "helpful"},
	}
	whole := Row{Label: "all articles", Whole: true}
	var all ArticleUse
	row := func(u ArticleUse) []Cell {
		n := func(i int) uint64 { return uint64(max(i, 0)) } //nolint:gosec // not negative
		return []Cell{Number(n(u.Views)), Number(n(u.Mails)), Number(n(u.Yes + u.No)), Percent(n(u.Yes), n(u.Yes+u.No))}
	}
	slices.SortStableFunc(uses, func(a, b ArticleUse) int { return cmp.Compare(b.Views, a.Views) })
	for _, u := range uses {
		p.Rows = append(p.Rows, Row{Label: cmp.Or(u.Title, string(u.Article)), Alert: u.No > u.Yes, Cells: row(u)})
		all.Views, all.Mails, all.Yes, all.No = all.Views+u.Views, all.Mails+u.Mails, all.Yes+u.Yes, all.No+u.No
	}
	whole.Cells = row(all)
	p.Rows = append(p.Rows, whole)
	return []Part{p}
}
