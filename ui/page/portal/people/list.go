// Package people is where an account's admins look after its people: who there
// is, their extensions and user names, new ones, passwords and PINs, and the way
// to another user name.
package people

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/form"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
)

// The pages.
const (
	ID        kit.PageID = "portal.people"
	One       kit.PageID = "portal.person"
	Add       kit.PageID = "portal.add"
	Extension kit.PageID = "portal.extension"
	PIN       kit.PageID = "portal.resetpin"
)

// Portal is what the list asks of the portal.
type Portal interface {
	// People lists everybody in the account.
	People(ctx context.Context) ([]model.Colleague, error)
}

// patience bounds what runs for the pages; rhythm is how often they are read
// when nothing has moved.
const (
	patience = 10 * time.Second
	rhythm   = time.Minute
)

// List is the list of everybody in the account.
type List struct {
	env    *kit.Env
	frame  form.Frame
	live   *live.Source[[]model.Colleague]
	people []model.Colleague
	list   *list.List
	fresh  model.PersonID // who was added just now, until the list has them
	w      int
}

// NewList makes the list. It closes the feed in the end.
func NewList(env *kit.Env, portal Portal, feed live.Feed, frame form.Frame) *List {
	p := &List{env: env, frame: frame, list: list.New(
		columns.Column{Title: "NAME", Width: 18, Grow: 2, Max: 34},
		columns.Column{Title: "ROLE", Width: 5},
		columns.Column{Title: "EXT.", Width: 6},
		columns.Column{Title: "USER NAME", Width: 14, Grow: 1, Max: 24},
		columns.Column{Title: "E-MAIL", Width: 16, Grow: 2, Max: 40, Drop: 1},
	)}
	p.live = live.New[[]model.Colleague](env, ID, feed)
	p.live.Fetch, p.live.Rhythm = portal.People, rhythm
	p.live.Wants = func(c model.Changes) bool { return c.People }
	return p
}

// ID names the page.
func (*List) ID() kit.PageID { return ID }

// Title is in the help.
func (*List) Title() string { return "People" }

// Editing is false: there is no field.
func (*List) Editing() bool { return false }

// Head is the header.
func (p *List) Head() []kit.HeadLine { return p.frame.Head() }

// Init reads the people.
func (p *List) Init() tea.Cmd { return p.live.Start() }

// Close ends what runs.
func (p *List) Close() { p.live.Close() }

// Resize sets the room.
func (p *List) Resize(w, h int) {
	p.w = w
	p.list.Resize(w, max(h-3, 1))
}

// Update takes what happens.
func (p *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list.Update(msg)
	case kit.Opened:
		p.fresh, _ = msg.Arg.(model.PersonID)
		return p.live.Reload()
	case kit.Reply, kit.Wait:
		people, fresh, cmd := p.live.Take(msg)
		if fresh {
			p.people = people
			p.fill()
			if p.list.Select(string(p.fresh)) {
				p.fresh = ""
			}
		}
		return cmd
	}
	return nil
}

func (p *List) fill() {
	people := p.people
	p.list.Set(list.Rows{
		Len: len(people),
		ID:  func(i int) string { return string(people[i].Person) },
		Cells: func(i int, cells []columns.Cell) {
			t, one := p.env.Theme(), people[i]
			cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text = one.Name, string(one.Role), one.Extension, one.UserName
			cells[4].Text = one.Email
			if one.Email == "" && one.Role != model.Phone {
				cells[4] = columns.Cell{Text: "none on file", Style: t.Warn}
			}
		},
	})
}

// View draws the page.
func (p *List) View() kit.Frame {
	t := p.env.Theme()
	title := " " + t.Title.Of("People") + t.Muted.Of(" · "+kit.Count(len(p.people), "person", "people"))
	if !p.live.Started() {
		title = " " + t.Title.Of("People") + " " + t.Muted.Of(p.live.Loading())
	}
	f := kit.Frame{Lines: []string{kit.Sides(title, t.Muted.Of(p.list.Position())+" ", p.w), " " + p.live.Notice(t)}}
	body := p.list.View(t)
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	return f
}

func (p *List) open() tea.Cmd {
	if i := p.list.Index(); i < len(p.people) {
		return kit.Open(One, p.people[i].Person)
	}
	return nil
}

// Bindings are the page's actions.
func (p *List) Bindings() []kit.Binding {
	none := ""
	if len(p.people) == 0 {
		none = "Nobody is chosen."
	}
	return []kit.Binding{
		{ID: "people.open", Keys: []string{"enter"}, Words: "open", Disabled: none, Do: p.open, Help: "Opens the person chosen: extension, user name, password, PIN."},
		{ID: "people.add", Keys: []string{"a"}, Words: "add somebody", Do: func() tea.Cmd { return kit.Open(Add, nil) }, Help: "Adds a user, an admin or a phone to the account."},
		{ID: "people.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.live.Reload, Help: "Reads the list again."},
		{ID: "people.move", Keys: []string{"up", "down", "k", "j"}, Words: "choose", Help: "Moves the choice; PgUp PgDn Home End in larger steps."},
	}
}
