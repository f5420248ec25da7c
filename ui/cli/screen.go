// This file runs the desk on this terminal.
package cli

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/model/desk"
	"callin/ui"
	"callin/ui/kit"
)

// patience is how long a screen may take to leave when it is asked to.
const patience = 2 * time.Second

// framesASecond is the most that the library has: a key waits half a frame on
// average.
const framesASecond = 120

// A large desk has much to read at its start, on all the processors that there
// are; the first screen goes before it.
const (
	firstFrame = 250 * time.Millisecond          // at the latest
	afterSize  = 4 * time.Second / framesASecond // from the window's size until the frame is at the terminal
)

// seat is one agent's place at the terminal.
type seat struct {
	room
	agent *desk.Session
	drawn func() // told when the first frame is at the terminal, or none comes; nil: nobody waits
}

// sized calls drawn a little after a program has heard how large its window is.
func (s seat) sized() tea.ProgramOption {
	var once sync.Once
	return tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		if _, ok := msg.(tea.WindowSizeMsg); ok && s.drawn != nil {
			once.Do(func() { time.AfterFunc(afterSize, s.drawn) })
		}
		return msg
	})
}

// room is a desk at work, for however many sit in it.
type room struct {
	desk  *desk.Desk
	now   model.Clock
	inbox Inbox // nil but for the demo
}

// screen makes an agent's screen. environ is their terminal's.
func (sh *shell) screen(env *kit.Env, r room, agent *desk.Session, environ []string) (*ui.App, error) {
	prefs, err := agent.Preferences(env.Ctx)
	if err != nil {
		return nil, err
	}
	empty, err := r.desk.Operator("").Empty(env.Ctx)
	if err != nil {
		return nil, err
	}
	env.Demo, env.Provider, env.ASCII = r.inbox != nil, sh.settings.provider(), sh.settings.ASCII
	env.Prefs, env.Choice, env.Keys = prefs, sh.choice(prefs, environ), sh.settings.keys
	if paper, ok := sh.paper(); ok && env.Local { // paper of this machine is of no use elsewhere
		env.Paper = paper
	}
	if sh.logged {
		env.Report = sh.report
	}
	return ui.Desk(env, agent, ui.DeskOptions{Empty: empty, HasMail: r.desk.HasMail(), Inbox: r.inbox}), nil
}

// portal makes a customer's screen. origin is the address they come from.
func (sh *shell) portal(env *kit.Env, r room, origin string, environ []string) *ui.App {
	env.Demo, env.Provider, env.ASCII = r.inbox != nil, sh.settings.provider(), sh.settings.ASCII
	env.Choice = sh.choice(model.Preferences{}, environ)
	if sh.logged {
		env.Report = sh.report
	}
	return ui.Portal(env, r.desk.Portal(origin), ui.PortalOptions{})
}

// sit shows the desk until the agent leaves or ctx ends, and leaves the
// terminal as it was.
func (sh *shell) sit(ctx context.Context, s seat) error {
	if sh.settings.Plain {
		if s.drawn != nil {
			s.drawn()
		}
		return sh.talkHere(ctx, s)
	}
	inside, done := context.WithCancel(context.WithoutCancel(ctx)) // pages end when the screen has ended
	defer done()
	defer s.agent.Sit()()
	env := &kit.Env{Ctx: inside, Now: s.now, Agent: string(s.agent.Agent()), Local: true}
	app, err := sh.screen(env, s.room, s.agent, sh.edge.Environ)
	if err != nil {
		return err
	}
	program := tea.NewProgram(app,
		tea.WithInput(whole(sh.edge.In)), tea.WithOutput(sh.edge.Out), tea.WithEnvironment(sh.environ()),
		tea.WithFPS(framesASecond), tea.WithoutSignalHandler(), // signals end ctx
		s.sized(),
	)
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		// The library may have drawn an empty frame before the first one, and hidden the
		// cursor of the screen that is back now.
		_, _ = io.WriteString(sh.edge.Out, ansi.SetModeTextCursorEnable)
		app.Keep(inside)
		app.Close()
		ended <- err
	}()
	select {
	case err := <-ended:
		return sh.broken(err)
	case <-dismissed(inside, s.agent):
		return errors.Join(sh.leave(program, ended), errDismissed)
	case <-ctx.Done():
		return sh.leave(program, ended)
	}
}

