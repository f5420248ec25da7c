// This file tries what an agent chooses for the whole desk.
package ui_test

import (
	"context"
	"image/color"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

func TestPrefs_theme(t *testing.T) {
	var kept model.Preferences
	var refused error
	keeps := func(e *kit.Env) {
		e.Choice = kit.Auto
		e.Prefer = func(_ context.Context, change func(*model.Preferences)) error {
			if refused == nil {
				change(&kept)
			}
			return refused
		}
	}
	r := start(t, keeps)
	choose := func(keys ...string) { r.Press("ctrl+p").Type("colours").Press("enter").Press(keys...) }
	choose()
	if !r.Has("> " + "   auto: as the terminal's background says") {
		t.Fatalf("the choice in force isn't marked:\n%s", r.Plain())
	}
	if r.Press("l"); r.Env.Theme() != kit.Light || kept.Theme != "light" {
		t.Errorf("light: the theme is %s, kept is %q", r.Env.Theme().Name, kept.Theme)
	}
	if choose("h"); r.Env.Theme() != kit.Neutral {
		t.Errorf("a terminal that hasn't told its background: %s", r.Env.Theme().Name)
	}
	r.Send(tea.BackgroundColorMsg{Color: color.White})
	if r.Env.Theme() != kit.HighLight {
		t.Errorf("high on white: %s", r.Env.Theme().Name)
	}
	if choose("up", "up", "up", "enter"); r.Env.Theme() != kit.Light || kept.Theme != "auto" {
		t.Errorf("auto on white: the theme is %s, kept is %q", r.Env.Theme().Name, kept.Theme)
	}
	if choose("esc"); kept.Theme != "auto" {
		t.Error("Esc chose something")
	}
	refused = model.Fail(model.Unavailable, "The store can't be reached.")
	if choose("m"); r.Env.Theme() != kit.Mono || !r.Has("! Your choice lasts until you leave; it couldn't be kept. The store can't be") {
		t.Errorf("not kept:\n%s", r.Plain())
	}
	r.Advance(time.Minute)
	if r.Env.Theme() != kit.Mono {
		t.Error("it changed by itself")
	}
}

// TestPrefs_desk: what was chosen is there in the next session.
func TestPrefs_desk(t *testing.T) {
	f := newFloor(t)
	f.press("ctrl+p", `"colours`, "enter", "d")
	p, err := f.session.Preferences(t.Context())
	if err != nil || p.Theme != "dark" || f.Env.Theme() != kit.Dark {
		t.Errorf("%+v, %v, %s", p, err, f.Env.Theme().Name)
	}
}
