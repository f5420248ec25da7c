package ui

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// Front is the page in front, for tests that look at every page.
func (a *App) Front() kit.Page { return a.current().page }

// Routes are the pages that can be opened.
func (a *App) Routes() []Route { return a.routes }

// Badge is what stands behind a screen's name.
func (a *App) Badge(id kit.PageID) string { return a.status.Badges[id] }

// Crash has the page in front panic.
func (a *App) Crash() { a.guard(a.current(), func() tea.Cmd { panic("typed: maiden name") }) }