// choice settles the colours: what was asked for at this start, then what the
// agent has saved, then what the configuration says.
func (sh *shell) choice(prefs model.Preferences, environ []string) kit.Choice {
	asked, file := "", sh.settings.Theme
	switch from := rank(sh.settings.from("theme")); {
	case from > rankFile:
		asked = file
	case from < rankFile:
		file = ""
	}
	return kit.Choose(environ, asked, prefs.Theme, file)
}

// leave asks the screen to leave, and makes it when it doesn't.
func (sh *shell) leave(program *tea.Program, ended <-chan error) error {
	for _, way := range []func(){program.Quit, program.Kill} {
		go way() // either may wait for a screen that is stuck
		late := time.NewTimer(patience)
		select {
		case err := <-ended:
			late.Stop()
			sh.log.Info("the screen was asked to leave", "error", err)
			return nil // whoever ended ctx knows why
		case <-late.C:
		}
	}
	return failed("The screen is stuck and was left as it is. Type reset and Enter to get the terminal back; what the desk had acknowledged is kept.")
}

// broken says why the screen ended, when the agent didn't ask for it.
func (sh *shell) broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, tea.ErrProgramPanic):
		sh.log.Error("the screen broke", "error", err)
		return failed("The screen broke, which is a defect; what the desk had acknowledged is kept. Start callin again, and report what stands above.")
	}
	return failed("The terminal can't be used: %s. Start callin in another one.", model.CleanLine(err.Error()))
}

type deskCommand struct{}

// Run opens the desk for the local user.
func (*deskCommand) Run(ctx context.Context, sh *shell) error {
	if sh.hosted != nil {
		return sh.talkFor(ctx)
	}
	if err := sh.settle(); err != nil {
		return err
	}
	if err := sh.needTerminal(); err != nil {
		return err
	}
	if line := sh.dial(ctx); line != nil {
		if sh.settings.Plain {
			return sh.talkThere(ctx, line)
		}
		return sh.join(ctx, line)
	}
	first, drawn := context.WithTimeout(ctx, firstFrame)
	defer drawn()
	opened, err := sh.open(ctx, needs{create: true, mail: true, first: first.Done()})
	if err != nil {
		return err
	}
	hushed, err := sh.hear(opened.Desk)
	if err == nil {
		err = errors.Join(sh.attend(ctx, opened.Desk, drawn), hushed())
	}
	return errors.Join(err, opened.Close())
}

// attend shows the desk to the local user, and tells when its first frame is drawn.
func (sh *shell) attend(ctx context.Context, d *desk.Desk, drawn func()) error {
	agent, err := sh.enter(ctx, d)
	if err != nil {
		return err
	}
	r := room{desk: d, now: sh.edge.Now}
	defer sh.listenLocally(r)()
	return sh.sit(ctx, seat{r, agent, drawn})
}

// enter signs the local user in, who becomes the first manager of a desk that
// has none.
func (sh *shell) enter(ctx context.Context, d *desk.Desk) (*desk.Session, error) {
	user := sh.user()
	if _, err := d.FirstManager(ctx, user); err != nil {
		return nil, err
	}
	return d.SignIn(ctx, user)
}

// dismissed tells when the agent may no longer be here, until ctx ends.
func dismissed(ctx context.Context, agent *desk.Session) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		sub := agent.Subscribe()
		defer sub.Close()
		for {
			changes, err := sub.Next(ctx)
			if err != nil {
				return
			}
			if !changes.Staff {
				continue
			}
			if out, err := agent.Dismissed(ctx); err == nil && out {
				close(gone)
				return
			}
		}
	}()
	return gone
}
