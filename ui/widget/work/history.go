// This file shows a ticket's history, newest first.
package work

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/nouns"
)

// History reads what was done about a ticket, and shows it.
func (w *Work) History(on []model.TicketView) tea.Cmd {
	if len(on) == 0 {
		return nil
	}
	w.on = on
	n := on[0].Number
	return w.read.Run(patience, func(ctx context.Context) (found, error) {
		story, err := w.desk.Story(ctx, n)
		return found{deed: History, story: story}, err
	})
}

func newHistory(w *Work, s model.Story) kit.Dialog {
	return dialog.Read("History of "+s.Ticket.Number.String(), func(t *kit.Theme, width int) []string {
		lines := Story(t, s, w.env.Agent, w.env.Now(), width)
		for i := range lines {
			lines[i] = kit.Clip(lines[i], width)
		}
		return lines
	})
}

// Story draws a ticket's history, newest first, w columns wide:
//
//	10:41  you  noted
//	            Called back; nobody answered.
//	10:32  ben  handed it over
func Story(t *kit.Theme, s model.Story, me string, now time.Time, w int) []string {
	var lines []string
	if links := Links(s.Ticket.Ticket); links != "" {
		lines = append(lines, kit.WrapUnder("Related to ", links, w)...)
		lines = append(lines, "")
	}
	stamp, who := 5, 3
	for _, e := range s.Events {
		stamp = max(stamp, kit.Width(kit.Hour(e.At, now)))
		who = max(who, min(kit.Width(nouns.Agent(e.Agent, me)), 12))
	}
	indent := stamp + who + 4
	for _, e := range s.Events {
		head := t.Muted.Of(kit.Fit(kit.Hour(e.At, now), stamp)) + "  " + kit.Fit(model.CleanLine(nouns.Agent(e.Agent, me)), who) + "  "
		lines = append(lines, kit.WrapUnder(head, nouns.Event(e), w)...)
		for _, line := range kit.Wrap(model.Clean(e.Note), w-indent) {
			lines = append(lines, kit.Space(indent)+line)
		}
	}
	if len(s.Events) == 0 {
		lines = append(lines, t.Muted.Of("Nothing was done about it yet."))
	}
	if s.More {
		lines = append(lines, t.Muted.Of("Older ones aren't shown."))
	}
	return lines
}
