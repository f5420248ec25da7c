// This file is the choice of one among a few.
package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Option is one of the things to choose from.
type Option struct {
	ID       string // the outcome
	Key      string // a letter that takes it at once; "" has none
	Words    string
	Disabled string // why not now; "" when it can be taken
}

// Choice asks for one of a few options.
type Choice struct {
	title, text string
	options     []Option
	at          int
	done        bool
	outcome     any
}

// Choose asks for one of the options; the first that can be taken is marked.
// The outcome is the option's ID, nil for Esc.
func Choose(title, text string, options ...Option) *Choice {
	c := &Choice{title: title, text: text, options: options}
	for c.at < len(options)-1 && options[c.at].Disabled != "" {
		c.at++
	}
	return c
}

// Mark marks an option, for one that is in force already.
func (c *Choice) Mark(id string) {
	if i := slices.IndexFunc(c.options, func(o Option) bool { return o.ID == id }); i >= 0 {
		c.at = i
	}
}

// Title is the question in short.
func (c *Choice) Title() string { return c.title }

// Editing is false: letters are commands here.
func (c *Choice) Editing() bool { return false }

// Done gives the outcome.
func (c *Choice) Done() (any, bool) { return c.outcome, c.done }

// Update takes the keys.
func (c *Choice) Update(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || len(c.options) == 0 {
		return nil
	}
	for i, o := range c.options {
		if o.Key != "" && o.Key == key.String() {
			c.at = i
			return c.take()
		}
	}
	switch key.String() {
	case "enter":
		return c.take()
	case "esc", "q":
		c.done = true
	case "up", "k", "shift+tab":
		c.at = max(c.at-1, 0)
	case "down", "j", "tab":
		c.at = min(c.at+1, len(c.options)-1)
	}
	return nil
}

func (c *Choice) take() tea.Cmd {
	o := c.options[c.at]
	if o.Disabled != "" {
		return kit.Say(kit.Warning, o.Disabled)
	}
	c.done, c.outcome = true, o.ID
	return nil
}

// View draws the text and the options.
func (c *Choice) View(t *kit.Theme, w, h int) kit.Frame {
	f := kit.Frame{Lines: kit.WrapUnder(" ", model.Clean(c.text), w-1)}
	if len(f.Lines) > 0 {
		f.Lines = append(f.Lines, "")
	}
	room := max(h-len(f.Lines), 1)
	first := max(min(c.at-room/2, len(c.options)-room), 0)
	for i := first; i < min(first+room, len(c.options)); i++ {
		o := c.options[i]
		line := kit.Fit(o.Key, 3) + kit.Text(o.Words)
		if o.Disabled != "" {
			line += ", not now: " + kit.Text(o.Disabled)
		}
		switch {
		case i == c.at:
			f.Cursor = &kit.Point{X: 1, Y: len(f.Lines)}
			line = " " + t.Selected.Of(kit.Fit("> "+line, w-2))
		case o.Disabled != "":
			line = "   " + t.Muted.Of(kit.Clip(line, w-4))
		default:
			line = "   " + kit.Clip(line, w-4)
		}
		f.Lines = append(f.Lines, line)
	}
	return f
}

// Bindings are for the footer.
func (c *Choice) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.press", Keys: []string{"enter"}, Words: "take"},
		{ID: "dialog.move", Keys: []string{"up", "down"}, Words: "choose"},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "back"},
	}
}
