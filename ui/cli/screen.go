// This file runs the desk on this terminal.
package cli

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/model/desk"
	"callin/ui"
	"callin/ui/kit"
)

// patience is how long a screen may take to leave when it is asked to.
const patience = 2 * time.Second

// seat is one agent's place at the terminal.
type seat struct {
	desk  *desk.Desk
	agent *desk.Session
	now   model.Clock
	inbox Inbox // nil but for the demo
	empty bool  // there are no accounts yet
}

// sit shows the desk until the agent leaves or ctx ends, and leaves the
// terminal as it was.
func (sh *shell) sit(ctx context.Context, s seat) error {
	inside, done := context.WithCancel(context.WithoutCancel(ctx)) // pages end when the screen has ended
	defer done()
	prefs, err := s.agent.Preferences(ctx)
	if err != nil {
		return err
	}
	env := &kit.Env{
		Ctx: inside, Now: s.now, Agent: string(s.agent.Agent()), Demo: s.inbox != nil, Local: true,
		Provider: model.Provider(sh.settings.Provider), ASCII: sh.settings.ASCII,
		Prefs: prefs, Choice: sh.choice(prefs), Keys: sh.settings.keys,
	}
	if paper, ok := sh.paper(); ok {
		env.Paper = paper
	}
	if sh.logged {
		env.Report = sh.report
	}
	app := ui.Desk(env, s.agent, ui.DeskOptions{Empty: s.empty, HasMail: s.desk.HasMail(), Inbox: s.inbox})
	program := tea.NewProgram(app,
		tea.WithInput(sh.edge.In), tea.WithOutput(sh.edge.Out), tea.WithEnvironment(sh.environ()),
		tea.WithoutSignalHandler(), // signals end ctx
	)
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		app.Close()
		ended <- err
	}()
	select {
	case err := <-ended:
		return sh.broken(err)
	case <-ctx.Done():
		return sh.leave(program, ended)
	}
}

// choice settles the colours: what was asked for at this start, then what the
// agent has saved, then what the configuration says.
func (sh *shell) choice(prefs model.Preferences) kit.Choice {
	asked, file := "", sh.settings.Theme
	switch from := rank(sh.settings.from("theme")); {
	case from > rankFile:
		asked = file
	case from < rankFile:
		file = ""
	}
	return kit.Choose(sh.edge.Environ, asked, prefs.Theme, file)
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
	if err := sh.needTerminal(); err != nil {
		return err
	}
	opened, err := sh.open(ctx, needs{create: true, mail: true})
	if err != nil {
		return err
	}
	hushed, err := sh.hear(opened.Desk)
	if err == nil {
		err = errors.Join(sh.serve(ctx, opened.Desk), hushed())
	}
	return errors.Join(err, opened.Close())
}

func (sh *shell) serve(ctx context.Context, d *desk.Desk) error {
	user := sh.user()
	if _, err := d.FirstManager(ctx, user); err != nil {
		return err
	}
	agent, err := d.SignIn(ctx, user)
	if err != nil {
		return err
	}
	empty, err := d.Operator(user).Empty(ctx)
	if err != nil {
		return err
	}
	return sh.sit(ctx, seat{desk: d, agent: agent, now: sh.edge.Now, empty: empty})
}
