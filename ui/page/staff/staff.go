// Package staff is the page of who works at the desk: their roles, the keys that
// they sign in with, who is here now. Enter says what can be done about somebody.
package staff

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	Staff(ctx context.Context) ([]model.AgentView, error)
	access
	keys
}

type access interface {
	AddAgent(ctx context.Context, name model.AgentName, role model.AgentRole, keys ...model.StaffKey) error
	SetRole(ctx context.Context, name model.AgentName, role model.AgentRole) error
	Disable(ctx context.Context, name model.AgentName) error
	Enable(ctx context.Context, name model.AgentName) error
}

type keys interface {
	AddKey(ctx context.Context, name model.AgentName, key model.StaffKey) error
	RemoveKey(ctx context.Context, name model.AgentName, fingerprint string) error
}

// patience bounds every command of the page, and rhythm is how often it looks
// who is still here: nobody announces leaving.
const (
	patience = 10 * time.Second
	rhythm   = 20 * time.Second
)

// Page is the page.
type Page struct {
	env   *kit.Env
	desk  Desk
	live  *live.Source[[]model.AgentView]
	staff []model.AgentView
	list  *list.List
	split pane.Split
	w, h  int

	about model.AgentName // whom the questions are about
	does  string          // what runs, for people
	then  tea.Cmd         // what follows when it has come to pass
	act   *kit.Task[string]
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed) *Page {
	p := &Page{env: env, desk: desk, list: newList(), split: pane.Split{Share: 45, Least: 44, Widest: 76}}
	p.live = live.New[[]model.AgentView](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = desk.Staff, rhythm
	p.live.Wants = func(c model.Changes) bool { return c.Staff }
	p.act = kit.NewTask[string](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "staff" }

// Title is in the help.
func (*Page) Title() string { return "Staff" }

// Editing is false: what is typed is typed into dialogs.
func (*Page) Editing() bool { return false }

// Init reads the staff and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the command that runs. Whether it came to pass, the feed tells.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.act.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list.Update(msg)
	case kit.Opened:
		return p.live.Reload()
	case kit.Answer:
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	staff, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.staff = staff
		p.fill()
	}
	if done, err, ok := p.act.Take(msg); ok {
		then := p.then
		p.does, p.then = "", nil
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		return tea.Batch(cmd, kit.Say(kit.Success, done), p.live.Reload(), then)
	}
	return tea.Batch(cmd, p.act.Tick(msg))
}

// run gives a command; done is what to say when it has come to pass.
func (p *Page) run(does, done string, command func(context.Context) error) tea.Cmd {
	if p.act.Pending() {
		return kit.Say(kit.Warning, "One thing at a time: the last command hasn't been answered yet.")
	}
	p.does, p.then = does, nil
	return p.act.Run(patience, func(ctx context.Context) (string, error) { return done, command(ctx) })
}

// chosen is who is under the cursor.
func (p *Page) chosen() (model.AgentView, bool) {
	i := p.list.Index()
	if i >= len(p.staff) {
		return model.AgentView{}, false
	}
	return p.staff[i], true
}

// find looks somebody up again: the answer to a question may come when the list
// is another.
func (p *Page) find(name model.AgentName) (model.AgentView, bool) {
	for _, a := range p.staff {
		if a.Name == name {
			return a, true
		}
	}
	return model.AgentView{}, false
}
