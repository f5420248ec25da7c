// This file tries what the page looks like, and its keys.
package outbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual(), true).at(2).Golden("usual") })
	t.Run("empty", func(t *testing.T) { newRig(t, nil, true).Golden("empty") })
	t.Run("no_server", func(t *testing.T) { newRig(t, usual()[:1], false).Golden("no_server") })
	t.Run("story", func(t *testing.T) {
		r := newRig(t, usual(), true).at(3)
		r.Press("enter").Golden("story")
	})
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, usual(), true)
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_cursor(t *testing.T) {
	for _, hasMail := range []bool{true, false} {
		r := newRig(t, usual(), hasMail)
		for _, size := range [][2]int{{60, 14}, {80, 24}, {120, 40}} {
			r.Resize(size[0], size[1])
			if _, y, shown := r.Cursor(); !shown || !strings.HasPrefix(r.Lines()[y], " > queued") {
				t.Errorf("%v: the cursor stands on line %d:\n%s", size, y, r.Plain())
			}
		}
	}
}

func TestScreen_columns(t *testing.T) {
	r := newRig(t, usual(), true)
	for w := 60; w <= 200; w++ {
		if r.Resize(w, 24); !r.row("accepted", "ask about the spam folder") || !r.row("refused !", "550 5.1.1") {
			t.Fatalf("%d columns:\n%s", w, r.Plain())
		}
	}
}

func hostile() []model.MailView {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧 " + strings.Repeat("長い名前", 12)
	all := []model.MailView{}
	for i, state := range []model.MailState{model.MailAccepted, model.MailRefused, model.MailDeferred, model.MailRevoked, model.MailState(evil)} {
		m := mail(model.JobID(strings.Repeat("x", i+1)), time.Minute, evil, evil, step(time.Second, model.MailSending, evil), step(2*time.Second, state, evil))
		m.Company, m.Server, m.Kind = evil, evil, model.MailKind(evil)
		all = append(all, m)
	}
	return all
}

func TestScreen_width(t *testing.T) {
	for name, mails := range map[string][]model.MailView{"usual": usual(), "hostile": hostile()} {
		for _, keys := range [][]string{nil, {"enter"}} {
			r := newRig(t, mails, false)
			r.at(2).Press(keys...)
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
	for i := range hostile() {
		r := newRig(t, hostile(), true)
		r.at(i)
		for _, keys := range [][]string{nil, {"enter"}} {
			r.Press(keys...)
			for _, w := range []int{60, 80, 120, 200} {
				r.Resize(w, 40)
				for _, line := range r.page.View().Lines { // before the app's last wall
					if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\u202e\u2066\u200b") {
						t.Fatalf("%d columns: not clean: %q", w, line)
					}
				}
			}
		}
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, usual(), true)
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
