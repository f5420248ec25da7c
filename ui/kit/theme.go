// This file holds the themes. The terminal's own foreground and background are
// never set: colour comes second, words and signs say everything first.
package kit

import "strings"

// Theme is a set of named styles.
type Theme struct {
	Name     string
	Accent   Style // what the eye should find first: the prompt, the next step
	Ok       Style
	Warn     Style
	Danger   Style
	Muted    Style // hints, and what isn't allowed now
	Title    Style // headings, and the screen in front
	Selected Style // the row under the cursor, with ">" before it
	Match    Style // what of a row was typed; Chosen in the row under the cursor
	Chosen   Style
	Rule     Style
	Key      Style // a key's name in hints
}

func (t *Theme) styles() []Style {
	return []Style{t.Accent, t.Ok, t.Warn, t.Danger, t.Muted, t.Title, t.Selected, t.Match, t.Chosen, t.Rule, t.Key}
}

// The themes. Dark and Light have at least 6.0 and 4.9 to 1 contrast on the
// usual backgrounds and stay distinct under the common colour-vision
// deficiencies. Neutral fits every background.
var (
	Dark    = colours("dark", "#87afff", "#00ffd7", "#ffd75f", "#ff8787", "#a8a8a8")
	Light   = colours("light", "#005fd7", "#005f5f", "#875f00", "#870000", "#585858")
	Neutral = mono("neutral")
	Mono    = mono("mono")

	HighDark  = high("high", "#afd7ff", "#87ffd7", "#ffff87", "#ffafaf", "#d0d0d0")
	HighLight = high("high", "#003f8f", "#003f3f", "#5f3f00", "#6f0000", "#303030")

	themes = []*Theme{Dark, Light, Neutral, Mono, HighDark, HighLight}
)

func colours(name, accent, ok, warn, danger, muted string) *Theme {
	return &Theme{
		Name: name, Accent: style(accent), Ok: style(ok), Warn: style(warn), Danger: style(danger),
		Muted: style(muted), Title: style("", bold), Selected: style("", reverse),
		Match: style("", bold, underline), Chosen: style("", bold, underline, reverse),
		Rule: style(muted), Key: style(accent),
	}
}

func high(name, accent, ok, warn, danger, muted string) *Theme {
	return &Theme{
		Name: name, Accent: style(accent, bold), Ok: style(ok, bold), Warn: style(warn, bold),
		Danger: style(danger, bold, underline), Muted: style(muted), Title: style("", bold),
		Selected: style("", bold, reverse), Rule: Style{}, Key: style(accent, bold),
		Match: style("", bold, underline), Chosen: style("", bold, underline, reverse),
	}
}

func mono(name string) *Theme {
	return &Theme{
		Name: name, Accent: style("", bold), Warn: style("", underline), Danger: style("", bold, underline),
		Title: style("", bold), Selected: style("", reverse), Key: style("", bold),
		Match: style("", bold, underline), Chosen: style("", bold, underline, reverse),
	}
}

// Choice is which theme somebody wants.
type Choice string

// The choices. Auto asks the terminal for its background.
const (
	Auto       Choice = ""
	AlwaysDark Choice = "dark"
	AlwaysPale Choice = "light"
	NoColour   Choice = "mono"
	High       Choice = "high"
)

// Choose settles the wishes of a session: what was asked for at its start; then
// the environment, where NO_COLOR with any value means no colour (no-color.org);
// then what was saved, the agent's own before the configuration's. "" is no wish,
// and "auto" asks the terminal.
func Choose(environ []string, asked string, saved ...string) Choice {
	for _, v := range environ {
		if strings.HasPrefix(v, "NO_COLOR=") && (asked == "" || asked == "auto") {
			return NoColour
		}
	}
	for _, w := range append([]string{asked}, saved...) {
		switch w {
		case "":
			continue
		case "auto":
			return Auto
		}
		return Choice(w)
	}
	return Auto
}

// Asks tells whether the choice depends on the terminal's background.
func (c Choice) Asks() bool { return c == Auto || c == High }

// Theme is the theme of the choice on a dark or a light background.
func (c Choice) Theme(dark bool) *Theme {
	switch {
	case c == NoColour:
		return Mono
	case c == High && dark:
		return HighDark
	case c == High:
		return HighLight
	case c == AlwaysDark, c == Auto && dark:
		return Dark
	}
	return Light
}
