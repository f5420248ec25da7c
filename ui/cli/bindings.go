// This file is [bindings] of the configuration: the key map to begin with, and
// other keys for single actions.
package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"callin/model"
	"callin/ui"
	"callin/ui/kit"
)

// bindings are the keys of [bindings], flat: TOML makes a table of call.done.
type bindings map[string]any

// preset is the key map's name there, which isn't an action's.
const preset = "preset"

// flat gives the keys their full names.
func (b bindings) flat() map[string]any {
	all := map[string]any{}
	for name, value := range b {
		table, ok := value.(map[string]any)
		if !ok {
			all[name] = value
			continue
		}
		for inner, value := range bindings(table).flat() {
			all[name+"."+inner] = value
		}
	}
	return all
}

// bindingName is how a key of [bindings] is called, quoted in the file or not.
func bindingName(key toml.Key) string { return strings.Join(key, ".") }

// checkBindings refuses key maps and actions that there aren't, and keys that
// two actions would have.
func (s *settings) checkBindings() error {
	s.keys = kit.Keymap{Keys: map[string][]string{}}
	flat := s.Bindings.flat()
	for _, name := range slices.Sorted(maps.Keys(flat)) {
		keys, ok := keyList(flat[name])
		switch {
		case !ok:
			return s.wrong("bindings."+name, `must be a key such as "d", or several: ["d", "f4"]`)
		case name == preset:
			s.keys.Name = strings.Join(keys, " ")
		default:
			s.keys.Keys[name] = keys
		}
	}
	m, ok := ui.Preset(s.keys.Name)
	if !ok {
		return s.wrong("bindings."+preset, "must be one of %s", strings.Join(ui.Presets(), ", "))
	}
	if _, refused := ui.Rebind(m, s.keys.Keys); len(refused) > 0 {
		return s.wrong("bindings."+model.CleanLine(refused[0].ID), "can't be: %s. \"callin keys\" lists actions and keys", refused[0].Why)
	}
	return nil
}

// keyList reads one key or several.
func keyList(value any) ([]string, bool) {
	switch value := value.(type) {
	case string:
		if value == "" {
			return []string{}, true
		}
		return []string{value}, true
	case []any:
		keys := []string{}
		for _, v := range value {
			key, ok := v.(string)
			if !ok {
				return nil, false
			}
			keys = append(keys, key)
		}
		return keys, true
	}
	return nil, false
}

// bound writes a key of [bindings] as it would stand in the file.
func bound(value any) string {
	keys, _ := keyList(value)
	if len(keys) == 1 {
		return fmt.Sprintf("%q", keys[0])
	}
	return strings.ReplaceAll(fmt.Sprintf("%q", keys), `" "`, `", "`)
}
