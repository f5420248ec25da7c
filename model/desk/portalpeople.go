package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// maxName is how many characters a person's name may have.
const maxName = 80

// People lists everybody in the account, admins first. Only admins may see it.
//
// Errors: Forbidden.
func (c *Customer) People(ctx context.Context) ([]model.Colleague, error) {
	var people []model.Colleague
	err := c.read(ctx, model.VerbLook, func(r rows, me self) error {
		people = nil
		if err := me.admin(); err != nil {
			return err
		}
		all, err := all[model.Person](r, record.PeopleOf(me.Account()))
		if err != nil {
			return err
		}
		for _, p := range all {
			one, err := c.seen(r, me, p)
			if err != nil {
				return err
			}
			people = append(people, one)
		}
		return nil
	})
	slices.SortStableFunc(people, func(a, b model.Colleague) int {
		return cmp.Or(
			cmp.Compare(slices.Index(model.Roles, a.Role), slices.Index(model.Roles, b.Role)),
			cmp.Compare(model.Fold(a.Name), model.Fold(b.Name)), cmp.Compare(a.Extension, b.Extension),
		)
	})
	return people, err
}

// Colleague reads one person of the account. Only admins may see it.
//
// Errors: NotFound, for a person of another account too; Forbidden.
func (c *Customer) Colleague(ctx context.Context, id model.PersonID) (model.Colleague, error) {
	var v model.Colleague
	err := c.read(ctx, model.VerbLook, func(r rows, me self) error {
		if err := me.own(id); err != nil {
			return err
		}
		if err := me.admin(); err != nil {
			return err
		}
		person, err := need[model.Person](r, record.PersonKey(id), "person")
		if err != nil {
			return err
		}
		v, err = c.seen(r, me, *person)
		return err
	})
	return v, err
}

// seen is a person as the admins of the account see them.
func (c *Customer) seen(r rows, me self, p model.Person) (model.Colleague, error) {
	credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(p.ID))
	now, t := c.desk.now(), credentials.Temporary
	return model.Colleague{
		Person: p.ID, Name: p.Name, Role: p.Role, Extension: p.Extension, UserName: p.UserName, Email: p.Email,
		Question: p.Question != "" && credentials.Answer != "",
		Password: credentials.Password != "" || t != nil && t.Used.IsZero() && now.Before(t.Expires),
		Held:     c.desk.policy.Held(p, now), Me: p.ID == me.ID, Created: p.Created,
	}, err
}

// AddPerson adds somebody to the account. Whoever can log in and has an address
// is mailed user name, temporary password and Client ID; a copy of that, without
// the password, goes to the admin who adds them. It returns the new person.
//
// Errors: Invalid with the field, Conflict for an extension or user name that is
// taken, Forbidden, Locked after too many in a day.
func (c *Customer) AddPerson(ctx context.Context, n model.NewPerson) (model.PersonID, error) {
	n, err := cleanPerson(n)
	if err != nil {
		return "", err
	}
	d := c.desk
	me, account, err := c.acting(ctx)
	if err != nil {
		return "", err
	}
	tail, err := model.RandomText(d.rand, 10)
	if err != nil {
		return "", d.fault(ctx, err)
	}
	person := model.Person{
		ID:   model.PersonID(string(account.ID) + "." + tail),
		Name: n.Name, Role: n.Role, Extension: n.Extension, UserName: n.UserName, Email: n.Email,
	}
	welcome, twin, err := c.welcome(ctx, me, account, person)
	if err != nil {
		return "", err
	}
	err = c.command(ctx, model.VerbAddPerson, func(a *act, me self) error {
		if err := me.admin(); err != nil {
			return err
		}
		if err := a.throttle(record.AccountAddedKey(me.Account()), d.policy.Portal.Added, "people were added today"); err != nil {
			return err
		}
		if err := a.putNew(person); err != nil {
			return err
		}
		if err := a.mailWelcome(me, person, welcome, twin); err != nil {
			return err
		}
		a.entry.Account, a.entry.Person, a.entry.Job = person.Account(), person.ID, welcome.Job
		if person.Role != model.Admin {
			return nil // the copy says it
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeAdded, Person: person.ID, By: portalBy(me.Person, person.ID)})
	})
	return person.ID, err
}

