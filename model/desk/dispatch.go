package desk

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

const (
	// leaseFor is how long a machine has a mail for itself: longer than any
	// courier takes, so that two never send the same one by accident.
	leaseFor = 10 * time.Minute
	// senders is how many mails go out at once.
	senders = 4
	// recheck is how long the dispatcher sleeps at most, should a wake-up get
	// lost with a broken watch.
	recheck = time.Minute
	// storeWait is how long it leaves a store alone that doesn't answer.
	storeWait = 2 * time.Second
)

// dispatcher sends the mails that are due. It leases each by a transaction, so
// that of several machines one sends it, and notes what became of it before
// looking at another. What it can't note it leaves leased: the mail then counts
// as uncertain and goes again under the same Message-ID, never silently lost.
type dispatcher struct {
	desk  *Desk
	slots chan struct{}
}

// errLeased says that another machine, or a revocation, was faster.
var errLeased = errors.New("not for us any more")

func newDispatcher(d *Desk) *dispatcher {
	return &dispatcher{desk: d, slots: make(chan struct{}, senders)}
}

// run works until ctx ends, then waits for the mails that are on their way.
func (p *dispatcher) run(ctx context.Context) {
	wake := p.desk.feed.subscribe()
	defer wake.close()
	reclaimed := false
	for ctx.Err() == nil {
		if !reclaimed {
			reclaimed = p.reclaim(ctx) == nil
		}
		wait := p.round(ctx) // first: a caller waits for what is due
		made, err := p.noticed(ctx)
		if err != nil {
			p.desk.log.WarnContext(ctx, "notices can't be made", "error", err)
			wait = min(wait, storeWait)
		}
		if made {
			continue
		}
		sleep, cancel := context.WithTimeout(ctx, wait)
		for { // only mails matter here
			changes, err := wake.Next(sleep)
			if err != nil || changes.Mails {
				break
			}
		}
		cancel()
	}
	for range senders {
		p.slots <- struct{}{}
	}
}

// round starts sending what is due and tells how long nothing will be.
func (p *dispatcher) round(ctx context.Context) time.Duration {
	for ctx.Err() == nil {
		next, err := p.next(ctx)
		if err != nil {
			p.desk.log.WarnContext(ctx, "the Outbox can't be read", "error", err)
			return storeWait
		}
		now := p.desk.now()
		if next == nil {
			return recheck
		}
		if next.At.After(now) {
			return min(next.At.Sub(now), recheck)
		}
		select {
		case p.slots <- struct{}{}: // before the lease, so that no leased mail waits
		case <-ctx.Done():
			return 0
		}
		job, message, err := p.lease(ctx, next.Job)
		if err != nil || message == nil {
			<-p.slots
		}
		switch {
		case errors.Is(err, errLeased):
			continue
		case err != nil:
			p.desk.log.WarnContext(ctx, "a mail can't be leased", "job", next.Job, "error", err)
			return storeWait
		case message == nil:
			continue // it had expired
		}
		p.desk.running.Go(func() {
			defer func() { <-p.slots }()
			p.send(ctx, job, *message)
		})
	}
	return 0
}

// next reads the first mail of the due list.
func (p *dispatcher) next(ctx context.Context) (*due, error) {
	var next *due
	err := p.desk.view(ctx, func(r rows) error {
		next = nil
		return each(r, record.Dues, func(_ string, d *due) (bool, error) { next = d; return false, nil })
	})
	return next, err
}

// lease takes a mail for this machine, or marks it as expired when the secret
// in it has died; then there is no message.
func (p *dispatcher) lease(ctx context.Context, id model.JobID) (model.MailJob, *model.Mail, error) {
	var leased model.MailJob
	var message *model.Mail
	err := p.desk.apply(ctx, p.actor(), model.VerbMailLease, func(a *act) error {
		leased, message = model.MailJob{}, nil
		job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
		if err != nil {
			return err
		}
		if job.State.Final() || job.Leased(a.now) || job.Due.After(a.now) {
			return errLeased
		}
		if !a.now.Before(job.Expires) {
			a.entry.Text = string(model.MailExpired)
			return a.moveJob(job, func() {
				job.Step(a.now, model.MailExpired, "the temporary password's life ended before the mail could go")
			})
		}
		if message, err = p.desk.unseal(a.rows, id); err != nil {
			return err
		}
		if message == nil {
			return fmt.Errorf("the mail %s has lost its body", id)
		}
		err = a.moveJob(job, func() {
			job.Attempts++
			job.LeasedBy, job.LeasedTo = p.desk.lane, a.now.Add(leaseFor)
			job.Due = job.LeasedTo // when somebody else may look after it
			job.Step(a.now, model.MailSending, "")
		})
		leased = *job
		return err
	})
	if err != nil {
		return leased, nil, err
	}
	return leased, message, nil
}

