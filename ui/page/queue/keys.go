// This file holds the keys: what each does, and why not when it can't.
package queue

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/work"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	r, chosen := p.chosen()
	claim := "claim"
	if chosen && p.mine(r) {
		claim = "release"
	}
	bs := []kit.Binding{
		{
			ID: "queue.open", Keys: []string{"enter"}, Words: "open", InField: true, Disabled: p.notOpen(r, chosen), Do: p.open,
			Help: "Opens a call about the ticket chosen, and makes it yours.",
		},
		{
			ID: "queue.take", Keys: []string{"t"}, Words: "take", Disabled: p.notTake(), Do: p.take,
			Help: "Opens a call about the most urgent ticket that nobody has.",
		},
		{
			ID: "queue.claim", Keys: []string{"c"}, Words: claim, Disabled: p.notClaim(r, chosen), Do: p.claim,
			Help: "Makes the ticket chosen yours without a call, or puts yours back into the queue.",
		},
		{
			ID: "queue.fresh", Keys: []string{"."}, Words: "show new", Disabled: p.notFresh(), Do: p.showAll,
			Help: "Brings the list up to date: what came is shown, what left goes, and the order is right again.",
		},
	}
	bs = append(bs, p.filterBindings()...)
	bs = append(bs, p.work.Bindings(p.meant(), p.notWork)...)
	bs = append(bs, p.viewBindings()...)
	return append(bs, kit.Binding{
		ID: "queue.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose", InField: true,
		Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	})
}

func (p *Page) filterBindings() []kit.Binding {
	if !p.editing {
		bs := []kit.Binding{{
			ID: "queue.filter", Keys: []string{"/"}, Words: "filter", Do: p.enterFilter,
			Help: "Narrows the list down by any part of a name, company, number, kind or owner.",
		}}
		if !p.filter.Empty() {
			bs = append(bs, kit.Binding{ID: "queue.clear", Keys: []string{"esc"}, Words: "all", Do: p.escape, Help: "Shows the whole list again."})
		}
		return bs
	}
	words := "keys"
	if !p.filter.Empty() {
		words = "clear"
	}
	return []kit.Binding{
		{
			ID: "queue.clear", Keys: []string{"esc"}, Words: words, InField: true, Do: p.escape,
			Help: "Clears the filter; empty, it leaves it, so that letters are commands.",
		},
		{
			ID: "queue.keep", Keys: []string{"tab"}, Words: "to the list", InField: true, Do: p.keepFilter,
			Help: "Leaves the filter as it is and goes to the list, where letters are commands.",
		},
	}
}

// viewBindings are about how the list is shown.
func (p *Page) viewBindings() []kit.Binding {
	if p.editing {
		return nil
	}
	return []kit.Binding{
		{
			ID: "queue.mark", Keys: []string{"space"}, Words: "mark", Quiet: true, Do: p.mark,
			Help: "Marks the ticket chosen, or takes its mark away: actions are about all that are marked.",
		},
		{
			ID: "queue.unmark", Words: "no marks", Quiet: true, Help: "Takes all marks away.",
			Do: func() tea.Cmd { p.list.Unmark(); return nil },
		},
		{
			ID: "queue.view", Keys: []string{"f"}, Words: "view", Quiet: true,
			Help: "Which tickets are shown: all, nobody's, mine, due, or a view of your own.", Do: func() tea.Cmd { return p.views.Ask(p.spec()) },
		},
		{
			ID: "queue.sort", Keys: []string{"o"}, Words: "sort", Quiet: true, Do: p.nextOrder,
			Help: "Sorts by something else: urgency, due, priority, age, who, owner.",
		},
		{
			ID: "queue.turn", Keys: []string{"O"}, Words: "backwards", Quiet: true, Do: p.backwards,
			Help: "Turns the order of the list around.",
		},
	}
}

// notWork is why nothing can be done with the tickets that are meant.
func (p *Page) notWork(d work.Deed) string {
	r, chosen := p.chosen()
	if len(p.marked()) > 0 {
		return ""
	}
	if d == work.History && chosen {
		return "" // everybody may read
	}
	if why := p.unfit(r, chosen); why != "" {
		return why
	}
	if (d == work.Wait || d == work.HandOver) && r.Owner != "" && !p.mine(r) {
		return fmt.Sprintf("%s since %s.", p.has(r), kit.Hour(r.OwnedAt, p.env.Now()))
	}
	return ""
}

