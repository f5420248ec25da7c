package desk

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"callin/model"
	"callin/model/record"
)

// the most that an agent can type into a call, in bytes.
const (
	maxSaid = 200
	maxNote = 4000
)

// OpenCall opens a call, and a ticket for it, for somebody who was found, or,
// without a person, for what the caller says they are; another call that is open
// is parked. It returns the call.
//
// Errors: NotFound, Invalid for text that is too long, Forbidden.
func (s *Session) OpenCall(ctx context.Context, person model.PersonID, said string) (model.CallID, error) {
	said, err := typed("said", "What the caller said", said, maxSaid)
	if err != nil {
		return "", err
	}
	id, err := model.NewestFirst(s.desk.now(), s.desk.rand)
	if err != nil {
		return "", s.desk.fault(ctx, err)
	}
	call := model.Call{ID: model.CallID(id), Agent: s.agent, State: model.CallOpen, Said: said}
	err = s.desk.apply(ctx, s, model.VerbOpenCall, func(a *act) error {
		call := call
		if person != "" {
			if _, err := need[model.Person](a.rows, record.PersonKey(person), "person"); err != nil {
				return err
			}
			call.Person, call.Account, call.Said = person, person.Account(), ""
		}
		ticket, err := a.newTicket(s.desk.policy, call)
		if err != nil {
			return err
		}
		call.Ticket, call.Opened = ticket.Number, a.now
		a.countDesk(model.CountOpened(call))
		return a.putCall(call)
	})
	if err == nil {
		s.parkOthers(ctx, call.ID)
	}
	return call.ID, err
}

// CallPerson opens a call with somebody, or goes on with the agent's own that
// hasn't ended: whoever calls again goes on where they were. It returns the call.
//
// Errors: NotFound, Forbidden.
func (s *Session) CallPerson(ctx context.Context, person model.PersonID) (model.CallID, error) {
	open, err := s.goingOn(ctx, func(c *model.Call) bool { return c.Person == person })
	switch {
	case err != nil:
		return "", err
	case open != "":
		return open, s.ResumeCall(ctx, open)
	}
	return s.OpenCall(ctx, person, "")
}

// ContinueTicket goes on with a ticket of the queue: it claims it and opens a
// call about it, or comes back to the one that the agent has open already. It
// returns the call.
//
// Errors: NotFound, Conflict when somebody else has the ticket, Forbidden.
func (s *Session) ContinueTicket(ctx context.Context, number model.TicketNumber) (model.CallID, error) {
	open, err := s.openCall(ctx, number)
	if err != nil {
		return "", err
	}
	if open != "" {
		return open, s.ResumeCall(ctx, open)
	}
	id, err := model.NewestFirst(s.desk.now(), s.desk.rand)
	if err != nil {
		return "", s.desk.fault(ctx, err)
	}
	err = s.desk.apply(ctx, s, model.VerbOpenCall, func(a *act) error {
		var ticket model.Ticket
		err := a.changeTicket(number, func(t *model.Ticket) error {
			err := t.Claim(s.agent, a.now)
			ticket = *t
			return err
		})
		if err != nil {
			return err
		}
		call := model.Call{
			ID: model.CallID(id), Ticket: number, Agent: s.agent, Account: ticket.Account, Person: ticket.Person,
			Said: ticket.Said, State: model.CallOpen, Opened: a.now,
		}
		a.countDesk(model.CountOpened(call))
		return a.putCall(call)
	})
	if err == nil {
		s.parkOthers(ctx, model.CallID(id))
	}
	return model.CallID(id), err
}

// parkOthers sets the agent's other open calls aside: nobody speaks with two
// callers at once. One that can't be parked stays open; that is no reason to
// keep the next caller waiting.
func (s *Session) parkOthers(ctx context.Context, keep model.CallID) {
	var open []model.CallID
	err := s.read(ctx, func(r rows) error {
		open = nil
		return each(r, record.OpenCalls(s.agent), func(_ string, id *model.CallID) (bool, error) {
			call, err := need[model.Call](r, record.CallKey(*id), "call")
			if err == nil && call.ID != keep && call.State == model.CallOpen {
				open = append(open, call.ID)
			}
			return true, err
		})
	})
	if err != nil {
		s.desk.log.WarnContext(ctx, "open calls can't be read", "error", err)
	}
	for _, id := range open {
		err := s.onCall(ctx, id, model.VerbParkCall, func(a *act, call *model.Call) error {
			call.State = model.CallParked
			return a.setTicketState(call.Ticket, model.TicketParked)
		})
		if err != nil {
			s.desk.log.WarnContext(ctx, "an open call can't be parked", "error", err)
		}
	}
}

