// This file holds key bindings as data: the footer, the help, the palette and
// the manual's table of keys all come from them.
package kit

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Binding is one action of a page or of the app.
type Binding struct {
	ID       string         // stable, such as "call.client_id": key maps refer to it
	Keys     []string       // as Bubble Tea spells them: "c", "enter", "ctrl+p"; none: in the palette alone
	Words    string         // one to three words for the footer, such as "Client ID"
	Help     string         // a sentence
	Disabled string         // why not now, as a sentence; "" when it may be done
	Global   bool           // belongs to the app and works on every page
	InField  bool           // works while a field has the focus as well, by those of its keys that aren't text
	Quiet    bool           // not in the footer: help and palette alone
	Do       func() tea.Cmd // nil: the key goes to the page's Update

	own []string // the keys before a Keymap gave others
}

// Has tells whether the key is one of the binding's.
func (b Binding) Has(key string) bool { return slices.Contains(b.Keys, key) }

// takes tells whether the key runs the binding, in a field or not.
func (b Binding) takes(key string, editing bool) bool {
	return b.Has(key) && (!editing || b.InField && !printable(key))
}

// KeyName is how the binding's keys are written for people: the first of them,
// or both of a pair of arrows.
func (b Binding) KeyName() string {
	switch {
	case len(b.Keys) == 0:
		return ""
	case len(b.Keys) > 1 && arrows[b.Keys[0]] && arrows[b.Keys[1]]:
		return KeyName(b.Keys[0]) + KeyName(b.Keys[1])
	}
	return KeyName(b.Keys[0])
}

// KeyName writes a key for people: "Enter" for "enter".
func KeyName(key string) string {
	if name, ok := keyNames[key]; ok {
		return name
	}
	if len(key) > 1 && key[0] == 'f' && key[1] >= '0' && key[1] <= '9' {
		return "F" + key[1:]
	}
	return key
}

var arrows = map[string]bool{"up": true, "down": true, "left": true, "right": true}

var keyNames = map[string]string{
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "shift+tab": "Shift-Tab", "space": "Space",
	"up": "↑", "down": "↓", "left": "←", "right": "→",
	"pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
	"backspace": "Backspace", "delete": "Del",
}

// Clashes lists what is wrong with a set of bindings that are in force at the
// same time, as sentences: two actions on one key, one ID twice, keys that
// can't be told apart from others or must stay free. A page may do in its own way
// what a key does everywhere, under the same words.
func Clashes(bs []Binding) []string {
	var bad []string
	owner, seen := map[string]Binding{}, map[string]bool{}
	for _, b := range bs {
		if b.ID == "" || b.Words == "" {
			bad = append(bad, fmt.Sprintf("binding %q %q needs both an id and words", b.ID, b.Words))
		}
		if seen[b.ID] {
			bad = append(bad, fmt.Sprintf("%s is there twice", b.ID))
		}
		seen[b.ID] = true
		for _, key := range b.Keys {
			if other, ok := owner[key]; ok && !b.overrides(other) && !other.overrides(b) {
				bad = append(bad, fmt.Sprintf("%s: both %s and %s", key, other.ID, b.ID))
			}
			owner[key] = b
			if why := unusable(key); why != "" {
				bad = append(bad, fmt.Sprintf("%s (%s) %s", key, b.ID, why))
			}
		}
	}
	return bad
}

// overrides tells whether the binding is a page's own way of what another does
// everywhere.
func (b Binding) overrides(other Binding) bool {
	return !b.Global && other.Global && b.Words == other.Words
}

// unusable tells why a key can't be bound: terminals send the same byte for
// some pairs and keep others to themselves.
func unusable(key string) string {
	switch {
	case slices.Contains(twins, key):
		return "is the same byte as another key"
	case slices.Contains(kept, key):
		return "must stay free"
	}
	return ""
}

var (
	twins = []string{"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+["}
	kept  = []string{"ctrl+s", "ctrl+q", "f1", "[", "]"}
)

// Printable tells whether a key is text in a field.
func Printable(key string) bool { return printable(key) }

func printable(key string) bool {
	return key == "space" || len([]rune(key)) == 1 && !strings.ContainsAny(key, "\t\r\n")
}
