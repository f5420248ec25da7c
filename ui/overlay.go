// This file handles what lies over a page: questions, the palette, the help.
package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/palette"
)

type overlay struct {
	owner  kit.PageID
	name   string
	dialog kit.Dialog
}

// overlaid gives a message to the overlay on top, and when that is done, takes
// it away and has its owner told.
func (a *App) overlaid(msg tea.Msg) tea.Cmd {
	depth := len(a.overlay)
	top := a.overlay[depth-1]
	var outcome any
	done := false
	cmd := a.guardOverlay(func(d kit.Dialog) tea.Cmd {
		cmd := d.Update(msg)
		outcome, done = d.Done()
		return cmd
	})
	if !done || len(a.overlay) < depth {
		return cmd
	}
	a.overlay = a.overlay[:depth-1]
	return tea.Batch(cmd, a.answer(kit.Answer{Page: top.owner, Name: top.name, Outcome: outcome}))
}

// drawOverlay draws the one on top; ok is false without one.
func (a *App) drawOverlay(t *kit.Theme, height int) (f kit.Frame, ok bool) {
	if len(a.overlay) == 0 {
		return f, false
	}
	a.guardOverlay(func(d kit.Dialog) tea.Cmd { f, ok = d.View(t, a.w, height), true; return nil })
	return f, ok
}

// answer delivers an outcome.
func (a *App) answer(msg kit.Answer) tea.Cmd {
	if msg.Page != self {
		return a.reply(msg.Page, msg)
	}
	switch msg.Name {
	case "leave":
		if msg.Yes() {
			return a.abandon()
		}
	case "theme":
		if name, ok := msg.Outcome.(string); ok {
			return a.chooseTheme(name)
		}
	case askOld, askWord, askAgain:
		return a.lockWord(msg)
	case "keys":
		if name, ok := msg.Outcome.(string); ok {
			return a.chooseKeys(name)
		}
	case "palette":
		if id, ok := msg.Outcome.(string); ok {
			return a.runAction(id)
		}
	}
	return nil
}

// put lays an overlay of the app itself over the page.
func (a *App) put(name string, d kit.Dialog) tea.Cmd {
	a.overlay = append(a.overlay, overlay{self, name, d})
	return nil
}

func (a *App) palette() tea.Cmd { return a.commands("") }

// commands lists what can be done, narrowed down by what was typed already.
func (a *App) commands(typed string) tea.Cmd {
	idle := func(e palette.Entry) bool { return e.Do == nil && e.Disabled == "" }
	p := palette.New("Commands", slices.DeleteFunc(a.entries(), idle))
	p.Narrow(typed)
	return a.put("palette", p)
}

func (a *App) help() tea.Cmd {
	title := "Help"
	if l := a.current(); l != nil {
		title = "Help: " + l.page.Title()
	}
	return a.put("palette", palette.Help(title, a.entries()))
}

// entries are the page's actions, the screens, and what works everywhere.
func (a *App) entries() []palette.Entry {
	var out []palette.Entry
	add := func(group string, bs []kit.Binding) {
		for _, b := range bs {
			out = append(out, palette.Entry{Group: group, Binding: b})
		}
	}
	if l := a.current(); l != nil {
		add(l.page.Title(), a.env.Keys.Apply(l.page.Bindings()))
	}
	add("Screens", a.globals[a.split:])
	add("Everywhere", slices.DeleteFunc(a.grey(a.globals[:a.split]), func(b kit.Binding) bool {
		return slices.ContainsFunc(out, func(e palette.Entry) bool { return e.Words == b.Words && len(b.Keys) > 0 && e.Has(b.Keys[0]) })
	}))
	if a.place == atDesk {
		add("Copy", a.copyEntries())
	}
	return out
}

// runAction does what was chosen in the palette, as its key would have. Keys
// that only move about have nothing to do here.
func (a *App) runAction(id string) tea.Cmd {
	l := a.current()
	if l == nil {
		return nil
	}
	return a.guard(l, func() tea.Cmd {
		for _, b := range slices.Concat(l.page.Bindings(), a.globals, a.copyEntries()) {
			if b.ID == id && (b.Do != nil || b.Disabled != "") {
				return b.Run(l.page, tea.KeyPressMsg{})
			}
		}
		return nil
	})
}
