// Package home is what somebody sees who has logged in to the portal: who they
// are, and what they can do. It stays open under all other pages, and notices
// when the session is over.
package home

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/dialog"
	"callin/ui/widget/form"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// ID names the page.
const ID kit.PageID = "portal.home"

// Portal is what the page asks of the portal.
type Portal interface {
	// Self reads who is logged in.
	Self(ctx context.Context) (model.Self, error)
}

// Entry is something that can be done.
type Entry struct {
	Page  kit.PageID
	Key   string
	Words string
	Text  string // a line on what it is
	Admin bool   // for admins alone
}

const (
	patience = 10 * time.Second
	// lookAgain is how soon after a change the session is looked at: changes of a
	// busy desk add up meanwhile.
	lookAgain = 2 * time.Second
	// rhythm is how often it is looked at when nothing has moved.
	rhythm = 20 * time.Second
)

// Page is the page.
type Page struct {
	env     *kit.Env
	portal  Portal
	feed    live.Feed
	frame   form.Frame
	idle    time.Duration
	all     []Entry
	entries []Entry
	list    *list.List
	me      model.Self
	known   bool
	w, h    int

	read  *kit.Task[model.Self]
	heard *kit.Task[model.Changes]
	clock *kit.Task[struct{}]
	soon  *kit.Task[struct{}]
}

// New makes the page. idle is how long a session lasts without a key.
func New(env *kit.Env, portal Portal, feed live.Feed, frame form.Frame, idle time.Duration, entries []Entry) *Page {
	p := &Page{
		env: env, portal: portal, feed: feed, frame: frame, idle: idle, all: entries,
		list: list.New(columns.Column{Width: 3}, columns.Column{Width: 22}, columns.Column{Width: 20, Grow: 1, Drop: 1}),
		read: kit.NewTask[model.Self](env, ID), heard: kit.NewTask[model.Changes](env, ID),
		clock: kit.NewTask[struct{}](env, ID), soon: kit.NewTask[struct{}](env, ID),
	}
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return ID }

// Title is in the help.
func (*Page) Title() string { return "Portal" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Head is the header.
func (p *Page) Head() []kit.HeadLine { return p.frame.Head() }

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, max(h-len(p.facts()), 1))
}

// Init reads who is here and begins to keep an eye on the session.
func (p *Page) Init() tea.Cmd {
	return tea.Batch(p.look(), p.heard.Listen(p.feed.Next), p.clock.After(rhythm))
}

// Close ends what runs.
func (p *Page) Close() {
	p.read.Cancel()
	p.heard.Cancel()
	p.clock.Cancel()
	p.soon.Cancel()
	p.feed.Close()
}

func (p *Page) look() tea.Cmd { return p.read.Run(patience, p.portal.Self) }

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list.Update(msg)
	case kit.Opened:
		return p.look()
	case kit.Answer:
		if msg.Yes() {
			return p.frame.Ended("You have logged out.")
		}
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if me, err, ok := p.read.Take(msg); ok {
		if err != nil {
			return p.frame.Failed(err)
		}
		p.me, p.known = me, true
		p.fill()
		return nil
	}
	if _, err, ok := p.heard.Take(msg); ok {
		if err != nil {
			return nil // the desk is closing, and the connection with it
		}
		if p.soon.Pending() {
			return p.heard.Listen(p.feed.Next)
		}
		return tea.Batch(p.heard.Listen(p.feed.Next), p.soon.After(lookAgain))
	}
	if _, _, ok := p.soon.Take(msg); ok {
		return p.look()
	}
	if _, _, ok := p.clock.Take(msg); ok {
		if p.idle > 0 && p.env.Idle() >= p.idle {
			return p.frame.Ended(fmt.Sprintf("You were logged out: no key was pressed for %d minutes.", int(p.idle.Minutes())))
		}
		return tea.Batch(p.clock.After(rhythm), p.look())
	}
	return p.read.Tick(msg)
}

// fill lists what this person can do.
func (p *Page) fill() {
	p.entries = nil
	for _, e := range p.all {
		if !e.Admin || p.me.Admin() {
			p.entries = append(p.entries, e)
		}
	}
	entries := p.entries
	p.list.Set(list.Rows{
		Len: len(entries),
		ID:  func(i int) string { return string(entries[i].Page) },
		Cells: func(i int, cells []columns.Cell) {
			t := p.env.Theme()
			cells[0] = columns.Cell{Text: entries[i].Key, Style: t.Key}
			cells[1].Text = entries[i].Words
			cells[2] = columns.Cell{Text: entries[i].Text, Style: t.Muted}
		},
	})
	p.Resize(p.w, p.h)
}

// facts are who is here.
func (p *Page) facts() []string {
	t := p.env.Theme()
	if !p.known {
		return []string{"", "   " + t.Muted.Of(p.read.Loading())}
	}
	lines := []string{""}
	label := func(name, text, none string) pane.Fact {
		if text == "" {
			return pane.Fact{Label: name, Text: none, Style: t.Warn}
		}
		return pane.Fact{Label: name, Text: text}
	}
	facts := []pane.Fact{
		{Label: "You", Text: pane.Join(", ", p.me.Name, string(p.me.Role), extension(p.me))},
		{Label: "User name", Text: p.me.UserName},
		label("E-mail", p.me.Email, "none on file: a lost password can't be mailed to you"),
	}
	if p.me.Admin() {
		facts = append(facts, pane.Fact{Label: "Client ID", Text: p.me.ClientID},
			label("Question", p.me.Question, "no security question set: we can't help you on the telephone"))
	}
	for _, line := range pane.Facts(t, p.w-6, 12, facts...) {
		lines = append(lines, "   "+line)
	}
	return append(lines, "")
}

func extension(me model.Self) string {
	if me.Extension == "" {
		return ""
	}
	return "extension " + me.Extension
}

// View draws the page.
func (p *Page) View() kit.Frame {
	f := kit.Frame{Lines: p.facts()}
	body := p.list.View(p.env.Theme())
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	return f
}

func (p *Page) open() tea.Cmd {
	if i := p.list.Index(); i < len(p.entries) {
		return kit.Open(p.entries[i].Page, nil)
	}
	return nil
}

func (p *Page) ask() tea.Cmd {
	return kit.Ask(ID, "leave", dialog.Confirm("Log out?", "You come back to the log-in page.", "Log out", "Stay"))
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	bs := []kit.Binding{
		{ID: "home.open", Keys: []string{"enter"}, Words: "open", Do: p.open, Help: "Opens what is chosen."},
		{ID: "home.move", Keys: []string{"up", "down", "k", "j"}, Words: "choose", Help: "Moves the choice."},
	}
	for _, e := range p.entries {
		id := "home." + strings.TrimPrefix(string(e.Page), "portal.")
		bs = append(bs, kit.Binding{
			ID: id, Keys: []string{e.Key}, Words: e.Words, Quiet: true, Help: e.Text + ".",
			Do: func() tea.Cmd { return kit.Open(e.Page, nil) },
		})
	}
	return append(bs, kit.Binding{
		ID: "home.leave", Keys: []string{"x", "esc", "q"}, Words: "log out", Do: p.ask, Help: "Ends your session, after a question.",
	})
}
