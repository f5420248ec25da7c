package desk

// This file takes away what the portal counted when it has cooled down:
// strangers choose how many rows there are, one for each log-in that they try
// and each place that they come from.

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callin/model"
	"callin/model/record"
)

const (
	// tidyRhythm is how often there is a look at it; on several machines each
	// does it, and the later one finds nothing.
	tidyRhythm = time.Hour
	// tidyAfter is longer than any limit looks back.
	tidyAfter = 25 * time.Hour
	// tidyBatch is how many rows go with one transaction.
	tidyBatch = 90
)

// tidyOnAndOn tidies now and then, until ctx ends.
func (d *Desk) tidyOnAndOn(ctx context.Context) {
	for {
		timer := time.NewTimer(tidyRhythm)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		if err := d.tidy(ctx); err != nil && ctx.Err() == nil {
			d.log.WarnContext(ctx, "old counters of the portal can't be taken away", "error", err)
		}
	}
}

// counted is any of the portal's counters.
type counted struct {
	At, Sent []time.Time
	Told     time.Time
}

// cold tells whether nothing looks at a counter any more.
func (c counted) cold(now time.Time) bool {
	return !slices.ContainsFunc(slices.Concat(c.At, c.Sent, []time.Time{c.Told}), func(t time.Time) bool { return now.Sub(t) < tidyAfter })
}

// tidy takes away every counter that has cooled down.
func (d *Desk) tidy(ctx context.Context) error {
	for {
		var cold []string
		err := d.view(ctx, func(r rows) error {
			cold = nil
			return each(r, record.PortalTries, func(key string, c *counted) (bool, error) {
				if c.cold(d.now()) {
					cold = append(cold, key)
				}
				return len(cold) < tidyBatch, nil
			})
		})
		if err != nil || len(cold) == 0 {
			return err
		}
		err = d.apply(ctx, stranger, model.VerbTidy, func(a *act) error {
			gone := 0
			for _, key := range cold {
				c, err := load[counted](a.rows, key)
				if err != nil {
					return err
				}
				if c == nil || !c.cold(a.now) {
					continue
				}
				if err := a.txn.Delete(key); err != nil {
					return err
				}
				gone++
			}
			a.entry.Text = fmt.Sprintf("%d counters", gone)
			return nil
		})
		if err != nil {
			return err
		}
	}
}
