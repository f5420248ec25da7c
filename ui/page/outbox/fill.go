// This file keeps the list still while newer mails come.
package outbox

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// showAll shows the newest mails too, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.renew = true
	p.fill(true)
	return p.live.Reload()
}

// fill hands the list what it has to show. Mails stand in the order in which
// they were decided, so that new ones can only come at the top: without all,
// they wait, unless there is no row that they could push away.
func (p *Page) fill(all bool) {
	if (all || len(p.shown) == 0) && len(p.latest) > 0 {
		p.upTo = p.latest[0].Created
	}
	shown := make([]model.MailView, 0, len(p.latest))
	for _, m := range p.latest {
		if !m.Created.After(p.upTo) {
			shown = append(shown, m)
		}
	}
	p.shown = shown
	p.list.Set(list.Rows{
		Len:   len(shown),
		ID:    func(i int) string { return string(shown[i].Job) },
		Cells: func(i int, cells []columns.Cell) { p.cells(shown[i], cells) },
	})
}

// waiting is how many mails are newer than the list.
func (p *Page) waiting() int { return len(p.latest) - len(p.shown) }

// chosen is the mail under the cursor.
func (p *Page) chosen() (model.MailView, bool) {
	i := p.list.Index()
	if i >= len(p.shown) {
		return model.MailView{}, false
	}
	return p.shown[i], true
}
