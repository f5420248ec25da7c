// This file holds what an agent may choose for the whole desk: colours. What is
// chosen is in force at once, and kept with the desk.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// keeping bounds how long it may take to keep a choice.
const keeping = 10 * time.Second

// themeWords say what each theme is.
var themeWords = map[string]string{
	"auto":  "auto: as the terminal's background says",
	"dark":  "dark: for a dark background",
	"light": "light: for a light background",
	"high":  "high: more contrast",
	"mono":  "mono: no colours",
}

// askTheme offers the themes; the one that was chosen last is marked.
func (a *App) askTheme() tea.Cmd {
	var options []dialog.Option
	for _, name := range model.Themes {
		options = append(options, dialog.Option{ID: name, Key: name[:1], Words: themeWords[name]})
	}
	options[0].Key = "" // "a" is a note everywhere else
	c := dialog.Choose("Colours", "Kept for you, at every terminal.", options...)
	if a.env.Choice == kit.Auto {
		c.Mark("auto")
	} else {
		c.Mark(string(a.env.Choice))
	}
	return a.put("theme", c)
}

// chooseTheme puts a theme in force and keeps the choice. The terminal's answer
// about its background, had once, serves again.
func (a *App) chooseTheme(name string) tea.Cmd {
	a.env.Choice = kit.Choose(nil, name)
	cmd := a.keep(func(p *model.Preferences) { p.Theme = name })
	switch {
	case !a.env.Choice.Asks():
		a.env.SetTheme(a.env.Choice.Theme(true))
	case a.told:
		a.env.SetTheme(a.env.Choice.Theme(a.dark))
	default:
		a.env.SetTheme(kit.Neutral)
		a.decided = false
		return tea.Batch(cmd, a.detect())
	}
	return cmd
}

// kept is the answer to keeping a choice.
type kept struct{}

// keep has a choice kept.
func (a *App) keep(change func(*model.Preferences)) tea.Cmd {
	if a.env.Prefer == nil {
		return nil
	}
	return kit.Run(a.env, self, a.env.NextGen(), keeping, func(ctx context.Context) (kept, error) {
		return kept{}, a.env.Prefer(ctx, change)
	})
}

// wasKept says so when a choice couldn't be kept: it lasts as long as the
// session.
func (a *App) wasKept(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return kit.Say(kit.Warning, "Your choice lasts until you leave; it couldn't be kept. "+model.PublicText(err))
}
