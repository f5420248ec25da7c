package desk

import (
	"context"
	"strings"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// ChangeAddress begins to change one's own address on file: a one-time code is
// mailed to the new one, and nothing changes before it comes back. It asks for
// the password again, because whoever holds the address can have the password
// reset. It tells until when the code works.
//
// Errors: Invalid with the field, Locked after too many codes or passwords.
func (c *Customer) ChangeAddress(ctx context.Context, password model.Secret, address string) (time.Time, error) {
	d := c.desk
	address = strings.TrimSpace(address)
	if wrong := model.CheckAddress(address); wrong != "" {
		return time.Time{}, model.FailField("address", "The address "+wrong+".")
	}
	me, account, err := c.acting(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if me.Email == address {
		return time.Time{}, model.FailField("address", "That is the address on file already.")
	}
	proven, err := c.prove(ctx, me, password)
	if err != nil {
		return time.Time{}, err
	}
	code, err := model.NewCode(d.rand)
	if err != nil {
		return time.Time{}, d.fault(ctx, err)
	}
	hash, err := d.doorkeeper.Hash(ctx, d.rand, code)
	if err != nil {
		return time.Time{}, d.fault(ctx, err)
	}
	l, err := d.letter(ctx, mail.Letter{
		Kind: model.MailAddressCode, To: address, ToName: me.Name, Company: account.Company, Secret: code,
	}, d.policy.Portal.CodeLife)
	if err != nil {
		return time.Time{}, err
	}
	err = c.command(ctx, model.VerbAddressCode, func(a *act, me self) error {
		if me.credentials.Password != proven {
			return model.Fail(model.Conflict, "Your password was changed a moment ago. Log in again.")
		}
		sent := record.CodesSentKey(me.ID, model.PurposeAddress)
		mailings, err := loadOr[record.Mailings](a.rows, sent)
		if err != nil {
			return err
		}
		times, err := d.policy.CountMail(mailings.Sent, a.now)
		if err != nil {
			return model.Fail(model.Locked, "A code went out a moment ago, or enough did today. Look for it in the mailbox, and in its spam folder.")
		}
		if err := a.put(sent, record.Mailings{Sent: times}); err != nil {
			return err
		}
		code := record.Code{Hash: hash, Job: l.Job, Address: address, Expires: l.expires}
		if err := a.put(record.CodeKey(me.ID, model.PurposeAddress), code); err != nil {
			return err
		}
		return a.mailLetter(l, model.MailJob{Account: me.Account(), Person: me.ID})
	})
	return l.expires, err
}

// ConfirmAddress puts the new address on file, against the code that was mailed
// to it. The old address and all admins are told, and mails that reset are held
// back for a while.
//
// Errors: Invalid for what is no code, Unverified for a wrong one or one that is
// too old, Locked after too many wrong ones.
func (c *Customer) ConfirmAddress(ctx context.Context, typed model.Secret) error {
	d := c.desk
	code, wrong := model.NormalCode(typed)
	if wrong != "" {
		return model.FailField("code", "The code "+wrong+". It was not counted.")
	}
	key, counter := record.CodeKey(c.person, model.PurposeAddress), record.CodeTriesKey(c.person, model.PurposeAddress)
	var stored record.Code
	err := c.read(ctx, model.VerbSetAddress, func(r rows, _ self) error {
		var err error
		if err = r.codeTries(counter, d.policy.Portal.Codes, d.now()); err != nil {
			return err
		}
		stored, err = loadOr[record.Code](r, key)
		return err
	})
	if err != nil {
		return err
	}
	right, err := d.doorkeeper.Check(ctx, stored.Hash, code)
	if err != nil {
		return d.fault(ctx, err)
	}
	done := false
	err = c.command(ctx, model.VerbSetAddress, func(a *act, me self) error {
		done = false
		if err := a.codeTries(counter, d.policy.Portal.Codes, a.now); err != nil {
			return err
		}
		now, err := loadOr[record.Code](a.rows, key)
		if err != nil {
			return err
		}
		if done = right && now == stored && a.now.Before(now.Expires); !done {
			a.entry.Text = "the code was wrong"
			tries, err := loadOr[model.Throttle](a.rows, counter)
			if err != nil {
				return err
			}
			return a.put(counter, tries.Count(d.policy.Portal.Codes, a.now))
		}
		if err := a.txn.Delete(key); err != nil { // it works once
			return err
		}
		return a.setAddress(me.Person, now.Address)
	})
	if err == nil && !done {
		return &model.Error{Code: model.Unverified, Field: "code", Public: "That isn't the code, or it is too old. Look at the newest mail, or have another code sent."}
	}
	return err
}

func (r rows) codeTries(counter string, limit model.Limit, now time.Time) error {
	tries, err := loadOr[model.Throttle](r, counter)
	if err != nil {
		return err
	}
	if until := tries.Full(limit, now); !until.IsZero() {
		return model.Fail(model.Locked, "Too many wrong codes, so none is taken until "+clockTime(until, now)+". A new code doesn't change that.")
	}
	return nil
}

// setAddress puts an address on file and tells everybody concerned.
func (a *act) setAddress(p model.Person, address string) error {
	old := p.Email
	p.Email, p.EmailChanged = address, a.now
	p.Changes++
	if err := a.moveAccount(p.Account()); err != nil {
		return err
	}
	if err := a.put(record.PersonKey(p.ID), p); err != nil {
		return err
	}
	return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeAddress, Person: p.ID, By: portalBy(p, p.ID), Old: old})
}
