// This file tries key maps: the presets, and other keys for single actions.
package ui_test

import (
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/ui"
	"callin/ui/kit"
)

// TestPresets: every key map is about actions that there are, and with it no two
// actions that may be in force together share a key that they don't share in
// the pages' own.
func TestPresets(t *testing.T) {
	all := ui.Actions()
	for _, name := range ui.Presets() {
		m, ok := ui.Preset(name)
		if !ok || m.Name != name {
			t.Fatalf("%s is %+v", name, m)
		}
		if _, refused := ui.Rebind(kit.Keymap{Words: m.Words}, m.Keys); len(refused) > 0 {
			t.Errorf("%s: %v", name, refused)
		}
		for _, a := range ui.Keyed(m) {
			i := slices.IndexFunc(all, func(b ui.Action) bool { return a.ID == b.ID })
			if a.ID == "app.commands" && !slices.ContainsFunc(a.Keys, func(k string) bool { return !kit.Printable(k) }) {
				t.Errorf("%s: no key for the commands in a field", name)
			}
			for _, key := range a.Keys {
				if m.Words && kit.Printable(key) {
					t.Errorf("%s: the letter %s runs %s", name, key, a.ID)
				}
				if strings.HasPrefix(key, "ctrl+") && m.Words && len(a.Keys) == 1 && !slices.Contains(all[i].Keys, key) {
					t.Errorf("%s: %s needs two keys at once", name, a.ID)
				}
			}
		}
	}
	if _, ok := ui.Preset("emacs"); ok {
		t.Error("emacs is a key map")
	}
}

func TestRebind(t *testing.T) {
	for _, tc := range []struct {
		name   string
		wishes map[string][]string
		why    string // of the refusal, "" for none
		id     string
		keys   string // of that action afterwards
	}{
		{"another letter", map[string][]string{"call.done": {"D"}}, "", "call.done", "D"},
		{"none", map[string][]string{"call.done": {}}, "", "call.done", ""},
		{"a key that the layout has", map[string][]string{"queue.filter": {"ö"}, "app.help": {"f3", "ß"}}, "", "app.help", "f3 ß"},
		{"swapped", map[string][]string{"call.done": {"b"}, "call.park": {"d"}}, "", "call.park", "d"},
		{"one of another step", map[string][]string{"call.send": {"r"}}, "", "call.send", "r"},
		{"one of another page", map[string][]string{"call.done": {"t"}}, "t is the key for change ticket", "call.done", "d"},
		{"a global one", map[string][]string{"call.done": {"q"}}, "q is the key for close (app.close)", "call.done", "d"},
		{"globally, a page's", map[string][]string{"app.help": {"b"}}, "b is the key for park", "app.help", "?"},
		{"half a swap", map[string][]string{"call.done": {"b"}, "call.park": {"ctrl+i"}}, "the same byte", "call.done", "d"},
		{"unknown", map[string][]string{"call.dome": {"D"}}, "there is no action call.dome", "call.done", "d"},
		{"no key", map[string][]string{"call.done": {"dd"}}, `"dd" is no key`, "call.done", "d"},
		{"kept free", map[string][]string{"call.done": {"ctrl+c"}}, "ctrl+c always stops", "call.done", "d"},
		{"text in a field", map[string][]string{"verify.check": {"x"}}, "a key that isn't text", "verify.check", "enter"},
		{"hostile", map[string][]string{"\x1b[2J": {"x"}}, "there is no action ¿[2J", "call.done", "d"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			base, _ := ui.Preset("")
			m, refused := ui.Rebind(base, tc.wishes)
			if tc.why == "" && len(refused) > 0 || tc.why != "" && (len(refused) == 0 || !slices.ContainsFunc(refused, func(r ui.Refusal) bool { return strings.Contains(r.Why, tc.why) })) {
				t.Errorf("refused: %v, want %q", refused, tc.why)
			}
			for _, a := range ui.Keyed(m) {
				if a.ID == tc.id && strings.Join(a.Keys, " ") != tc.keys {
					t.Errorf("%s has %q, want %q", tc.id, a.Keys, tc.keys)
				}
			}
			if len(base.Keys) > 0 {
				t.Error("the preset was changed")
			}
		})
	}
}

func TestSettle(t *testing.T) {
	configured := kit.Keymap{Name: "vim", Keys: map[string][]string{"call.done": {"D"}, "call.park": {"B"}}}
	m, refused := ui.Settle(configured, model.Preferences{Keys: map[string][]string{"call.done": {"f4"}, "call.note": {"B"}}})
	if m.Name != "vim" || m.Keys["call.done"][0] != "f4" || m.Keys["call.park"][0] != "B" || m.Keys["ready.search"][0] != "i" {
		t.Errorf("%+v", m)
	}
	if len(refused) != 1 || refused[0].ID != "call.note" {
		t.Errorf("refused: %v", refused)
	}
	if m, refused := ui.Settle(configured, model.Preferences{Preset: "emacs"}); m.Name != "desk" || len(refused) != 1 || m.Keys["call.done"][0] != "D" {
		t.Errorf("%+v, %v", m, refused)
	}
}

// TestKeys_desk plays a call with other keys, in each key map.
func TestKeys_desk(t *testing.T) {
	t.Run("other letters", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) {
			e.Keys = kit.Keymap{Keys: map[string][]string{"call.client_id": {"ö"}, "call.done": {"f4"}}}
		})
		f.press(`"okafor`, "enter").sees("u user name   ö Client ID")
		f.press("ö").sees("Ask   Name of your first school?")
		f.press("esc", "c", "d").sees("How can I help you?")
		f.press("f4").sees("Outcome")
	})
	t.Run("vim", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) { e.Prefs.Preset = "vim" })
		f.press("esc", "i", `"okafor`).sees("1 person matches")
		f.press("enter", "ctrl+o").sees("Next caller")
	})
	t.Run("plain: letters begin the words of a command", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) { e.Prefs.Preset = "plain" })
		f.press(`"okafor`, "enter").sees("How can I help you?", "Lost  login password   user name")
		f.press("d").sees("── Commands", "done")
		if v := f.lastCall(); v.Call.State != model.CallOpen {
			t.Fatalf("the call is %s", v.Call.State)
		}
		f.press("esc", "esc", `"client id`, "enter").sees("Ask   Name of your first school?")
		f.press(`"lindenau`, "enter").sees("4 4 1   0 4 4   2").press("enter", "enter").sees("Next caller")
		ended(model.Told, model.TicketClosed, model.WayTell)(t, f)
		f.press("esc", "f3").sees("── Help")
	})
	t.Run("plain: dictated words are a command", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) { e.Prefs.Preset = "plain" })
		f.press(`"okafor`, "enter")
		f.Burst("done\rd\rno")
		f.sees("── Commands", "> done d no")
		f.press("esc", "esc")
		f.Burst("park\r")
		f.sees("Next caller", "1 call of yours waits")
	})
	t.Run("what can't be is said at the start", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) { e.Prefs.Keys = map[string][]string{"call.done": {"q"}} })
		f.sees("Another key for call.done can't be: q is the key for close (app.close) there already. The usual one is in force.")
	})
	t.Run("chosen in the palette, at once and for good", func(t *testing.T) {
		f := newFloor(t)
		f.press("ctrl+p", `"key map`, "enter", "v", "esc", "i", `"okafor`).sees("1 person matches")
		if p, err := f.session.Preferences(t.Context()); err != nil || p.Preset != "vim" {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
