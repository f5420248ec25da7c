// This file brings the list up to date and runs commands.
package queue

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// showAll brings the list up to date, order and all, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.sheet.Take(p.sheet.Latest(), true)
	p.renew = true
	p.fill()
	return p.live.Reload()
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
		return tea.Batch(kit.SayError(err), p.live.Reload())
	case d.call != "":
		return tea.Batch(kit.Open("call", d.call), p.live.Reload())
	}
	return tea.Batch(kit.Say(kit.Success, d.say), p.live.Reload())
}
