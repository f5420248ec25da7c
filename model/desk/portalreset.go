package desk

import (
	"context"

	"callin/model"
	"callin/model/record"
)

// MailPassword mails a colleague a temporary password, to their address on
// file. The password that they have goes on working until it is used.
//
// Errors: NotFound, Forbidden with the reason, Locked when one was mailed a
// moment ago.
func (c *Customer) MailPassword(ctx context.Context, id model.PersonID) error {
	d := c.desk
	caller, err := c.resettable(ctx, id)
	if err != nil {
		return err
	}
	var l letter
	if caller.Person.Email != "" {
		if l, err = d.write(ctx, caller, model.MailRequest, 0); err != nil {
			return err
		}
	}
	return c.command(ctx, model.VerbResetPassword, func(a *act, me self) error {
		caller, err := a.resettable(me, id)
		switch {
		case err != nil:
			return err
		case caller.Person.Email == "":
			return model.Fail(model.Forbidden, "There is no address on file, so nothing can be mailed. Make a password to hand over yourself.")
		case d.policy.Held(caller.Person, a.now):
			return model.Fail(model.Forbidden, "The address was changed a few days ago, so no password is mailed to it. Make one to hand over yourself, to the right person.")
		}
		if err := a.keepTemporary(d.policy, caller, l, model.MailJob{}); err != nil {
			return err
		}
		a.entry.Account, a.entry.Person, a.entry.Text = id.Account(), id, "mailed"
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeTemporary, Person: id, By: portalBy(me.Person, id)})
	})
}

// HandPassword makes a temporary password for a colleague that the admin hands
// over in person: for somebody without an address, or whom no mail reaches. The
// password they had and their sessions end at once. The value is given once.
//
// Errors: NotFound, Forbidden with the reason.
func (c *Customer) HandPassword(ctx context.Context, id model.PersonID) (model.Secret, error) {
	d := c.desk
	if _, err := c.resettable(ctx, id); err != nil {
		return model.Secret{}, err
	}
	password, err := temporaryPassword(d.rand)
	if err != nil {
		return model.Secret{}, d.fault(ctx, err)
	}
	hash, err := d.doorkeeper.Hash(ctx, d.rand, password)
	if err != nil {
		return model.Secret{}, d.fault(ctx, err)
	}
	err = c.command(ctx, model.VerbResetPassword, func(a *act, me self) error {
		if _, err := a.resettable(me, id); err != nil {
			return err
		}
		key := record.CredentialsKey(id)
		credentials, err := loadOr[record.Credentials](a.rows, key)
		if err != nil {
			return err
		}
		credentials.Password = ""
		credentials.Temporary = &record.Temporary{Hash: hash, Expires: a.now.Add(d.policy.TemporaryLife)}
		credentials.Epoch++
		a.entry.Text = "to hand over"
		if err := a.put(key, credentials); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticePassword, Person: id, By: portalBy(me.Person, id)})
	})
	if err != nil {
		return model.Secret{}, err
	}
	return password, nil
}

// resettable reads a colleague whose password the acting admin may reset.
func (a *act) resettable(me self, id model.PersonID) (model.Caller, error) {
	person, err := a.colleague(me, id)
	switch {
	case err != nil:
		return model.Caller{}, err
	case id == me.ID:
		return model.Caller{}, model.Fail(model.Forbidden, "Change your own password on your own page, with the one that you have.")
	case !person.CanLogIn():
		return model.Caller{}, model.Fail(model.Forbidden, "Nobody logs in with a phone extension, so it has no login password.")
	}
	return a.caller(id)
}

// resettable is what is asked before anything is made ready. It says the same
// as the transaction does.
func (c *Customer) resettable(ctx context.Context, id model.PersonID) (model.Caller, error) {
	var caller model.Caller
	err := c.read(ctx, model.VerbResetPassword, func(r rows, me self) error {
		var err error
		caller, err = (&act{rows: r}).resettable(me, id)
		return err
	})
	return caller, err
}

// ResetPIN sets a colleague's voicemail PIN. Somebody who can log in must choose
// another at their next log-in, because this one is known to two.
//
// Errors: Invalid for a PIN that isn't taken, NotFound, Forbidden.
func (c *Customer) ResetPIN(ctx context.Context, id model.PersonID, pin model.Secret) error {
	if id == c.person {
		return model.Fail(model.Forbidden, "Change your own PIN on your own page.")
	}
	return c.keepPIN(ctx, c, model.VerbResetPIN, id, pin, func(a *act, me self) (model.Person, error) { return a.colleague(me, id) })
}

// ChangePIN sets one's own voicemail PIN.
//
// Errors: Invalid for a PIN that isn't taken, or for the one that was reset.
func (c *Customer) ChangePIN(ctx context.Context, pin model.Secret) error {
	return c.keepPIN(ctx, chooser{c}, model.VerbSetPIN, c.person, pin, func(_ *act, me self) (model.Person, error) {
		if me.credentials.Password == "" {
			return me.Person, model.Fail(model.Forbidden, "Choose a new password first: the temporary one has done its work.")
		}
		return me.Person, nil
	})
}

// keepPIN checks, hashes and keeps somebody's PIN.
func (c *Customer) keepPIN(ctx context.Context, by actor, verb model.Verb, id model.PersonID, pin model.Secret, whose func(*act, self) (model.Person, error)) error {
	d := c.desk
	if wrong := model.CheckPIN(pin.Reveal()); wrong != "" {
		return model.FailField("pin", "The PIN "+wrong+".")
	}
	var before record.Hash
	if err := d.view(ctx, func(r rows) error {
		before = ""
		if id.Account() != c.person.Account() {
			return nil // the command says so
		}
		credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(id))
		before = credentials.PIN
		return err
	}); err != nil {
		return err
	}
	same, err := d.doorkeeper.Check(ctx, before, pin)
	if err != nil {
		return d.fault(ctx, err)
	}
	hash, err := d.doorkeeper.Hash(ctx, d.rand, pin)
	if err != nil {
		return d.fault(ctx, err)
	}
	return c.run(ctx, by, verb, func(a *act, me self) error {
		person, err := whose(a, me)
		if err != nil {
			return err
		}
		if wrong := model.CheckNewPIN(pin.Reveal(), person.Extension); wrong != "" {
			return model.FailField("pin", "The PIN "+wrong+". Choose another.")
		}
		key := record.CredentialsKey(id)
		credentials, err := loadOr[record.Credentials](a.rows, key)
		if err != nil {
			return err
		}
		if same && credentials.PIN == before {
			return model.FailField("pin", "That is the PIN already. Choose another.")
		}
		credentials.PIN, credentials.PINReset = hash, id != me.ID && person.CanLogIn()
		if err := a.put(key, credentials); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticePIN, Person: id, By: portalBy(me.Person, id)})
	})
}
