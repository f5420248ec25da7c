package desk

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// dispatcher sends the mails that are due. It leases them by a transaction, so
// that of several machines one sends each, and a sender is free for another only
// when it is noted what became of the last. What can't be noted stays leased:
// the mail then counts as uncertain and goes again under the same Message-ID,
// never silently lost. Leases and notes that come together share a transaction,
// because each costs a write to the disk.
type dispatcher struct {
	desk  *Desk
	slots chan struct{} // one for each mail that is leased
	ends  chan ended
}

// ended is a mail that was handed over, or not.
type ended struct {
	job     model.MailJob // as it was leased
	receipt model.Receipt
	err     error
	spread  float64
}

// leased is a mail that this machine has for itself.
type leased struct {
	job     model.MailJob
	message model.Mail
}

func newDispatcher(d *Desk) *dispatcher {
	return &dispatcher{desk: d, slots: make(chan struct{}, senders), ends: make(chan ended, senders)}
}

// run works until ctx ends, then waits for the mails that are on their way.
func (p *dispatcher) run(ctx context.Context) {
	wake := p.desk.feed.subscribe()
	defer wake.close()
	p.desk.running.Go(func() { p.note(context.WithoutCancel(ctx)) })
	reclaimed := false
	for ctx.Err() == nil {
		if !reclaimed {
			reclaimed = p.reclaim(ctx) == nil
		}
		wait := p.round(ctx)      // first: a caller waits for what is due
		made, err := p.asked(ctx) // whoever asked for a password waits too
		if err == nil && !made {
			made, err = p.noticed(ctx)
		}
		if err != nil {
			p.desk.log.WarnContext(ctx, "mails that were decided can't be made", "error", err)
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
	close(p.ends)
}

// round starts sending what is due and tells how long nothing will be.
func (p *dispatcher) round(ctx context.Context) time.Duration {
	for {
		free := p.free(ctx)
		if free == 0 {
			return 0 // ctx has ended
		}
		jobs, wait, err := p.take(ctx, free)
		p.release(free - len(jobs))
		if err != nil {
			p.desk.log.WarnContext(ctx, "the Outbox can't be worked", "error", err)
			return storeWait
		}
		for _, j := range jobs {
			p.desk.running.Go(func() { p.send(ctx, j) })
		}
		if wait > 0 {
			return wait
		}
	}
}

// free waits for a slot and takes all that are free, before there is a lease,
// so that no leased mail waits.
func (p *dispatcher) free(ctx context.Context) int {
	if ctx.Err() != nil {
		return 0
	}
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return 0
	}
	for n := 1; ; n++ {
		select {
		case p.slots <- struct{}{}:
		default:
			return n
		}
	}
}

func (p *dispatcher) release(n int) {
	for range n {
		<-p.slots
	}
}

// take leases at most so many of the mails that are due, and tells how long
// none will be; 0 when there may be more at once.
func (p *dispatcher) take(ctx context.Context, most int) ([]leased, time.Duration, error) {
	var first []due
	err := p.desk.view(ctx, func(r rows) error {
		first = nil
		return eachUpTo(r, record.Dues, most, func(_ string, d *due) (bool, error) {
			first = append(first, *d)
			return len(first) < most, nil
		})
	})
	if err != nil {
		return nil, 0, err
	}
	now := p.desk.now()
	ripe := slices.DeleteFunc(slices.Clone(first), func(d due) bool { return d.At.After(now) })
	if len(ripe) == 0 {
		if len(first) == 0 {
			return nil, recheck, nil
		}
		return nil, min(first[0].At.Sub(now), recheck), nil
	}
	jobs, err := p.lease(ctx, ripe)
	return jobs, 0, err
}

// lease takes mails for this machine, and marks those as expired whose secret
// has died. What another machine has taken meanwhile it leaves out.
func (p *dispatcher) lease(ctx context.Context, ripe []due) ([]leased, error) {
	var jobs []leased
	err := p.desk.apply(ctx, p.actor(), model.VerbMailLease, func(a *act) error {
		jobs = nil
		var touched []string
		for _, d := range ripe {
			lease, found, err := a.leaseOne(p, d.Job)
			if err != nil {
				return err
			}
			if lease != nil {
				jobs = append(jobs, *lease)
			}
			if found {
				touched = append(touched, string(d.Job))
			}
		}
		a.entry.Text = strings.Join(touched, " ")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return jobs, nil
}

// leaseOne takes one mail. It is found if there was anything to do about it,
// and has no lease when it had expired.
func (a *act) leaseOne(p *dispatcher, id model.JobID) (lease *leased, found bool, err error) {
	job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
	if err != nil || job.State.Final() || job.Leased(a.now) || job.Due.After(a.now) {
		return nil, false, err
	}
	if !a.now.Before(job.Expires) {
		return nil, true, a.moveJob(job, func() {
			job.Step(a.now, model.MailExpired, "its time was over before it could go")
		})
	}
	message, err := p.desk.unseal(a.rows, id)
	if err == nil && message == nil {
		err = fmt.Errorf("the mail %s has lost its body", id)
	}
	if err != nil {
		return nil, false, err
	}
	err = a.moveJob(job, func() {
		job.Attempts++
		job.LeasedBy, job.LeasedTo = p.desk.lane, a.now.Add(leaseFor)
		job.Due = job.LeasedTo // when somebody else may look after it
		job.Step(a.now, model.MailSending, "")
	})
	return &leased{*job, *message}, true, err
}

// send hands one mail to the courier.
func (p *dispatcher) send(ctx context.Context, j leased) {
	receipt, err := p.desk.courier.Send(ctx, j.message)
	p.ends <- ended{j.job, receipt, err, p.spread()}
}

// note writes down what became of mails, all that have ended meanwhile in one
// transaction. It goes on when the desk is closing: what a server said must be
// kept.
func (p *dispatcher) note(ctx context.Context) {
	for first := range p.ends {
		batch := []ended{first}
		for len(batch) < senders && len(p.ends) > 0 {
			batch = append(batch, <-p.ends)
		}
		limit, cancel := context.WithTimeout(ctx, storeWait+lookFor)
		err := p.desk.apply(limit, p.actor(), model.VerbMailResult, func(a *act) error { return a.noteAll(p, batch) })
		cancel()
		if err != nil {
			p.desk.log.ErrorContext(ctx, "what became of mails can't be noted", "mails", len(batch), "error", err)
		}
		p.release(len(batch))
	}
}

func (a *act) noteAll(p *dispatcher, batch []ended) error {
	var said []string
	for _, e := range batch {
		job, err := need[model.MailJob](a.rows, record.JobKey(e.job.ID), "mail")
		if err != nil {
			return err
		}
		if job.State != model.MailSending || job.LeasedBy != p.desk.lane || job.Attempts != e.job.Attempts {
			continue // taken back meanwhile
		}
		if err := a.moveJob(job, func() { settle(job, a.now, e.receipt, e.err, e.spread) }); err != nil {
			return err
		}
		said = append(said, string(job.ID)+" "+string(job.State))
	}
	a.entry.Text = strings.Join(said, ", ")
	return nil
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

// unquoted masks a temporary password or a one-time code in a server's words: a content filter may
// quote the mail that it refuses, and the words are shown to agents.
func unquoted(said string) string {
	said = temporaryShape.ReplaceAllString(said, model.Secret{}.String())
	return codeShape.ReplaceAllString(said, model.Secret{}.String())
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