// acting reads who acts and their account, for what is made ready outside a
// transaction.
func (c *Customer) acting(ctx context.Context) (self, model.Account, error) {
	var me self
	var account model.Account
	err := c.desk.view(ctx, func(r rows) error {
		var err error
		if me, err = c.standing(r, c.desk.now(), false); err != nil {
			return err
		}
		account, err = loadOr[model.Account](r, record.AccountKey(me.Account()))
		return err
	})
	return me, account, err
}

// cleanPerson checks what an admin says of somebody new.
func cleanPerson(n model.NewPerson) (model.NewPerson, error) {
	n.Name, n.Extension = model.CleanLine(n.Name), strings.TrimSpace(n.Extension)
	n.UserName, n.Email = typedID(n.UserName), strings.TrimSpace(n.Email)
	switch {
	case n.Name == "":
		return n, model.FailField("name", "The name is missing. Type first and last name.")
	case utf8.RuneCountInString(n.Name) > maxName:
		return n, model.FailField("name", fmt.Sprintf("The name has more than %d characters. Shorten it.", maxName))
	case !slices.Contains(model.Roles, n.Role):
		return n, model.FailField("role", "Choose whether this is an admin, a user or a phone.")
	}
	if n.Extension != "" || n.Role == model.Phone {
		if wrong := model.CheckExtension(n.Extension); wrong != "" {
			return n, model.FailField("extension", "The extension "+wrong+".")
		}
	}
	if n.Role == model.Phone {
		n.UserName = "" // nobody logs in with a phone
	} else if wrong := model.CheckUserName(n.UserName); wrong != "" {
		return n, model.FailField("user_name", "The user name "+wrong+".")
	}
	if n.Email != "" {
		if wrong := model.CheckAddress(n.Email); wrong != "" {
			return n, model.FailField("email", "The address "+wrong+".")
		}
	}
	return n, nil
}

// welcome makes the mails for somebody new ready: their own and the admin's
// copy, each only if there is an address for it.
func (c *Customer) welcome(ctx context.Context, me self, account model.Account, p model.Person) (welcome, twin letter, err error) {
	d := c.desk
	if !p.CanLogIn() || p.Email == "" {
		return welcome, twin, nil
	}
	welcome, err = d.write(ctx, model.Caller{Account: account, Person: p}, model.MailNewUser, 0)
	if err != nil || me.Email == "" {
		return welcome, twin, err
	}
	twin, err = d.letter(ctx, mail.Letter{
		Kind: model.MailNewUserCopy, To: me.Email, ToName: me.Name, Company: account.Company,
		Person: p.Name, UserName: p.UserName, ClientID: account.ClientID,
	}, noticeLife)
	return welcome, twin, err
}

func (a *act) mailWelcome(me self, p model.Person, welcome, twin letter) error {
	if welcome.Job == "" {
		return nil
	}
	credentials := record.Credentials{Temporary: &record.Temporary{Hash: welcome.hash, Job: welcome.Job, Expires: welcome.expires}}
	if err := a.put(record.CredentialsKey(p.ID), credentials); err != nil {
		return err
	}
	if err := a.mailLetter(welcome, model.MailJob{Account: p.Account(), Person: p.ID}); err != nil || twin.Job == "" {
		return err
	}
	return a.mailLetter(twin, model.MailJob{Account: p.Account(), Person: me.ID})
}

// putNew writes a new person, whose extension and user name nobody in the
// account may have.
func (a *act) putNew(p model.Person) error {
	if p.Extension != "" {
		if err := a.take(record.ExtensionKey(p.Account(), p.Extension), p.ID, "extension",
			"Extension "+p.Extension+" is somebody's already. Choose one that is free."); err != nil {
			return err
		}
	}
	if p.UserName != "" {
		if err := a.take(record.UserNameKey(p.Account(), p.UserName), p.ID, "user_name",
			"The user name "+p.UserName+" is somebody's already. Choose another: it never changes."); err != nil {
			return err
		}
	}
	p.Created, p.Changes = a.now, 1
	if err := a.moveAccount(p.Account()); err != nil {
		return err
	}
	return a.put(record.PersonKey(p.ID), p)
}

