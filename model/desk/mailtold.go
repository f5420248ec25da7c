package desk

import (
	"context"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// MailTold mails what was told in the call, a Client ID or a user name, to the
// person's address on file as well, against a proof of its own: the one for the
// telling is used up. It is done once for each. The admins have had their notice
// of the telling. It returns the mail, which is held for a second person when the
// address was changed lately.
//
// Errors: Unverified, Conflict when the proof was used or it was mailed in this
// call already, Forbidden when it wasn't told or there is no address, Locked when
// the person was mailed it a moment ago.
func (s *Session) MailTold(ctx context.Context, p Proof) (model.JobID, error) {
	if err := p.fits(s, model.WayTell, s.desk.now()); err != nil {
		return "", err
	}
	l, value, err := s.desk.writeTold(ctx, p)
	if err != nil {
		return "", err
	}
	err = s.desk.apply(ctx, s, model.VerbMailTold, func(a *act) error {
		call, caller, err := a.redeem(s, p, model.WayTell)
		if err != nil {
			return err
		}
		now, err := told(p.lost, caller)
		if err != nil {
			return err
		}
		was, mailed := call.Told(p.lost)
		switch {
		case !was:
			return model.Fail(model.Forbidden, "Tell it first. Then it can be mailed as well.")
		case mailed:
			return model.Fail(model.Conflict, "It was mailed in this call already. The Outbox says how that goes.")
		case caller.Person.Email == "":
			return model.Fail(model.Forbidden, "There is no address on file, so nothing can be mailed.")
		case caller.Person.Email != l.to:
			return model.Fail(model.Conflict, "The address on file was changed a moment ago. Look at it and send again.")
		case now.Reveal() != value.Reveal():
			return model.Fail(model.Conflict, "It was changed a moment ago. Tell it again.")
		}
		if err := a.countMailing(s.desk.policy, record.MailedToldKey(call.Person, p.lost)); err != nil {
			return err
		}
		job := model.MailJob{Account: call.Account, Person: call.Person, Ticket: call.Ticket, Call: call.ID}
		if s.desk.policy.Held(caller.Person, a.now) {
			job.By = s.agent
		}
		if err := a.mailLetter(l, job); err != nil {
			return err
		}
		a.entry.Text = string(p.lost)
		if err := call.Do(model.Deed{At: a.now, Lost: p.lost, Way: model.WayTell, Mail: l.Job}); err != nil {
			return err
		}
		return a.putCall(*call)
	})
	return l.Job, err
}

// writeTold composes and seals the mail outside the transaction, which checks
// that address and value are still those that it was made for. Without an
// address it makes none: the transaction says so.
func (d *Desk) writeTold(ctx context.Context, p Proof) (letter, model.Secret, error) {
	var c model.Caller
	var call model.Call
	err := d.view(ctx, func(r rows) error {
		about, err := need[model.Call](r, record.CallKey(p.call), "call")
		if err != nil {
			return err
		}
		call = *about
		c, err = r.caller(p.person)
		return err
	})
	if err != nil {
		return letter{}, model.Secret{}, err
	}
	value, err := told(p.lost, c)
	if err != nil || c.Person.Email == "" {
		return letter{}, value, err
	}
	m := mail.Letter{
		Kind: model.MailTold, To: c.Person.Email, ToName: c.Person.Name, Company: c.Account.Company, Ticket: call.Ticket, Lost: p.lost,
	}
	if p.lost == model.UserName {
		m.UserName = value.Reveal()
	} else {
		m.ClientID = value.Reveal()
	}
	l, err := d.letter(ctx, m, d.policy.TemporaryLife)
	return l, value, err
}
