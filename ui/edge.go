// This file holds what the app hears from outside the pages: the terminal's
// background, the clock, and the state of the desk.
package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// patience is how long a terminal may take to tell its background. Many never
// do.
const patience = 300 * time.Millisecond

// pause is how long to wait after the desk's state couldn't be read.
const pause = 2 * time.Second

type (
	themeLate struct{}
	minute    struct{}
)

// detect settles the theme, or asks the terminal.
func (a *App) detect() tea.Cmd {
	if !a.env.Choice.Asks() {
		a.env.SetTheme(a.env.Choice.Theme(true))
		a.decided = true
		return nil
	}
	return tea.Batch(tea.RequestBackgroundColor, a.env.Tick(a.env.Ctx, patience, themeLate{}))
}

// background takes the terminal's answer, unless it came too late: colours that
// change in the middle of work are worse than none.
func (a *App) background(dark bool) {
	a.told, a.dark = true, dark
	if a.decided {
		return
	}
	a.decided = true
	a.env.SetTheme(a.env.Choice.Theme(dark))
}

// tick wakes the clock at the next full minute.
func (a *App) tick() tea.Cmd {
	now := a.env.Now()
	if a.sentry.locked == nil && a.sentry.idle != nil && a.due(now) { // a machine that slept
		a.rung()
	}
	return a.env.Tick(a.env.Ctx, now.Truncate(time.Minute).Add(time.Minute).Sub(now), minute{})
}

// listen waits for the next state of the desk.
func (a *App) listen() tea.Cmd {
	if a.env.Status == nil {
		return nil
	}
	return a.feed.Listen(a.env.Status)
}

// heard takes a state, and goes on listening. While none can be had the footer
// says so.
func (a *App) heard(msg tea.Msg) tea.Cmd {
	if _, _, rung := a.retry.Take(msg); rung {
		return a.listen()
	}
	if cmd, mine := a.stirred(msg); mine {
		return cmd
	}
	if went, err, ok := a.extra.Take(msg); ok {
		return a.went(went, err)
	}
	if reply, ok := msg.(kit.Reply); ok {
		if _, ours := reply.Value.(kept); ours {
			return a.wasKept(reply.Err)
		}
	}
	status, err, ok := a.feed.Take(msg)
	switch {
	case !ok:
		return nil
	case err != nil:
		a.offline = true
		return a.retry.After(pause)
	}
	a.offline, a.status = false, status
	a.env.SetRole(status.Role)
	return a.listen()
}

// line is what stands left of the clock.
func (a *App) line() string {
	switch {
	case a.offline:
		return "offline"
	case a.status.Line != "":
		return a.status.Line
	}
	return "live"
}

func (a *App) tooSmall() bool { return a.w < minWidth || a.h < minHeight }