// openCall finds the agent's own call about a ticket that hasn't ended.
func (s *Session) openCall(ctx context.Context, number model.TicketNumber) (model.CallID, error) {
	return s.goingOn(ctx, func(c *model.Call) bool { return c.Ticket == number })
}

// goingOn finds the one that is meant of the agent's own calls that haven't ended.
func (s *Session) goingOn(ctx context.Context, meant func(*model.Call) bool) (model.CallID, error) {
	var open model.CallID
	err := s.read(ctx, func(r rows) error {
		ids, err := all[model.CallID](r, record.OpenCalls(s.agent))
		if err != nil {
			return err
		}
		for _, id := range ids {
			call, err := need[model.Call](r, record.CallKey(id), "call")
			if err != nil {
				return err
			}
			if meant(call) {
				open = id
			}
		}
		return nil
	})
	return open, err
}

// NoteFrom notes which number the caller calls from; "" takes it back. Answers
// of the last day that were checked before it was known count as given from it.
//
// Errors: Invalid for what is no telephone number, Conflict when the call has
// ended, Forbidden when it is another agent's.
func (s *Session) NoteFrom(ctx context.Context, id model.CallID, number string) error {
	from := model.ReadPhone(number)
	if from == "" && strings.TrimSpace(number) != "" {
		return model.FailField("from", "That is no telephone number. Type its digits, with + and the country's code for one abroad.")
	}
	return s.onCall(ctx, id, model.VerbFrom, func(a *act, call *model.Call) error {
		call.From = from
		for i := range call.Checks {
			if c := &call.Checks[i]; c.From == "" && from != "" && a.now.Sub(c.At) < fromReaches {
				c.From = from
				a.countFrom(*c)
			}
		}
		return nil
	})
}

// fromReaches is how far back a number counts for answers that were checked
// before it was noted: it bounds the days whose counters one command changes.
const fromReaches = 24 * time.Hour

// EndCall wraps a call up, and moves its ticket on as the outcome says.
//
// Errors: Invalid for an outcome that the call doesn't bear out, Conflict when
// it has ended, Forbidden when it is another agent's.
func (s *Session) EndCall(ctx context.Context, id model.CallID, w model.WrapUp) error {
	note, err := typed("note", "The note", w.Note, maxNote)
	if err != nil {
		return err
	}
	return s.onCall(ctx, id, model.VerbEndCall, func(a *act, call *model.Call) error {
		outcome := w.Outcome
		if outcome == model.Mailed && call.LoggedIn() {
			outcome = model.LoggedIn // the ticket would wait for ever for what has happened already
		}
		if err := a.endCall(call, outcome, note); err != nil {
			return err
		}
		a.entry.Text, a.note = string(outcome), note
		if err := a.learn(*call); err != nil {
			return err
		}
		return a.changeTicket(call.Ticket, func(t *model.Ticket) error {
			if t.Owner == s.agent { // else it was released meanwhile and is no longer ours to finish
				t.Finish(outcome, a.now)
			}
			return nil
		})
	})
}

// ParkCall sets a call aside: its ticket stays the agent's.
//
// Errors: Conflict when it has ended, Forbidden when it is another agent's.
func (s *Session) ParkCall(ctx context.Context, id model.CallID) error {
	return s.onCallKept(ctx, id, model.VerbParkCall, "the call was parked", func(a *act, call *model.Call) error {
		call.State = model.CallParked
		return a.setTicketState(call.Ticket, model.TicketParked)
	})
}

// ResumeCall comes back to a call of the agent's own.
//
// Errors: Conflict when it has ended, Forbidden when it is another agent's.
func (s *Session) ResumeCall(ctx context.Context, id model.CallID) error {
	err := s.onCall(ctx, id, model.VerbResumeCall, func(a *act, call *model.Call) error {
		call.State = model.CallOpen
		return a.setTicketState(call.Ticket, model.TicketOpen)
	})
	if err == nil {
		s.parkOthers(ctx, id)
	}
	return err
}

