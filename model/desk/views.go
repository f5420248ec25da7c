package desk

import (
	"cmp"
	"context"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
)

// match is as much of a person as an agent may see.
func match(e search.Entry, locked bool) model.Match {
	return model.Match{
		Account: e.Person.Account(), Person: e.Person, Name: e.Name, Role: e.Role, Company: e.Company,
		Status: e.Status, ClientID: model.MaskClientID(e.ClientID), UserName: model.MaskUserName(e.UserName),
		Phone: cmp.Or(e.Phone, e.CompanyPhone), Email: model.MaskAddress(e.Email), Extension: e.Extension, Locked: locked,
	}
}

// Call reads a call with all that its page shows.
//
// Errors: NotFound.
func (s *Session) Call(ctx context.Context, id model.CallID) (model.CallView, error) {
	var v model.CallView
	err := s.read(ctx, func(r rows) error {
		call, err := need[model.Call](r, record.CallKey(id), "call")
		if err != nil {
			return err
		}
		if v, err = s.callView(r, *call); err != nil {
			return err
		}
		v.Noted, err = noted(r, *call)
		return err
	})
	return v, err
}

// recent is how far back a note is looked for: whoever goes on with a ticket
// must not miss what the last agent left.
const recent = 32

// noted is the last note on the call's ticket from before the call.
func noted(r rows, call model.Call) (*model.Event, error) {
	var found *model.Event
	seen := 0
	err := eachUpTo(r, record.StoryOf(call.Ticket), recent, func(_ string, e *model.Event) (bool, error) {
		seen++
		if e.Note != "" && e.Call != call.ID && e.At.Before(call.Opened) {
			found = e
		}
		return found == nil && seen < recent, nil
	})
	return found, err
}

// OpenCalls lists the agent's calls that haven't ended, newest first.
func (s *Session) OpenCalls(ctx context.Context) ([]model.CallView, error) {
	var views []model.CallView
	err := s.read(ctx, func(r rows) error {
		views = nil
		ids, err := all[model.CallID](r, record.OpenCalls(s.agent))
		if err != nil {
			return err
		}
		for _, id := range ids {
			call, err := need[model.Call](r, record.CallKey(id), "call")
			if err != nil {
				return err
			}
			v, err := s.callView(r, *call)
			if err != nil {
				return err
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

func (s *Session) callView(r rows, call model.Call) (model.CallView, error) {
	now, policy := s.desk.now(), s.desk.policy
	v := model.CallView{Call: call, Mine: call.Agent == s.agent}
	ticket, err := need[model.Ticket](r, record.TicketKey(call.Ticket), "ticket")
	if err != nil {
		return v, err
	}
	if v.Ticket, err = s.desk.ticketView(r, *ticket); err != nil || call.Person == "" {
		return v, err
	}
	caller, err := r.callerWithAdmins(call.Person)
	if model.CodeOf(err) == model.NotFound {
		return v, nil // deleted by an admin while the call was open: nobody is found any more
	}
	if err != nil {
		return v, err
	}
	tries, err := loadOr[model.Tries](r, record.TriesKey(call.Account))
	if err != nil {
		return v, err
	}
	v.Caller = match(entry(caller.Account, caller.Person), tries.Locked(now))
	v.Admins, v.Address, v.Asked = caller.Admins, caller.Person.Email != "", caller.Question
	v.Held = v.Address && policy.Held(caller.Person, now)
	v.Locked, v.TriesLeft = lockedUntil(tries, now), tries.Left(policy, now)
	v.Verified = call.Verified(policy, []model.Method{model.MethodAnswer}, s.agent, now)
	for i := len(call.Deeds) - 1; i >= 0; i-- {
		if call.Deeds[i].Mail == "" {
			continue
		}
		job, err := need[model.MailJob](r, record.JobKey(call.Deeds[i].Mail), "mail")
		if err != nil {
			return v, err
		}
		m, err := s.desk.mailView(r, *job)
		if err != nil {
			return v, err
		}
		v.Mails = append(v.Mails, m)
	}
	return v, nil
}

// Options lists the ways for the call's person to get back what they lost.
//
// Errors: NotFound.
func (s *Session) Options(ctx context.Context, id model.CallID, lost model.Credential) ([]model.Option, error) {
	var options []model.Option
	err := s.read(ctx, func(r rows) error {
		call, err := need[model.Call](r, record.CallKey(id), "call")
		if err != nil {
			return err
		}
		if call.Person == "" {
			options = []model.Option{{Way: model.WayNone, Say: "I can't find you in our records. " +
				"Please ask your company's account administrator to call us."}}
			return nil
		}
		caller, err := r.callerWithAdmins(call.Person)
		options = s.desk.policy.Options(lost, caller, s.desk.now())
		return err
	})
	return options, err
}

func (d *Desk) ticketView(r rows, t model.Ticket) (model.TicketView, error) {
	now := d.now()
	v, err := r.named(t)
	v.Past, v.Soon, v.Here = t.PastDue(now), t.DueSoon(d.policy, now), d.here.all(now)[t.Number]
	return v, err
}

// named is a ticket with whose it is.
func (r rows) named(t model.Ticket) (model.TicketView, error) {
	v := model.TicketView{Ticket: t, Name: t.Said}
	if t.Person == "" {
		return v, nil
	}
	person, account, err := r.names(t.Person)
	v.Name, v.Company = person.Name, account.Company
	return v, err
}

func (d *Desk) mailView(r rows, j model.MailJob) (model.MailView, error) {
	person, account, err := r.names(j.Person)
	if err != nil {
		return model.MailView{}, err
	}
	credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(j.Person))
	if err != nil {
		return model.MailView{}, err
	}
	unused := credentials.Temporary != nil && credentials.Temporary.Job == j.ID && credentials.Temporary.Used.IsZero()
	v := model.MailView{
		Job: j.ID, Kind: j.Kind, State: j.State, Ticket: j.Ticket, Name: person.Name, Company: account.Company,
		Address: model.MaskAddress(j.To), Created: j.Created, Due: j.Due, Expires: j.Expires, Ended: j.Ended,
		Attempts: j.Attempts, Server: j.Server, Said: j.Said, Steps: j.Steps,
		Hint: j.State == model.MailAccepted && unused && d.now().Sub(j.Ended) >= d.policy.SpamHint && d.now().Before(j.Expires),
	}
	if j.State == model.MailHeld {
		v.By, v.Release = j.By, d.binding(&j)
		v.Releases, err = r.releasers(j.By)
	}
	return v, err
}

// names reads a person and their account, empty ones where a row is gone.
func (r rows) names(id model.PersonID) (model.Person, model.Account, error) {
	person, err := loadOr[model.Person](r, record.PersonKey(id))
	if err != nil {
		return person, model.Account{}, err
	}
	account, err := loadOr[model.Account](r, record.AccountKey(id.Account()))
	return person, account, err
}

// Now is the desk's time, which pages show durations against.
func (s *Session) Now() time.Time { return s.desk.now() }
