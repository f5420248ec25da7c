// This file asks which ticket another has to do with: those of the same person
// are offered, any other is named by its number.
package work

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
)

// Relate reads what a ticket may have to do with, and asks.
func (w *Work) Relate(on []model.TicketView) tea.Cmd {
	if len(on) == 0 {
		return nil
	}
	w.on = on
	n := on[0].Number
	return w.read.Run(patience, func(ctx context.Context) (found, error) {
		related, err := w.desk.Related(ctx, n)
		return found{deed: Relate, related: related}, err
	})
}

// show goes on with what was read.
func (w *Work) show(f found) tea.Cmd {
	if f.deed == History {
		return w.ask(History, w.on, newHistory(w, f.story))
	}
	var others []model.TicketView
	for _, t := range f.related {
		if len(w.on) > 1 && among(w.on, t.Number) {
			continue
		}
		others = append(others, t)
	}
	return w.ask(Relate, w.on, newRelation(w.env, w.on, others))
}

func among(on []model.TicketView, n model.TicketNumber) bool {
	for _, t := range on {
		if t.Number == n {
			return true
		}
	}
	return false
}

// relation is the outcome: link or merge, with which ticket.
type relation struct {
	merge bool
	other model.TicketNumber
}

// relate runs it.
func (w *Work) relate(on []model.TicketView, a kit.Answer) tea.Cmd {
	r, ok := a.Outcome.(relation)
	if !ok {
		return nil
	}
	return w.Run(Relate, on, func(ctx context.Context, t model.TicketView) error {
		if r.merge {
			return w.desk.MergeTicket(ctx, t.Number, r.other)
		}
		return w.desk.LinkTickets(ctx, t.Number, r.other)
	})
}

// chooser is the question. Letters are commands; digits make a number.
type chooser struct {
	env     *kit.Env
	title   string
	others  []model.TicketView
	list    *list.List
	number  string
	done    bool
	outcome any
}

// mostDigits is more than any ticket's number has.
const mostDigits = 12

func newRelation(env *kit.Env, on, others []model.TicketView) *chooser {
	c := &chooser{env: env, title: "Relate " + about(on) + " to", others: others}
	c.list = list.New(columns.Column{Width: 8}, columns.Column{Width: 8}, columns.Column{Width: 14},
		columns.Column{Width: 16, Grow: 1, Max: 28, Drop: 2}, columns.Column{Width: 12, Drop: 1})
	c.list.Set(list.Rows{
		Len: len(others), ID: func(i int) string { return others[i].Number.String() },
		Cells: func(i int, cells []columns.Cell) {
			t := others[i]
			cells[0].Text, cells[1].Text, cells[2].Text = t.Number.String(), string(t.State), string(t.Kind)
			cells[3].Text, cells[4].Text = t.Name, kit.Hour(t.Created, env.Now())
			if t.Done() {
				for i := range cells {
					cells[i].Style = env.Theme().Muted
				}
			}
		},
	})
	return c
}

// Title says what is related.
func (c *chooser) Title() string { return c.title }

// Editing is false: l and m are commands.
func (c *chooser) Editing() bool { return false }

// Done gives the outcome.
func (c *chooser) Done() (any, bool) { return c.outcome, c.done }

// Update takes the keys.
func (c *chooser) Update(msg tea.Msg) tea.Cmd {
	if paste, ok := msg.(tea.PasteMsg); ok {
		for _, r := range paste.Content {
			c.digit(string(r))
		}
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch k := key.String(); k {
	case "l", "m":
		return c.take(k == "m")
	case "enter":
		return c.take(false) // the one that changes less
	case "backspace":
		c.number = c.number[:max(len(c.number)-1, 0)]
	case "esc", "q":
		c.done = c.number == ""
		c.number = ""
	default:
		if !c.digit(k) {
			c.list.Update(msg)
		}
	}
	return nil
}

func (c *chooser) digit(key string) bool {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' || len(c.number) >= mostDigits {
		return false
	}
	c.number += key
	return true
}

func (c *chooser) take(merge bool) tea.Cmd {
	n := model.TicketNumber(0)
	if c.number != "" {
		typed, _ := strconv.ParseUint(c.number, 10, 64)
		n = model.TicketNumber(typed)
	} else if i := c.list.Index(); i < len(c.others) {
		n = c.others[i].Number
	}
	if n == 0 {
		return kit.Say(kit.Warning, "Type the other ticket's number first.")
	}
	c.done, c.outcome = true, relation{merge: merge, other: n}
	return nil
}

// View draws the number that is typed and the tickets offered.
func (c *chooser) View(t *kit.Theme, w, h int) kit.Frame {
	typed := " " + t.Muted.Of("T-") + c.number
	f := kit.Frame{Lines: []string{typed + t.Muted.Of("   digits: any ticket by its number")}}
	f.Cursor = &kit.Point{X: kit.Width(typed), Y: 0}
	hint := []string{"", " " + t.Key.Of("l") + " link: both stay   " + t.Key.Of("m") + " merge: this one goes into the other; both histories stay"}
	if len(c.others) > 0 {
		c.list.Resize(w, max(min(len(c.others), h-len(hint)-1), 1))
		body := c.list.View(t)
		if c.number == "" && body.Cursor != nil {
			f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + 1}
		}
		f.Lines = append(f.Lines, body.Lines...)
	}
	for _, line := range hint {
		f.Lines = append(f.Lines, kit.Clip(line, w))
	}
	return f
}

// Bindings are for the footer.
func (c *chooser) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "relate.link", Keys: []string{"l"}, Words: "link"},
		{ID: "relate.merge", Keys: []string{"m"}, Words: "merge"},
		{ID: "relate.choose", Keys: []string{"up", "down"}, Words: "choose"},
		{ID: "relate.off", Keys: []string{"esc"}, Words: "back"},
	}
}

// Links says what a ticket is tied to, "" when it stands alone.
func Links(t model.Ticket) string {
	var words []string
	if t.Merged != 0 {
		words = append(words, "went into "+t.Merged.String())
	}
	for _, n := range t.Links {
		words = append(words, n.String())
	}
	return strings.Join(words, ", ")
}

// Here says who else is at a ticket: "ben editing, zoe away".
func Here(list []model.Presence, me string) string {
	var words []string
	for _, p := range list {
		if string(p.Agent) == me {
			continue
		}
		words = append(words, nouns.Agent(p.Agent, me)+" "+string(p.Doing))
	}
	return model.CleanLine(strings.Join(words, ", "))
}
