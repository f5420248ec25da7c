// This file tries what the page looks like.
package queue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual()).Golden("usual") })
	t.Run("empty", func(t *testing.T) { newRig(t, nil).Golden("empty") })
	t.Run("news", func(t *testing.T) {
		r := newRig(t, usual())
		r.Press("j")
		r.change(append(usual()[1:5], ticket(4490, "Zoë New", "Acme", time.Hour, nil)))
		r.Golden("news")
	})
	t.Run("filter", func(t *testing.T) {
		r := newRig(t, usual())
		r.Press("/").Type("lindg").Golden("filter")
		if x, y, shown := r.Cursor(); x != 8 || y != 1 || !shown {
			t.Errorf("the cursor is at %d, %d, not behind what was typed", x, y)
		}
	})
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, usual())
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_cursor(t *testing.T) {
	r := newRig(t, usual())
	for _, h := range []int{24, 40} {
		r.Resize(80, h)
		if _, y, shown := r.Cursor(); !shown || !strings.Contains(r.Lines()[y], "T-4460") {
			t.Errorf("height %d: the cursor stands on line %d", h, y)
		}
	}
}

func hostile() []model.TicketView {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧 " + strings.Repeat("長い名前", 12)
	return []model.TicketView{ticket(1, evil, evil, time.Minute, func(v *model.TicketView) {
		v.Text, v.Owner, v.OwnedAt = strings.Repeat(evil+"\n", 6), model.AgentName(evil), start
		v.Kind, v.State, v.Priority = model.TicketKind(evil), model.TicketState(evil), model.Priority(evil)
	}), ticket(2, evil, evil, time.Minute, func(v *model.TicketView) { v.Person = "" })}
}

func TestScreen_width(t *testing.T) {
	for name, tickets := range map[string][]model.TicketView{"usual": usual(), "hostile": hostile()} {
		for _, keys := range [][]string{nil, {"j", "/", "l"}} {
			r := newRig(t, tickets)
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

// The rows that matter stay in every window.
func TestScreen_columns(t *testing.T) {
	r := newRig(t, usual())
	for w := 60; w <= 200; w++ {
		r.Resize(w, 24)
		if !r.row("past 12 min", "high !") || !r.row("T-4460", "Ada") {
			t.Fatalf("%d columns:\n%s", w, r.Plain())
		}
	}
	if r.Resize(60, 24); r.Has("STATE") || r.Has("COMPANY") {
		t.Error("columns that don't matter are in the way at 60")
	}
	if r.Resize(200, 24); !r.Has("STATE") || !r.Has("COMPANY") || !r.Has("AGE") {
		t.Errorf("columns are missing at 200:\n%s", r.Plain())
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, hostile())
	for _, w := range []int{60, 80, 120, 200} {
		r.Resize(w, 30)
		for _, line := range r.page.View().Lines { // before the app's last wall
			if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\u202e\u2066\u200b") {
				t.Fatalf("%d columns: not clean: %q", w, line)
			}
		}
	}
	r.Press("enter")
	if got := r.said(); strings.ContainsAny(got, "\x1b\x07\r\u202e") {
		t.Errorf("said %q", got)
	}
}
