// This file joins the portal's pages to a connection: which pages there are, and
// what each is handed. None of the desk's is among them.
package ui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/page/portal/home"
	"callin/ui/page/portal/login"
	"callin/ui/page/portal/profile"
)

// PortalOptions are what a portal shows besides.
type PortalOptions struct{}

// Portal makes the app of a customer's connection. Nobody has logged in yet;
// who does gets the pages of their own account.
func Portal(env *kit.Env, p *desk.Portal, _ PortalOptions) *App {
	g := &guest{door: p, env: env}
	frame := profile.Frame{Head: g.head, Ended: g.ended}
	inside := func(id kit.PageID, title string, page func(*desk.Customer) kit.Page) Route {
		return Route{ID: id, Title: title, New: func(any) kit.Page { return page(g.customer()) }}
	}
	return newAt(env, "portal", []Route{
		{ID: login.ID, Title: "Log in", New: func(any) kit.Page { return login.New(env, g, g.head, g.next) }},
		{ID: login.Request, Title: "Password Request", New: func(any) kit.Page { return login.NewRequest(env, g, g.head) }},
		inside(home.ID, "Portal", func(c *desk.Customer) kit.Page {
			return home.New(env, c, c.Subscribe(), g.head, g.ended, p.Limits().Idle, entries)
		}),
		inside(profile.Choose, "Choose a new password", func(c *desk.Customer) kit.Page {
			return profile.NewChoose(env, c, frame, g.onward)
		}),
		inside(profile.Password, "Change your password", func(c *desk.Customer) kit.Page {
			return profile.NewPassword(env, c, frame)
		}),
	})
}

// entries are what can be done, in the order of the first page.
var entries = []home.Entry{
	{Page: profile.Password, Key: "p", Words: "Login password", Text: "Change the password that you log in with"},
}

// guest is whoever sits at the other end of the connection.
type guest struct {
	door *desk.Portal
	env  *kit.Env

	mu sync.Mutex
	in *desk.Customer // nil while nobody has logged in
	me model.Self
}

// LogIn lets somebody in and tells who they are.
func (g *guest) LogIn(ctx context.Context, clientID, userName string, password model.Secret) (model.Self, error) {
	c, err := g.door.LogIn(ctx, clientID, userName, password)
	if err != nil {
		return model.Self{}, err
	}
	me, err := c.Self(ctx)
	if err != nil {
		return model.Self{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.in, g.me = c, me
	return me, nil
}

// LogOut drops the session, whatever the desk says to it.
func (g *guest) LogOut(ctx context.Context) error {
	g.mu.Lock()
	c := g.in
	g.in, g.me = nil, model.Self{}
	g.mu.Unlock()
	if c == nil {
		return nil
	}
	return c.LogOut(ctx)
}

// RequestPassword takes the Password Request form.
func (g *guest) RequestPassword(ctx context.Context, address string) error {
	return g.door.RequestPassword(ctx, address)
}

func (g *guest) customer() *desk.Customer {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.in
}

// head is the header of all pages.
func (g *guest) head() []kit.HeadLine {
	g.mu.Lock()
	defer g.mu.Unlock()
	line := kit.HeadLine{Left: g.env.Theme().Title.Of(kit.Text(g.env.Provider.Name) + " portal")}
	if g.in != nil {
		line.Right = kit.Text(g.me.Name) + " · " + kit.Text(g.me.Company)
	}
	return []kit.HeadLine{line}
}

// next is where somebody goes who has logged in: what must be chosen comes
// first.
func (g *guest) next(me model.Self) tea.Cmd {
	if me.MustPassword {
		return kit.Open(profile.Choose, nil)
	}
	return kit.Open(home.ID, nil)
}

// onward is next for somebody who has just chosen.
func (g *guest) onward() tea.Cmd {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.me.MustPassword = false
	return g.next(g.me)
}

// ended goes back to the log-in page, which closes all others.
func (g *guest) ended(why string) tea.Cmd { return kit.Open(login.ID, why) }
