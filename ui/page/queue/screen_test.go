// This file tries what the page looks like.
package queue_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
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
	evil := uitest.Evil()
	return []model.TicketView{ticket(1, evil, evil, time.Minute, func(v *model.TicketView) {
		v.Text, v.Owner, v.OwnedAt = strings.Repeat(evil+"\n", 6), model.AgentName(evil), start
		v.Kind, v.State, v.Priority = model.TicketKind(evil), model.TicketState(evil), model.Priority(evil)
	}), ticket(2, evil, evil, time.Minute, func(v *model.TicketView) { v.Person = "" })}
}

func TestScreen_width(t *testing.T) {
	for _, tickets := range [][]model.TicketView{usual(), hostile()} {
		for _, keys := range [][]string{nil, {"j", "/", "l"}} {
			r := newRig(t, tickets)
			r.Press(keys...)
			r.Fits(r.page)
		}
	}
}

// The rows that matter stay in every window.
func TestScreen_columns(t *testing.T) {
	r := newRig(t, usual())
	for w := 60; w <= 200; w++ {
		r.Resize(w, 24)
		if !r.Row("past 12 min", "high !") || !r.Row("T-4460", "Ada") {
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
	r.Clean(r.page)
	r.Press("enter")
	if got := r.stage.LastSaid(); strings.ContainsAny(got, "\x1b\x07\r\u202e") {
		t.Errorf("said %q", got)
	}
}
