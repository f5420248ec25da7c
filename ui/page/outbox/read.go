// This file reads the mails, and keeps the list still while newer ones come.
package outbox

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// reload reads the mails. While that is under way it only notes that it must
// be done once more, so that a busy desk can't keep a reading from ending.
func (p *Page) reload() tea.Cmd {
	if p.read.Pending() {
		p.stale = true
		return nil
	}
	p.stale = false
	return p.read.Run(patience, p.desk.Outbox)
}

// have takes a reading. A failure is said once, not at every change.
func (p *Page) have(latest []model.MailView, err error) tea.Cmd {
	var again tea.Cmd
	if p.stale {
		again = p.reload()
	}
	if err != nil {
		before := p.failed
		p.failed = model.CleanLine(model.PublicText(err))
		if before == p.failed {
			return again
		}
		return tea.Batch(again, kit.SayError(err))
	}
	p.latest, p.failed, p.started = latest, "", true
	p.fill(p.renew)
	p.renew = false
	return again
}

// moved reads again what has changed. The feed ends with the session or the
// desk; should it end before, the screen says that it is no longer live.
func (p *Page) moved(changes model.Changes, err error) tea.Cmd {
	if err != nil {
		p.deaf = true
		return nil
	}
	cmds := []tea.Cmd{p.heard.Listen(p.feed.Next)}
	if changes.Mails || changes.People {
		cmds = append(cmds, p.reload())
	}
	return tea.Batch(cmds...)
}

// showAll shows the newest mails too, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.renew = true
	p.fill(true)
	return p.reload()
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
