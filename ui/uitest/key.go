// This file turns a key's name into the key.
package uitest

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Key is the key of a name as bindings have it: "c", "enter", "ctrl+p".
func Key(name string) tea.KeyPressMsg {
	var key tea.Key
	rest := name
	for prefix, mod := range modifiers {
		if strings.Contains("+"+rest, "+"+prefix) && len(rest) > len(prefix) {
			rest = strings.Replace(rest, prefix, "", 1)
			key.Mod |= mod
		}
	}
	if code, ok := codes[rest]; ok {
		key.Code = code
		if rest == "space" && key.Mod == 0 {
			key.Text = " "
		}
		return tea.KeyPressMsg(key)
	}
	if utf8.RuneCountInString(rest) != 1 {
		panic("there is no key called " + name)
	}
	key.Code, _ = utf8.DecodeRuneInString(rest)
	if key.Mod&^tea.ModShift == 0 {
		key.Text = rest
	}
	return tea.KeyPressMsg(key)
}

var modifiers = map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift}

var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f2": tea.KeyF2, "f5": tea.KeyF5,
}
