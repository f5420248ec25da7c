package desk

// Finding people, from the first moment on.

import (
	"context"
	"errors"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
)

// maxMatches is how many people a search shows.
const maxMatches = 50

// readingFor is how long a search waits while the accounts are being read, before
// it says that they are.
const readingFor = 2 * time.Second

// Search finds people by anything an agent may have heard of them. An empty
// text finds nobody. While the accounts are still being read it finds a whole
// Client ID at once, and waits a little for the rest.
func (s *Session) Search(ctx context.Context, text string) (model.Found, error) {
	f := s.desk.feed
	f.typed.Add(1)
	if number, ok := search.Ticket(text); ok {
		return s.findTicket(ctx, text, number)
	}
	if !f.isReady() {
		found, err := s.identify(ctx, text)
		if err != nil || found.Total > 0 {
			return found, err
		}
		waiting, cancel := context.WithTimeout(ctx, readingFor)
		defer cancel()
		if err := f.wait(waiting); errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return model.Found{Text: text, Reading: max(int(f.read.Load()), 1)}, nil
		} else if err != nil {
			return model.Found{}, err
		}
	}
	result := s.desk.index.Search(ctx, text, maxMatches)
	found := model.Found{
		Text: text, Total: result.Total, Near: result.Approximate,
		Building: s.desk.index.Building(), Rebuilt: f.rebuilt.Load(),
	}
	marker := search.NewMarker(text)
	for _, hit := range result.Hits { // reading no rows: this is done at every key
		m := match(hit.Entry, f.lists.isLocked(hit.Person.Account(), s.desk.now()))
		highlight(&m, hit, marker)
		found.Matches = append(found.Matches, m)
	}
	if err := s.read(ctx, func(rows) error { return nil }); err != nil { // who isn't on the staff any more finds nobody
		return model.Found{}, err
	}
	return found, nil
}

// highlight says what of a person was typed, and where in what is shown as it is.
func highlight(m *model.Match, hit search.Hit, marker *search.Marker) {
	m.Matched = make([]string, 0, len(hit.Fields))
	for _, field := range hit.Fields {
		if field == search.FieldCompanyPhone && hit.Phone == "" {
			field = search.FieldPhone // the one that is shown
		}
		m.Matched = append(m.Matched, string(field))
		value := ""
		switch field {
		case search.FieldName:
			value = m.Name
		case search.FieldCompany:
			value = m.Company
		default:
			continue
		}
		if spans := marker.Spans(value); len(spans) > 0 {
			if m.Spans == nil {
				m.Spans = map[string][]model.Span{}
			}
			m.Spans[string(field)] = spans
		}
	}
}

func (s *Session) matched(r rows, e search.Entry) (model.Match, error) {
	tries, err := loadOr[model.Tries](r, record.TriesKey(e.Person.Account()))
	return match(e, tries.Locked(s.desk.now())), err
}

func (s *Session) findTicket(ctx context.Context, text string, number model.TicketNumber) (model.Found, error) {
	found := model.Found{Text: text}
	err := s.read(ctx, func(r rows) error {
		found.Ticket = nil
		ticket, err := load[model.Ticket](r, record.TicketKey(number))
		if err != nil || ticket == nil {
			return err
		}
		v, err := s.desk.ticketView(r, *ticket)
		found.Ticket = &v
		return err
	})
	return found, err
}

// identify finds the people of the account whose Client ID the text is, without
// the index.
func (s *Session) identify(ctx context.Context, text string) (model.Found, error) {
	found := model.Found{Text: text, Reading: max(int(s.desk.feed.read.Load()), 1)}
	id := strings.TrimSpace(text)
	if id == "" || len(id) > maxClientID {
		return found, nil
	}
	err := s.read(ctx, func(r rows) error {
		found.Matches = nil
		of, err := load[model.AccountID](r, record.ClientIDKey(id))
		if err != nil || of == nil {
			return err
		}
		account, err := need[model.Account](r, record.AccountKey(*of), "account")
		if err != nil {
			return err
		}
		people, err := all[model.Person](r, record.PeopleOf(*of))
		if err != nil {
			return err
		}
		for _, p := range people[:min(len(people), maxMatches)] {
			m, err := s.matched(r, entry(*account, p))
			if err != nil {
				return err
			}
			m.Matched = []string{string(search.FieldClientID)}
			found.Matches = append(found.Matches, m)
		}
		found.Total = len(people)
		return nil
	})
	return found, err
}

// maxClientID bounds what is looked up as one: keys of rows are bounded.
const maxClientID = 64
