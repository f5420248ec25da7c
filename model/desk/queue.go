package desk

// The queue, which every session reads after every change of a ticket.

import (
	"context"
	"slices"
	"sync"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// Queue lists the tickets that aren't done, most urgent first.
func (s *Session) Queue(ctx context.Context) ([]model.TicketView, error) {
	var views []model.TicketView
	err := s.read(ctx, func(r rows) error {
		var err error
		views, err = s.desk.queued(r)
		return err
	})
	if err != nil {
		return nil, err
	}
	now := s.desk.now()
	here := s.desk.here.all(now)
	for i := range views {
		v := &views[i]
		v.Past, v.Soon, v.Here = v.PastDue(now), v.DueSoon(s.desk.policy, now), here[v.Number]
	}
	return views, nil
}

// tickets are those of the queue as they are at one revision, so that of a hundred
// sessions that hear of a change one reads it.
type tickets struct {
	mu    sync.Mutex
	rev   storage.Rev
	views []model.TicketView // without what depends on the time; nil: not read yet
}

// queued are the tickets that aren't done, most urgent first. What depends on the
// time, and who is there, isn't said of them.
func (d *Desk) queued(r rows) ([]model.TicketView, error) {
	all, err := d.tickets.at(r)
	if err != nil {
		return nil, err
	}
	all = slices.Clone(all)
	urgent := d.policy.MoreUrgent(d.now())
	slices.SortFunc(all, func(a, b model.TicketView) int { return urgent(a.Ticket, b.Ticket) })
	return all, nil
}

// at are the tickets at the revision of r. They are everybody's, and not to be
// changed.
func (t *tickets) at(r rows) ([]model.TicketView, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	rev := r.scan.Rev()
	if t.views != nil && t.rev == rev {
		return t.views, nil
	}
	numbers, err := all[model.TicketNumber](r, record.Queue)
	if err != nil {
		return nil, err
	}
	views := make([]model.TicketView, 0, len(numbers))
	for _, n := range numbers {
		ticket, err := need[model.Ticket](r, record.TicketKey(n), "ticket")
		if err != nil {
			return nil, err
		}
		v, err := r.named(*ticket)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	if rev >= t.rev { // whoever reads late doesn't take it from the others
		t.rev, t.views = rev, views
	}
	return views, nil
}
