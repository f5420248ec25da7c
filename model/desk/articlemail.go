package desk

import (
	"context"
	"time"

	"callin/model"
	"callin/model/knowledge"
	"callin/model/mail"
	"callin/model/record"
)

// articleLife is how long an article is worth sending.
const articleLife = 3 * 24 * time.Hour

// MailArticle mails an article that customers may read: to the address on file
// of the call's person, or to another one that the caller named. Nothing in it is
// a secret. Within a call the call says that it was mailed. It returns the mail.
//
// Errors: NotFound, Forbidden for an article for agents and without an address,
// Invalid for the address, Locked when the address was sent too many, Conflict.
func (s *Session) MailArticle(ctx context.Context, m model.ArticleMail) (model.JobID, error) {
	if wrong := model.CheckAddress(m.Address); m.Address != "" && wrong != "" {
		return "", model.FailField("address", "The address "+wrong+".")
	}
	l, err := s.prepareArticle(ctx, m)
	if err != nil {
		return "", err
	}
	err = s.desk.apply(ctx, s, model.VerbArticleMail, func(a *act) error {
		job := l.job
		a.entry.Text = string(m.Article)
		if m.Call != "" {
			if err := a.mailedInCall(s, m, job); err != nil {
				return err
			}
		}
		if err := a.countArticle(s.desk.policy, job.To); err != nil {
			return err
		}
		if err := a.countToday(m.Article, func(u *record.ArticleUse) { u.Mails++ }); err != nil {
			return err
		}
		job.Created, job.Due = a.now, a.now
		job.Step(a.now, model.MailQueued, "")
		return a.newJob(&job, l.sealed)
	})
	return l.job.ID, err
}

// prepareArticle composes and seals the mail outside the transaction, which
// checks that the address on file is still the one that it was made for.
func (s *Session) prepareArticle(ctx context.Context, m model.ArticleMail) (made, error) {
	var article model.Article
	var call model.Call
	var person model.Person
	var account model.Account
	err := s.read(ctx, func(r rows) error {
		err := s.may(r, model.PowerServe)
		if err != nil {
			return err
		}
		if article, err = r.inForce(m.Article); err != nil || m.Call == "" {
			return err
		}
		own, err := r.ownCall(s.agent, m.Call)
		if err != nil {
			return err
		}
		call = *own
		if call.Person != "" && m.Address == "" {
			person, account, err = r.names(call.Person)
		}
		return err
	})
	if err != nil {
		return made{}, err
	}
	to := m.Address
	if to == "" {
		to = person.Email
	}
	switch {
	case article.Internal:
		return made{}, model.Fail(model.Forbidden, "This article is for agents. Mail the caller one that customers may read.")
	case to == "":
		return made{}, model.Fail(model.Forbidden, "There is no address on file. Ask the caller for one, and confirm it.")
	}
	now := s.desk.now().UTC().Truncate(time.Second)
	id, err := model.NewestFirst(s.desk.now(), s.desk.rand)
	if err != nil {
		return made{}, s.desk.fault(ctx, err)
	}
	l := made{job: model.MailJob{
		ID: model.JobID(id), Kind: model.MailArticle, Account: account.ID, Person: person.ID, Ticket: call.Ticket, Call: call.ID,
		To: to, Expires: now.Add(articleLife),
	}}
	html, err := knowledge.HTML(article.Text)
	if err != nil {
		return made{}, s.desk.fault(ctx, err)
	}
	message, err := s.desk.composer.Load().Compose(mail.Letter{
		Job: l.job.ID, Kind: model.MailArticle, At: now, To: to, ToName: person.Name, Company: account.Company, Ticket: call.Ticket,
		Article: mail.Article{Title: article.Title, Text: knowledge.Text(article.Text), HTML: html},
	})
	if err != nil {
		return made{}, s.desk.fault(ctx, err)
	}
	l.sealed, err = s.desk.seal(l.job.ID, message)
	return l, s.desk.fault(ctx, err)
}

// mailedInCall notes in the call that an article was mailed.
func (a *act) mailedInCall(s *Session, m model.ArticleMail, job model.MailJob) error {
	call, err := a.ownCall(s.agent, m.Call)
	if err != nil {
		return err
	}
	if m.Address == "" {
		caller, err := a.caller(call.Person)
		if err != nil {
			return err
		}
		if caller.Person.Email != job.To {
			return model.Fail(model.Conflict, "The address on file was changed a moment ago. Look at it and send again.")
		}
	}
	if err := call.Do(model.Deed{At: a.now, Way: model.WayArticle, Mail: job.ID, Article: m.Article}); err != nil {
		return err
	}
	if err := a.noteArticles(call.ID, m.Article); err != nil {
		return err
	}
	return a.putCall(*call)
}

// countArticle holds the limit of articles mailed to one address.
func (a *act) countArticle(p model.Policy, address string) error {
	key := record.ArticleMailsKey(address)
	mailings, err := loadOr[record.Mailings](a.rows, key)
	if err != nil {
		return err
	}
	sent, err := p.CountArticle(mailings.Sent, a.now)
	if err != nil {
		return err
	}
	return a.put(key, record.Mailings{Sent: sent})
}
