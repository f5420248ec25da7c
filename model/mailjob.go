package model

import (
	"slices"
	"time"
)

// MailState is how far a mail has come.
type MailState string

// The states of a mail. Accepted, refused, bounced, expired and revoked are final.
const (
	MailHeld      MailState = "held" // until a second person releases it
	MailQueued    MailState = "queued"
	MailSending   MailState = "sending"
	MailDeferred  MailState = "deferred" // not taken yet, will be tried again
	MailAccepted  MailState = "accepted"
	MailRefused   MailState = "refused"
	MailBounced   MailState = "bounced"
	MailUncertain MailState = "uncertain" // may have been taken; is sent again under the same Message-ID
	MailExpired   MailState = "expired"   // the secret's life ended before it could go
	MailRevoked   MailState = "revoked"   // taken back by the desk: it opens nothing
)

// MailJob is one mail on its way. Its body is kept sealed, apart from the job,
// until it is sent, expired or revoked.
type MailJob struct {
	ID      JobID
	Kind    MailKind
	State   MailState
	Account AccountID
	Person  PersonID
	Ticket  TicketNumber
	Call    CallID
	To      string    // the address on file when the mail was decided
	By      AgentName `json:",omitempty"` // who decided a mail that was held

	Created  time.Time
	Due      time.Time // when it is tried next; zero when never
	Expires  time.Time // when the secret in it dies, and with it the mail
	Attempts int
	LeasedBy string    // the machine that is sending it
	LeasedTo time.Time // until when nobody else may
	Ended    time.Time // when it reached a final state

	Server string     // that answered last
	Said   string     // its last words, cleaned
	Steps  []MailStep // oldest first, at most maxMailSteps
	Version
}

// MailStep is one line of a mail's story.
type MailStep struct {
	At    time.Time
	State MailState
	Said  string
}

// What a mail's story says of its reader.
const (
	SaidLoggedIn = "the person has logged in with the password in it"
	SaidChosen   = "the person has chosen a new password"
)

// maxMailSteps bounds the story: a mail that is tried for a day stays small.
const maxMailSteps = 40

// Step moves the mail to a state and notes it.
func (j *MailJob) Step(now time.Time, state MailState, said string) {
	if state.Final() && state != j.State { // words that come later change nothing about when it ended
		j.Ended = now
	}
	j.State, j.Said = state, CleanLine(said)
	j.Steps = slices.Clone(j.Steps) // copies of the job share them
	if over := len(j.Steps) + 1 - maxMailSteps; over > 0 {
		j.Steps = slices.Delete(j.Steps, 1, 1+over) // keep the first: when it was queued
	}
	j.Steps = append(j.Steps, MailStep{now, state, j.Said})
	if j.State.Final() {
		j.Due, j.LeasedBy, j.LeasedTo = time.Time{}, "", time.Time{}
	}
}

// Final tells whether nothing more will happen to the mail by itself.
func (s MailState) Final() bool {
	switch s {
	case MailAccepted, MailRefused, MailBounced, MailExpired, MailRevoked:
		return true
	}
	return false
}

// Leased tells whether somebody is sending the mail at this moment.
func (j *MailJob) Leased(now time.Time) bool {
	return j.State == MailSending && now.Before(j.LeasedTo)
}

// backoff between tries: first soon, because a caller waits on the phone.
var backoff = []time.Duration{
	5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute,
	2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute,
}

// RetryAt tells when to try again after an attempt that failed, given a number
// from 0 up to 1 to spread the tries of many mails. A zero time means that
// the secret will have died by then.
func (j *MailJob) RetryAt(now time.Time, spread float64) time.Time {
	wait := backoff[min(max(j.Attempts-1, 0), len(backoff)-1)]
	at := now.Add(wait - wait/5 + time.Duration(spread*float64(wait)*2/5)) // ±20 %
	if !at.Before(j.Expires) {
		return time.Time{}
	}
	return at
}
