package desk

import (
	"cmp"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

// enter lets a visitor in whose password was right when it was checked, unless
// something has changed meanwhile: then nobody gets in, and the customer is
// nil.
func (p *Portal) enter(a *act, who visitor, temporary bool) (*Customer, error) {
	person, err := a.loggable(who.person)
	if err != nil || person == nil {
		return nil, err
	}
	key := record.CredentialsKey(person.ID)
	credentials, err := loadOr[record.Credentials](a.rows, key)
	if err != nil {
		return nil, err
	}
	a.entry.Account, a.entry.Person, a.entry.Text = person.Account(), person.ID, "from "+p.origin
	switch {
	case !temporary && credentials.Password != who.password:
		return nil, nil
	case temporary:
		t := credentials.Temporary
		if t == nil || t.Hash != who.temporary || !t.Used.IsZero() || !a.now.Before(t.Expires) {
			return nil, nil
		}
		used := *t
		used.Used = a.now
		credentials.Temporary, credentials.Password = &used, ""
		credentials.Epoch++ // whoever is in with the password before is out
		if err := a.put(key, credentials); err != nil {
			return nil, err
		}
		if err := a.arrived(used.Job, model.SaidLoggedIn); err != nil {
			return nil, err
		}
		a.entry.Account, a.entry.Person = person.Account(), person.ID
		a.entry.Text = "with a temporary password, from " + p.origin
	}
	if err := a.knowPlace(person.ID, who.origin); err != nil {
		return nil, err
	}
	c := &Customer{desk: p.desk, origin: p.origin, person: person.ID, began: a.now}
	c.epoch.Store(credentials.Epoch)
	return c, nil
}

// knowPlace keeps the place that somebody has logged in from.
func (a *act) knowPlace(id model.PersonID, origin string) error {
	key := record.KnownOriginsKey(id)
	known, err := loadOr[record.KnownOrigins](a.rows, key)
	if err != nil {
		return err
	}
	if more, changed := known.With(origin); changed {
		return a.put(key, more)
	}
	return nil
}

// arrived notes on a mail what its reader has done with it, and brings its call
// and its ticket up to date, so that the agent sees it at once: a mail that was
// used has arrived, whatever the server said.
func (a *act) arrived(id model.JobID, said string) error {
	if id == "" {
		return nil // the password wasn't mailed
	}
	job, err := load[model.MailJob](a.rows, record.JobKey(id))
	if err != nil || job == nil {
		return err
	}
	state := job.State
	if !state.Final() {
		state = model.MailAccepted
	}
	if err := a.moveJob(job, func() { job.Step(a.now, state, said) }); err != nil {
		return err
	}
	if err := a.used(job.Call, id); err != nil || job.Ticket == 0 {
		return err
	}
	return a.changeTicket(job.Ticket, func(t *model.Ticket) error {
		if t.State == model.TicketSolved {
			t.Finish(model.LoggedIn, a.now)
		}
		return nil
	})
}

// used notes on a call that what it mailed was used, for the wrap-up.
func (a *act) used(id model.CallID, job model.JobID) error {
	if id == "" {
		return nil
	}
	call, err := load[model.Call](a.rows, record.CallKey(id))
	if err != nil || call == nil || !call.MailUsed(job, a.now) {
		return err
	}
	return a.putCall(*call)
}

// portalBy is who a notice says did something in the portal.
func portalBy(me model.Person, about model.PersonID) string {
	if me.ID == about {
		return "the person, in the portal"
	}
	return fmt.Sprintf("%s, in the portal", cmp.Or(me.Name, string(me.Role)))
}

// stale tells whether a session has lasted as long as any may.
func stale(began, now time.Time, longest time.Duration) bool {
	return longest > 0 && now.Sub(began) >= longest
}
