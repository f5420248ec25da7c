// This file holds the keys: what each does, and why not when it can't.
package inbox

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/pane"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	none, fresh := "", ""
	if _, chosen := p.chosen(); !chosen {
		none = "No mail has arrived yet."
	}
	if p.started && !p.deaf && p.waiting() == 0 {
		fresh = "The list is up to date."
	}
	open, move := "open", "choose"
	if p.reading {
		open, move = "list", "scroll"
	}
	bs := []kit.Binding{
		{
			ID: "inbox.open", Keys: []string{"enter"}, Words: open, Disabled: none, Do: p.toggle,
			Help: "Opens the mail chosen in full; again, the list.",
		},
		{
			ID: "inbox.fresh", Keys: []string{"."}, Words: "show new", Disabled: fresh, Do: p.showAll,
			Help: "Shows the mails that have come since.",
		},
	}
	if p.reading {
		bs = append(bs, kit.Binding{
			ID: "inbox.list", Keys: []string{"esc"}, Words: "list", Quiet: true, Do: p.toggle,
			Help: "Closes the mail.",
		})
	}
	return append(bs, kit.Binding{
		ID: "inbox.move", Keys: []string{"up", "down", "k", "j"}, Words: move,
		Help: "Moves the choice, or the text of an open mail; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	})
}

func (p *Page) toggle() tea.Cmd {
	p.reading, p.scroll = !p.reading, pane.Scroll{}
	return nil
}
