// This file tries other keys for actions.
package kit_test

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/uitest"
)

func TestKeymap(t *testing.T) {
	own := []kit.Binding{{ID: "a", Keys: []string{"a"}}, {ID: "b", Keys: []string{"b", "ctrl+b"}}, {ID: "c", Keys: []string{"ctrl+p", ":"}}}
	got := kit.Keymap{Keys: map[string][]string{"a": {"f2", "A"}, "c": {}}}.Apply(own)
	if got[0].KeyName() != "F2" || got[1].KeyName() != "b" || got[2].KeyName() != "" || own[0].KeyName() != "a" {
		t.Errorf("got %v, own %v", got, own)
	}
	got = kit.Keymap{Words: true, Keys: map[string][]string{"a": {"A"}}}.Apply(own)
	if got[0].KeyName() != "A" || got[1].KeyName() != "ctrl+b" || got[2].KeyName() != "ctrl+p" || got[2].Has(":") || !own[2].Has(":") {
		t.Errorf("words: got %v, own %v", got, own)
	}
}

// mover is a page that notes the keys that it gets.
type mover struct {
	desk
	keys []string
}

func (p *mover) Update(msg tea.Msg) tea.Cmd {
	p.keys = append(p.keys, msg.(tea.KeyPressMsg).String())
	return nil
}

// TestKeymap_moves: a page that moves by keys of its own knows other keys for it
// by those.
func TestKeymap_moves(t *testing.T) {
	p := &mover{}
	p.bs = []kit.Binding{{ID: "move", Keys: []string{"up", "down", "k", "j"}}}
	keys := kit.Keymap{Keys: map[string][]string{"move": {"ctrl+o", "ö", "down"}}}
	for _, key := range []string{"ctrl+o", "ö", "down", "x"} {
		kit.Press(p, keys, nil, uitest.Key(key), nil)
	}
	if want := []string{"up", "down", "down", "x"}; !slices.Equal(p.keys, want) {
		t.Errorf("the page got %v, want %v", p.keys, want)
	}
}

func TestKey(t *testing.T) {
	for _, name := range []string{"c", "C", "ö", "?", "/", "enter", "space", "ctrl+p", "alt+x", "shift+tab", "ctrl+alt+up", "f12", "pgdown", "+", "ctrl++"} {
		key, ok := kit.Key(name)
		if !ok || key.String() != name {
			t.Errorf("%q is %q (%v)", name, key.String(), ok)
		}
	}
	for _, name := range []string{"", " ", "ab", "ctrl", "ctrl+", "f99", "\x1b", "\u200b", "hyper+x"} {
		if key, ok := kit.Key(name); ok {
			t.Errorf("%q is a key: %q", name, key.String())
		}
	}
}

func TestCheckKey(t *testing.T) {
	for _, key := range []string{"x", "ö", "f5", "alt+x", "enter"} {
		if wrong := kit.CheckKey(key); wrong != "" {
			t.Errorf("%s: %s", key, wrong)
		}
	}
	for _, key := range []string{"ctrl+c", "esc", "ctrl+i", "ctrl+s", "f1", "[", "nonsense", ""} {
		if kit.CheckKey(key) == "" {
			t.Errorf("%s passes", key)
		}
	}
}

// What a page writes is the key of the map in force.
func TestKeymap_Shown(t *testing.T) {
	for _, tc := range []struct {
		keys    kit.Keymap
		own     string
		want    string
		comment string
	}{
		{kit.Keymap{}, "e", "e", "its own"},
		{kit.Keymap{}, "enter", "Enter", "its own, by name"},
		{kit.Keymap{Keys: map[string][]string{"call.hand_over": {"f4"}}}, "e", "F4", "another"},
		{kit.Keymap{Keys: map[string][]string{"call.hand_over": nil}}, "e", "", "none"},
		{kit.Keymap{Words: true}, "e", "", "no letters"},
		{kit.Keymap{Words: true}, "enter", "Enter", "no letters, but this is none"},
		{kit.Keymap{Words: true}, "", "", "nothing"},
	} {
		if got := tc.keys.Shown("call.hand_over", tc.own); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.comment, got, tc.want)
		}
	}
}
