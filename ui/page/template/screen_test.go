// This file tries what the page looks like, and its keys.
package template_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/template"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// scenes are the states that a manager meets.
var scenes = map[string]func(*rig){
	"usual": func(*rig) {},
	"html":  func(r *rig) { r.Press("tab") },
	"wrong": func(r *rig) {
		r.Press("e", "down", "down").Type("{{.Wrong}} and ").Press("tab", "tab").Type("{{.Wrong}}").Press("esc", "p")
	},
	"preview":  func(r *rig) { r.Press("p") },
	"conflict": func(r *rig) { clash(r) },
	"theirs":   func(r *rig) { clash(r); r.Press("l") },
}

func clash(r *rig) {
	r.write("Mine. ")
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's words.\n\n{{.Contact}}" })
	r.Press("enter")
}

func TestScreen(t *testing.T) {
	for name, play := range scenes {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			play(r)
			r.Golden(name)
		})
	}
	t.Run("styled", func(t *testing.T) {
		r := newRig(t)
		scenes["wrong"](r)
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_width(t *testing.T) {
	for name, play := range scenes {
		for _, desk := range []*fake{{stored: builtin()}, {stored: hostile()}} {
			desk.err = map[string]error{}
			r := on(t, desk, template.NewBench())
			play(r)
			for w := 60; w <= 200; w += 7 {
				for _, h := range []int{9, 19, 40} {
					r.Resize(w, h)
					f := r.page.View()
					if len(f.Lines) > h {
						t.Fatalf("%s: %d lines in a window of %d×%d", name, len(f.Lines), w, h)
					}
					if f.Cursor == nil || f.Cursor.X >= w || f.Cursor.Y >= len(f.Lines) {
						t.Fatalf("%s: the cursor is at %v in a window of %d×%d", name, f.Cursor, w, h)
					}
					for _, line := range f.Lines {
						if kit.Width(line) > w {
							t.Fatalf("%s: %d columns of %d: %q", name, kit.Width(line), w, line)
						}
						if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\u202e\u2066\u200b") {
							t.Fatalf("%s: not clean: %q", name, line) // before the app's last wall
						}
					}
				}
			}
		}
	}
}

// hostile are words that no check has seen.
func hostile() model.MailTemplate {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧 {{" + strings.Repeat("長い名前", 30) + "}} e\u0301 {{.Contact}}"
	m := builtin()
	m.Subject, m.Text, m.HTML, m.By, m.Own = evil, strings.Repeat(evil+"\n", 12), evil, model.AgentName(evil), true
	return m
}

// Words that hold what no editor would is not a change of the one who looks.
func TestScreen_hostile(t *testing.T) {
	r := on(t, &fake{stored: hostile(), err: map[string]error{}}, template.NewBench())
	if r.Has("not saved") || r.page.Busy() != "" {
		t.Error(r.Plain())
	}
}

func TestBindings(t *testing.T) {
	for name, play := range scenes {
		r := newRig(t)
		play(r)
		for _, key := range []string{"esc", "e", "shift+tab"} {
			bs := r.page.Bindings()
			if bad := kit.Clashes(slices.Concat(bs, everywhere())); bad != nil {
				t.Errorf("%s, before %s: %q", name, key, bad)
			}
			for _, b := range bs {
				if b.Help == "" {
					t.Errorf("%s has no help", b.ID)
				}
			}
			r.Press(key)
		}
	}
}

// everywhere are the keys that mean the same on every page, whether or not the
// app binds them by now. z, n and N are the page's here, in that same meaning:
// undo, and on to the next of what was found.
func everywhere() []kit.Binding {
	var bs []kit.Binding
	for _, key := range strings.Fields("ctrl+p : ? q ctrl+l ctrl+z ctrl+c 1 2 3 4 5 6 7 8 g G ctrl+d ctrl+u space o O f - y") {
		bs = append(bs, kit.Binding{ID: "everywhere." + key, Keys: []string{key}, Words: key})
	}
	return bs
}
