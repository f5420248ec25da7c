// This file brings the list up to date and runs commands.
package queue

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/work"
)

// showAll brings the list up to date, order and all, and reads once more.
func (p *Page) showAll() tea.Cmd {
	p.renew = true
	p.resort()
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

// meant are the tickets that an action is about: the marked ones, or else the
// one chosen. Those that have left aren't.
func (p *Page) meant() []model.TicketView {
	marked := p.marked()
	if len(marked) == 0 {
		if r, chosen := p.chosen(); chosen && !r.gone {
			p.one[0] = r.TicketView
			return p.one[:]
		}
		return nil
	}
	var tickets []model.TicketView
	for _, r := range p.visible {
		if !r.gone && marked[r.id()] {
			tickets = append(tickets, r.TicketView)
		}
	}
	return tickets
}

func (p *Page) marked() map[string]bool {
	marks := p.list.Marks()
	if len(marks) == 0 {
		return nil
	}
	marked := make(map[string]bool, len(marks))
	for _, id := range marks {
		marked[id] = true
	}
	return marked
}

// mark marks the ticket chosen, or takes its mark away, and goes on.
func (p *Page) mark() tea.Cmd {
	before := p.list.Selected()
	p.list.Mark()
	if p.list.Selected() != before && p.sheet.Leave(before) {
		p.fill()
	}
	return nil
}

// worked goes on after work on tickets. What went needs no marks any more; what
// didn't keeps them.
func (p *Page) worked(d work.Done) tea.Cmd {
	if len(d.Failed) == 0 {
		p.list.Unmark()
	}
	return p.live.Reload()
}

// claimAll claims the marked tickets, or releases them when all are mine.
func (p *Page) claimAll(tickets []model.TicketView) tea.Cmd {
	yours := true
	for _, t := range tickets {
		yours = yours && p.mine(row{TicketView: t})
	}
	if yours {
		return p.work.Run(work.Release, tickets, func(ctx context.Context, t model.TicketView) error {
			return p.desk.ReleaseTicket(ctx, t.Number)
		})
	}
	return p.work.Run(work.Claim, tickets, func(ctx context.Context, t model.TicketView) error {
		return p.desk.ClaimTicket(ctx, t.Number)
	})
}
