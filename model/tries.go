package model

import "time"

// Tries counts the wrong answers given for an account, across calls, agents,
// machines and restarts. Nothing but time, or a supervisor with a reason, makes
// them fewer: a right answer doesn't, or somebody who knows one admin's answer
// could guess at another's for ever.
type Tries struct {
	Wrong       []time.Time // within the policy's window, oldest first
	LockedUntil time.Time
}

// Locked tells whether answers are refused at this moment.
func (t Tries) Locked(now time.Time) bool { return now.Before(t.LockedUntil) }

// Left tells how many wrong answers there may still be.
func (t Tries) Left(p Policy, now time.Time) int {
	if t.Locked(now) {
		return 0
	}
	return max(p.Tries-len(t.recent(p, now)), 0)
}

// Fail counts one more wrong answer and locks the account when it was the last.
func (t Tries) Fail(p Policy, now time.Time) Tries {
	t.Wrong = append(t.recent(p, now), now)
	if len(t.Wrong) >= p.Tries {
		t.LockedUntil = now.Add(p.LockFor)
	}
	return t
}

// recent leaves out what has cooled down. A moment that seems to lie in the
// future, after a clock was set back, still counts.
func (t Tries) recent(p Policy, now time.Time) []time.Time {
	var recent []time.Time
	for _, w := range t.Wrong {
		if now.Sub(w) < p.TriesWindow {
			recent = append(recent, w)
		}
	}
	return recent
}
