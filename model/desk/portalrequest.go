package desk

// This file is the Password Request form. At the door it does the same work and
// says the same thing for every address: a sealed row says that somebody asked.
// Who that is, if anybody, is looked up afterwards, by the dispatcher.

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
)

// request is a form that was filled in.
type request struct {
	Address string
	At      time.Time
}

// requestLife is how long a form is worth answering: who filled it in waits.
const requestLife = time.Hour

// RequestPassword takes the Password Request form: whoever has the address on
// file and a log-in is mailed a temporary password. The answer is the same
// whether anybody has, and the old password goes on working.
//
// Errors: Invalid for what is no address; Locked after too many forms from one
// place.
func (p *Portal) RequestPassword(ctx context.Context, address string) error {
	d := p.desk
	address = strings.TrimSpace(address)
	if wrong := model.CheckAddress(address); wrong != "" {
		return model.FailField("address", "The address "+wrong+". Type the company e-mail address in your profile.")
	}
	id, err := model.RandomText(d.rand, 15)
	if err != nil {
		return d.fault(ctx, err)
	}
	key := record.RequestKey(id)
	form, err := json.Marshal(request{address, d.now()})
	if err != nil {
		return d.fault(ctx, fmt.Errorf("encoding a request: %w", err))
	}
	sealed, err := d.keys.Seal(d.rand, key, form)
	if err != nil {
		return d.fault(ctx, err)
	}
	return d.apply(ctx, stranger, model.VerbAsk, func(a *act) error {
		counted := record.OriginRequestsKey(d.keys.Blind("origin", p.origin))
		if err := a.throttle(counted, d.policy.Portal.Requests, "Password Request forms came from where you are"); err != nil {
			return err
		}
		a.entry.Text = "from " + p.origin
		return a.txn.Put(key, sealed)
	})
}

// throttle counts one more of what may happen only so often, or refuses it.
func (a *act) throttle(key string, limit model.Limit, what string) error {
	times, err := loadOr[model.Throttle](a.rows, key)
	if err != nil {
		return err
	}
	if until := times.Full(limit, a.now); !until.IsZero() {
		return model.Fail(model.Locked, fmt.Sprintf("Too many %s. Try again at %s.", what, clockTime(until, a.now)))
	}
	return a.put(key, times.Count(limit, a.now))
}

// asked answers the next form that waits, and tells whether there was one.
func (p *dispatcher) asked(ctx context.Context) (bool, error) {
	key, form, err := p.nextForm(ctx)
	if err != nil || key == "" || ctx.Err() != nil {
		return false, err
	}
	if form != nil && p.desk.now().Sub(form.At) < requestLife {
		people, err := p.desk.having(ctx, form.Address)
		if err != nil {
			return false, err
		}
		for _, person := range people {
			err := p.answer(ctx, person, form.Address)
			if model.CodeOf(err) == model.Internal { // what can't be made mustn't hold up everybody else
				p.desk.log.ErrorContext(ctx, "a password request can't be answered", "person", person, "error", err)
				continue
			}
			if err != nil {
				return false, err
			}
		}
	}
	err = p.desk.apply(ctx, p.actor(), model.VerbAsk, func(a *act) error {
		a.entry.Text = "answered"
		return a.txn.Delete(key)
	})
	return true, err
}

// nextForm reads a form. One that can't be opened is nil, and goes: it would
// hold up all others for ever.
func (p *dispatcher) nextForm(ctx context.Context) (key string, form *request, err error) {
	var sealed []byte
	err = p.desk.view(ctx, func(r rows) error {
		key, sealed = "", nil
		items, err := r.scan.Scan(record.Requests, "", 1)
		if err == nil && len(items) > 0 {
			key, sealed = items[0].Key, items[0].Value
		}
		return err
	})
	if err != nil || key == "" {
		return "", nil, err
	}
	plain, err := p.desk.keys.Open(key, sealed)
	if err != nil {
		p.desk.log.ErrorContext(ctx, "a password request can't be opened", "error", err)
		return key, nil, nil
	}
	form = new(request)
	if err := json.Unmarshal(plain, form); err != nil {
		return key, nil, nil //nolint:nilerr // it was sealed here: what isn't a form is dropped
	}
	return key, form, nil
}

