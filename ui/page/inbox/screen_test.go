// This file tries what the page looks like, and its keys.
package inbox_test

import (
	"strings"
	"testing"

	"callin/model"
	"callin/ui/uitest"
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
	evil := uitest.Evil()
	m := received(1, evil, evil, strings.Repeat(evil+"\n", 6))
	m.From = evil
	return []model.Received{m}
}

func TestScreen_width(t *testing.T) {
	for _, messages := range [][]model.Received{usual(), hostile()} {
		for _, keys := range [][]string{nil, {"enter"}} {
			r := newRig(t, messages)
			r.Press(keys...)
			r.Fits(r.page)
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, hostile())
	for _, keys := range [][]string{nil, {"enter"}, {"G"}} {
		r.Press(keys...)
		r.Clean(r.page)
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	for _, key := range []string{"j", "enter"} {
		r.Press(key)
		r.Keys(r.page)
	}
}
