package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"callin/model"
	"callin/model/record"
)

// SetQuestion sets one's own security question and answer, which the desk asks
// on the telephone. It asks for the password again. The answer can't be read
// afterwards, by anybody.
//
// Errors: Invalid with the field, Locked after too many passwords, Forbidden
// for who isn't an admin.
func (c *Customer) SetQuestion(ctx context.Context, password model.Secret, question string, answer model.Secret) error {
	d := c.desk
	question = model.CleanLine(question)
	me, account, err := c.acting(ctx)
	if err != nil {
		return err
	}
	if err := me.admin(); err != nil {
		return err
	}
	normal, err := checkQuestion(question, answer, me.Person, account)
	if err != nil {
		return err
	}
	proven, err := c.prove(ctx, me, password)
	if err != nil {
		return err
	}
	hash, err := d.doorkeeper.Hash(ctx, d.rand, normal)
	if err != nil {
		return d.fault(ctx, err)
	}
	return c.command(ctx, model.VerbSetQuestion, func(a *act, me self) error {
		if err := me.admin(); err != nil {
			return err
		}
		if me.credentials.Password != proven {
			return model.Fail(model.Conflict, "Your password was changed a moment ago. Log in again.")
		}
		person, credentials := me.Person, me.credentials
		person.Question, credentials.Answer = question, hash
		person.Changes++
		if person.Alike, err = a.alike(normal); err != nil {
			return err
		}
		if err := a.moveAccount(me.Account()); err != nil {
			return err
		}
		if err := a.put(record.PersonKey(me.ID), person); err != nil {
			return err
		}
		if err := a.put(record.CredentialsKey(me.ID), credentials); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeQuestion, Person: me.ID, By: portalBy(me.Person, me.ID)})
	})
}

// The length of a security question in characters, and the least of an answer
// in its normal form.
const (
	minQuestion = 8
	maxQuestion = 200
	minAnswer   = 4
)

// checkQuestion gives the answer in the form that is hashed.
func checkQuestion(question string, answer model.Secret, me model.Person, account model.Account) (model.Secret, error) {
	if n := utf8.RuneCountInString(question); n < minQuestion || n > maxQuestion {
		return answer, model.FailField("question", fmt.Sprintf("The question needs %d to %d characters.", minQuestion, maxQuestion))
	}
	if n := len(answer.Reveal()); n > model.MaxAnswer {
		return answer, model.FailField("answer", "The answer is too long. Choose one that you would say on the telephone.")
	}
	normal := model.NormalAnswer(answer.Reveal())
	switch {
	case utf8.RuneCountInString(normal) < minAnswer:
		return answer, model.FailField("answer", fmt.Sprintf("The answer needs at least %d letters or digits; blanks, accents and punctuation don't count.", minAnswer))
	case strings.Contains(model.NormalAnswer(question), normal):
		return answer, model.FailField("answer", "The question gives the answer away. Choose another.")
	case slices.Contains([]string{model.NormalAnswer(me.Name), model.NormalAnswer(account.Company), model.NormalAnswer(me.UserName), account.ClientID}, normal):
		return answer, model.FailField("answer", "Anybody who knows your company would try that answer. Choose another.")
	}
	return model.NewSecret(normal), nil
}

// PhoneSecrets reads the account's SIP and FTP passwords, which are made when
// they are read for the first time. Each reading is in the audit trail.
//
// Errors: Forbidden for who isn't an admin.
func (c *Customer) PhoneSecrets(ctx context.Context) (model.PhoneSecrets, error) {
	d := c.desk
	var fresh [2]model.Secret
	for i := range fresh {
		made, err := temporaryPassword(d.rand)
		if err != nil {
			return model.PhoneSecrets{}, d.fault(ctx, err)
		}
		fresh[i] = made
	}
	key := record.PhoneSecretsKey(c.person.Account())
	plain, err := json.Marshal(phoneSecrets{fresh[0].Reveal(), fresh[1].Reveal()})
	if err != nil {
		return model.PhoneSecrets{}, d.fault(ctx, err)
	}
	sealed, err := d.keys.Seal(d.rand, key, plain)
	clear(plain)
	if err != nil {
		return model.PhoneSecrets{}, d.fault(ctx, err)
	}
	var stored []byte
	err = c.command(ctx, model.VerbPhoneSecrets, func(a *act, me self) error {
		if err := me.admin(); err != nil {
			return err
		}
		row, err := a.get.Get(key)
		if err != nil {
			return err
		}
		if stored = slices.Clone(row); stored != nil {
			return nil
		}
		stored, a.entry.Text = sealed, "made"
		return a.txn.Put(key, sealed)
	})
	if err != nil {
		return model.PhoneSecrets{}, err
	}
	if plain, err = d.keys.Open(key, stored); err != nil {
		return model.PhoneSecrets{}, d.fault(ctx, err)
	}
	defer clear(plain)
	var s phoneSecrets
	if err := json.Unmarshal(plain, &s); err != nil {
		return model.PhoneSecrets{}, d.fault(ctx, fmt.Errorf("decoding an account's secrets: %w", err))
	}
	return model.PhoneSecrets{SIP: model.NewSecret(s.SIP), FTP: model.NewSecret(s.FTP)}, nil
}