// chosen is the row under the cursor.
func (p *Page) chosen() (row, bool) {
	i := p.list.Index()
	if i >= len(p.visible) {
		return row{}, false
	}
	return p.visible[i], true
}

func (p *Page) mine(r row) bool { return string(r.Owner) == p.env.Agent && r.Owner != "" }

// unfit is why nothing can be done with the row.
func (p *Page) unfit(r row, chosen bool) string {
	switch denied := p.env.Denied(model.PowerServe); {
	case denied != "":
		return denied
	case !chosen:
		return "No ticket is chosen."
	case r.gone:
		return fmt.Sprintf("%s has left the queue. %s for the queue as it is.", r.Number, kit.Capital(p.env.Keys.Press("queue.fresh", ".")))
	}
	return ""
}

func (p *Page) notOpen(r row, chosen bool) string {
	if why := p.unfit(r, chosen); why != "" || r.Owner == "" || p.mine(r) {
		return why
	}
	return fmt.Sprintf("%s since %s. %s for a ticket that waits.", p.has(r), kit.Hour(r.OwnedAt, p.env.Now()), kit.Capital(p.env.Keys.Press("queue.take", "t")))
}

func (p *Page) notClaim(r row, chosen bool) string {
	if len(p.marked()) > 0 && p.env.Denied(model.PowerServe) == "" {
		return "" // each is decided by itself
	}
	if why := p.unfit(r, chosen); why != "" || r.Owner == "" || p.mine(r) {
		return why
	}
	return fmt.Sprintf("%s since %s. Only they can release it.", p.has(r), kit.Hour(r.OwnedAt, p.env.Now()))
}

func (p *Page) has(r row) string {
	return fmt.Sprintf("%s has had %s", model.CleanLine(string(r.Owner)), r.Number)
}

func (p *Page) notTake() string {
	if denied := p.env.Denied(model.PowerServe); denied != "" {
		return denied
	}
	free := func(v model.TicketView) bool { return v.Owner == "" }
	if p.live.Current() && !slices.ContainsFunc(p.sheet.Latest(), free) {
		return "No ticket waits for anybody. " + kit.Capital(p.env.Keys.Press("screen.ready", "1")) + " for the next caller."
	}
	return ""
}

func (p *Page) notFresh() string {
	if p.live.Current() && !p.news.Any() {
		return "The list is up to date."
	}
	return ""
}

func (p *Page) open() tea.Cmd {
	r, chosen := p.chosen()
	if !chosen {
		return nil
	}
	return p.run("opening "+r.id(), func(ctx context.Context) (deed, error) {
		call, err := p.desk.ContinueTicket(ctx, r.Number)
		return deed{call: call}, err
	})
}

func (p *Page) take() tea.Cmd {
	return p.run("taking the most urgent ticket", func(ctx context.Context) (deed, error) {
		call, err := p.desk.TakeTicket(ctx)
		return deed{call: call}, err
	})
}

func (p *Page) claim() tea.Cmd {
	if len(p.marked()) > 0 {
		return p.claimAll(p.meant())
	}
	r, chosen := p.chosen()
	if !chosen {
		return nil
	}
	if p.mine(r) {
		return p.run("releasing "+r.id(), func(ctx context.Context) (deed, error) {
			return deed{say: fmt.Sprintf("%s is back in the queue. %s claims it again.", r.Number, p.env.Keys.Named("queue.claim", "c"))}, p.desk.ReleaseTicket(ctx, r.Number)
		})
	}
	return p.run("claiming "+r.id(), func(ctx context.Context) (deed, error) {
		return deed{say: fmt.Sprintf("%s is yours. %s opens it, %s releases it.", r.Number, p.env.Keys.Named("queue.open", "enter"), p.env.Keys.Named("queue.claim", "c"))}, p.desk.ClaimTicket(ctx, r.Number)
	})
}