// The most log-ins that one form is answered for: a mailbox that more people
// share is nobody's. And how many people the index is asked for.
const (
	maxSharing = 10
	maxAddress = 2000
)

// having finds the people who have an address on file, in any account.
func (d *Desk) having(ctx context.Context, address string) ([]model.PersonID, error) {
	if err := d.feed.wait(ctx); err != nil {
		return nil, err
	}
	found := d.index.Search(ctx, address, maxAddress)
	if ctx.Err() != nil {
		return nil, d.fault(ctx, ctx.Err())
	}
	var people []model.PersonID
	if found.Total <= maxAddress {
		for _, hit := range found.Hits {
			if strings.EqualFold(hit.Email, address) {
				people = append(people, hit.Person)
			}
		}
		return people[:min(len(people), maxSharing)], nil
	}
	// so common an address that the index names too many: everybody is asked
	err := d.view(ctx, func(r rows) error {
		people = nil
		return each(r, record.People, func(_ string, p *model.Person) (bool, error) {
			if strings.EqualFold(p.Email, address) {
				people = append(people, p.ID)
			}
			return len(people) < maxSharing, nil
		})
	})
	return people, err
}

// answer mails one person a temporary password, if the policy has a way for
// them and they weren't mailed just now. Why not is in the audit trail, and
// nowhere else: whoever filled in the form learns nothing from it.
func (p *dispatcher) answer(ctx context.Context, id model.PersonID, address string) error {
	d := p.desk
	var why string
	var caller model.Caller
	err := d.view(ctx, func(r rows) error {
		var err error
		if caller, err = r.caller(id); err != nil {
			return err
		}
		why, err = d.unanswerable(r, caller, address, d.now())
		return err
	})
	if model.CodeOf(err) == model.NotFound {
		return nil // gone meanwhile
	}
	if err != nil {
		return err
	}
	var l letter
	if why == "" {
		if l, err = d.write(ctx, caller, model.MailRequest, 0); err != nil {
			return err
		}
	}
	return d.apply(ctx, p.actor(), model.VerbRequest, func(a *act) error {
		a.entry.Account, a.entry.Person = id.Account(), id
		if why != "" {
			a.entry.Text = "nothing was sent: " + why
			return nil
		}
		caller, err := a.caller(id)
		if err != nil {
			return err
		}
		still, err := d.unanswerable(a.rows, caller, address, a.now)
		if err != nil {
			return err
		}
		if still != "" {
			a.entry.Text = "nothing was sent: " + still
			return nil
		}
		if err := a.keepTemporary(d.policy, caller, l, model.MailJob{}); err != nil {
			return err
		}
		a.entry.Text = "by the Password Request form"
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeTemporary, Person: id, By: "the Password Request form"})
	})
}

// unanswerable tells why a form isn't answered for somebody, "" when it is.
func (d *Desk) unanswerable(r rows, c model.Caller, address string, now time.Time) (string, error) {
	rule, ok := d.policy.Find(model.LoginPassword, c.Person.Role, model.WayRequestMail)
	if !ok {
		return "the policy mails no password to a " + string(c.Person.Role), nil
	}
	rule.Needs = nil // the form is the way that needs no verification
	if why := d.policy.Blocked(rule, c, now); why != "" {
		return why, nil
	}
	if !strings.EqualFold(c.Person.Email, address) {
		return "the address was changed meanwhile", nil
	}
	mailings, err := loadOr[record.Mailings](r, record.MailedKey(c.Person.ID))
	if err != nil {
		return "", err
	}
	times := model.Throttle{At: slices.Clone(mailings.Sent)}
	if !times.Full(d.policy.Portal.Person, now).IsZero() {
		return "enough were sent within the hour", nil
	}
	if _, err := d.policy.CountMail(mailings.Sent, now); err != nil {
		return "one was sent a moment ago, or enough within the day", nil //nolint:nilerr // the reason is for the audit trail
	}
	return "", nil
}
