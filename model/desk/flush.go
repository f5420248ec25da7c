package desk

// This file tries the mails that wait at once, for the shell, and tells what
// became of them. It takes two steps, because a desk with a courier begins to
// send as soon as it is opened: FlushMail on a desk without one, then AwaitMail
// on a desk with one. So no mail goes uncounted between.

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

// Flushing are the mails that a flush has found waiting.
type Flushing struct{ mails []waiting }

// waiting is a mail, and how often it was tried before.
type waiting struct {
	job      model.JobID
	attempts int
}

// Mails is how many there are.
func (f *Flushing) Mails() int { return len(f.mails) }

// Flushed counts what became of them.
type Flushed struct {
	Accepted int
	Deferred int // will be tried again
	Refused  int
	Ended    int // expired or taken back: not worth sending any more
	Untried  int // when there was no more time to wait
}

// FlushMail makes every mail that waits due at once, those of notices too.
func (o *Operator) FlushMail(ctx context.Context) (*Flushing, error) {
	for more := true; more; {
		var err error
		if more, err = newDispatcher(o.desk).noticed(ctx); err != nil {
			return nil, err
		}
	}
	f := &Flushing{}
	err := o.desk.view(ctx, func(r rows) error {
		f.mails = nil
		return each(r, record.Dues, func(_ string, d *due) (bool, error) {
			job, err := need[model.MailJob](r, record.JobKey(d.Job), "mail")
			if err == nil {
				f.mails = append(f.mails, waiting{d.Job, job.Attempts})
			}
			return true, err
		})
	})
	if err != nil {
		return nil, err
	}
	for i, w := range f.mails {
		err := o.desk.apply(ctx, o.who, model.VerbMailAgain, func(a *act) error { return a.mailAgain(w.job) })
		if code := model.CodeOf(err); code != "" && code != model.Conflict { // that is one on its way, or arrived meanwhile
			return f, fmt.Errorf("after %d mails: %w", i, err)
		}
	}
	return f, nil
}

// WaitingMails counts the mails that are to be sent, or are being sent, and the
// notices that aren't made into mails yet.
func (o *Operator) WaitingMails(ctx context.Context) (int, error) {
	waiting := 0
	err := o.desk.view(ctx, func(r rows) error {
		waiting = 0
		count := func(string, *json.RawMessage) (bool, error) { waiting++; return true, nil }
		if err := each(r, record.Dues, count); err != nil {
			return err
		}
		return each(r, record.Notices, count)
	})
	return waiting, err
}

// AwaitMail waits until each mail of the flush has been tried, or ctx ends:
// then the rest counts as untried, which is no error.
func (o *Operator) AwaitMail(ctx context.Context, f *Flushing) (Flushed, error) {
	wake := o.desk.feed.subscribe()
	defer wake.close()
	count := Flushed{}
	for rest := f.mails; len(rest) > 0; {
		n, err := o.tried(ctx, rest, &count)
		if err != nil && ctx.Err() == nil {
			return count, err
		}
		rest = rest[n:]
		if len(rest) == 0 {
			break
		}
		if _, err := wake.Next(ctx); err != nil {
			return count, o.leftOver(ctx, rest, &count)
		}
	}
	return count, nil
}

// leftOver counts the mails that there was no time for, and those behind them
// that were tried out of turn.
func (o *Operator) leftOver(ctx context.Context, rest []waiting, count *Flushed) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	for len(rest) > 0 {
		n, err := o.tried(ctx, rest, count)
		if err != nil {
			return err
		}
		if rest = rest[n:]; len(rest) > 0 {
			count.Untried++
			rest = rest[1:]
		}
	}
	return nil
}

// tried counts mails from the first on, up to one that hasn't been tried yet,
// and tells how many that were. They are tried about in their order, so looking
// no further costs nothing and saves reading all of them at each change.
func (o *Operator) tried(ctx context.Context, mails []waiting, count *Flushed) (int, error) {
	n := 0
	var seen Flushed
	err := o.desk.view(ctx, func(r rows) error {
		n, seen = 0, Flushed{}
		for _, w := range mails {
			job, err := need[model.MailJob](r, record.JobKey(w.job), "mail")
			if err != nil {
				return err
			}
			if !seen.add(job, w.attempts) {
				return nil
			}
			n++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	count.Accepted, count.Deferred = count.Accepted+seen.Accepted, count.Deferred+seen.Deferred
	count.Refused, count.Ended = count.Refused+seen.Refused, count.Ended+seen.Ended
	return n, nil
}

// add counts a mail, unless it hasn't been tried since.
func (f *Flushed) add(job *model.MailJob, attempts int) bool {
	switch {
	case job.State == model.MailAccepted, job.State == model.MailBounced:
		f.Accepted++
	case job.State == model.MailRefused:
		f.Refused++
	case job.State.Final():
		f.Ended++
	case job.Attempts > attempts && job.State != model.MailSending:
		f.Deferred++
	default:
		return false
	}
	return true
}
