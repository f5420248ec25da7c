package line

import (
	"context"
	"fmt"

	"callin/model"
	"callin/ui/kit"
)

// mostTickets is how many tickets are read out.
const mostTickets = 20

// queue reads the queue out and goes on with a ticket of it.
func (t *talk) queue(ctx context.Context) error {
	tickets, err := t.s.Queue(ctx)
	if err != nil {
		return err
	}
	if len(tickets) == 0 {
		t.say("Nobody waits.")
		return nil
	}
	shown := tickets[:min(len(tickets), mostTickets)]
	t.say("%s, the most urgent first.", kit.Count(len(tickets), "ticket", "tickets"))
	for i, q := range shown {
		t.say("%d. %s", i+1, t.ticketLine(q))
	}
	i, err := t.number(ctx, "Which one? A number goes on with it, another word goes back.", len(shown))
	if err != nil || i < 1 {
		return err
	}
	id, err := t.s.ContinueTicket(ctx, shown[i-1].Number)
	if err != nil {
		return err
	}
	return t.call(ctx, id)
}

func (t *talk) ticketLine(q model.TicketView) string {
	owner := "nobody's"
	if q.Owner != "" {
		owner = string(q.Owner) + "'s"
	}
	line := fmt.Sprintf("%s, %s priority, %s", q.Number, q.Priority, q.Name)
	if q.Company != "" {
		line += ", " + q.Company
	}
	return fmt.Sprintf("%s, %s, %s, %s, %s.", line, q.Kind, q.State, kit.Due(q.Due.Sub(t.o.Now())), owner)
}

// take takes the most urgent ticket that nobody has.
func (t *talk) take(ctx context.Context) error {
	id, err := t.s.TakeTicket(ctx)
	if err != nil {
		return err
	}
	return t.call(ctx, id)
}
