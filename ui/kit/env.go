// This file holds what a session has: one Env an agent at a terminal.
package kit

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
)

// Env is what all pages of one session share. One process serves many
// terminals, so nothing of it is in package variables. It is fixed for the
// session, but for the theme, which the app sets when the terminal has told its
// background, and the choice of one. Zero fields have defaults, save Ctx and Now.
type Env struct {
	Ctx      context.Context // ends with the session, and with it everything that runs for it
	Now      model.Clock
	Agent    string // who sits here; foreign text
	Provider model.Provider
	Demo     bool // shown in the header
	ASCII    bool // draw with ASCII alone
	Local    bool // a terminal of this machine: ctrl+z may suspend
	Choice   Choice
	Keys     Keymap
	Prefs    model.Preferences // as they were when the session began

	// Prefer changes what the desk keeps of the agent's preferences; the change
	// may be run more than once. Nil: a choice lasts as long as the session.
	Prefer func(ctx context.Context, change func(*model.Preferences)) error

	// Status waits for the next change of what header and title show. Nil: none.
	Status func(context.Context) (Status, error)

	// Guard is how the screen is locked. The zero one never locks.
	Guard Guard

	// Paper prints and saves. Nil: neither can be done from here.
	Paper Paper

	// Report logs a defect and returns the number to quote. Nil: nothing is logged.
	Report func(error) string

	// After and Block are how commands meet time; tests replace them. After
	// delivers msg when d has passed, unless ctx ended before. Block marks a
	// command that waits for something that may never come.
	After func(ctx context.Context, d time.Duration, msg tea.Msg) tea.Cmd
	Block func(tea.Cmd) tea.Cmd

	theme *Theme
	role  model.AgentRole
	key   time.Time // when the last one was pressed
	gen   Gen       // drawn in the app's goroutine alone
}

// Theme is the one in force. It may change, so pages ask for it each time they
// draw.
func (e *Env) Theme() *Theme {
	if e.theme == nil {
		return Neutral
	}
	return e.theme
}

// SetTheme is for the app and for tests.
func (e *Env) SetTheme(t *Theme) { e.theme = t }

// Denied says why the agent may not use a power, or "" when they may: for a
// binding's Disabled. The desk decides again when the command comes.
func (e *Env) Denied(p model.Power) string { return e.role.Denied(p) }

// SetRole is for the app, whenever the role is read, and for tests.
func (e *Env) SetRole(r model.AgentRole) { e.role = r }

// Touch is for the app, whenever a key is pressed or something pasted: a screen
// that redraws itself is no sign of anybody being there.
func (e *Env) Touch() { e.key = e.Now() }

// Idle is how long no key was pressed.
func (e *Env) Idle() time.Duration {
	if e.key.IsZero() {
		return 0
	}
	return e.Now().Sub(e.key)
}

// NextGen draws a number that this session has not used for anything yet.
func (e *Env) NextGen() Gen {
	e.gen++
	return e.gen
}

// Tick delivers msg when d has passed, or nothing when ctx ends before.
func (e *Env) Tick(ctx context.Context, d time.Duration, msg tea.Msg) tea.Cmd {
	if e.After != nil {
		return e.After(ctx, d, msg)
	}
	return func() tea.Msg {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}

func (e *Env) block(cmd tea.Cmd) tea.Cmd {
	if e.Block != nil {
		return e.Block(cmd)
	}
	return cmd
}

// report logs a defect and returns its number, "" without a log.
func (e *Env) report(err error) string {
	if e.Report == nil {
		return ""
	}
	return e.Report(err)
}
