// This file turns a key's name into the key.
package uitest

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// Key is the key of a name as bindings have it: "c", "enter", "ctrl+p".
func Key(name string) tea.KeyPressMsg {
	key, ok := kit.Key(name)
	if !ok {
		panic("there is no key called " + name)
	}
	return key
}
