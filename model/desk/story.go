package desk

import (
	"context"
	"slices"
	"strings"

	"callin/model"
	"callin/model/record"
)

// maxStory is how much of a ticket's history is shown.
const maxStory = 200

// tell writes the command into the history of the ticket that it was about, and
// of the others that it touched.
func (a *act) tell() error {
	e := &a.entry
	if e.Ticket == 0 || !e.Verb.Told() {
		return nil
	}
	event := model.Event{At: e.At, Agent: shown(e.Agent), Verb: e.Verb, Call: e.Call, Text: e.Text, Note: a.note}
	for _, n := range append([]model.TicketNumber{e.Ticket}, a.also...) {
		key := record.StoryKey(n, *e)
		if err := a.put(key, event); err != nil {
			return err
		}
		if a.note != "" && n == e.Ticket {
			a.step.note = key
		}
	}
	return nil
}

// Story reads a ticket with its history.
//
// Errors: NotFound.
func (s *Session) Story(ctx context.Context, n model.TicketNumber) (model.Story, error) {
	var story model.Story
	err := s.read(ctx, func(r rows) error {
		ticket, err := need[model.Ticket](r, record.TicketKey(n), "ticket")
		if err != nil {
			return err
		}
		story = model.Story{}
		if story.Ticket, err = s.desk.ticketView(r, *ticket); err != nil {
			return err
		}
		if story.Links, err = s.views(r, linked(ticket)); err != nil {
			return err
		}
		return eachUpTo(r, record.StoryOf(n), maxStory+1, func(key string, e *model.Event) (bool, error) {
			if len(story.Events) == maxStory {
				story.More = true
				return false, nil
			}
			e.ID = strings.TrimPrefix(key, record.StoryOf(n))
			story.Events = append(story.Events, *e)
			return true, nil
		})
	})
	return story, err
}

// linked are the tickets that one is tied to.
func linked(t *model.Ticket) []model.TicketNumber {
	if t.Merged == 0 {
		return t.Links
	}
	return append([]model.TicketNumber{t.Merged}, t.Links...)
}

func (s *Session) views(r rows, numbers []model.TicketNumber) ([]model.TicketView, error) {
	var views []model.TicketView
	for _, n := range numbers {
		t, err := load[model.Ticket](r, record.TicketKey(n))
		if err != nil {
			return nil, err
		}
		if t == nil {
			continue
		}
		v, err := s.desk.ticketView(r, *t)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// maxRelated is how many tickets are offered to be tied to one.
const maxRelated = 20

// Related lists the tickets that another may have to do with: those of the same
// person, newest first.
//
// Errors: NotFound.
func (s *Session) Related(ctx context.Context, n model.TicketNumber) ([]model.TicketView, error) {
	var views []model.TicketView
	err := s.read(ctx, func(r rows) error {
		ticket, err := need[model.Ticket](r, record.TicketKey(n), "ticket")
		if err != nil {
			return err
		}
		numbers := slices.Clone(linked(ticket))
		if ticket.Person != "" {
			err = eachUpTo(r, record.OfPerson(ticket.Person, record.SortTickets), maxRelated, func(_ string, other *model.TicketNumber) (bool, error) {
				if *other != n && !slices.Contains(numbers, *other) {
					numbers = append(numbers, *other)
				}
				return len(numbers) < maxRelated, nil
			})
		}
		if err != nil {
			return err
		}
		views, err = s.views(r, numbers)
		return err
	})
	return views, err
}
