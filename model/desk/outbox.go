package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

// maxShown bounds the Outbox's list: the newest mails are what a caller asks
// about.
const maxShown = 500

// Outbox lists the newest mails, newest first.
func (s *Session) Outbox(ctx context.Context) ([]model.MailView, error) {
	var views []model.MailView
	err := s.read(ctx, func(r rows) error {
		views = nil
		return eachUpTo(r, record.Jobs, maxShown, func(_ string, job *model.MailJob) (bool, error) {
			v, err := s.desk.mailView(r, *job)
			views = append(views, v)
			return len(views) < maxShown, err
		})
	})
	return views, err
}

// LatestMail is the newest mail that carries something for somebody who waits on
// the telephone, nil when there is none among the newest ones. Notices are for the
// Outbox.
func (s *Session) LatestMail(ctx context.Context) (*model.MailView, error) {
	var latest *model.MailView
	err := s.read(ctx, func(r rows) error {
		latest = nil
		seen := 0
		return eachUpTo(r, record.Jobs, 8, func(_ string, job *model.MailJob) (bool, error) {
			if seen++; !job.Kind.Secret() {
				return seen < maxShown, nil
			}
			v, err := s.desk.mailView(r, *job)
			latest = &v
			return false, err
		})
	})
	return latest, err
}

// RevokeMail takes a mail back: what is in it opens nothing any more, whether
// it was sent or not.
//
// What opens nothing can't be taken back, unless it is held: nobody keeps the
// admins from their notices.
//
// Errors: NotFound, Conflict when its password was used already, Forbidden for a
// mail that opens nothing.
func (s *Session) RevokeMail(ctx context.Context, id model.JobID) error {
	return s.desk.apply(ctx, s, model.VerbMailRevoke, func(a *act) error {
		job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
		if err != nil {
			return err
		}
		switch {
		case job.State == model.MailRevoked:
			return model.Fail(model.Conflict, "This mail was taken back already.")
		case !job.Kind.Secret() && job.State != model.MailHeld:
			return model.Fail(model.Forbidden, "There is nothing in this mail that could be taken back: it opens nothing.")
		}
		key := record.CredentialsKey(job.Person)
		credentials, err := loadOr[record.Credentials](a.rows, key)
		if err != nil {
			return err
		}
		if t := credentials.Temporary; t != nil && t.Job == id {
			if !t.Used.IsZero() {
				return model.Fail(model.Conflict, "The caller has logged in with this password already; it can't be taken back.")
			}
			credentials.Temporary = nil
			if err := a.put(key, credentials); err != nil {
				return err
			}
		}
		return a.moveJob(job, func() { job.Step(a.now, model.MailRevoked, "taken back by "+string(s.agent)) })
	})
}

// MailAgain tries a mail that waits at once instead of when it is due.
//
// Errors: NotFound, Conflict for one that doesn't wait.
func (s *Session) MailAgain(ctx context.Context, id model.JobID) error {
	return s.desk.apply(ctx, s, model.VerbMailAgain, func(a *act) error { return a.mailAgain(id) })
}

func (a *act) mailAgain(id model.JobID) error {
	job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
	if err != nil {
		return err
	}
	if job.State.Final() {
		return model.Fail(model.Conflict, fmt.Sprintf("This mail was %s. Send a new one from the call.", job.State))
	}
	if job.State == model.MailHeld {
		return model.Fail(model.Conflict, "This mail is held: a second person has to release it.")
	}
	if job.Leased(a.now) {
		return model.Fail(model.Conflict, "This mail is being sent at this moment.")
	}
	return a.moveJob(job, func() { job.Due = a.now })
}

// seal encrypts a finished message for the row of its job.
func (d *Desk) seal(id model.JobID, m model.Mail) ([]byte, error) {
	plain, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encoding a mail: %w", err)
	}
	defer clear(plain)
	return d.keys.Seal(d.rand, record.BodyKey(id), plain)
}

// unseal reads the message of a job, or nil when it was dropped.
func (d *Desk) unseal(r rows, id model.JobID) (*model.Mail, error) {
	key := record.BodyKey(id)
	sealed, err := r.get.Get(key)
	if err != nil || sealed == nil {
		return nil, err
	}
	plain, err := d.keys.Open(key, sealed)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	m := new(model.Mail)
	if err := json.Unmarshal(plain, m); err != nil {
		return nil, fmt.Errorf("decoding the mail %s: %w", id, err)
	}
	return m, nil
}

// newJob keeps a mail and its sealed body, and lists it as due.
func (a *act) newJob(job *model.MailJob, sealed []byte) error {
	if err := a.txn.Put(record.BodyKey(job.ID), sealed); err != nil {
		return err
	}
	if job.Person != "" { // a test is nobody's
		if err := a.put(record.OfPerson(job.Person, record.SortMails)+string(job.ID), job.ID); err != nil {
			return err
		}
	}
	a.countMail(job)
	return a.putJob(job, time.Time{})
}

// moveJob changes a job and keeps its due row in step; a final state drops the
// body, and with it the key that seals it.
func (a *act) moveJob(job *model.MailJob, change func()) error {
	was, from := job.Due, job.State
	change()
	if job.State != from {
		a.countMail(job)
	}
	if job.State == model.MailBounced && from != model.MailBounced {
		if err := a.unreachable(job); err != nil {
			return err
		}
	}
	if job.State.Final() {
		if err := a.txn.Delete(record.BodyKey(job.ID)); err != nil {
			return err
		}
	}
	return a.putJob(job, was)
}

func (a *act) putJob(job *model.MailJob, was time.Time) error {
	a.entry.Job, a.entry.Account, a.entry.Person = job.ID, job.Account, job.Person
	a.entry.Ticket, a.entry.Call = job.Ticket, job.Call
	job.Changes++
	if err := a.put(record.JobKey(job.ID), job); err != nil {
		return err
	}
	if !was.IsZero() && !was.Equal(job.Due) {
		if err := a.txn.Delete(record.DueKey(was, job.ID)); err != nil {
			return err
		}
	}
	if job.Due.IsZero() {
		return nil
	}
	return a.put(record.DueKey(job.Due, job.ID), due{job.ID, job.Due})
}

// due is what the row says that lists a mail.
type due struct {
	Job model.JobID
	At  time.Time
}
