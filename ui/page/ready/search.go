package ready

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// press takes a key that is no binding: what is typed, and moves in the list.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if !p.editing {
		p.rows.Update(msg)
		return nil
	}
	switch msg.String() {
	case "up", "down", "pgup", "pgdown": // the field has no use for them
		p.rows.Update(msg)
		return nil
	case "home", "end":
		if p.field.Empty() {
			p.rows.Update(msg)
			return nil
		}
	case dash:
		if p.lastKey() == dash && p.field.Empty() && len(p.around.Calls) > 0 {
			return p.resume(p.around.Calls[0].Call.ID) // nobody's name begins so
		}
	}
	return p.typed(msg)
}

// dash is the key of the last call that works in the empty field too. Another that
// the map has instead would be text there.
const dash = "-"

func (p *Page) lastKey() string { return p.env.Keys.Shown("desk.last_call", dash) }

// typed puts text into the field and searches for it.
func (p *Page) typed(msg tea.Msg) tea.Cmd {
	if _, changed := p.field.Update(msg); !changed {
		return nil
	}
	p.leaving, p.failed = false, ""
	if p.field.Empty() {
		p.search.Cancel()
		p.found = model.Found{}
		p.fill()
		p.rows.Top()
		return nil
	}
	return p.find()
}

// find searches for what is typed; the search before it is cancelled.
func (p *Page) find() tea.Cmd {
	text := p.field.Value()
	return p.search.Run(patience, func(ctx context.Context) (model.Found, error) { return p.desk.Search(ctx, text) })
}

func (p *Page) answered(found model.Found, err error) tea.Cmd {
	if err != nil {
		p.leaving, p.failed = false, model.CleanLine(model.PublicText(err))
		return kit.SayError(err)
	}
	p.failed = ""
	fresh := found.Text != p.found.Text
	p.found = found
	p.fill()
	if fresh {
		p.rows.Top()
	}
	if p.leaving && !p.unread() { // Enter was pressed before the answer was there
		p.leaving = false
		return p.enter()
	}
	return nil
}

// enter opens what is chosen. It acts on the answer to exactly what is typed:
// when that is still on its way, it waits for it.
func (p *Page) enter() tea.Cmd {
	if p.open.Pending() {
		return nil
	}
	if p.failed != "" {
		return p.find() // and nothing is opened that nobody has seen
	}
	if p.waits() {
		p.leaving = true
		return nil
	}
	i := p.rows.Index()
	if i >= len(p.shown) {
		return nil
	}
	switch r := p.shown[i]; {
	case r.call != nil:
		return p.resume(r.call.Call.ID)
	case r.ticket != nil:
		return p.goOn(r.ticket.Number)
	case r.match != nil:
		if c := p.waiting(r.match.Person); c != nil {
			return p.resume(c.Call.ID)
		}
		return p.call(r.match.Person, "")
	default:
		return p.call("", p.field.Value())
	}
}

// waits tells whether the answer to what is typed is still to come.
func (p *Page) waits() bool {
	return !p.field.Empty() && (p.found.Text != p.field.Value() || p.unread())
}

// waiting is the agent's own call with a person, nil without one: whoever calls
// again goes on where they were.
func (p *Page) waiting(person model.PersonID) *model.CallView {
	for i, c := range p.around.Calls {
		if c.Call.Person == person {
			return &p.around.Calls[i]
		}
	}
	return nil
}

func (p *Page) call(person model.PersonID, said string) tea.Cmd {
	return p.open.Run(patience, func(ctx context.Context) (model.CallID, error) {
		return p.desk.OpenCall(ctx, person, said)
	})
}

// goOn opens a call about a ticket that was found by its number.
func (p *Page) goOn(number model.TicketNumber) tea.Cmd {
	return p.open.Run(patience, func(ctx context.Context) (model.CallID, error) {
		return p.desk.ContinueTicket(ctx, number)
	})
}

func (p *Page) resume(id model.CallID) tea.Cmd {
	if p.open.Pending() {
		return nil
	}
	return p.open.Run(patience, func(ctx context.Context) (model.CallID, error) {
		return id, p.desk.ResumeCall(ctx, id)
	})
}

// opened goes to the call; the field is clean for the next one.
func (p *Page) opened(id model.CallID, err error) tea.Cmd {
	if err != nil {
		return kit.SayError(err)
	}
	p.field.Clear()
	p.found = model.Found{}
	p.editing = true
	p.fill()
	p.rows.Top()
	return kit.Open("call", id)
}

// escape clears the field, then leaves it.
func (p *Page) escape() tea.Cmd {
	switch {
	case !p.editing:
		return nil
	case !p.field.Empty():
		p.field.Clear()
		p.search.Cancel()
		p.found, p.leaving, p.failed = model.Found{}, false, ""
		p.fill()
		p.rows.Top()
	default:
		p.editing = false
	}
	return nil
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	nobody := ""
	if p.rows.Len() == 0 && !p.waits() {
		nobody = "Nobody is chosen. Type a name, a company or a number."
	}
	if denied := p.env.Denied(model.PowerServe); denied != "" {
		nobody = denied
	}
	words := "open"
	if p.failed != "" {
		words = "try again"
	}
	bs := []kit.Binding{
		{
			ID: "ready.open", Keys: []string{"enter"}, Words: words, InField: true, Disabled: nobody, Do: p.enter,
			Help: "Opens a call with the person chosen, or comes back to the call chosen.",
		},
		{
			ID: "ready.choose", Keys: []string{"up", "down"}, Words: "choose", InField: true, Quiet: p.rows.Len() == 0,
			Help: "Moves the choice, while typing too.",
		},
	}
	if p.editing {
		words := "keys"
		if !p.field.Empty() {
			words = "clear"
		}
		return append(bs, kit.Binding{
			ID: "ready.leave", Keys: []string{"esc"}, Words: words, InField: true, Do: p.escape,
			Help: "Clears the field; empty, it leaves it, so that letters are commands.",
		})
	}
	return append(bs, kit.Binding{
		ID: "ready.search", Keys: []string{"/"}, Words: "search",
		Help: "Back to the search field.", Do: func() tea.Cmd { p.editing = true; return nil },
	})
}