// take makes a row of the unique ones a person's.
func (a *act) take(key string, id model.PersonID, field, taken string) error {
	holder, err := load[model.PersonID](a.rows, key)
	if err != nil {
		return err
	}
	if holder != nil && *holder != id {
		return &model.Error{Code: model.Conflict, Field: field, Public: taken}
	}
	return a.put(key, id)
}

// leave frees a row of the unique ones, if it is the person's.
func (a *act) leave(key string, id model.PersonID) error {
	holder, err := loadOr[model.PersonID](a.rows, key)
	if err != nil || holder != id {
		return err
	}
	return a.txn.Delete(key)
}

// moveAccount moves an account's version on: it guards who has which extension
// and user name against an import that was planned before.
func (a *act) moveAccount(id model.AccountID) error {
	key := record.AccountKey(id)
	account, err := need[model.Account](a.rows, key, "account")
	if err != nil {
		return err
	}
	account.Changes++
	return a.put(key, account)
}

// SetExtension gives somebody another extension number, at once.
//
// Errors: Invalid, Conflict when it is somebody's, NotFound, Forbidden.
func (c *Customer) SetExtension(ctx context.Context, id model.PersonID, number string) error {
	number = strings.TrimSpace(number)
	if wrong := model.CheckExtension(number); wrong != "" {
		return model.FailField("extension", "The extension "+wrong+".")
	}
	return c.command(ctx, model.VerbSetExtension, func(a *act, me self) error {
		person, err := a.colleague(me, id)
		if err != nil {
			return err
		}
		if person.Extension == number {
			return model.FailField("extension", "That is the extension already. Type another, or press Esc.")
		}
		if err := a.take(record.ExtensionKey(id.Account(), number), id, "extension",
			"Extension "+number+" is somebody's already. Choose one that is free."); err != nil {
			return err
		}
		if person.Extension != "" {
			if err := a.leave(record.ExtensionKey(id.Account(), person.Extension), id); err != nil {
				return err
			}
		}
		person.Extension = number
		person.Changes++
		if err := a.moveAccount(id.Account()); err != nil {
			return err
		}
		if err := a.put(record.PersonKey(id), person); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeExtension, Person: id, By: portalBy(me.Person, id)})
	})
}

// RemovePerson takes somebody out of the account, with all that they log in
// with: their sessions end. Nobody removes themselves, so that an account always
// has an admin.
//
// Errors: NotFound, Forbidden.
func (c *Customer) RemovePerson(ctx context.Context, id model.PersonID) error {
	return c.command(ctx, model.VerbRemovePerson, func(a *act, me self) error {
		person, err := a.colleague(me, id)
		if err != nil {
			return err
		}
		if id == me.ID {
			return model.Fail(model.Forbidden, "You can't delete yourself. Another administrator of your account can.")
		}
		if person.Extension != "" {
			if err := a.leave(record.ExtensionKey(id.Account(), person.Extension), id); err != nil {
				return err
			}
		}
		if person.UserName != "" {
			if err := a.leave(record.UserNameKey(id.Account(), person.UserName), id); err != nil {
				return err
			}
		}
		for _, key := range []string{
			record.PersonKey(id), record.CredentialsKey(id), record.KnownOriginsKey(id), record.MailedKey(id),
			record.CodeKey(id, model.PurposeAddress), record.CodeKey(id, model.PurposeCall),
		} {
			if err := a.txn.Delete(key); err != nil {
				return err
			}
		}
		if err := a.moveAccount(id.Account()); err != nil {
			return err
		}
		return a.notify(pending{
			Kind: model.MailChanged, Notice: model.NoticeRemoved, Person: id, By: portalBy(me.Person, id),
			Gone: person.Name, Old: person.Email,
		})
	})
}
