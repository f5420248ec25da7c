// This file holds the keys: what each does, and why not when it can't.
package person

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Bindings are the page's actions. Enter opens, as everywhere: a call with the
// person, or, among the people of the account, the page of the one chosen. The
// key that looks in the list of accounts looks here too.
func (p *Page) Bindings() []kit.Binding {
	var bs []kit.Binding
	if p.section().people {
		bs = append(bs, kit.Binding{
			ID: "person.look", Keys: []string{"enter", "l"}, Words: "look", Disabled: p.notLook(), Do: p.look,
			Help: "Goes to the page of the person chosen; Esc leads back. That you looked is noted.",
		})
	} else {
		bs = append(bs, kit.Binding{
			ID: "person.call", Keys: []string{"enter"}, Words: "open call", Disabled: p.notCall(), Do: p.call,
			Help: "Opens a call with this person.",
		})
	}
	if p.view.Locked {
		bs = append(bs, kit.Binding{
			ID: "person.unlock", Keys: []string{"U"}, Words: "unlock", Disabled: p.notUnlock(), Do: p.askWhy,
			Help: "Ends the lock after wrong answers before its time, for a reason that is kept. For supervisors.",
		})
	}
	bs = append(bs,
		kit.Binding{
			ID: "person.next", Keys: []string{"right", "tab"}, Words: "next list", Do: func() tea.Cmd { return p.turn(1) },
			Help: "Shows the next list: calls, tickets, mails, the other people of the account.",
		},
		kit.Binding{
			ID: "person.previous", Keys: []string{"left", "shift+tab"}, Words: "list before", Quiet: true,
			Do: func() tea.Cmd { return p.turn(-1) }, Help: "Shows the list before.",
		},
		kit.Binding{
			ID: "person.fresh", Keys: []string{"."}, Words: "show new", Quiet: p.notFresh() != "", Disabled: p.notFresh(), Do: p.showAll,
			Help: "Brings the lists up to date: what came is shown.",
		},
		kit.Binding{
			ID: "person.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose",
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		})
	if len(p.trail) > 0 {
		bs = append(bs, kit.Binding{
			ID: "person.back", Keys: []string{"esc"}, Words: "person before", Do: p.back,
			Help: "Back to the person whose page led here.",
		})
	}
	return bs
}

func (p *Page) notCall() string {
	if !p.live.Started() {
		return "This page couldn't be read yet. " + kit.Capital(p.env.Keys.Press("person.fresh", ".")) + " to try again."
	}
	return ""
}

func (p *Page) notLook() string {
	if _, chosen := p.section().chosen(); !chosen {
		return "Nobody is chosen."
	}
	return ""
}

func (p *Page) notFresh() string {
	if p.live.Current() && !p.news().Any() {
		return "The page is up to date."
	}
	return ""
}

// call opens a call, once however long the key is held down.
func (p *Page) call() tea.Cmd {
	if p.open.Pending() {
		return nil
	}
	id := p.who.id
	return p.open.Run(patience, func(ctx context.Context) (model.CallID, error) { return p.desk.CallPerson(ctx, id) })
}

// look goes to the page of the person chosen.
func (p *Page) look() tea.Cmd {
	e, chosen := p.section().chosen()
	if !chosen {
		return nil
	}
	return p.visitNext(model.PersonID(e.id))
}
