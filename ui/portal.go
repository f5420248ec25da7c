// This file joins the portal's pages to a connection: which pages there are, and
// what each is handed. None of the desk's is among them.
package ui

import (
	"context"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/page/portal/account"
	"callin/ui/page/portal/articles"
	"callin/ui/page/portal/home"
	"callin/ui/page/portal/login"
	"callin/ui/page/portal/people"
	"callin/ui/page/portal/profile"
	"callin/ui/widget/form"
)

// PortalOptions are what a portal shows besides.
type PortalOptions struct{}

// Portal makes the app of a customer's connection. Nobody has logged in yet;
// who does gets the pages of their own account.
func Portal(env *kit.Env, p *desk.Portal, _ PortalOptions) *App {
	g := &guest{door: p, env: env}
	f := form.Frame{Head: g.head, Ended: g.ended}
	return newAt(env, atPortal, slices.Concat([]Route{
		{ID: login.ID, Title: "Log in", New: func(any) kit.Page { return login.New(env, g, f, g.next) }},
		{ID: login.Request, Title: "Password Request", New: func(any) kit.Page { return login.NewRequest(env, g, f) }},
		{ID: home.ID, Title: "Portal", New: func(any) kit.Page {
			c := g.customer()
			return home.New(env, c, c.Subscribe(), f, p.Limits().Idle, entries)
		}},
		{ID: articles.ID, Title: "Articles", New: func(any) kit.Page { return articles.New(env, g.customer(), f) }},
	}, g.own(f), g.administrators(f)))
}

// own are the pages of what everybody changes of their own. They are made when
// somebody has logged in, and closed when they log out.
func (g *guest) own(f form.Frame) []Route {
	env := g.env
	return []Route{
		{ID: profile.Choose, Title: "Choose a new password", New: func(any) kit.Page { return profile.NewChoose(env, g.customer(), f, g.onward) }},
		{ID: profile.NewPIN, Title: "Choose a new voicemail PIN", New: func(any) kit.Page { return profile.NewPINForced(env, g.customer(), f, g.onward) }},
		{ID: profile.Password, Title: "Change your password", New: func(any) kit.Page { return profile.NewPassword(env, g.customer(), f) }},
		{ID: profile.PIN, Title: "Change your voicemail PIN", New: func(any) kit.Page { return profile.NewPINPage(env, g.customer(), f) }},
		{ID: profile.Address, Title: "Change your e-mail address", New: func(any) kit.Page { return profile.NewAddress(env, g.customer(), f) }},
		{ID: profile.Code, Title: "Confirm your e-mail address", New: func(arg any) kit.Page { return profile.NewCode(env, g.customer(), f, arg, home.ID) }},
	}
}

// administrators are the pages of what admins do for their account.
func (g *guest) administrators(f form.Frame) []Route {
	env, show := g.env, g.door.TellFor()
	return []Route{
		{ID: profile.Question, Title: "Security question", New: func(any) kit.Page { return profile.NewQuestion(env, g.customer(), f) }},
		{ID: people.ID, Title: "People", New: func(any) kit.Page { return people.NewList(env, g.customer(), g.customer().Subscribe(), f) }},
		{ID: people.One, Title: "Person", New: func(arg any) kit.Page { return people.NewPerson(env, g.customer(), f, show, arg) }},
		{ID: people.Add, Title: "Add somebody", New: func(arg any) kit.Page { return people.NewAdd(env, g.customer(), f, arg) }},
		{ID: people.Extension, Title: "Extension number", New: func(arg any) kit.Page { return people.NewExtension(env, g.customer(), f, arg) }},
		{ID: people.PIN, Title: "Voicemail PIN", New: func(arg any) kit.Page { return people.NewPIN(env, g.customer(), f, arg) }},
		{ID: account.Secrets, Title: "SIP and FTP passwords", New: func(any) kit.Page { return account.NewSecrets(env, g.customer(), f, show) }},
		{ID: account.Changes, Title: "Account change tickets", New: func(any) kit.Page {
			return account.NewChanges(env, g.customer(), g.customer().Subscribe(), f)
		}},
		{ID: account.Change, Title: "Ask for a change", New: func(any) kit.Page { return account.NewChange(env, g.customer(), f) }},
	}
}

// entries are what can be done, in the order of the first page.
var entries = []home.Entry{
	{Page: profile.Password, Key: "p", Words: "Login password", Text: "the one that you log in with"},
	{Page: profile.PIN, Key: "v", Words: "Voicemail PIN", Text: "the four digits of your voicemail"},
	{Page: profile.Address, Key: "m", Words: "E-mail address", Text: "where a lost password is mailed to"},
	{Page: people.ID, Key: "w", Words: "People", Text: "passwords, user names, extensions, PINs", Admin: true},
	{Page: account.Secrets, Key: "S", Words: "SIP and FTP passwords", Text: "to program SIP phones by hand", Admin: true},
	{Page: profile.Question, Key: "s", Words: "Security question", Text: "asked when you call us", Admin: true},
	{Page: account.Changes, Key: "t", Words: "Account change tickets", Text: "ask for a change, and follow it", Admin: true},
	{Page: articles.ID, Key: "i", Words: "Articles", Text: "how things are done"},
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
	switch {
	case me.MustPassword:
		return kit.Open(profile.Choose, nil)
	case me.MustPIN:
		return kit.Open(profile.NewPIN, nil)
	}
	return kit.Open(home.ID, nil)
}

// onward is next for somebody who has just chosen what was asked for: a password
// comes before a PIN.
func (g *guest) onward() tea.Cmd {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.me.MustPassword {
		g.me.MustPassword = false
	} else {
		g.me.MustPIN = false
	}
	return g.next(g.me)
}

// ended goes back to the log-in page, which closes all others.
func (g *guest) ended(why string) tea.Cmd { return kit.Open(login.ID, why) }
