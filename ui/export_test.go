package ui

import "callin/ui/kit"

// Front is the page in front, for tests that look at every page.
func (a *App) Front() kit.Page { return a.current().page }

// Routes are the pages that can be opened.
func (a *App) Routes() []Route { return a.routes }
