// This file routes keys: to the overlay on top, to the page while it is
// editing, to what works everywhere, to the page.
package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// typed takes what somebody types or pastes.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	if !a.touched() {
		return nil
	}
	if a.sentry.locked != nil {
		return a.lockKey(msg)
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+h" { // the byte of Backspace on old terminals
			msg = tea.KeyPressMsg{Code: tea.KeyBackspace}
		}
		return a.fast(msg)
	case tea.PasteMsg:
		return tea.Batch(a.letGo(), a.paste(msg))
	}
	return nil
}

// press gives a key to exactly one taker.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.noticed()
	a.env.Touch()
	key := msg.String()
	if key == "ctrl+c" {
		return a.interrupt() // whatever is in front, there is a way out
	}
	if a.tooSmall() && key != "esc" && key != "ctrl+p" {
		return nil // nobody should type into what can't be seen
	}
	if a.chord {
		return a.copyKey(key)
	}
	if len(a.overlay) > 0 {
		if a.env.Keys.Words && !a.editing() && msg.Text != "" {
			return nil // no letter answers a question either: arrows and Enter do
		}
		return a.overlaid(msg)
	}
	l := a.current()
	if l == nil {
		return nil
	}
	return a.guard(l, func() tea.Cmd {
		if !l.page.Editing() {
			if base, ok := onBase(msg); ok && !a.bound(l, key) {
				msg, key = base, base.String()
			}
			if also, ok := kit.Key(a.env.Keys.Also[key]); ok && !a.bound(l, key) {
				msg = also
			}
			if a.env.Keys.Words && msg.Text != "" && msg.Text != " " && !a.bound(l, key) {
				return a.commands(msg.Text)
			}
		}
		return kit.Press(l.page, a.env.Keys, a.globals, msg, a.back)
	})
}

// onBase is the key that has the same place on the standard layout, where the
// terminal tells that (kitty's keyboard protocol): a letter's place is what
// hands know, whatever alphabet is on it.
func onBase(msg tea.KeyPressMsg) (tea.KeyPressMsg, bool) {
	if msg.BaseCode == 0 || msg.Text == "" || msg.BaseCode == msg.Code {
		return msg, false
	}
	name := string(msg.BaseCode)
	if msg.Mod&tea.ModShift != 0 {
		name = strings.ToUpper(name)
	}
	return kit.Key(name)
}

// bound tells whether a key is somebody's while letters are commands.
func (a *App) bound(l *live, key string) bool {
	has := func(b kit.Binding) bool { return b.Has(key) }
	return slices.ContainsFunc(a.env.Keys.Apply(l.page.Bindings()), has) || slices.ContainsFunc(a.globals, has)
}

// paste goes to what is in front, as text and never as keys.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	a.noticed()
	a.env.Touch()
	switch {
	case a.tooSmall():
		return nil
	case len(a.overlay) > 0:
		return a.overlaid(msg)
	}
	return a.send(a.current(), msg)
}

// bindings are the keys that work everywhere.
func (a *App) bindings() []kit.Binding {
	suspend := ""
	if !a.env.Local {
		suspend = "Only a desk on this machine can be suspended; over SSH use the client's own escape."
	}
	bs := []kit.Binding{
		{
			ID: "app.commands", Keys: []string{"ctrl+p", ":"}, Words: "commands", InField: true, Do: a.palette,
			Help: "Every action and screen with its key; type to narrow down, Enter runs.",
		},
		{
			ID: "app.help", Keys: []string{"?"}, Words: "help", Do: a.help,
			Help: "What can be done on this page.",
		},
		{
			ID: "app.back", Words: "back", Do: a.back,
			Help: "Back one page, as Esc does when nothing else is open.",
		},
		{
			ID: "app.messages", Words: "messages", Do: a.messages,
			Help: "Everything that was said in this session.",
		},
		{
			ID: "app.close", Keys: []string{"q"}, Words: "close", Do: a.quit,
			Help: "Closes the page; at the top it leaves the " + a.place + ", after a question.",
		},
		{
			ID: "app.redraw", Keys: []string{"ctrl+l"}, Words: "redraw", InField: true, Help: "Draws the whole screen again.",
			Do: func() tea.Cmd { return tea.ClearScreen },
		},
		{
			ID: "app.suspend", Keys: []string{"ctrl+z"}, Words: "suspend", InField: true, Disabled: suspend,
			Help: "Back to the shell for a while; fg returns.", Do: func() tea.Cmd { return tea.Suspend },
		},
		{
			ID: "app.stop", Keys: []string{"ctrl+c"}, Words: "stop, leave", InField: true, Do: a.interrupt,
			Help: "Cancels what runs; twice within two seconds it leaves the " + a.place + ".",
		},
		{
			ID: "app.theme", Words: "colours", Do: a.askTheme,
			Help: "The theme: auto, dark, light, high contrast or none. " + a.kept(),
		},
		{
			ID: "app.keys", Words: "key map", Do: a.askKeys,
			Help: "The key map: desk, vim, or plain, in which no letter runs anything. It is kept for you.",
		},
	}
	desk := []kit.Binding{{
		ID: "app.copy", Keys: []string{"y"}, Words: "copy", Do: a.askCopy,
		Help: "Copies to your clipboard; then t the ticket number, c the Client ID while it is told, l the article's link, e the last error's number.",
	}, {
		ID: "app.mouse", Words: "mouse on or off", Do: a.turnMouse,
		Help: "The wheel moves the list, a click chooses a row. Off, the mouse is the terminal's. It is kept for you.",
	}}
	if a.place == atDesk {
		bs = append(bs, desk...)
	} else { // the portal has nothing to copy, keeps nothing, and has few keys
		bs = slices.DeleteFunc(bs, func(b kit.Binding) bool { return b.ID == "app.keys" })
	}
	bs = append(bs, a.lockBindings()...)
	bs = append(bs, a.extraBindings()...)
	a.split = len(bs)
	for _, r := range a.routes {
		if r.Key != "" {
			bs = append(bs, kit.Binding{
				ID: "screen." + string(r.ID), Keys: []string{r.Key}, Words: r.Title,
				Help: "Goes to the screen " + r.Title + "; its key again, to its first page.", Do: func() tea.Cmd { return a.pick(r) },
			})
		}
	}
	for i := range bs {
		bs[i].Global, bs[i].Quiet = true, true
	}
	return bs
}

// Globals are the bindings that work on every page, for the manual and for
// tests of clashes.
func (a *App) Globals() []kit.Binding { return a.globals }
