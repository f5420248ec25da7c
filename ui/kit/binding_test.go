// This file tries key bindings as data, and who gets a key.
package kit_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
	"callin/ui/uitest"
)

func TestClashes(t *testing.T) {
	good := []kit.Binding{
		{ID: "a", Keys: []string{"a", "enter"}, Words: "a", InField: true},
		{ID: "b", Keys: []string{"b", "ctrl+b"}, Words: "b"},
		{ID: "c", Words: "in the palette alone"},
	}
	if bad := kit.Clashes(good); bad != nil {
		t.Errorf("good bindings: %q", bad)
	}
	bad := kit.Clashes([]kit.Binding{
		{ID: "a", Keys: []string{"x"}, Words: "a"},
		{ID: "a", Keys: []string{"y"}, Words: "again"},
		{ID: "b", Keys: []string{"x", "ctrl+i", "ctrl+s"}, Words: "b"},
		{Keys: []string{"z"}},
	})
	want := []string{
		"a is there twice",
		"x: both a and b",
		"ctrl+i (b) is the same byte as another key",
		"ctrl+s (b) must stay free",
		`binding "" "" needs both an id and words`,
	}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Error(diff)
	}
}

func TestKeyName(t *testing.T) {
	for _, tc := range []struct {
		keys []string
		want string
	}{{[]string{"up", "down"}, "↑↓"}, {[]string{"enter"}, "Enter"}, {[]string{"ctrl+p", ":"}, "ctrl+p"}, {nil, ""}} {
		if got := (kit.Binding{Keys: tc.keys}).KeyName(); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.keys, got, tc.want)
		}
	}
}

// desk is a page that notes what it gets.
type desk struct {
	editing bool
	bs      []kit.Binding
	got     string
}

func (p *desk) ID() kit.PageID          { return "desk" }
func (p *desk) Title() string           { return "Desk" }
func (p *desk) Init() tea.Cmd           { return nil }
func (p *desk) Resize(int, int)         {}
func (p *desk) View() kit.Frame         { return kit.Frame{} }
func (p *desk) Bindings() []kit.Binding { return p.bs }
func (p *desk) Editing() bool           { return p.editing }
func (p *desk) Close()                  {}
func (p *desk) Update(msg tea.Msg) tea.Cmd {
	p.got = "page"
	return nil
}

func TestPress(t *testing.T) {
	for _, tc := range []struct {
		key         string
		field, keys string // who gets it in either mode
		why         string
	}{
		{key: "c", field: "page", keys: "c", why: "letters are text in a field"},
		{key: "enter", field: "enter", keys: "enter", why: "bound for both"},
		{key: "ctrl+p", field: "global", keys: "global", why: "a global key that isn't text"},
		{key: ":", field: "page", keys: "global", why: "the same binding's key that is text"},
		{key: "?", field: "page", keys: "help", why: "global, not in fields"},
		{key: "up", field: "page", keys: "page", why: "bound without an action"},
		{key: "j", field: "page", keys: "page", why: "bound by nobody"},
		{key: "d", field: "page", keys: "why not", why: "not allowed now"},
		{key: "esc", field: "page", keys: "back", why: "nobody wants it"},
	} {
		for _, editing := range []bool{true, false} {
			p := &desk{editing: editing}
			do := func(name string) func() tea.Cmd { return func() tea.Cmd { p.got = name; return nil } }
			p.bs = []kit.Binding{
				{ID: "c", Keys: []string{"c"}, Do: do("c")},
				{ID: "enter", Keys: []string{"enter"}, InField: true, Do: do("enter")},
				{ID: "move", Keys: []string{"up", "down"}, InField: true},
				{ID: "d", Keys: []string{"d"}, Disabled: "Not yet.", Do: do("d")},
			}
			global := []kit.Binding{
				{ID: "p", Keys: []string{"ctrl+p", ":"}, InField: true, Do: do("global")},
				{ID: "h", Keys: []string{"?"}, Do: do("help")},
			}
			want := tc.keys
			if editing {
				want = tc.field
			}
			if cmd := kit.Press(p, kit.Keymap{}, global, uitest.Key(tc.key), do("back")); cmd != nil {
				if said, ok := cmd().(kit.SayMsg); ok && said.Text == "Not yet." {
					p.got = "why not"
				}
			}
			if p.got != want {
				t.Errorf("%s (%s), editing %v: %q got it, want %q", tc.key, tc.why, editing, p.got, want)
			}
		}
	}
}
