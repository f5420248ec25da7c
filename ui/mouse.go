// This file is the mouse, for who wants it: off by default, so that selecting
// text stays the terminal's. The wheel moves as the arrows do, a click chooses a
// row.
package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// notch is how many rows the wheel moves at once.
const notch = 3

// turnMouse switches the mouse on or off, and keeps that.
func (a *App) turnMouse() tea.Cmd {
	on := !a.env.Prefs.Mouse
	a.env.Prefs.Mouse = on
	said := "The mouse is the terminal's again."
	if on {
		said = "The wheel moves the list, a click chooses a row. To select text hold Shift."
	}
	return tea.Batch(kit.Say(kit.Success, said), a.keep(func(p *model.Preferences) { p.Mouse = on }))
}

// mouse takes what the mouse does.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if !a.env.Prefs.Mouse || a.sentry.locked != nil || a.tooSmall() {
		return nil
	}
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelUp:
			return a.step(-notch)
		case tea.MouseWheelDown:
			return a.step(notch)
		}
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return a.click(m.Y)
		}
	}
	return nil
}

// step presses an arrow so many times.
func (a *App) step(n int) tea.Cmd {
	key := tea.KeyPressMsg{Code: tea.KeyDown}
	if n < 0 {
		key.Code, n = tea.KeyUp, -n
	}
	var cmds []tea.Cmd
	for range n {
		cmds = append(cmds, a.press(key))
	}
	return tea.Batch(cmds...)
}

// click moves the choice to the row under the mouse: from the chosen row, which
// is drawn as no other line is, by as many steps as there are lines between. A
// question that is open stands below the page, so the last such row is meant.
func (a *App) click(y int) tea.Cmd {
	lines, _ := a.lines()
	if y < 0 || y >= len(lines) {
		return nil
	}
	for at, line := range slices.Backward(lines) {
		if strings.HasPrefix(line, " "+a.env.Theme().Selected.Of(">")[:len(a.env.Theme().Selected.Of(">"))-len("\x1b[m")]) {
			return a.step(y - at)
		}
	}
	return nil
}
