// This file holds the ways out.
package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// twice is how soon the second ctrl+c must follow to mean "leave".
const twice = 2 * time.Second

// interrupt cancels what runs; the second time it leaves.
func (a *App) interrupt() tea.Cmd {
	now := a.env.Now()
	again := !a.interrupted.IsZero() && now.Sub(a.interrupted) <= twice
	a.interrupted = now
	if again {
		a.showing = 0 // what the first one said is no longer so
		return a.leave()
	}
	stopped := false
	if l := a.current(); l != nil {
		a.guard(l, func() tea.Cmd {
			if c, ok := l.page.(kit.Cancels); ok {
				stopped = c.Cancel()
			}
			return nil
		})
	}
	if stopped {
		return kit.Say(kit.Success, "Cancelled. ctrl+c again within two seconds leaves the "+a.place+".")
	}
	return kit.Say(kit.Warning, "ctrl+c again within two seconds leaves the "+a.place+".")
}

// quit closes the page, or asks whether to leave at the top.
func (a *App) quit() tea.Cmd {
	if !a.atTop() {
		return a.back()
	}
	return a.askLeave(strings.Join(a.busy(), " "))
}

// leave ends the session, asking first when something is open.
func (a *App) leave() tea.Cmd {
	if busy := a.busy(); len(busy) > 0 {
		return a.askLeave(strings.Join(busy, " "))
	}
	return a.exit()
}

func (a *App) askLeave(why string) tea.Cmd {
	asked := slices.ContainsFunc(a.overlay, func(o overlay) bool { return o.owner == self && o.name == "leave" })
	if asked {
		return nil
	}
	if why == "" {
		why = "Nothing is open."
	}
	return a.put("leave", dialog.Confirm("Leave the "+a.place+"?", why, "Leave", "Stay"))
}

// busy collects why pages would rather have the agent stay. The first page and the
// call's own know of the same call.
func (a *App) busy() []string {
	var why []string
	for l := range a.pages {
		a.guard(l, func() tea.Cmd {
			b, ok := l.page.(kit.Busy)
			if !ok {
				return nil
			}
			if text := b.Busy(); text != "" && !slices.Contains(why, text) {
				why = append(why, text)
			}
			return nil
		})
	}
	return why
}

func (a *App) exit() tea.Cmd {
	a.Close()
	return tea.Quit
}
