// This file reads the queue, at the start and after each change.
package queue

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// reload reads the queue. While that is under way it only notes that it must
// be done once more, so that a busy desk can't keep a reading from ending.
func (p *Page) reload() tea.Cmd {
	if p.read.Pending() {
		p.stale = true
		return nil
	}
	p.stale = false
	return p.read.Run(patience, p.desk.Queue)
}

// have takes a reading. A failure is said once, not at every change.
func (p *Page) have(latest []model.TicketView, err error) tea.Cmd {
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
	p.sheet.take(latest, p.renew || !p.started)
	p.started, p.renew, p.failed = true, false, ""
	p.fill()
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
	if changes.Tickets || changes.People {
		cmds = append(cmds, p.reload())
	}
	return tea.Batch(cmds...)
}

// showAll brings the list up to date, order and all, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.sheet.take(p.sheet.latest, true)
	p.renew = true
	p.fill()
	return p.reload()
}

// deed is what came of a command.
type deed struct {
	call model.CallID // to go on with
	say  string
}

// run does one command at a time: a key that is held down starts it once.
func (p *Page) run(doing string, fn func(context.Context) (deed, error)) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	p.doing = doing
	return p.act.Run(patience, fn)
}

// did goes on after a command. After a failure the list is read again: most
// often somebody was faster.
func (p *Page) did(d deed, err error) tea.Cmd {
	switch {
	case err != nil:
		return tea.Batch(kit.SayError(err), p.reload())
	case d.call != "":
		return tea.Batch(kit.Open("call", d.call), p.reload())
	}
	return tea.Batch(kit.Say(kit.Success, d.say), p.reload())
}
