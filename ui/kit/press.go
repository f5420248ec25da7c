// This file gives each key to exactly one taker.
package kit

import tea "charm.land/bubbletea/v2"

// Press hands a key to one taker among a page and the app's global bindings:
// in a field (FIELD) the page's bindings that work there, then the global ones
// that do, then the field; otherwise (KEYS) the page's bindings for what the
// app leaves to pages, the global bindings, and the page. An action that isn't
// allowed says why. Dialogs come before all this and are the app's affair.
//
// Esc is the page's while it lists a binding for it or has a field in focus;
// otherwise Press returns back as the command.
func Press(p Page, keys Keymap, global []Binding, msg tea.KeyPressMsg, back func() tea.Cmd) tea.Cmd {
	key, editing := msg.String(), p.Editing()
	for _, b := range keys.Apply(p.Bindings()) {
		if b.takes(key, editing) {
			return b.Run(p, msg)
		}
	}
	for _, b := range global {
		if b.takes(key, editing) {
			return b.Run(p, msg)
		}
	}
	if key == "esc" && !editing {
		return back()
	}
	return p.Update(msg)
}

// Run does the action, or says why not. Without a Do the key goes to the page.
func (b Binding) Run(p Page, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case b.Disabled != "":
		return Say(Warning, b.Disabled)
	case b.Do != nil:
		return b.Do()
	}
	return p.Update(b.translate(msg))
}