// phoneSecrets is how they lie sealed in their row.
type phoneSecrets struct{ SIP, FTP string }

// maxChange is how long the text of an account change ticket may be, in bytes.
const maxChange = 2000

// SubmitChange opens an account change ticket, which waits in the desk's queue.
// It returns the ticket.
//
// Errors: Invalid, Forbidden for who isn't an admin, Locked after too many in a
// day.
func (c *Customer) SubmitChange(ctx context.Context, text string) (model.TicketNumber, error) {
	text, err := typed("text", "The text", text, maxChange)
	if err != nil {
		return 0, err
	}
	if text == "" {
		return 0, model.FailField("text", "Type what is to be changed.")
	}
	policy := c.desk.policy
	var number model.TicketNumber
	err = c.command(ctx, model.VerbSubmitChange, func(a *act, me self) error {
		if err := me.admin(); err != nil {
			return err
		}
		if err := a.throttle(record.AccountChangesKey(me.Account()), policy.Portal.Changes, "account change tickets were opened today"); err != nil {
			return err
		}
		ticket, err := a.nextTicket(model.Ticket{
			Kind: model.KindChange, Account: me.Account(), Person: me.ID, Text: text, State: model.TicketNew,
			Priority: model.Normal, Created: a.now, Due: a.now.Add(policy.DueIn[model.Normal]),
		})
		if err != nil {
			return err
		}
		number = ticket.Number
		return a.put(record.OfAccountTicketKey(me.Account(), number), number)
	})
	return number, err
}

// maxFollowed is how many tickets the portal lists.
const maxFollowed = 50

// Changes lists the account's change tickets that were submitted here, newest
// first.
//
// Errors: Forbidden for who isn't an admin.
func (c *Customer) Changes(ctx context.Context) ([]model.Change, error) {
	var changes []model.Change
	err := c.read(ctx, model.VerbLook, func(r rows, me self) error {
		changes = nil
		if err := me.admin(); err != nil {
			return err
		}
		return each(r, record.OfAccountTickets(me.Account()), func(_ string, n *model.TicketNumber) (bool, error) {
			change, err := c.change(r, me, *n)
			changes = append(changes, change)
			return len(changes) < maxFollowed, err
		})
	})
	return changes, err
}

// Change reads one of them.
//
// Errors: NotFound, for another account's ticket too; Forbidden.
func (c *Customer) Change(ctx context.Context, n model.TicketNumber) (model.Change, error) {
	var v model.Change
	err := c.read(ctx, model.VerbLook, func(r rows, me self) error {
		if err := me.admin(); err != nil {
			return err
		}
		var err error
		v, err = c.change(r, me, n)
		return err
	})
	return v, err
}

// change is a ticket as its account's admins see it: what was asked and how far
// it is, and nothing that agents wrote for each other.
func (c *Customer) change(r rows, me self, n model.TicketNumber) (model.Change, error) {
	t, err := load[model.Ticket](r, record.TicketKey(n))
	if err != nil {
		return model.Change{}, err
	}
	if t == nil || t.Account != me.Account() || t.Kind != model.KindChange {
		return model.Change{}, &trespass{"ticket " + n.String()}
	}
	person, _, err := r.names(t.Person)
	return model.Change{
		Ticket: t.Number, Text: t.Text, State: t.State, By: person.Name, Created: t.Created, Closed: t.Closed,
	}, err
}

// PublicArticles lists the articles that customers may read, by category.
func (c *Customer) PublicArticles(ctx context.Context) ([]model.ArticleView, error) {
	return c.desk.PublicArticles(ctx)
}

// SearchPublicArticles finds those of them that say something.
func (c *Customer) SearchPublicArticles(ctx context.Context, text string) (model.ArticlesFound, error) {
	return c.desk.SearchPublicArticles(ctx, text)
}

// ReadPublicArticle opens one of them, which counts as a view.
//
// Errors: NotFound, for one that is for agents too.
func (c *Customer) ReadPublicArticle(ctx context.Context, id model.ArticleID) (model.ArticlePage, error) {
	return c.desk.ReadPublicArticle(ctx, id)
}
