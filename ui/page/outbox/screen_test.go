// This file tries what the page looks like, and its keys.
package outbox_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
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
		if r.Resize(w, 24); !r.Row("accepted", "ask about the spam folder") || !r.Row("refused !", "550 5.1.1") {
			t.Fatalf("%d columns:\n%s", w, r.Plain())
		}
	}
}

// In the filter the cursor stands behind what was typed.
func TestScreen_filter_cursor(t *testing.T) {
	for _, hasMail := range []bool{true, false} {
		r := newRig(t, usual(), hasMail)
		r.Press("/").Type("lind")
		if x, y, shown := r.Cursor(); !shown || x != 7 || !strings.HasPrefix(r.Lines()[y], " / lind") {
			t.Errorf("the cursor stands at %d, %d:\n%s", x, y, r.Plain())
		}
	}
}

func hostile() []model.MailView {
	evil := uitest.Evil()
	all := []model.MailView{}
	for i, state := range []model.MailState{model.MailAccepted, model.MailRefused, model.MailDeferred, model.MailRevoked, model.MailState(evil)} {
		m := mail(model.JobID(strings.Repeat("x", i+1)), time.Minute, evil, evil, step(time.Second, model.MailSending, evil), step(2*time.Second, state, evil))
		m.Company, m.Server, m.Kind = evil, evil, model.MailKind(evil)
		all = append(all, m)
	}
	return all
}

func TestScreen_width(t *testing.T) {
	for _, mails := range [][]model.MailView{usual(), hostile()} {
		for _, keys := range [][]string{nil, {"enter"}, {"o", "/"}} {
			r := newRig(t, mails, false)
			r.at(2).Press(keys...)
			r.Fits(r.page)
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	for i := range hostile() {
		r := newRig(t, hostile(), true)
		r.at(i)
		for _, keys := range [][]string{nil, {"enter"}} {
			r.Press(keys...)
			r.Clean(r.page)
		}
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, usual(), true)
	for _, key := range []string{"j", "enter", "esc", "/"} {
		r.Press(key)
		r.Keys(r.page, "space", "o", "O", "f")
	}
}
