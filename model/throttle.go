package model

import "time"

// Throttle holds the times of what may happen only so often: failed log-ins,
// requests, codes. It is kept in the store, so that neither a restart nor
// another machine gives anybody more of it.
type Throttle struct {
	At   []time.Time // within the window, oldest first
	Told time.Time   // when somebody was last warned of it
}

// Limit is how often something may happen in a time.
type Limit struct {
	Most int
	In   time.Duration
}

// Full tells from when there may be another, or a zero time when there may be
// one now.
func (t Throttle) Full(l Limit, now time.Time) time.Time {
	recent := t.recent(l, now)
	if len(recent) < l.Most {
		return time.Time{}
	}
	return recent[len(recent)-l.Most].Add(l.In)
}

// Count adds one.
func (t Throttle) Count(l Limit, now time.Time) Throttle {
	t.At = append(t.recent(l, now), now)
	return t
}

// recent leaves out what has cooled down. A moment that seems to lie in the
// future, after a clock was set back, still counts.
func (t Throttle) recent(l Limit, now time.Time) []time.Time {
	var recent []time.Time
	for _, at := range t.At {
		if now.Sub(at) < l.In {
			recent = append(recent, at)
		}
	}
	return recent
}
