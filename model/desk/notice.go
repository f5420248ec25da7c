package desk

import (
	"context"
	"errors"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// noticeLife is how long a notice is worth sending.
const noticeLife = 3 * 24 * time.Hour

// deskName is who a notice says did it: which agent, the audit trail knows.
const deskName = "our service desk"

// pending is a notice that was decided and isn't made into mails yet: the
// command that gives cause for it can't list an account's admins in its
// transaction, so the dispatcher does that afterwards.
type pending struct {
	ID     string
	Kind   model.MailKind // MailChanged or MailFailed
	Notice model.Notice
	Person model.PersonID // whom it is about
	Ticket model.TicketNumber
	Call   model.CallID
	At     time.Time
	By     string
	Old    string    // the address before a change of it
	Gone   string    // the name of a person who isn't in the account any more
	Tries  int       // wrong answers so far
	Locked time.Time // until when
	Done   int       // readers who have their mail already
}

// notify leaves a notice for all the account's admins and the person.
func (a *act) notify(n pending) error {
	n.ID, n.At, n.Ticket, n.Call = string(a.entry.Command)+"."+string(n.Person)+"."+string(n.Notice), a.now, a.entry.Ticket, a.entry.Call
	return a.put(record.NoticeKey(n.ID), n)
}

// noticed makes the mails of the next notice that waits, for some of its
// readers, and tells whether there was one. It does no more at a time, because
// callers wait for other mails.
func (p *dispatcher) noticed(ctx context.Context) (bool, error) {
	var next *pending
	err := p.desk.view(ctx, func(r rows) error {
		next = nil
		return eachUpTo(r, record.Notices, 1, func(_ string, n *pending) (bool, error) { next = n; return false, nil })
	})
	if err != nil || next == nil || ctx.Err() != nil {
		return false, err
	}
	return true, p.post(ctx, *next)
}

// readers is how many mails one transaction makes: each takes four rows.
const readers = 20

// post makes the mails of a notice for the next of its readers.
func (p *dispatcher) post(ctx context.Context, n pending) error {
	var about model.Person
	var account model.Account
	var to []model.Person
	err := p.desk.view(ctx, func(r rows) error {
		var err error
		if about, account, err = r.names(n.Person); err != nil {
			return err
		}
		if n.Gone != "" {
			about = model.Person{ID: n.Person, Name: n.Gone}
		}
		to, err = r.readers(n)
		return err
	})
	if err != nil {
		return err
	}
	now := p.desk.now()
	if now.Sub(n.At) > noticeLife {
		to = nil
	}
	end := min(n.Done+readers, len(to))
	var jobs []made
	for _, reader := range to[min(n.Done, len(to)):end] {
		m, err := p.compose(n, reader, about, account)
		if err != nil { // one reader's mail that can't be made mustn't keep the others from theirs
			p.desk.log.ErrorContext(ctx, "a notice can't be made", "person", reader.ID, "error", err)
			continue
		}
		jobs = append(jobs, m)
	}
	err = p.desk.apply(ctx, p.actor(), model.VerbNotice, func(a *act) error {
		key := record.NoticeKey(n.ID)
		still, err := load[pending](a.rows, key)
		if err != nil {
			return err
		}
		if still == nil || still.Done != n.Done {
			return errLeased // another machine was faster
		}
		a.entry.Text = string(n.Notice)
		for _, m := range jobs {
			job := m.job
			job.Created, job.Due = a.now, a.now
			job.Step(a.now, model.MailQueued, "")
			if err := a.newJob(&job, m.sealed); err != nil {
				return err
			}
		}
		if still.Done = end; end == len(to) {
			return a.txn.Delete(key)
		}
		return a.put(key, still)
	})
	if errors.Is(err, errLeased) {
		return nil
	}
	return err
}

// made is a mail job with its sealed body, ready to be kept.
type made struct {
	job    model.MailJob
	sealed []byte
}

func (p *dispatcher) compose(n pending, to, about model.Person, account model.Account) (made, error) {
	id, err := model.NewestFirst(p.desk.now(), p.desk.rand)
	if err != nil {
		return made{}, err
	}
	m := made{job: model.MailJob{
		ID: model.JobID(id), Kind: n.Kind, Account: account.ID, Person: to.ID, Ticket: n.Ticket, Call: n.Call,
		To: to.Email, Expires: n.At.Add(noticeLife),
	}}
	letter := mail.Letter{
		Job: m.job.ID, Kind: n.Kind, At: n.At.UTC().Truncate(time.Second), To: to.Email, ToName: to.Name,
		Company: account.Company, Ticket: n.Ticket, Notice: n.Notice, When: n.At, By: n.By, Tries: n.Tries, Locked: n.Locked,
	}
	if to.ID != about.ID {
		letter.Person = about.Name
	}
	message, err := p.desk.composer.Load().Compose(letter)
	if err != nil {
		return made{}, err
	}
	m.sealed, err = p.desk.seal(m.job.ID, message)
	return m, err
}

// readers lists whom a notice goes to: the account's admins and the person, as
// far as they have an address, and the person's old address when it was that
// which changed.
func (r rows) readers(n pending) ([]model.Person, error) {
	people, err := all[model.Person](r, record.PeopleOf(n.Person.Account()))
	if err != nil {
		return nil, err
	}
	var to []model.Person
	for _, p := range people {
		if p.Email != "" && (p.Role == model.Admin || p.ID == n.Person) {
			to = append(to, p)
		}
		if p.ID == n.Person && n.Old != "" {
			p.Email = n.Old
			to = append(to, p)
		}
	}
	if n.Gone != "" && n.Old != "" {
		to = append(to, model.Person{ID: n.Person, Name: n.Gone, Email: n.Old})
	}
	return to, nil
}
