// This file is y, and behind it what is to be copied.
package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// copies are what there is to copy anywhere, in the order of the footer, and why
// not while the page in front says nothing else.
var copies = []struct{ id, key, words, help, none string }{
	{"copy.ticket", "t", "ticket number", "Copies the ticket's number to your clipboard.", "There is no ticket here to copy the number of."},
	{"copy.client_id", "c", "Client ID", "Copies the Client ID while it is told.", "A Client ID can be copied while it is told, and not before."},
	{"copy.link", "l", "article link", "Copies the article's link.", "There is no article here to copy the link of."},
	{"copy.error", "e", "error number", "Copies the number of the last error, for the report.", "No error has been reported in this session."},
}

// copying are the things to copy now.
func (a *App) copying() []kit.Binding {
	have := map[string]kit.Copyable{}
	if number, _ := a.fault.Load().(string); number != "" {
		have["e"] = kit.Copyable{Key: "e", Text: number}
	}
	if l := a.current(); l != nil {
		a.guard(l, func() tea.Cmd {
			if c, ok := l.page.(kit.Copies); ok {
				for _, one := range c.Copies() {
					have[one.Key] = one
				}
			}
			return nil
		})
	}
	var bs []kit.Binding
	for _, c := range copies {
		b := kit.Binding{ID: c.id, Keys: []string{c.key}, Words: c.words, Help: c.help, Disabled: c.none}
		if one, ok := have[c.key]; ok {
			b.Disabled = one.Disabled
			b.Do = func() tea.Cmd { return tea.Batch(kit.Copy(one.Text), kit.Say(kit.Success, "Copied the "+c.words+".")) }
		}
		bs = append(bs, b)
	}
	return bs
}

// askCopy waits for what is to be copied.
func (a *App) askCopy() tea.Cmd {
	a.chord = true
	return nil
}

// copyKey takes the key behind y. One that means nothing there ends it.
func (a *App) copyKey(key string) tea.Cmd {
	a.chord = false
	bs := a.copying()
	i := slices.IndexFunc(bs, func(b kit.Binding) bool { return b.Has(key) })
	switch {
	case i < 0:
		return nil
	case bs[i].Disabled != "":
		return kit.Say(kit.Warning, bs[i].Disabled)
	}
	return bs[i].Do()
}

// copyEntries are the same for the palette, by their words.
func (a *App) copyEntries() []kit.Binding {
	bs := a.copying()
	for i := range bs {
		bs[i].Keys, bs[i].Words = nil, "copy "+bs[i].Words
	}
	return bs
}