// HandOver ends the call and leaves its ticket in the queue, urgent, for
// somebody else.
//
// Errors: as EndCall.
func (s *Session) HandOver(ctx context.Context, id model.CallID, note string) error {
	note, err := typed("note", "The note", note, maxNote)
	if err != nil {
		return err
	}
	return s.onCallKept(ctx, id, model.VerbHandOver, "the call was handed over", func(a *act, call *model.Call) error {
		if err := a.endCall(call, model.Unsolved, note); err != nil {
			return err
		}
		a.note = note
		return a.changeTicket(call.Ticket, func(t *model.Ticket) error {
			if t.Owner == s.agent {
				t.Finish(model.Unsolved, a.now)
			}
			t.Priority, t.Text = model.High, cmp.Or(note, t.Text)
			return nil
		})
	})
}

// Refer notes that the caller was sent to the account admin, or to the portal
// or an article, for what they lost.
//
// Errors: Forbidden when the policy has no such way for them.
func (s *Session) Refer(ctx context.Context, id model.CallID, lost model.Credential, way model.Way) error {
	switch way {
	case model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone:
	default:
		return model.Fail(model.Forbidden, fmt.Sprintf("%q is no way that the desk only speaks of.", way))
	}
	return s.onCall(ctx, id, model.VerbRefer, func(a *act, call *model.Call) error {
		a.entry.Text = string(lost) + ": " + string(way)
		if err := a.setTicketKind(call.Ticket, model.KindFor(lost, way)); err != nil {
			return err
		}
		return call.Do(model.Deed{At: a.now, Lost: lost, Way: way})
	})
}

// onCall runs a command about a call of the agent's own that hasn't ended, and
// keeps what the command did to it.
func (s *Session) onCall(ctx context.Context, id model.CallID, verb model.Verb, command func(*act, *model.Call) error) error {
	return s.desk.apply(ctx, s, verb, func(a *act) error { return a.changeCall(s.agent, id, command) })
}

// onCallKept is onCall for a command that can be taken back.
func (s *Session) onCallKept(ctx context.Context, id model.CallID, verb model.Verb, words string, command func(*act, *model.Call) error) error {
	return s.kept(ctx, verb, words, func(a *act) error { return a.changeCall(s.agent, id, command) })
}

func (a *act) changeCall(agent model.AgentName, id model.CallID, command func(*act, *model.Call) error) error {
	call, err := a.ownCall(agent, id)
	if err != nil {
		return err
	}
	before := *call
	if err := command(a, call); err != nil {
		return err
	}
	call.Changes++ // as putCall will
	a.step.call = &callStep{before, *call}
	call.Changes--
	return a.putCall(*call)
}

// ownCall reads a call that the agent may go on with.
func (r rows) ownCall(agent model.AgentName, id model.CallID) (*model.Call, error) {
	call, err := need[model.Call](r, record.CallKey(id), "call")
	switch {
	case err != nil:
		return nil, err
	case call.Agent != agent:
		return nil, model.Fail(model.Forbidden, fmt.Sprintf("%s is speaking with this caller.", call.Agent))
	case call.State == model.CallEnded:
		return nil, model.Fail(model.Conflict, "This call has ended. Open another for the caller.")
	}
	return call, nil
}

// putCall writes a call and lists it as its agent's while it lasts. The audit
// entry learns whom it is about.
func (a *act) putCall(call model.Call) error {
	a.entry.Call, a.entry.Account, a.entry.Person = call.ID, call.Account, call.Person
	a.entry.Ticket = call.Ticket
	call.Changes++
	if err := a.put(record.CallKey(call.ID), call); err != nil {
		return err
	}
	if call.Changes == 1 && call.Person != "" {
		if err := a.put(record.OfPerson(call.Person, record.SortCalls)+string(call.ID), call.ID); err != nil {
			return err
		}
	}
	listed := record.OpenCallKey(call.Agent, call.ID)
	if call.State == model.CallEnded {
		return a.txn.Delete(listed)
	}
	return a.put(listed, call.ID)
}

// typed cleans what an agent typed, and refuses what is too long rather than
// cut it.
func typed(field, what, text string, most int) (string, error) {
	if len(text) > most {
		return "", model.FailField(field, fmt.Sprintf("%s is too long: %d characters, and there is room for about %d. Shorten it.",
			what, utf8.RuneCountInString(text), most))
	}
	return strings.TrimSpace(model.Clean(text)), nil
}
