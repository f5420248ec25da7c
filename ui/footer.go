// This file draws the footer: the mode, the keys that matter now, the clock.
package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// footer is
//
//	FIELD  Enter open  ↑↓ choose  Esc keys  ctrl+p commands          live 10:42
func (a *App) footer(t *kit.Theme) string {
	mode, bindings := a.mode()
	if a.chord {
		mode, bindings = "COPY", a.copying()
	}
	right := kit.Text(a.line()) + " " + a.env.Now().Format("15:04") + " "
	last := "app.help"
	if mode == "FIELD" {
		last = "app.commands"
	}
	tail := ""
	if i := slices.IndexFunc(a.globals, func(b kit.Binding) bool { return b.ID == last }); i >= 0 && len(a.overlay) == 0 && !a.chord {
		tail = hint(t, a.globals[i])
	}
	left := t.Title.Of(" " + mode)
	room := a.w - kit.Width(right) - 2 - kit.Width(tail)
	for _, b := range bindings {
		if b.Quiet || len(b.Keys) == 0 && !a.env.Keys.Words || mode == "FIELD" && !b.InField {
			continue
		}
		next := left + hint(t, b)
		if kit.Width(next) > room {
			break
		}
		left = next
	}
	return kit.Sides(left+tail, right, a.w)
}

// mode tells who takes the keys, and the bindings that are worth naming.
func (a *App) mode() (string, []kit.Binding) {
	editing := false
	var bindings []kit.Binding
	if n := len(a.overlay); n > 0 {
		a.guardOverlay(func(d kit.Dialog) tea.Cmd { editing, bindings = d.Editing(), d.Bindings(); return nil })
	} else if l := a.current(); l != nil {
		a.guard(l, func() tea.Cmd {
			editing, bindings = l.page.Editing(), a.env.Keys.Apply(l.page.Bindings())
			return nil
		})
	}
	if editing {
		return "FIELD", bindings
	}
	if len(a.overlay) == 0 && !a.atTop() && !slices.ContainsFunc(bindings, func(b kit.Binding) bool { return b.Has("esc") }) {
		bindings = append(slices.Clip(bindings), kit.Binding{ID: "app.back", Keys: []string{"esc"}, Words: "back"})
	}
	return "KEYS", bindings
}

func hint(t *kit.Theme, b kit.Binding) string {
	if len(b.Keys) == 0 { // it is done by its words
		return "  " + t.Muted.Of(b.Words)
	}
	if b.Disabled != "" {
		return "  " + t.Muted.Of(b.KeyName()+" "+b.Words)
	}
	return "  " + t.Key.Of(b.KeyName()) + " " + b.Words
}
