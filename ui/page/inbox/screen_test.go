// This file tries what the page looks like, and its keys.
package inbox_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual()).Golden("usual") })
	t.Run("empty", func(t *testing.T) { newRig(t, nil).Golden("empty") })
	t.Run("mail", func(t *testing.T) {
		r := newRig(t, usual())
		r.Press("enter").Golden("mail")
	})
}

func TestScreen_cursor(t *testing.T) {
	r := newRig(t, usual())
	for _, size := range [][2]int{{60, 14}, {80, 24}, {120, 40}} {
		r.Resize(size[0], size[1])
		if _, y, shown := r.Cursor(); !shown || !strings.Contains(r.Lines()[y], " > 10:35") {
			t.Errorf("%v: the cursor stands on line %d:\n%s", size, y, r.Plain())
		}
	}
}

func hostile() []model.Received {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧\t" + strings.Repeat("長い名前", 12)
	m := received(1, evil, evil, strings.Repeat(evil+"\n", 6))
	m.From = evil
	return []model.Received{m}
}

func TestScreen_width(t *testing.T) {
	for name, messages := range map[string][]model.Received{"usual": usual(), "hostile": hostile()} {
		for _, keys := range [][]string{nil, {"enter"}} {
			r := newRig(t, messages)
			r.Press(keys...)
			for w := 60; w <= 200; w++ {
				for _, h := range []int{10, 24} {
					r.Resize(w, h)
					f := r.page.View()
					if len(f.Lines) > h {
						t.Fatalf("%s: %d lines in a window of %d×%d", name, len(f.Lines), w, h)
					}
					for _, line := range f.Lines {
						if kit.Width(line) > w {
							t.Fatalf("%s: %d columns of %d: %q", name, kit.Width(line), w, line)
						}
					}
				}
			}
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, hostile())
	for _, keys := range [][]string{nil, {"enter"}, {"G"}} {
		r.Press(keys...)
		for _, w := range []int{60, 80, 120, 200} {
			r.Resize(w, 30)
			for _, line := range r.page.View().Lines { // before the app's last wall
				if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\t\u202e\u2066\u200b") {
					t.Fatalf("%d columns: not clean: %q", w, line)
				}
			}
		}
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	for _, key := range []string{"j", "enter"} {
		r.Press(key)
		bs := r.page.Bindings()
		if bad := kit.Clashes(slices.Concat(bs, everywhere())); bad != nil {
			t.Errorf("after %s: %q", key, bad)
		}
		for _, b := range bs {
			if b.Help == "" {
				t.Errorf("%s has no help", b.ID)
			}
		}
	}
}

// everywhere are the keys that mean the same on every page, whether or not the
// app binds them by now. The page's tests know them by heart, so that they need
// no app and no desk.
func everywhere() []kit.Binding {
	var bs []kit.Binding
	for _, key := range strings.Fields("ctrl+p : ? q ctrl+l ctrl+z ctrl+c 1 2 3 4 5 6 7 8 n N g G ctrl+d ctrl+u space o O f - y z") {
		bs = append(bs, kit.Binding{ID: "everywhere." + key, Keys: []string{key}, Words: key})
	}
	return bs
}
