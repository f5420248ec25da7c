// This file holds the keys of the work: the same letter does the same on every
// page.
package work

import (
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

// Bindings are the actions of a page, with its name before their ids. on gives
// the tickets that are meant; why says why something can't be done with them
// now, "" when it can.
func (w *Work) Bindings(page string, on []model.TicketView, why func(Deed) string) []kit.Binding {
	denied := w.env.Denied(model.PowerServe)
	bs := make([]kit.Binding, 0, len(keys))
	for _, k := range keys {
		b := kit.Binding{
			ID: page + "." + k.id, Keys: []string{k.key}, Words: k.words, Help: k.help, Quiet: k.deed != Note && k.deed != Wait,
			Do: func() tea.Cmd { return w.Start(k.deed, on) },
		}
		if k.elsewhere && page != "call" {
			b.Keys = nil // the letter is the lists' own
		}
		switch {
		case !k.reads && denied != "":
			b.Disabled = denied
		case why(k.deed) != "":
			b.Disabled = why(k.deed)
		case k.one && len(on) > 1:
			b.Disabled = "That goes with one ticket at a time. Take the marks away first."
		case w.act.Pending():
			b.Disabled = "Just a moment."
		}
		bs = append(bs, b)
	}
	return bs
}

// Start asks for a kind of work on tickets.
func (w *Work) Start(deed Deed, on []model.TicketView) tea.Cmd {
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
