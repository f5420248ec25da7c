package desk

import (
	"cmp"
	"context"
	"strings"
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
	ID      string
	Kind    model.MailKind   // MailChanged, MailFailed or MailReferral
	Lost    model.Credential `json:",omitempty"` // what a referral is about
	Notice  model.Notice
	Person  model.PersonID  // whom it is about
	Account model.AccountID `json:",omitempty"` // instead, when it is about all of an account
	Ticket  model.TicketNumber
	Call    model.CallID
	At      time.Time
	By      string
	Old     string    // the address before a change of it
	Gone    string    // the name of a person who isn't in the account any more
	Tries   int       // wrong answers so far
	Locked  time.Time // until when
	Done    int       // readers who have their mail already
}

// account is whose admins are told.
func (n pending) account() model.AccountID { return cmp.Or(n.Account, n.Person.Account()) }

// notify leaves a notice for all the account's admins and the person.
func (a *act) notify(n pending) error {
	n.ID, n.At, n.Ticket, n.Call = string(a.entry.Command)+"."+cmp.Or(string(n.Person), string(n.Account))+"."+string(n.Notice), a.now, a.entry.Ticket, a.entry.Call
	return a.put(record.NoticeKey(n.ID), n)
}

const (
	// noticeRows is how many rows one transaction writes for notices; the audit
	// trail and the counters take the rest.
	noticeRows = 80
	mailRows   = 4 // of each mail
)

// posting is a notice, and what is made of it in one transaction: the mails for
// its next readers.
type posting struct {
	notice pending
	jobs   []made
	end    int  // readers who have theirs then
	last   bool // these are all
}

// noticed makes the mails of the next notices that wait, as many as fit into one
// transaction, and tells whether there were any. It does no more at a time,
// because callers wait for other mails.
func (p *dispatcher) noticed(ctx context.Context) (bool, error) {
	var next []pending
	err := p.desk.view(ctx, func(r rows) error {
		next = nil
		const most = noticeRows / (mailRows + 1)
		return eachUpTo(r, record.Notices, most, func(_ string, n *pending) (bool, error) {
			next = append(next, *n)
			return len(next) < most, nil
		})
	})
	if err != nil || len(next) == 0 || ctx.Err() != nil {
		return false, err
	}
	var all []posting
	for room := noticeRows; len(next) > 0 && room > mailRows; next = next[1:] {
		made, err := p.prepare(ctx, next[0], (room-1)/mailRows)
		if err != nil {
			return true, err
		}
		all = append(all, made)
		room -= 1 + mailRows*len(made.jobs)
	}
	return true, p.post(ctx, all)
}

// prepare writes the mails of a notice for the next of its readers.
func (p *dispatcher) prepare(ctx context.Context, n pending, most int) (posting, error) {
	var about model.Person
	var account model.Account
	var to []model.Person
	err := p.desk.view(ctx, func(r rows) error {
		var err error
		if about, err = loadOr[model.Person](r, record.PersonKey(n.Person)); err != nil {
			return err
		}
		if account, err = loadOr[model.Account](r, record.AccountKey(n.account())); err != nil {
			return err
		}
		if n.Gone != "" {
			about = model.Person{ID: n.Person, Name: n.Gone}
		}
		to, err = r.readers(n)
		return err
	})
	if err != nil {
		return posting{}, err
	}
	now := p.desk.now()
	if now.Sub(n.At) > noticeLife {
		to = nil
	}
	made := posting{notice: n, end: min(n.Done+most, len(to))}
	made.last = made.end == len(to)
	for _, reader := range to[min(n.Done, len(to)):made.end] {
		m, err := p.compose(n, reader, about, account)
		if err != nil { // one reader's mail that can't be made mustn't keep the others from theirs
			p.desk.log.ErrorContext(ctx, "a notice can't be made", "person", reader.ID, "error", err)
			continue
		}
		made.jobs = append(made.jobs, m)
	}
	return made, nil
}

// post keeps the mails of notices, without those that another machine was faster
// with.
func (p *dispatcher) post(ctx context.Context, all []posting) error {
	return p.desk.apply(ctx, p.actor(), model.VerbNotice, func(a *act) error {
		var what []string
		for _, made := range all {
			key := record.NoticeKey(made.notice.ID)
			still, err := load[pending](a.rows, key)
			if err != nil {
				return err
			}
			if still == nil || still.Done != made.notice.Done {
				continue
			}
			for _, m := range made.jobs {
				job := m.job
				job.Created, job.Due = a.now, a.now
				job.Step(a.now, model.MailQueued, "")
				if err := a.newJob(&job, m.sealed); err != nil {
					return err
				}
			}
			what = append(what, cmp.Or(string(made.notice.Notice), string(made.notice.Kind)))
			if still.Done = made.end; made.last {
				err = a.txn.Delete(key)
			} else {
				err = a.put(key, still)
			}
			if err != nil {
				return err
			}
		}
		a.entry.Text = strings.Join(what, ", ")
		return nil
	})
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
		Company: account.Company, Ticket: n.Ticket, Notice: n.Notice, When: n.At, By: n.By, Tries: n.Tries, Locked: n.Locked, Lost: n.Lost,
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
// which changed; a referral goes to the admins who can help.
func (r rows) readers(n pending) ([]model.Person, error) {
	people, err := all[model.Person](r, record.PeopleOf(n.account()))
	if err != nil {
		return nil, err
	}
	var to []model.Person
	for _, p := range people {
		if n.Kind == model.MailReferral {
			if helps(p, n.Person) {
				to = append(to, p)
			}
			continue
		}
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
