// This file tells keys that somebody presses from text that arrives as keys:
// pasted by a terminal that doesn't say so. While letters are commands such text
// must run nothing.
//
// A key that is text is held for a moment while letters are commands; so is
// Enter in a field. When nothing follows, it was a key. When more follows at
// once, faster than anybody types, all of it is a paste. Two letters may come
// together all the same, by a person in a hurry on a slow line, and so may the
// repeats of a key that is held down.
package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// atOnce is how soon the next key of a paste comes. The fastest fingers leave
// more than twice that between two keys.
const atOnce = 12 * time.Millisecond

// held are the keys that wait.
type held struct {
	keys []tea.KeyPressMsg
	last time.Time
	mark kit.Gen // of the newest wait
}

// lull ends the waiting, if nothing has come since.
type lull struct{ mark kit.Gen }

// fast passes a key on, or holds it.
func (a *App) fast(msg tea.KeyPressMsg) tea.Cmd {
	if !textual(msg) {
		return tea.Batch(a.letGo(), a.press(msg))
	}
	if len(a.held.keys) == 0 && msg.Text != "" && (a.editing() || a.env.Keys.Words) {
		return a.press(msg) // typing isn't delayed, and where no letter runs anything all of it is typing
	}
	a.held.keys = append(a.held.keys, msg)
	a.held.last, a.held.mark = a.env.Now(), a.env.NextGen()
	return a.env.Tick(a.env.Ctx, atOnce, lull{a.held.mark})
}

// textual tells whether a key may be part of pasted text.
func textual(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "enter", "tab":
		return true
	}
	return msg.Text != ""
}

// editing tells whether letters are text now.
func (a *App) editing() (editing bool) {
	if n := len(a.overlay); n > 0 {
		return a.overlay[n-1].dialog.Editing()
	}
	if l := a.current(); l != nil {
		a.guard(l, func() tea.Cmd { editing = l.page.Editing(); return nil })
	}
	return editing
}

// waited takes the end of a wait.
func (a *App) waited(msg lull) tea.Cmd {
	if msg.mark != a.held.mark {
		return nil
	}
	return a.letGo()
}

// letGo passes on what is held: as keys, or as text.
func (a *App) letGo() tea.Cmd {
	keys := a.held.keys
	a.held.keys = nil
	if !pasted(keys) {
		var cmds []tea.Cmd
		for _, k := range keys {
			cmds = append(cmds, a.press(k))
		}
		return tea.Batch(cmds...)
	}
	var text strings.Builder
	for _, k := range keys {
		if k.Text == "" {
			text.WriteByte(' ') // Enter or Tab
			continue
		}
		text.WriteString(k.Text)
	}
	said := kit.Say(kit.Warning, "That came faster than anybody types, so it was taken as pasted text and ran nothing.")
	return tea.Batch(a.paste(tea.PasteMsg{Content: text.String()}), said)
}

// pasted tells whether keys that came at once are text: more than two, or Enter
// or Tab with a letter, but not one key over and over. Tabs and Enter alone are
// somebody on the way through a form, whose line was slow.
func pasted(keys []tea.KeyPressMsg) bool {
	same, letter, enter := true, false, false
	for _, k := range keys {
		same = same && k.String() == keys[0].String()
		letter = letter || k.Text != ""
		enter = enter || k.Text == ""
	}
	return letter && !same && (enter || len(keys) > 2)
}
