// This file holds key maps: other keys for actions than their own.
package kit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Keymap gives actions other keys than their own. The zero Keymap leaves all as
// they are.
type Keymap struct {
	Name  string              // of the preset that it begins with
	Words bool                // no letter runs anything: letters begin the words of a command
	Keys  map[string][]string // by the binding's ID; none: in the palette alone
	Also  map[string]string   // keys that stand for others while letters are commands
	Names map[string]string   // of actions by ID, for sentences about those that have no key
}

// Apply returns the bindings with the map's keys; bs stays as it is.
func (m Keymap) Apply(bs []Binding) []Binding {
	if len(m.Keys) == 0 && !m.Words {
		return bs
	}
	out := slices.Clone(bs)
	for i := range out {
		b := &out[i]
		keys, ok := m.Keys[b.ID]
		switch {
		case ok:
			b.own, b.Keys = b.Keys, keys
		case m.Words && slices.ContainsFunc(b.Keys, printable):
			b.own, b.Keys = b.Keys, slices.DeleteFunc(slices.Clone(b.Keys), printable)
		}
	}
	return out
}

// Shown is how pages write the key of an action whose own key is given, "" when it
// has none in this map.
func (m Keymap) Shown(id, own string) string {
	if len(m.Keys) == 0 && !m.Words {
		return KeyName(own) // pages ask at each frame
	}
	return m.Apply([]Binding{{ID: id, Keys: []string{own}}})[0].KeyName()
}

// Named is Shown in the middle of a sentence: an action without a key stands there
// in the words that lead to it among the commands.
func (m Keymap) Named(id, own string) string {
	if key := m.Shown(id, own); key != "" {
		return key
	}
	return m.quoted(id, own)
}

// Press is how a sentence asks for an action: "press .", or `type "show new"`.
func (m Keymap) Press(id, own string) string {
	if key := m.Shown(id, own); key != "" {
		return "press " + key
	}
	return "type " + m.quoted(id, own)
}

func (m Keymap) quoted(id, own string) string { return `"` + cmp.Or(m.Names[id], own) + `"` }

// translate gives the key as the page knows it: a binding whose key goes to the
// page is known there by its own keys alone.
func (b Binding) translate(msg tea.KeyPressMsg) tea.KeyPressMsg {
	if len(b.own) == 0 || slices.Contains(b.own, msg.String()) {
		return msg
	}
	i := max(slices.Index(b.Keys, msg.String()), 0)
	if key, ok := Key(b.own[min(i, len(b.own)-1)]); ok {
		return key
	}
	return msg
}

// Key is the key of a name as bindings have it: "c", "enter", "ctrl+p".
func Key(name string) (tea.KeyPressMsg, bool) {
	var key tea.Key
	rest := name
	for _, m := range modifiers {
		if after, ok := strings.CutPrefix(rest, m.name); ok && after != "" {
			rest = after
			key.Mod |= m.mod
		}
	}
	if code, ok := codes[rest]; ok {
		key.Code = code
		if rest == "space" && key.Mod == 0 {
			key.Text = " "
		}
		return tea.KeyPressMsg(key), true
	}
	r := []rune(rest)
	if len(r) != 1 || !unicode.IsGraphic(r[0]) || unicode.IsSpace(r[0]) {
		return tea.KeyPressMsg{}, false
	}
	key.Code = r[0]
	if key.Mod == 0 {
		key.Text = rest
	}
	return tea.KeyPressMsg(key), true
}

// modifiers in the order in which a key's name has them.
var modifiers = []struct {
	name string
	mod  tea.KeyMod
}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}}

var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
	"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}

// CheckKey tells what is wrong with a key that somebody wants for an action, or
// "".
func CheckKey(key string) string {
	if _, ok := Key(key); !ok {
		return fmt.Sprintf("%q is no key. Write a letter, or a name such as enter, f5, ctrl+x, alt+x", key)
	}
	switch why := unusable(key); {
	case why != "":
		return key + " " + why
	case key == "ctrl+c":
		return "ctrl+c always stops what runs"
	case key == "esc":
		return "esc always leads back"
	}
	return ""
}
