// This file holds what an agent may choose for the whole desk: colours and the
// key map. What is chosen is in force at once, and kept with the desk.
package ui

import (
	"cmp"
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
	c := dialog.Choose("Colours", a.kept(), options...)
	if a.env.Choice == kit.Auto {
		c.Mark("auto")
	} else {
		c.Mark(string(a.env.Choice))
	}
	return a.put("theme", c)
}

// kept says how long a choice holds.
func (a *App) kept() string {
	if a.place != atDesk {
		return "It holds until you leave."
	}
	return "It is kept for you."
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

// presetWords say what each key map is.
var presetWords = map[string]string{
	"desk":  "desk: letters are commands, the fewest keys",
	"vim":   "vim: the same for hands that know vi; i goes into a field",
	"plain": "plain: no letter runs anything; type the words of a command, Enter runs it",
}

// askKeys offers the key maps.
func (a *App) askKeys() tea.Cmd {
	var options []dialog.Option
	for _, name := range Presets() {
		options = append(options, dialog.Option{ID: name, Key: name[:1], Words: presetWords[name]})
	}
	c := dialog.Choose("Key map", "Kept for you, at every terminal. Other keys for single actions stay as they are.", options...)
	c.Mark(cmp.Or(a.env.Keys.Name, Presets()[0]))
	return a.put("keys", c)
}

// chooseKeys puts a key map in force and keeps the choice.
func (a *App) chooseKeys(name string) tea.Cmd {
	a.env.Prefs.Preset = name
	m, _ := Settle(a.configured, a.env.Prefs) // what can't be was said at the start
	a.rekey(m)
	return a.keep(func(p *model.Preferences) { p.Preset = name })
}

// rekey puts a key map in force.
func (a *App) rekey(m kit.Keymap) {
	m.Names = names()
	a.env.Keys = m
	a.globals = m.Apply(a.bindings())
}

// Configure settles the keys: what was set in the environment is the
// configuration's, and the agent's own wishes come above it. What can't be is
// said when the app starts.
func (a *App) Configure() *App {
	a.configured = a.env.Keys
	m, refused := Settle(a.configured, a.env.Prefs)
	a.rekey(m)
	for _, r := range refused {
		what := "That key map isn't there"
		if r.ID != "" {
			what = "Another key for " + model.CleanLine(r.ID) + " can't be"
		}
		a.early = append(a.early, kit.Say(kit.Warning, what+": "+r.Why+". The usual one is in force."))
	}
	return a
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
