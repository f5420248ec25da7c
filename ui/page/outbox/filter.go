// This file moves the choice and narrows the list down.
package outbox

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
)

// press takes a key that is no binding of its own: text for the filter, and
// moves in the list or the story. The arrows move the list even while one types.
func (p *Page) press(msg tea.KeyPressMsg) {
	if p.reading {
		p.scroll.Press(msg.String())
		return
	}
	if p.editing {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown": // the field has no use for them
		default:
			p.typed(msg)
			return
		}
	}
	before := p.list.Selected()
	p.list.Update(msg)
	if p.stray && p.list.Selected() != before {
		p.fill("")
	}
}

func (p *Page) typed(msg tea.Msg) {
	if _, changed := p.filter.Update(msg); changed {
		p.fill("")
	}
}

func (p *Page) enterFilter() tea.Cmd {
	p.editing = true
	return nil
}

func (p *Page) keepFilter() tea.Cmd {
	p.editing = false
	return nil
}

// escape clears the filter, then leaves it.
func (p *Page) escape() tea.Cmd {
	if p.filter.Empty() {
		p.editing = false
		return nil
	}
	p.filter.Clear()
	p.fill("")
	return nil
}

// matcher tells whether a mail has all the words of the filter, in any spelling.
func matcher(filter string) func(model.MailView) bool {
	words := strings.Fields(model.Fold(filter))
	return func(m model.MailView) bool {
		if len(words) == 0 {
			return true
		}
		hay := model.Fold(strings.Join([]string{
			string(m.State), m.Address, m.Name, m.Company, nouns.MailKind(m.Kind), m.Ticket.String(), m.Server, m.Said,
		}, "\n"))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
	}
}

// filterBindings adds those of the filter, in focus or not.
func (p *Page) filterBindings(bs []kit.Binding) []kit.Binding {
	if !p.editing {
		bs = append(bs, kit.Binding{
			ID: "outbox.filter", Keys: []string{"/"}, Words: "filter", Do: p.enterFilter,
			Help: "Narrows the list down by any part of a state, address, name, company, kind, ticket or what the server said.",
		})
		if !p.filter.Empty() {
			bs = append(bs, kit.Binding{ID: "outbox.clear", Keys: []string{"esc"}, Words: "all", Do: p.escape, Help: "Shows the whole list again."})
		}
		return bs
	}
	words := "keys"
	if !p.filter.Empty() {
		words = "clear"
	}
	return append(bs,
		kit.Binding{
			ID: "outbox.clear", Keys: []string{"esc"}, Words: words, InField: true, Do: p.escape,
			Help: "Clears the filter; empty, it leaves it, so that letters are commands.",
		},
		kit.Binding{
			ID: "outbox.keep", Keys: []string{"tab"}, Words: "to the list", InField: true, Do: p.keepFilter,
			Help: "Leaves the filter as it is and goes to the list, where letters are commands.",
		})
}

// viewBindings adds those about how the list is shown.
func (p *Page) viewBindings(bs []kit.Binding) []kit.Binding {
	if p.editing {
		return bs
	}
	return append(bs,
		kit.Binding{
			ID: "outbox.mark", Keys: []string{"space"}, Words: "mark", Quiet: true, Do: p.mark,
			Help: "Marks the mail chosen, or takes its mark away: actions are about all that are marked.",
		},
		kit.Binding{
			ID: "outbox.unmark", Words: "no marks", Quiet: true, Help: "Takes all marks away.", Do: p.unmark,
		},
		kit.Binding{
			ID: "outbox.view", Keys: []string{"f"}, Words: "view", Quiet: true,
			Help: "Which mails are shown: all, on the way, held, to ask about, or a view of your own.", Do: func() tea.Cmd { return p.views.Ask(p.spec()) },
		},
		kit.Binding{
			ID: "outbox.sort", Keys: []string{"o"}, Words: "sort", Quiet: true, Do: p.nextOrder,
			Help: "Sorts by something else: newest, state, who, company, ticket.",
		},
		kit.Binding{
			ID: "outbox.turn", Keys: []string{"O"}, Words: "backwards", Quiet: true, Do: p.backwards,
			Help: "Turns the order of the list around.",
		})
}
