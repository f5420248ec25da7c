// Package palette lists actions with their keys, narrows them down as one
// types, and has one of them run: the palette (short lines) and the help (with
// a sentence each) are the same thing drawn twice.
package palette

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/field"
)

// Entry is one action.
type Entry struct {
	Group string // a heading, such as the page's title
	kit.Binding
}

// Palette is the list over the page. Its outcome is the chosen binding's ID.
type Palette struct {
	title   string
	helping bool
	all     []Entry
	found   []Entry
	field   *field.Field
	at, top int
	done    bool
	outcome any
}

// New makes a palette. Entries with the same group stand together, in the order
// given.
func New(title string, entries []Entry) *Palette {
	p := &Palette{title: title, all: entries, field: field.New(60)}
	p.filter()
	return p
}

// Help makes a palette that shows each entry's sentence.
func Help(title string, entries []Entry) *Palette {
	p := New(title, entries)
	p.helping = true
	return p
}

// Narrow puts text into the field, as if it had been typed.
func (p *Palette) Narrow(text string) {
	p.field.Set(text)
	p.filter()
}

// Title names the overlay.
func (p *Palette) Title() string { return p.title }

// Editing is true: letters narrow the list down.
func (p *Palette) Editing() bool { return true }

// Done gives the outcome.
func (p *Palette) Done() (any, bool) { return p.outcome, p.done }

// Update takes keys and pasted text. Esc clears the filter, then closes.
func (p *Palette) Update(msg tea.Msg) tea.Cmd {
	key, _ := msg.(tea.KeyPressMsg)
	switch key.String() {
	case "esc":
		if p.field.Empty() {
			p.done = true
			return nil
		}
		p.field.Clear()
		p.filter()
	case "ctrl+p":
		p.done = true
	case "enter":
		return p.run()
	case "up", "shift+tab":
		p.at--
	case "down", "tab":
		p.at++
	case "pgup":
		p.at -= 10
	case "pgdown":
		p.at += 10
	default:
		if _, changed := p.field.Update(msg); changed {
			p.filter()
		}
	}
	p.at = max(min(p.at, len(p.found)-1), 0)
	return nil
}

func (p *Palette) run() tea.Cmd {
	if len(p.found) == 0 {
		return nil
	}
	chosen := p.found[p.at]
	if chosen.Disabled != "" {
		return kit.Say(kit.Warning, chosen.Disabled)
	}
	p.done, p.outcome = true, chosen.ID
	return nil
}

// filter keeps the entries that answer to every typed word, the best first.
func (p *Palette) filter() {
	text := strings.ToLower(strings.TrimSpace(p.field.Value()))
	p.found, p.at, p.top = p.found[:0], 0, 0
	for _, e := range p.all {
		if matches(e, text) {
			p.found = append(p.found, e)
		}
	}
	if text == "" {
		return
	}
	slices.SortStableFunc(p.found, func(a, b Entry) int { return rank(a, text) - rank(b, text) })
}

// matches tells whether each typed word begins a word of the entry, or is its
// key.
func matches(e Entry, text string) bool {
	hay := strings.FieldsFunc(strings.ToLower(e.Words+" "+e.Group+" "+e.ID), func(r rune) bool {
		return strings.ContainsRune(" ._-,", r)
	})
	for word := range strings.FieldsSeq(text) {
		begins := func(h string) bool { return strings.HasPrefix(h, word) }
		if !slices.ContainsFunc(hay, begins) && !slices.ContainsFunc(e.Keys, func(k string) bool { return strings.EqualFold(k, word) }) {
			return false
		}
	}
	return true
}

// rank puts the action with that very key first, then those whose name begins
// so.
func rank(e Entry, text string) int {
	switch {
	case e.Has(text):
		return 0
	case strings.HasPrefix(strings.ToLower(e.Words), text):
		return 1
	}
	return 2
}

// Bindings are for the footer.
func (p *Palette) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "palette.run", Keys: []string{"enter"}, Words: "run", InField: true},
		{ID: "palette.move", Keys: []string{"up", "down"}, Words: "choose", InField: true},
		{ID: "palette.off", Keys: []string{"esc"}, Words: "clear, close", InField: true},
	}
}
