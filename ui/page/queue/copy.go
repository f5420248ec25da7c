package queue

import "callin/ui/kit"

// Copies is the number of the ticket chosen.
func (p *Page) Copies() []kit.Copyable {
	number := p.list.Selected()
	if number == "" {
		return nil
	}
	return []kit.Copyable{{Key: "t", Text: number}}
}
