// This file goes to the person chosen: in a call, or without one.
package accounts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// call opens a call with the person chosen. It acts on the answer to exactly
// what is typed: when that is still on its way, it waits for it.
func (p *Page) call() tea.Cmd {
	if p.open.Pending() {
		return nil
	}
	if p.asking() {
		p.leaving = p.live.Pending()
		return nil
	}
	r, chosen := p.chosen()
	if !chosen {
		return nil
	}
	return p.open.Run(patience, func(ctx context.Context) (model.CallID, error) { return p.desk.CallPerson(ctx, r.Person) })
}

// look opens the person's page without a call.
func (p *Page) look() tea.Cmd {
	r, chosen := p.chosen()
	if !chosen {
		return nil
	}
	return kit.Open("person", r.Person)
}
