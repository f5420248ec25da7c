package desk

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"callin/model"
	"callin/model/record"
)

// Customer is somebody who has logged in at the portal: the capability to use
// their own account, and no other. It carries who acts; whether they still may
// is looked up afresh in every command and every reading.
type Customer struct {
	desk   *Desk
	origin string
	person model.PersonID
	began  time.Time
	epoch  atomic.Uint64 // of the credentials that the session goes with
}

// name is in the audit trail: an id, which no agent's name can look like.
func (c *Customer) name() model.AgentName { return model.AgentName(customerPrefix + string(c.person)) }

const customerPrefix = "customer "

// shown is who did something, as tickets tell it to agents: an id would say
// nothing to them.
func shown(n model.AgentName) model.AgentName {
	if strings.HasPrefix(string(n), customerPrefix) {
		return model.AgentName(stranger)
	}
	return n
}

// allowed ends the session of somebody who may not be here any more, and lets
// those who must choose a new password or PIN do nothing else.
func (c *Customer) allowed(a *act) error {
	_, err := c.standing(a.rows, a.now, false)
	return err
}

// standing reads who acts, if they still may.
//
// Errors: Forbidden with model.ErrLoggedOut as the cause when the session has
// ended, Forbidden when a new password or PIN must be chosen first.
func (c *Customer) standing(r rows, now time.Time, choosing bool) (self, error) {
	person, err := r.loggable(c.person)
	if err != nil {
		return self{}, err
	}
	if person == nil {
		return self{}, loggedOut("Your log-in isn't there any more. Ask your account administrator.")
	}
	credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(c.person))
	if err != nil {
		return self{}, err
	}
	me := self{*person, credentials}
	switch {
	case credentials.Epoch != c.epoch.Load():
		return self{}, loggedOut("Your password was changed elsewhere. Log in with the new one.")
	case stale(c.began, now, c.desk.policy.Portal.Longest):
		return self{}, loggedOut("You were logged in for a long time. Log in again to go on.")
	case choosing:
		return me, nil
	case credentials.Password == "":
		return self{}, model.Fail(model.Forbidden, "Choose a new password first: the temporary one has done its work.")
	case credentials.PINReset:
		return self{}, model.Fail(model.Forbidden, "Choose a new voicemail PIN first: the one you have was set by somebody else.")
	}
	return me, nil
}

// self is the person who acts, and what they log in with.
type self struct {
	model.Person
	credentials record.Credentials
}

func loggedOut(why string) error {
	return &model.Error{Code: model.Forbidden, Public: why, Cause: model.ErrLoggedOut}
}

// command runs a command of the customer's, and hands it who acts. One about
// somebody or something of another account is refused, and that it was tried is
// in the audit trail: the entry is then all that is written.
func (c *Customer) command(ctx context.Context, verb model.Verb, fn func(*act, self) error) error {
	return c.run(ctx, c, verb, fn)
}

func (c *Customer) run(ctx context.Context, by actor, verb model.Verb, fn func(*act, self) error) error {
	var refused *trespass
	err := c.desk.apply(ctx, by, verb, func(a *act) error {
		refused = nil
		me, err := c.standing(a.rows, a.now, true) // allowed has said the rest
		if err != nil {
			return err
		}
		a.entry.Account, a.entry.Person = me.Account(), me.ID
		err = fn(a, me)
		if errors.As(err, &refused) {
			a.entry.Verb, a.entry.Text = model.VerbTrespass, string(verb)+": "+refused.what
			return nil
		}
		return err
	})
	if err == nil && refused != nil {
		return model.Fail(model.NotFound, refused.Error())
	}
	return err
}

// chooser is a customer who chooses a new password or PIN: the one thing that
// may be done before there is one.
type chooser struct{ *Customer }

func (c chooser) allowed(a *act) error {
	_, err := c.standing(a.rows, a.now, true)
	return err
}

// read is view for what the customer may see. A reading of another account's
// rows is refused, and noted like a command that was.
func (c *Customer) read(ctx context.Context, verb model.Verb, fn func(rows, self) error) error {
	err := c.desk.view(ctx, func(r rows) error {
		me, err := c.standing(r, c.desk.now(), false)
		if err != nil {
			return err
		}
		return fn(r, me)
	})
	if refused, ok := errors.AsType[*trespass](err); ok {
		return c.command(ctx, verb, func(*act, self) error { return refused })
	}
	return err
}

// trespass is a try on a row of another account. It never leaves the desk.
type trespass struct{ what string }

func (*trespass) Error() string { return "There is nothing by that name in your account." }

// maxNamed is how much of a foreign id is noted.
const maxNamed = 64

// own refuses the id of somebody in another account, before any row is read or
// written. What is no id at all is refused in the same way.
func (me self) own(id model.PersonID) error {
	if id.Account() != me.Account() || id == "" {
		return &trespass{"person " + model.CleanLine(string(id[:min(len(id), maxNamed)]))}
	}
	return nil
}

// admin refuses what only admins may.
func (me self) admin() error {
	if me.Role != model.Admin {
		return model.Fail(model.Forbidden, "Only your account's administrators can do that. Ask one of them.")
	}
	return nil
}

// colleague reads somebody of the acting admin's own account.
func (a *act) colleague(me self, id model.PersonID) (model.Person, error) {
	if err := me.own(id); err != nil {
		return model.Person{}, err
	}
	if err := me.admin(); err != nil {
		return model.Person{}, err
	}
	person, err := need[model.Person](a.rows, record.PersonKey(id), "person")
	if err != nil {
		return model.Person{}, err
	}
	a.entry.Person = id
	return *person, nil
}

// Self reads who is logged in, and what they must do first.
//
// Errors: Forbidden with model.ErrLoggedOut when the session has ended.
func (c *Customer) Self(ctx context.Context) (model.Self, error) {
	var v model.Self
	err := c.desk.view(ctx, func(r rows) error {
		me, err := c.standing(r, c.desk.now(), true)
		if err != nil {
			return err
		}
		account, err := need[model.Account](r, record.AccountKey(me.Account()), "account")
		if err != nil {
			return err
		}
		v = model.Self{
			Person: me.ID, Name: me.Name, Role: me.Role, Company: account.Company, UserName: me.UserName,
			Extension: me.Extension, Email: me.Email, Question: me.Question,
			MustPassword: me.credentials.Password == "", MustPIN: me.credentials.PINReset,
		}
		if me.Role == model.Admin {
			v.ClientID = account.ClientID
		}
		return nil
	})
	return v, err
}

// LogOut ends the session for the audit trail; the capability is to be dropped.
func (c *Customer) LogOut(ctx context.Context) error {
	return c.run(ctx, chooser{c}, model.VerbLogOut, func(*act, self) error { return nil })
}

// Subscribe starts telling the session what moves. Close it in the end.
func (c *Customer) Subscribe() *Subscription { return c.desk.feed.subscribe() }
