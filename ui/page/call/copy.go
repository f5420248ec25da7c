package call

import (
	"callin/model"
	"callin/ui/kit"
)

// Copies are the ticket's number, and the Client ID while it is told.
func (p *Page) Copies() []kit.Copyable {
	var all []kit.Copyable
	if p.known {
		all = append(all, kit.Copyable{Key: "t", Text: p.view.Ticket.Number.String()})
	}
	if s, ok := p.step.(*tell); ok && s.lost == model.ClientID && !s.value.Empty() {
		all = append(all, kit.Copyable{Key: "c", Text: s.value.Reveal()})
	}
	return all
}
