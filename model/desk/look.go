package desk

import (
	"context"

	"callin/model"
	"callin/model/record"
)

// maxHistory is how much of each sort a person's page shows.
const maxHistory = 50

// Look opens a person's page without a call. Looking leaves an audit entry, so
// that nobody browses customers unseen.
//
// Errors: NotFound, Forbidden.
func (s *Session) Look(ctx context.Context, id model.PersonID) (model.PersonView, error) {
	err := s.desk.apply(ctx, looker{s}, model.VerbLook, func(a *act) error {
		a.entry.Account, a.entry.Person = id.Account(), id
		_, err := need[model.Person](a.rows, record.PersonKey(id), "person")
		return err
	})
	if err != nil {
		return model.PersonView{}, err
	}
	return s.Person(ctx, id)
}

// looker may read: its commands write nothing but that it did.
type looker struct{ *Session }

func (l looker) allowed(a *act) error { return l.may(a.rows, model.PowerRead) }

// Person reads a person's page again, for somebody who has looked at it already
// or speaks with them.
//
// Errors: NotFound.
func (s *Session) Person(ctx context.Context, id model.PersonID) (model.PersonView, error) {
	var v model.PersonView
	err := s.read(ctx, func(r rows) error {
		var err error
		v, err = s.personView(r, id)
		return err
	})
	return v, err
}

func (s *Session) personView(r rows, id model.PersonID) (model.PersonView, error) {
	now, policy := s.desk.now(), s.desk.policy
	caller, err := r.caller(id)
	if err != nil {
		return model.PersonView{}, err
	}
	tries, err := loadOr[model.Tries](r, record.TriesKey(id.Account()))
	if err != nil {
		return model.PersonView{}, err
	}
	v := model.PersonView{
		Match:   match(entry(caller.Account, caller.Person), tries.Locked(now)),
		Address: caller.Person.Email != "", Asked: caller.Question, TriesLeft: tries.Left(policy, now),
		Held: policy.Held(caller.Person, now),
	}
	if tries.Locked(now) {
		v.Lock = tries.LockedUntil.In(now.Location()).Format("2 Jan 15:04")
	}
	people, err := all[model.Person](r, record.PeopleOf(id.Account()))
	if err != nil {
		return v, err
	}
	for _, p := range people {
		if p.ID != id {
			v.Others = append(v.Others, match(entry(caller.Account, p), v.Locked))
		}
	}
	return v, s.history(r, id, &v)
}

// history fills in the calls, tickets and mails of a person, newest first.
func (s *Session) history(r rows, id model.PersonID, v *model.PersonView) error {
	err := each(r, record.OfPerson(id, record.SortCalls), func(_ string, call *model.CallID) (bool, error) {
		c, err := need[model.Call](r, record.CallKey(*call), "call")
		if err != nil {
			return false, err
		}
		view, err := s.callView(r, *c)
		v.Calls = append(v.Calls, view)
		return len(v.Calls) < maxHistory, err
	})
	if err != nil {
		return err
	}
	err = each(r, record.OfPerson(id, record.SortTickets), func(_ string, n *model.TicketNumber) (bool, error) {
		t, err := need[model.Ticket](r, record.TicketKey(*n), "ticket")
		if err != nil {
			return false, err
		}
		view, err := s.desk.ticketView(r, *t)
		v.Tickets = append(v.Tickets, view)
		return len(v.Tickets) < maxHistory, err
	})
	if err != nil {
		return err
	}
	return each(r, record.OfPerson(id, record.SortMails), func(_ string, job *model.JobID) (bool, error) {
		j, err := need[model.MailJob](r, record.JobKey(*job), "mail")
		if err != nil {
			return false, err
		}
		view, err := s.desk.mailView(r, *j)
		v.Mails = append(v.Mails, view)
		return len(v.Mails) < maxHistory, err
	})
}
