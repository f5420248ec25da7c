// This file holds the keys: what each does, and why not when it can't.
package accounts

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	r, chosen := p.chosen()
	bs := []kit.Binding{
		{
			ID: "accounts.open", Keys: []string{"enter"}, Words: "open call", InField: true, Disabled: p.notOpen(r, chosen), Do: p.call,
			Help: "Opens a call with the person chosen.",
		},
		{
			ID: "accounts.look", Keys: []string{"l"}, Words: "look", Disabled: p.notLook(chosen), Do: p.look,
			Help: "Opens the page of the person chosen without a call. That you looked is noted.",
		},
		{
			ID: "accounts.fresh", Keys: []string{"."}, Words: "show new", Quiet: p.live.Current() && !p.news.Any(), Disabled: p.notFresh(), Do: p.showAll,
			Help: "Brings the list up to date: who came is shown, who left goes, and the order is right again.",
		},
	}
	bs = append(bs, p.filterBindings()...)
	bs = append(bs, p.listBindings()...)
	bs = append(bs, p.markBindings()...)
	if !p.editing {
		bs = append(bs, kit.Binding{
			ID: "accounts.view", Keys: []string{"f"}, Words: "view", Quiet: true, Do: func() tea.Cmd { return p.views.Ask(p.spec()) },
			Help: "Which people are shown, and how: one of the lists, or a view of your own.",
		})
	}
	return append(bs,
		kit.Binding{
			ID: "accounts.sort", Keys: []string{"o"}, Words: "sort", Do: p.nextOrder,
			Help: "Sorts by something else: company, name, status; what was searched for by the best match too.",
		},
		kit.Binding{
			ID: "accounts.turn", Keys: []string{"O"}, Words: "backwards", Quiet: true, Do: p.backwards,
			Help: "Turns the order of the list around.",
		},
		kit.Binding{
			ID: "accounts.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose", InField: true,
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		})
}

// filterBindings are those of the field, in focus or not.
func (p *Page) filterBindings() []kit.Binding {
	words := "search"
	if choices[p.at].list != everybody {
		words = "filter"
	}
	if !p.editing {
		bs := []kit.Binding{{
			ID: "accounts.filter", Keys: []string{"/"}, Words: words, Do: p.enterFilter,
			Help: "Finds people by any part of a name, a company or a number; a standing list is narrowed down by it.",
		}}
		if !p.filter.Empty() {
			bs = append(bs, kit.Binding{ID: "accounts.clear", Keys: []string{"esc"}, Words: "clear", Do: p.escape, Help: "Clears the filter."})
		}
		return bs
	}
	leave := "keys"
	if !p.filter.Empty() {
		leave = "clear"
	}
	return []kit.Binding{
		{
			ID: "accounts.clear", Keys: []string{"esc"}, Words: leave, InField: true, Do: p.escape,
			Help: "Clears the filter; empty, it leaves it, so that letters are commands.",
		},
		{
			ID: "accounts.keep", Keys: []string{"tab"}, Words: "to the list", InField: true, Do: p.keepFilter,
			Help: "Leaves the filter as it is and goes to the list, where letters are commands.",
		},
	}
}

// listBindings turn to another list. In the field Tab leads out of it and the
// arrows move the caret.
func (p *Page) listBindings() []kit.Binding {
	next := kit.Binding{
		ID: "accounts.next", Keys: []string{"right", "tab"}, Words: "next list",
		Help: "Shows the next list: all, no question set, no address on file, locked, recently changed.",
		Do:   func() tea.Cmd { return p.turn(1) },
	}
	if p.editing {
		next.Keys = next.Keys[:1]
	}
	return []kit.Binding{next, {
		ID: "accounts.previous", Keys: []string{"left", "shift+tab"}, Words: "list before", Quiet: true,
		Help: "Shows the list before.", Do: func() tea.Cmd { return p.turn(-1) },
	}}
}

func (p *Page) notOpen(r row, chosen bool) string {
	switch denied := p.env.Denied(model.PowerServe); {
	case denied != "":
		return denied
	case p.asking() && p.live.Pending():
		return "" // it waits for the answer
	case r.gone:
		return fmt.Sprintf("%s is no longer on this list. %s for the list as it is.", model.CleanLine(r.Name), kit.Capital(p.env.Keys.Press("accounts.fresh", ".")))
	}
	return p.notLook(chosen)
}

func (p *Page) notLook(chosen bool) string {
	switch {
	case p.asking() && !p.live.Pending():
		return "The list couldn't be read. " + kit.Capital(p.env.Keys.Press("accounts.fresh", ".")) + " to try again."
	case p.asking():
		return "Just a moment: the list is being read."
	case chosen:
		return ""
	case choices[p.at].list == everybody && p.filter.Empty():
		return "Nobody is chosen. " + kit.Capital(p.env.Keys.Press("accounts.filter", "/")) + " and type a name, a company or a number."
	}
	return "Nobody is chosen."
}

func (p *Page) notFresh() string {
	if p.live.Current() && !p.news.Any() {
		return "The list is up to date."
	}
	return ""
}

// nextOrder sorts by the next thing. It was asked for, so the rows may move.
func (p *Page) nextOrder() tea.Cmd {
	orders, now := p.orders(), p.sorting()
	for i, o := range orders {
		if o == now {
			p.order = orders[(i+1)%len(orders)]
		}
	}
	return p.resort()
}

func (p *Page) backwards() tea.Cmd {
	p.turned = !p.turned
	return p.resort()
}

func (p *Page) resort() tea.Cmd {
	p.sheet.Take(p.sorted(p.shown.people), true)
	p.fill()
	return nil
}
