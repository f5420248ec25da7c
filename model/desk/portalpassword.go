package desk

import (
	"context"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

// ChoosePassword sets the password of somebody who came in with a temporary
// one.
//
// Errors: Invalid with what is wrong with the password, Forbidden when there is
// one already, which ChangePassword changes.
func (c *Customer) ChoosePassword(ctx context.Context, password model.Secret) error {
	me, err := c.checked(ctx, password)
	if err != nil {
		return err
	}
	if me.credentials.Password != "" {
		return model.Fail(model.Forbidden, "You have a password already. Change it, with the one that you have.")
	}
	return c.setPassword(ctx, password, "")
}

// ChangePassword sets another password, against the one in force. Sessions
// elsewhere end.
//
// Errors: Invalid with what is wrong with the new one, Unverified when the
// current one isn't right, Locked after too many of those.
func (c *Customer) ChangePassword(ctx context.Context, current, password model.Secret) error {
	me, err := c.checked(ctx, password)
	if err != nil {
		return err
	}
	if current.Reveal() == password.Reveal() {
		return model.FailField("password", "That is the password you have. Choose another.")
	}
	proven, err := c.prove(ctx, me, current)
	if err != nil {
		return err
	}
	return c.setPassword(ctx, password, proven)
}

// checked reads who acts and looks at a password that they want to have.
func (c *Customer) checked(ctx context.Context, password model.Secret) (self, error) {
	var me self
	var account model.Account
	err := c.desk.view(ctx, func(r rows) error {
		var err error
		if me, err = c.standing(r, c.desk.now(), true); err != nil {
			return err
		}
		account, err = loadOr[model.Account](r, record.AccountKey(me.Account()))
		return err
	})
	if err != nil {
		return me, err
	}
	wrong := model.CheckPassword(password, me.Name, me.UserName, me.Email, account.Company, account.ClientID, c.desk.provider.Name)
	if wrong != "" {
		return me, model.FailField("password", "The password "+wrong+".")
	}
	if t := me.credentials.Temporary; t != nil {
		same, err := c.desk.doorkeeper.Check(ctx, t.Hash, password)
		if err != nil {
			return me, c.desk.fault(ctx, err)
		}
		if same {
			return me, model.FailField("password", "That is the temporary password, which can't be kept. Choose another.")
		}
	}
	return me, nil
}

// setPassword keeps a password. proven is the hash of the one in force, "" when
// there must be none.
func (c *Customer) setPassword(ctx context.Context, password model.Secret, proven record.Hash) error {
	d := c.desk
	hash, err := d.doorkeeper.Hash(ctx, d.rand, password)
	if err != nil {
		return d.fault(ctx, err)
	}
	var epoch uint64
	err = c.run(ctx, chooser{c}, model.VerbSetPassword, func(a *act, me self) error {
		if me.credentials.Password != proven {
			return model.Fail(model.Conflict, "The password was changed a moment ago. Log in again.")
		}
		credentials := me.credentials
		credentials.Password = hash
		credentials.Epoch++
		epoch = credentials.Epoch
		if t := credentials.Temporary; t != nil {
			if proven == "" && !t.Used.IsZero() {
				if err := a.arrived(t.Job, model.SaidChosen); err != nil {
					return err
				}
			} else {
				credentials.Temporary = nil // one that still waits in a mailbox must not outlive the change
			}
		}
		a.entry.Account, a.entry.Person = me.Account(), me.ID
		if err := a.put(record.CredentialsKey(me.ID), credentials); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticePassword, Person: me.ID, By: portalBy(me.Person, me.ID)})
	})
	if err == nil {
		c.epoch.Store(epoch)
	}
	return err
}

// mayProve refuses another password after too many wrong ones.
func (r rows) mayProve(who visitor, now time.Time) error {
	until, err := r.paused(who.counters, now)
	if err == nil && !until.IsZero() {
		err = model.Fail(model.Locked, fmt.Sprintf("There were too many wrong passwords. None is taken until %s; nothing was changed.", clockTime(until, now)))
	}
	return err
}

// prove checks the password of who acts, for what asks for it again. A wrong
// one counts as a failed log-in. It gives the hash that the command must still
// find.
func (c *Customer) prove(ctx context.Context, me self, password model.Secret) (record.Hash, error) {
	d := c.desk
	stored := me.credentials.Password
	keys := d.keys
	tries := visitor{account: me.Account(), person: me.ID, counters: []counter{
		{record.LogInTriesKey(keys.Blind("session", string(me.ID))), d.policy.Portal.LogIn},
	}}
	if err := d.view(ctx, func(r rows) error { return r.mayProve(tries, d.now()) }); err != nil {
		return "", err
	}
	right, err := d.doorkeeper.Check(ctx, stored, password)
	if err != nil {
		return "", d.fault(ctx, err)
	}
	if right {
		// a try that was under way when the last one failed must not count as none
		return stored, d.view(ctx, func(r rows) error { return r.mayProve(tries, d.now()) })
	}
	err = c.command(ctx, model.VerbLogInFailed, func(a *act, _ self) error {
		if err := a.mayProve(tries, a.now); err != nil {
			return err
		}
		a.entry.Text = "asked for the password again"
		return a.countFailed(d.policy.Portal, tries)
	})
	if err != nil {
		return "", err
	}
	return "", model.FailField("current", "That isn't your password. Type the one that you log in with.")
}
