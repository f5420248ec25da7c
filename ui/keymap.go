// This file holds the key map as data: every action there is, the presets, and
// the checks of what somebody wants otherwise.
package ui

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"callin/model"
	"callin/ui/kit"
)

// Action is one thing that a key does somewhere.
type Action struct {
	ID    string
	Page  string   // the page's title; "Everywhere" for what works on all
	Step  string   // of the page: what differs here is never in force at the same time; "" always is
	Keys  []string // of the preset desk
	Words string
	Help  string

	InField bool // while a field has the focus, too
}

// Everywhere is the Page of what works on all of them.
const Everywhere = "Everywhere"

// The table is made from the pages: go test ./ui -run TestActions -update
//
//go:embed actions.tsv
var actionTable string

// Actions are all of them, page by page.
func Actions() []Action {
	var all []Action
	for line := range strings.Lines(actionTable) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 7 || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, Action{
			Page: cells[0], Step: cells[1], ID: cells[2], Keys: strings.Fields(cells[3]), InField: cells[4] != "",
			Words: cells[5], Help: cells[6],
		})
	}
	return all
}

// presets are the key maps to begin with, as what differs from the pages' own.
//
//	desk   letters are commands: the fewest keys
//	vim    the same for hands that know vi: i goes into a field, ctrl+o back, ctrl+f and ctrl+b turn pages
//	plain  no letter runs anything. A letter begins the words of a command, Enter runs it;
//	       F2 lists them all. For who dictates, uses a switch or a screen reader, has a keyboard
//	       without the characters, or would rather not have a stray key do something.
var presets = []kit.Keymap{
	{Name: "desk"},
	{Name: "vim", Also: map[string]string{"ctrl+f": "pgdown", "ctrl+b": "pgup"}, Keys: map[string][]string{
		"ready.search":    {"i", "/"},
		"queue.filter":    {"i", "/"},
		"accounts.filter": {"i", "/"},
		"app.back":        {"ctrl+o"},
	}},
	{Name: "plain", Words: true, Keys: map[string][]string{
		"app.commands": {"f2", "ctrl+p"},
		"app.help":     {"f3"},
		"app.messages": {"f4"},
		"app.redraw":   {"f5", "ctrl+l"},
		"app.close":    {"f10"},
	}},
}

// names are the words of all actions, once for all sessions.
var names = sync.OnceValue(func() map[string]string {
	words := map[string]string{}
	for _, a := range Actions() {
		words[a.ID] = a.Words
	}
	return words
})

// Presets names the key maps to begin with.
func Presets() []string {
	var names []string
	for _, p := range presets {
		names = append(names, p.Name)
	}
	return names
}

// Preset is a key map by its name; "" is the first.
func Preset(name string) (kit.Keymap, bool) {
	if name == "" {
		return presets[0], true
	}
	i := slices.IndexFunc(presets, func(p kit.Keymap) bool { return p.Name == name })
	if i < 0 {
		return kit.Keymap{}, false
	}
	return presets[i], true
}

// Refusal is a wish for another key that can't be granted.
type Refusal struct {
	ID  string // the action
	Why string // without a full stop
}

// Rebind gives other keys to actions of a key map, as far as that goes, and says
// what can't be: an action that there isn't, a key that is none, or one that
// something else has at the same time.
func Rebind(m kit.Keymap, wishes map[string][]string) (kit.Keymap, []Refusal) {
	if len(wishes) == 0 {
		return m, nil
	}
	var refused []Refusal
	before := Keyed(m)
	granted := maps.Clone(wishes)
	for _, id := range slices.Sorted(maps.Keys(wishes)) {
		if why := unfit(before, id, wishes[id]); why != "" {
			refused = append(refused, Refusal{id, why})
			delete(granted, id)
		}
	}
	for again := true; again; { // a wish that falls gives its keys back, maybe to somebody who wished for them
		again = false
		after := Keyed(with(m, granted))
		for _, id := range slices.Sorted(maps.Keys(granted)) {
			if why := taken(before, after, id); why != "" {
				refused = append(refused, Refusal{id, why})
				delete(granted, id)
				again = true
				break
			}
		}
	}
	return with(m, granted), refused
}

// Settle is the key map of a session: the preset and the keys that the agent has
// chosen, over those of the configuration, and what of it can't be.
func Settle(configured kit.Keymap, prefs model.Preferences) (kit.Keymap, []Refusal) {
	var refused []Refusal
	name := configured.Name
	if prefs.Preset != "" {
		name = prefs.Preset
	}
	m, ok := Preset(name)
	if !ok {
		refused = append(refused, Refusal{"", "there is no key map " + model.CleanLine(name)})
		m, _ = Preset("")
	}
	m, more := Rebind(m, configured.Keys)
	refused = append(refused, more...)
	m, more = Rebind(m, prefs.Keys)
	return m, append(refused, more...)
}

func with(m kit.Keymap, keys map[string][]string) kit.Keymap {
	all := maps.Clone(m.Keys)
	if all == nil {
		all = map[string][]string{}
	}
	maps.Copy(all, keys)
	m.Keys = all
	return m
}

// Keyed are all actions with the keys that they have in a key map.
func Keyed(m kit.Keymap) []Action {
	all := Actions()
	bs := make([]kit.Binding, len(all))
	for i, a := range all {
		bs[i] = kit.Binding{ID: a.ID, Keys: a.Keys}
	}
	for i, b := range m.Apply(bs) {
		all[i].Keys = b.Keys
	}
	return all
}

// unfit tells why an action can't have these keys, whoever else has them.
func unfit(all []Action, id string, keys []string) string {
	i := slices.IndexFunc(all, func(a Action) bool { return a.ID == id })
	if i < 0 {
		return "there is no action " + model.CleanLine(id)
	}
	for _, key := range keys {
		if why := kit.CheckKey(key); why != "" {
			return why
		}
	}
	if all[i].InField && !slices.ContainsFunc(keys, func(k string) bool { return !kit.Printable(k) }) {
		return id + " is done while typing too, so it needs a key that isn't text, such as ctrl+x or f5"
	}
	return ""
}

// taken tells who else has one of the keys that an action has got.
func taken(before, after []Action, id string) string {
	for i, a := range after {
		if a.ID != id {
			continue
		}
		for _, key := range a.Keys {
			if slices.Contains(before[i].Keys, key) {
				continue // it had that already
			}
			for _, other := range after {
				if other.ID != id && together(a, other) && slices.Contains(other.Keys, key) {
					return fmt.Sprintf("%s is the key for %s (%s) there already", key, other.Words, other.ID)
				}
			}
		}
	}
	return ""
}

// together tells whether two actions may be in force at the same time.
func together(a, b Action) bool {
	if a.Page == Everywhere || b.Page == Everywhere {
		return true
	}
	return a.Page == b.Page && (a.Step == b.Step || a.Step == "" || b.Step == "")
}
