// This file holds the keys of the work: the same letter does the same on every
// page.
package work

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// keys of each kind of work, in the order of the help.
var keys = []struct {
	deed      Deed
	id        string
	key       string
	words     string
	help      string
	one       bool // of several tickets it makes no sense
	reads     bool // it changes nothing: everybody may
	elsewhere bool // has its key on the page of a call alone
}{
	{deed: Note, id: "note", key: "a", words: "note", help: "Adds a note to the ticket. What you have begun stays until it is saved."},
	{deed: Canned, id: "text", key: "m", words: "text", help: "Offers ready-made texts for a note; the one you take can be changed."},
	{deed: Wait, id: "wait", key: "w", words: "wait", help: "Puts the ticket off: 10m, 2h, tomorrow 9:00. It comes back into the queue then."},
	{deed: HandOver, id: "hand_over", key: "e", words: "hand over", help: "Leaves the ticket in the queue, with high priority, for somebody else. A call about it ends."},
	{deed: Relate, id: "relate", key: "r", words: "relate", help: "Links the ticket to another, or merges it into one; both keep their histories."},
	{deed: Fields, id: "fields", key: "f", words: "fields", help: "Priority, kind and due time of the ticket.", elsewhere: true},
	{deed: History, id: "history", key: "h", words: "history", help: "Everything that was done about the ticket, newest first.", one: true, reads: true},
}

// fixed are the parts of the bindings that never change: they are asked for at
// every drawing.
func (w *Work) fixed() []kit.Binding {
	bs := make([]kit.Binding, len(keys))
	for i, k := range keys {
		bs[i] = kit.Binding{
			ID: string(w.page) + "." + k.id, Keys: []string{k.key}, Words: k.words, Help: k.help, Quiet: k.deed != Note && k.deed != Wait,
			Do: func() tea.Cmd { return w.Start(k.deed, w.meant) },
		}
		if k.elsewhere && w.page != "call" {
			bs[i].Keys = nil // the letter is the lists' own
		}
	}
	return bs
}

// Bindings are the page's actions. on gives the tickets that are meant; why says
// why something can't be done with them now, "" when it can.
func (w *Work) Bindings(on []model.TicketView, why func(Deed) string) []kit.Binding {
	denied := w.env.Denied(model.PowerServe)
	w.meant = on
	bs := slices.Clone(w.bindings)
	for i, k := range keys {
		b := &bs[i]
		switch reason := why(k.deed); {
		case !k.reads && denied != "":
			b.Disabled = denied
		case reason != "":
			b.Disabled = reason
		case k.one && len(on) > 1:
			b.Disabled = "That goes with one ticket at a time. Take the marks away first."
		case w.act.Pending():
			b.Disabled = "Just a moment."
		}
	}
	return bs
}

// Start asks for a kind of work on tickets.
func (w *Work) Start(deed Deed, on []model.TicketView) tea.Cmd {
	on = slices.Clone(on) // what is meant by then may be another
	switch deed {
	case Note:
		return w.Note(on)
	case Canned:
		return w.Canned(on)
	case Wait:
		return w.Wait(on)
	case HandOver:
		return w.HandOver(on)
	case Relate:
		return w.Relate(on)
	case Fields:
		return w.Fields(on)
	case History:
		return w.History(on)
	}
	return nil
}