// send hands one mail to the courier and notes what became of it.
func (p *dispatcher) send(ctx context.Context, job model.MailJob, message model.Mail) {
	receipt, err := p.desk.courier.Send(ctx, message)
	spread := p.spread()
	// What the server said must be kept even when the desk is closing.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeWait+lookFor)
	defer cancel()
	note := p.desk.apply(ctx, p.actor(), model.VerbMailResult, func(a *act) error {
		now, err2 := need[model.MailJob](a.rows, record.JobKey(job.ID), "mail")
		if err2 != nil {
			return err2
		}
		if now.State != model.MailSending || now.LeasedBy != p.desk.lane || now.Attempts != job.Attempts {
			return errLeased // revoked meanwhile
		}
		defer func() { a.entry.Text = string(now.State) }()
		return a.moveJob(now, func() { settle(now, a.now, receipt, err, spread) })
	})
	if note != nil && !errors.Is(note, errLeased) {
		p.desk.log.ErrorContext(ctx, "what became of a mail can't be noted", "job", job.ID, "error", note)
	}
}

// settle notes what the courier said.
func settle(job *model.MailJob, now time.Time, receipt model.Receipt, err error, spread float64) {
	job.LeasedBy, job.LeasedTo = "", time.Time{}
	if err == nil {
		job.Server = model.CleanLine(receipt.Server)
		job.Step(now, model.MailAccepted, unquoted(receipt.Said))
		return
	}
	failure, ok := errors.AsType[*model.MailError](err)
	if !ok {
		failure = &model.MailError{Fate: model.FateDeferred, Said: "the mail could not be handed over", Cause: err}
	}
	job.Server = model.CleanLine(failure.Server)
	said := unquoted(failure.Said)
	if failure.Reply != 0 {
		said = fmt.Sprintf("%d %s", failure.Reply, failure.Said)
	}
	if failure.Fate == model.FateRefused {
		job.Step(now, model.MailRefused, said)
		return
	}
	job.Due = job.RetryAt(now, spread)
	switch {
	case job.Due.IsZero():
		job.Step(now, model.MailExpired, "no more time to try again; last: "+said)
	case failure.Fate == model.FateUncertain:
		job.Step(now, model.MailUncertain, said)
	default:
		job.Step(now, model.MailDeferred, said)
	}
}

// unquoted masks a temporary password in a server's words: a content filter may
// quote the mail that it refuses, and the words are shown to agents.
func unquoted(said string) string {
	return temporaryShape.ReplaceAllString(said, model.Secret{}.String())
}

// reclaim takes back what this machine was sending when it was last ended: it
// may have been taken or not.
func (p *dispatcher) reclaim(ctx context.Context) error {
	var ours []model.JobID
	err := p.desk.view(ctx, func(r rows) error {
		ours = nil
		return each(r, record.Dues, func(_ string, d *due) (bool, error) {
			job, err := need[model.MailJob](r, record.JobKey(d.Job), "mail")
			if err == nil && job.State == model.MailSending && job.LeasedBy == p.desk.lane {
				ours = append(ours, d.Job)
			}
			return true, err
		})
	})
	if err != nil {
		return err
	}
	for _, id := range ours {
		err := p.desk.apply(ctx, p.actor(), model.VerbMailResult, func(a *act) error {
			job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
			if err != nil || job.State != model.MailSending {
				return err
			}
			a.entry.Text = string(model.MailUncertain)
			return a.moveJob(job, func() {
				job.LeasedBy, job.LeasedTo, job.Due = "", time.Time{}, a.now
				job.Step(a.now, model.MailUncertain, "callin was ended while this was being sent")
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *dispatcher) actor() machine { return machine("mail@" + p.desk.lane) }

// spread draws a number from 0 up to 1.
func (p *dispatcher) spread() float64 {
	var b [4]byte
	if _, err := p.desk.rand.Read(b[:]); err != nil {
		return 0.5
	}
	return float64(binary.BigEndian.Uint32(b[:])) / (1 << 32)
}
