// This file keeps the list still while newer mails come.
package outbox

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/sheet"
)

// have takes a reading. Rows stay in their places and newer mails wait, unless
// there is no row that they could push away.
func (p *Page) have(latest []model.MailView) {
	p.latest = latest
	here := slices.ContainsFunc(p.sheet.Rows(), func(r sheet.Row[model.MailView]) bool { return !r.Gone })
	p.sheet.Take(p.sorted(latest), p.renew || !here)
	held := p.list.Selected()
	if p.renew {
		held = ""
	}
	p.renew = false
	p.fill(held)
}

// showAll shows the newest mails too, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.renew = true
	p.resort()
	return p.live.Reload()
}

// resort puts the rows in order. It was asked for, so they may move.
func (p *Page) resort() {
	p.sheet.Take(p.sorted(p.latest), true)
	p.fill("")
}

// fill hands the list what it has to show. The mail that is held stays, also
// when a change has taken it out of the view.
func (p *Page) fill(held string) {
	words := matcher(p.filter.Value())
	match := func(m model.MailView) bool { return p.shows(m) && words(m) }
	var shown []model.MailView
	p.stray = false
	for _, r := range p.sheet.Rows() {
		fits := match(r.Value)
		if r.Gone || !fits && string(r.Value.Job) != held {
			continue
		}
		p.stray = p.stray || !fits
		shown = append(shown, r.Value)
	}
	p.shown, p.news = shown, p.sheet.News(match)
	p.news.Gone = 0 // the oldest make room for new ones: that is no news
	p.list.Set(list.Rows{
		Len:   len(shown),
		ID:    func(i int) string { return string(shown[i].Job) },
		Cells: func(i int, cells []columns.Cell) { p.cells(shown[i], cells) },
	})
}

// chosen is the mail under the cursor.
func (p *Page) chosen() (model.MailView, bool) {
	i := p.list.Index()
	if i >= len(p.shown) {
		return model.MailView{}, false
	}
	return p.shown[i], true
}
