// Package login is the portal's first page, and the Password Request form below
// it: all that somebody sees who hasn't logged in. What these pages say is the
// same whoever asks, for people who exist and people who don't.
package login

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// The pages.
const (
	ID      kit.PageID = "portal.login"
	Request kit.PageID = "portal.request"
)

// Door is what the pages ask of the portal.
type Door interface {
	// LogIn lets somebody in. It tells who they are, and what they must do first.
	LogIn(ctx context.Context, clientID, userName string, password model.Secret) (model.Self, error)
	// LogOut ends whatever session there is.
	LogOut(ctx context.Context) error
	// RequestPassword takes the Password Request form.
	RequestPassword(ctx context.Context, address string) error
}

// Left is the argument with which the page is opened to say why a session has
// ended.
type Left = string

// crowded is how long a log-in may take: when many knock at once, they wait for
// their turns at hashing.
const crowded = 30 * time.Second

// Page is the log-in page.
type Page struct {
	*form.Page
	env  *kit.Env
	door Door
	next func(model.Self) tea.Cmd
	out  *kit.Task[struct{}]
}

// New makes the log-in page. next says where somebody goes who has got in.
func New(env *kit.Env, door Door, frame form.Frame, next func(model.Self) tea.Cmd) *Page {
	p := &Page{env: env, door: door, next: next, out: kit.NewTask[struct{}](env, ID)}
	p.Page = form.NewPage(env, form.Spec{
		ID: ID, Title: "Log in", Frame: frame,
		Intro: "Log in to the portal of " + env.Provider.Name + ".",
		Inputs: []form.Input{
			{ID: "client_id", Label: "Client ID", Limit: 40, Need: "Type your company's Client ID: it stands in the mail that welcomed you."},
			{ID: "user_name", Label: "User name", Limit: 80, Need: "Type your user name: it stands in the mail that welcomed you."},
			{ID: "password", Label: "Password", Hidden: true, Limit: 2 * model.MaxPassword, Need: "Type your password. If it is lost, go on with Tab to Forgot your password."},
		},
		Buttons: []form.Button{{ID: "log_in", Words: "Log in"}, {ID: "forgot", Words: "Forgot your password"}, {ID: "leave", Words: "Leave"}},
		Secrets: []string{"password"},
		Limit:   crowded,
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return door.LogIn(ctx, f.Text("client_id"), f.Text("user_name"), f.Secret("password"))
		},
		Done:   p.in,
		Press:  p.press,
		Opened: p.opened,
		Back:   func() tea.Cmd { return nil },
		Below:  p.help,
	})
	return p
}

// in goes on, and forgets what was typed.
func (p *Page) in(value any) tea.Cmd {
	me, _ := value.(model.Self)
	p.Form().Clear()
	p.Form().Focus("client_id")
	return p.next(me)
}

func (p *Page) press(button string) tea.Cmd {
	if button == "leave" {
		return kit.Leave()
	}
	return kit.Open(Request, nil)
}

// opened is coming back from the account: whatever way that was, the session is
// over.
func (p *Page) opened(msg kit.Opened) tea.Cmd {
	p.Form().Clear()
	p.Form().Wrong("", "")
	p.Form().Focus("client_id")
	if why, ok := msg.Arg.(Left); ok {
		p.Form().Wrong("", why)
	}
	return p.out.Run(patience, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.door.LogOut(ctx) })
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	p.out.Take(msg) //nolint:errcheck // a session that is over can't be ended; the desk notes what it can
	return p.Page.Update(msg)
}

func (p *Page) help(t *kit.Theme, w int) []string {
	lines := []string{""}
	for _, line := range kit.WrapUnder("   ", "Your user name or Client ID is lost? Your account administrator can look both up here. "+
		"Administrators call "+p.env.Provider.Name+".", w) {
		lines = append(lines, t.Muted.Of(line))
	}
	return lines
}
