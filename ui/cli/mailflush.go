// This file is "mail flush".
package cli

import (
	"context"
	"fmt"
	"time"

	"callin/model/desk"
)

type mailFlush struct {
	Wait time.Duration `default:"5m" help:"Wait at most so long until each mail has been tried."`
}

// Run tries every mail that waits.
func (c *mailFlush) Run(ctx context.Context, sh *shell) error {
	if err := sh.settle(); err != nil {
		return err
	}
	switch {
	case sh.settings.SMTP.Server == "":
		return errNoServer
	case c.Wait < time.Second || c.Wait > 24*time.Hour:
		return misused("--wait must be from 1s to 24h.")
	}
	waiting, err := sh.wake(ctx)
	if err != nil {
		return err
	}
	if waiting.Mails() == 0 {
		_, err := fmt.Fprintln(sh.edge.Out, "No mails wait.")
		return err
	}
	return sh.operate(ctx, needs{mail: true}, func(o *desk.Operator) error {
		late, cancel := context.WithTimeout(ctx, c.Wait)
		defer cancel()
		done, err := o.AwaitMail(late, waiting)
		if err != nil {
			return err
		}
		return sh.tellFlushed(done)
	})
}

// wake makes all mails due, on a desk that sends nothing by itself.
func (sh *shell) wake(ctx context.Context) (*desk.Flushing, error) {
	var waiting *desk.Flushing
	err := sh.operate(ctx, needs{mail: true, still: true}, func(o *desk.Operator) (err error) {
		waiting, err = o.FlushMail(ctx)
		return err
	})
	return waiting, err
}

func (sh *shell) tellFlushed(f desk.Flushed) error {
	for _, l := range []struct {
		n    int
		what string
	}{
		{f.Accepted, "accepted by the mail server"},
		{f.Deferred, "deferred, to be tried again"},
		{f.Refused, "refused for good"},
		{f.Ended, "expired or taken back"},
		{f.Untried, "not tried yet"},
	} {
		if l.n == 0 {
			continue
		}
		if _, err := fmt.Fprintf(sh.edge.Out, "%s %s\n", count(l.n, "mail", "mails"), l.what); err != nil {
			return err
		}
	}
	if left := f.Deferred + f.Refused + f.Untried; left > 0 {
		return failed("%s didn't go. \"callin mail status\" tells why.", count(left, "mail", "mails"))
	}
	return nil
}
