// This file holds the page's screens as they were looked at.
package reports_test

import (
	"testing"

	"callin/model"
	"callin/ui/kit"
)

func TestScreen(t *testing.T) {
	sizes := [][2]int{{80, 24}, {120, 36}, {160, 45}}
	for name, keys := range map[string][]string{
		"list":     {},
		"calls":    {"tab", "enter"},
		"year":     {"tab", "tab", "tab", "tab", "enter", "G"},
		"handling": {"j", "tab", "tab", "enter"},
		"mails":    {"j", "j", "tab", "enter"},
		"tickets":  {"j", "j", "j", "enter"},
		"articles": {"j", "j", "j", "j", "tab", "enter"},
		"enrolled": {"j", "j", "j", "j", "j", "enter"},
		"failed":   {"j", "j", "j", "j", "j", "j", "tab", "tab", "enter"},
		"board":    {"G", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, model.RoleSupervisor)
			r.Press(keys...)
			r.GoldenAt(name, sizes...)
		})
	}
	t.Run("empty", func(t *testing.T) {
		r := newRig(t, model.RoleSupervisor)
		r.desk.empty = true
		r.Press("left", "enter")
		r.GoldenAt("empty", sizes[0], sizes[1])
	})
	t.Run("denied", func(t *testing.T) {
		r := newRig(t, model.RoleAgent)
		r.Press("G")
		r.GoldenAt("denied", sizes[0], sizes[1])
	})
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, model.RoleSupervisor)
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 36).Press("tab", "j")
		r.GoldenStyled("styled")
	})
}
