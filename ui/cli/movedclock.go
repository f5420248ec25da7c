// This file is the demo's clock.
package cli

import (
	"sync/atomic"
	"time"

	"callin/model"
)

// movedClock runs at the real pace from wherever it was set last.
type movedClock struct {
	real  model.Clock
	zone  *time.Location
	ahead atomic.Int64 // nanoseconds
}

// Now is the demo's time.
func (c *movedClock) Now() time.Time {
	return c.real().Add(time.Duration(c.ahead.Load())).In(c.zone)
}

func (c *movedClock) set(at time.Time) { c.ahead.Store(int64(at.Sub(c.real()))) }
