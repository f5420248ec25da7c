package model

import (
	"slices"
	"time"
)

// QueueCount is how many tickets of the queue are in a state, and how.
type QueueCount struct {
	State                    TicketState
	All, Soon, Past, Nobodys uint64
}

// queueStates are those that a ticket of the queue may be in.
var queueStates = []TicketState{TicketNew, TicketOpen, TicketWaiting, TicketParked}

// CountQueue counts one more ticket of the queue.
func CountQueue(counts []QueueCount, t Ticket, p Policy, now time.Time) []QueueCount {
	i := slices.IndexFunc(counts, func(c QueueCount) bool { return c.State == t.State })
	if i < 0 {
		i, counts = len(counts), append(counts, QueueCount{State: t.State})
	}
	c := &counts[i]
	c.All++
	switch {
	case t.PastDue(now):
		c.Past++
	case t.DueSoon(p, now):
		c.Soon++
	}
	if t.Owner == "" {
		c.Nobodys++
	}
	return counts
}

// TicketParts are the report on tickets.
func TicketParts(queue []QueueCount, t Tally) []Part {
	p := Part{Title: "The queue now", Shape: ShapeBars, Heads: []string{"state", "tickets", "due soon", "past due", "nobody's"}}
	var whole QueueCount
	row := func(label string, c QueueCount) Row {
		return Row{Label: label, Alert: c.Past > 0, Cells: []Cell{Number(c.All), Number(c.Soon), Number(c.Past), Number(c.Nobodys)}}
	}
	for _, s := range queueStates {
		c := QueueCount{State: s}
		if i := slices.IndexFunc(queue, func(c QueueCount) bool { return c.State == s }); i >= 0 {
			c = queue[i]
		}
		p.Rows = append(p.Rows, row(string(s), c))
	}
	for _, c := range queue {
		whole.All, whole.Soon, whole.Past, whole.Nobodys = whole.All+c.All, whole.Soon+c.Soon, whole.Past+c.Past, whole.Nobodys+c.Nobodys
		if !slices.Contains(queueStates, c.State) {
			p.Rows = append(p.Rows, row(string(c.State), c))
		}
	}
	last := row("all", whole)
	last.Whole = true
	p.Rows = append(p.Rows, last)
	return append([]Part{p}, DoneParts(t)...)
}

// DoneParts are what happened to tickets in a period.
func DoneParts(t Tally) []Part {
	p := Part{Title: "In the period", Shape: ShapeBars, Heads: []string{"kind", "opened", "done in time", "done late", "reopened"}}
	total := Row{Label: "all tickets", Whole: true, Cells: []Cell{Number(0), Number(0), Number(0), Number(0)}}
	by := map[int]*[4]uint64{}
	t.each(kindTicket, func(value int, n uint64) {
		k, deed := value>>8, value&0xff
		if by[k] == nil {
			by[k] = new([4]uint64)
		}
		if deed >= 1 && deed <= len(total.Cells) {
			by[k][deed-1] += n
			total.Cells[deed-1].N += int64(n) //nolint:gosec // far below the limit
		}
	})
	for i := range ticketCodes {
		at := (i + 1) % len(ticketCodes)
		if n := by[at]; n != nil {
			p.Rows = append(p.Rows, Row{
				Label: named(ticketCodes, at, "another"), Alert: n[2] > 0,
				Cells: []Cell{Number(n[0]), Number(n[1]), Number(n[2]), Number(n[3])},
			})
		}
	}
	p.Rows = append(p.Rows, total)
	return []Part{p}
}
