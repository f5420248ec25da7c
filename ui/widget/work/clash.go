// This file shows what two people have changed at the same time, and asks.
package work

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// The answers to a clash.
const (
	mine   = "mine"
	theirs = "theirs"
	again  = "again"
)

// clashed asks what is to stand, when an edit was refused because somebody else
// has changed the same. Nil when it was refused for another reason.
func (w *Work) clashed(d Done) tea.Cmd {
	clashes, ok := errors.AsType[*model.Clashes](d.Failed[0].Err)
	if d.Deed != Fields || !ok {
		return nil
	}
	w.clashes = clashes
	var lines, yours []string
	for _, f := range clashes.Fields {
		by := model.CleanLine(string(f.By))
		if by == "" {
			by = "somebody"
		}
		lines = append(lines, fmt.Sprintf("%s: %s set it to %s at %s. You chose %s.",
			kit.Capital(string(f.Field)), by, f.Theirs, kit.Hour(f.At, w.env.Now()), f.Yours))
		yours = append(yours, f.Yours)
	}
	return w.ask(Clash, w.on, dialog.Choose("Changed by two: "+about(w.on), strings.Join(lines, "\n")+"\nNothing of yours is lost.",
		dialog.Option{ID: theirs, Key: "t", Words: "leave theirs, save the rest of mine"},
		dialog.Option{ID: mine, Key: "m", Words: "take mine: " + strings.Join(yours, ", ")},
		dialog.Option{ID: again, Key: "f", Words: "back to the form, as I filled it in"}))
}

// resolve saves what was decided, against how things are now.
func (w *Work) resolve(on []model.TicketView, a kit.Answer) tea.Cmd {
	before := w.edit
	w.edit.Version, w.edit.Was = w.clashes.Seen, w.clashes.Now
	// What only they have changed isn't ours to turn back.
	w.edit.Want = merged(before, w.clashes.Now)
	switch a.Outcome {
	case theirs:
		for _, f := range w.clashes.Fields {
			switch f.Field {
			case model.FieldPriority:
				w.edit.Want.Priority = w.clashes.Now.Priority
			case model.FieldKind:
				w.edit.Want.Kind = w.clashes.Now.Kind
			case model.FieldDue:
				w.edit.Want.Due = w.clashes.Now.Due
			}
		}
	case again:
		return w.fields(on)
	}
	return w.save(on)
}

// merged are the fields as they are, with what the agent wants changed.
func merged(e model.TicketEdit, now model.TicketFields) model.TicketFields {
	if e.Want.Priority != e.Was.Priority {
		now.Priority = e.Want.Priority
	}
	if e.Want.Kind != e.Was.Kind {
		now.Kind = e.Want.Kind
	}
	if !e.Want.Due.Equal(e.Was.Due) {
		now.Due = e.Want.Due
	}
	return now
}
