package account

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/form"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Tickets is what the pages of account change tickets ask of the portal.
type Tickets interface {
	// Changes lists the account's change tickets.
	Changes(ctx context.Context) ([]model.Change, error)
	// SubmitChange opens one, which waits in the desk's queue.
	SubmitChange(ctx context.Context, text string) (model.TicketNumber, error)
}

// ChangesPage lists the account change tickets and how far they are.
type ChangesPage struct {
	env   *kit.Env
	frame form.Frame
	live  *live.Source[[]model.Change]
	all   []model.Change
	list  *list.List
	w, h  int
}

// NewChanges makes the list. It closes the feed in the end.
func NewChanges(env *kit.Env, portal Tickets, feed live.Feed, frame form.Frame) *ChangesPage {
	p := &ChangesPage{env: env, frame: frame, list: list.New(
		columns.Column{Title: "TICKET", Width: 8},
		columns.Column{Title: "ASKED", Width: 6},
		columns.Column{Title: "STATE", Width: 22},
		columns.Column{Title: "WHAT", Width: 16, Grow: 1},
	)}
	p.list.Empty = "No account change ticket yet. a opens one."
	p.live = live.New[[]model.Change](env, Changes, feed)
	p.live.Fetch, p.live.Rhythm = portal.Changes, rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Tickets || c.People }
	return p
}

// ID names the page.
func (*ChangesPage) ID() kit.PageID { return Changes }

// Title is in the help.
func (*ChangesPage) Title() string { return "Account change tickets" }

// Editing is false: there is no field.
func (*ChangesPage) Editing() bool { return false }

// Head is the header.
func (p *ChangesPage) Head() []kit.HeadLine { return p.frame.Head() }

// Init reads the tickets.
func (p *ChangesPage) Init() tea.Cmd { return p.live.Start() }

// Close ends what runs.
func (p *ChangesPage) Close() { p.live.Close() }

// Resize sets the room.
func (p *ChangesPage) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, max(h-2-p.below(), 2))
}

// below is the room for the chosen ticket: two lines and its text, as long as
// that may be, in up to half of the window.
func (p *ChangesPage) below() int { return min(2+longest/max(p.w-10, 20)+1, max(p.h/2, 4)) }

// Update takes what happens.
func (p *ChangesPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list.Update(msg)
	case kit.Opened:
		return p.live.Reload()
	case kit.Reply, kit.Wait:
		all, fresh, cmd := p.live.Take(msg)
		if fresh {
			p.all = all
			p.fill()
		}
		return cmd
	}
	return nil
}

func (p *ChangesPage) fill() {
	all := p.all
	p.list.Set(list.Rows{
		Len: len(all),
		ID:  func(i int) string { return all[i].Ticket.String() },
		Cells: func(i int, cells []columns.Cell) {
			t := p.env.Theme()
			cells[0].Text, cells[1].Text = all[i].Ticket.String(), kit.Day(all[i].Created, p.env.Now())
			cells[2].Text, cells[2].Style = state(t, all[i].State)
			cells[3].Text = all[i].Text
		},
	})
}

// state says how far a ticket is, in a customer's words.
func state(t *kit.Theme, s model.TicketState) (string, kit.Style) {
	switch s {
	case model.TicketNew:
		return "waits for an agent", kit.Style{}
	case model.TicketSolved, model.TicketClosed:
		return "done", t.Ok
	case model.TicketWaiting:
		return "waits for a later time", t.Muted
	}
	return "an agent is at it", t.Accent
}

// View draws the page.
func (p *ChangesPage) View() kit.Frame {
	t := p.env.Theme()
	f := kit.Frame{Lines: []string{
		kit.Sides(" "+t.Title.Of("Account change tickets")+" "+t.Muted.Of(p.live.Loading()), t.Muted.Of(p.list.Position())+" ", p.w), " " + p.live.Notice(t),
	}}
	if !p.live.Started() {
		return f
	}
	body := p.list.View(t)
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	i := p.list.Index()
	if i >= len(p.all) {
		return f
	}
	for len(f.Lines) < p.h-p.below() {
		f.Lines = append(f.Lines, "")
	}
	words, _ := state(t, p.all[i].State)
	if !p.all[i].Closed.IsZero() {
		words += " " + kit.Hour(p.all[i].Closed, p.env.Now())
	}
	f.Lines = append(f.Lines, " "+t.Rule.Of(kit.Rule(p.w-2)), " "+pane.Join(" · ", p.all[i].Ticket.String(), words, "asked by "+p.all[i].By, kit.Hour(p.all[i].Created, p.env.Now())))
	text := kit.Wrap(model.CleanLine(p.all[i].Text), p.w-3)
	if room := p.below() - 2; len(text) > room {
		text = append(text[:room-1], "…")
	}
	for _, line := range text {
		f.Lines = append(f.Lines, " "+line)
	}
	return f
}

// Bindings are the page's actions.
func (p *ChangesPage) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "changes.add", Keys: []string{"a"}, Words: "ask for a change", Do: func() tea.Cmd { return kit.Open(Change, nil) }, Help: "Opens an account change ticket, which an agent works on."},
		{ID: "changes.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.live.Reload, Help: "Reads the tickets again."},
		{ID: "changes.move", Keys: []string{"up", "down", "k", "j"}, Words: "choose", Help: "Moves the choice."},
	}
}

// longest is how many characters a change takes; the desk takes a little more, in
// bytes.
const longest = 500

// NewChange makes the page that opens a ticket.
func NewChange(env *kit.Env, portal Tickets, frame form.Frame) *form.Page {
	return form.NewPage(env, form.Spec{
		ID: Change, Title: "Ask for a change", Frame: frame,
		Intro: "Account change ticket\n\nSay what is to be changed in your account, such as where a phone number or a menu option leads. " +
			"It goes to the desk's queue; you can follow it here. Never write a password into it.",
		Inputs:  []form.Input{{ID: "text", Label: "Change", Limit: longest, Lines: 5, Need: "Type what is to be changed."}},
		Buttons: []form.Button{{ID: "send", Words: "Open the ticket"}, {ID: "back", Words: "Back"}},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return portal.SubmitChange(ctx, f.Text("text"))
		},
		Done: func(value any) tea.Cmd {
			n, _ := value.(model.TicketNumber)
			return tea.Batch(kit.Say(kit.Success, n.String()+" is open: it waits for an agent."), kit.Back())
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}
