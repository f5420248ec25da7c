// This file tries what the page looks like, and its keys.
package accounts_test

import (
	"fmt"
	"testing"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
)

func TestScreen(t *testing.T) {
	t.Run("start", func(t *testing.T) { newRig(t, usual()).Golden("start") })
	t.Run("search", func(t *testing.T) {
		r := newRig(t, usual())
		r.Press("/").Type("lindg").Press("down").Golden("search")
		if x, y, shown := r.Cursor(); x != 8 || y != 1 || !shown {
			t.Errorf("the cursor is at %d, %d, not behind what was typed", x, y)
		}
	})
	t.Run("list", func(t *testing.T) {
		r := newRig(t, usual())
		r.Press("right", "j", "j", "j", "j").Golden("list")
	})
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, usual())
		r.Env.SetTheme(kit.Dark)
		r.Press("right").Resize(120, 30).GoldenStyled("styled")
	})
}

// A list that is too long says so, and that the filter doesn't reach the rest.
func TestScreen_long(t *testing.T) {
	var many []model.Match
	for i := range 1204 {
		many = append(many, person(model.PersonID(fmt.Sprintf("a%04d.1", i)), fmt.Sprintf("Ada %04d", i), "Lindgren Pumps", nil))
	}
	r := newRig(t, many)
	if r.Press("right"); !r.Has("the first 500 of 1204 · by company") || !r.Has("1 of 500") {
		t.Error(r.Plain())
	}
	if r.Press("/").Type("0499"); !r.Has(`1 of the first 500 have "0499"; there are 1204`) {
		t.Error(r.Plain())
	}
}

func hostile() []model.Match {
	evil := uitest.Evil()
	m := model.Match{
		Person: "x.1", Name: evil, Company: evil, Role: model.Role(evil), Status: model.AccountStatus(evil),
		ClientID: evil, UserName: evil, Phone: evil, Email: evil, Extension: evil,
	}
	locked := m
	locked.Person, locked.Locked, locked.Email = "x.2", true, ""
	return []model.Match{m, locked}
}

func TestScreen_width(t *testing.T) {
	for _, all := range [][]model.Match{usual(), hostile()} {
		for _, keys := range [][]string{nil, {"right"}, {"right", "/", "l"}} {
			r := newRig(t, all)
			r.Press(keys...)
			r.Fits(r.page)
		}
	}
}

// Whoever is chosen can be told in every window, and which list it is.
func TestScreen_columns(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right")
	for w := 60; w <= 200; w++ {
		if r.Resize(w, 24); !r.Row(" > ", "Zoë Late", "Closed") || !r.Has("question") && !r.Has("[Question 6]") && !r.Has("[No question") {
			t.Fatalf("%d columns:\n%s", w, r.Plain())
		}
	}
	if r.Resize(200, 24); !r.Row("Ada", "a****a@lindgren.example", "100") {
		t.Errorf("columns are missing at 200:\n%s", r.Plain())
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, hostile())
	for _, keys := range [][]string{{"right"}, {"j"}, {"enter"}} {
		r.Press(keys...)
		r.Clean(r.page)
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	for _, key := range []string{"j", "right", "/", "x", "tab"} {
		r.Press(key)
		r.Keys(r.page, "space", "o", "O", "f")
	}
}
