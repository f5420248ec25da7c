package model

import (
	"slices"
	"time"
)

// What the desk counts, and the numbers that stand for it in a Tally. The
// numbers are kept for years: a table here grows at its end and is never
// reordered. Place 0 is whatever a table doesn't know.

type kind uint8

const (
	kindOpened  kind = 1 + iota // calls, by weekday and hour
	kindOutcome                 // calls that ended, by outcome
	kindLost                    // the same, by what was lost
	kindHandled                 // the same, by way and how long they took
	kindChecked                 // verifications, by method and verdict
	kindMail                    // mails, by kind and the state that they came into
	kindTook                    // mails that were accepted, by kind and how long that took
	kindPrompt                  // the same, by kind and whether it was in time
	kindTicket                  // tickets, by kind and what happened to them
	kindArticle                 // articles, by what was done with them
)

func counter(k kind, value int) Counter { return Counter(k)<<24 | Counter(value)&0xffffff }

var (
	outcomeCodes = []Outcome{"", Told, Mailed, LoggedIn, Referred, Explained, NotVerified, Unsolved, Dropped}
	lostCodes    = []Credential{"", LoginPassword, UserName, ClientID, VoicemailPIN, SIPPassword, PolycomPassword}
	wayCodes     = []Way{"", WayTicket, WayRequestMail, WayTell, WayReferral, WayPortal, WayArticle, WayNone}
	methodCodes  = []Method{"", MethodAnswer}
	stateCodes   = []MailState{
		"", MailQueued, MailSending, MailDeferred, MailAccepted, MailRefused, MailBounced, MailUncertain, MailExpired, MailRevoked,
		MailHeld,
	}
	mailCodes = []MailKind{
		"", MailTemporary, MailRequest, MailNewUser, MailNewUserCopy, MailCode, MailArticle, MailChanged, MailFailed, MailReferral, MailTest,
		MailAddressCode, MailTold,
	}
	ticketCodes = []TicketKind{"", KindPassword, KindUserName, KindClientID, KindChange, KindOther}
	deedCodes   = []TicketDeed{"", TicketOpened, TicketInTime, TicketLate, TicketReopened}
)

func code[T comparable](codes []T, v T) int { return max(slices.Index(codes, v), 0) }

// TicketDeed is what happened to a ticket.
type TicketDeed string

// What happens to tickets.
const (
	TicketOpened   TicketDeed = "opened"
	TicketInTime   TicketDeed = "done in time"
	TicketLate     TicketDeed = "done late"
	TicketReopened TicketDeed = "reopened"
)

// Way is the way that a call took: of several the weightiest, "" when nothing
// was done in it.
func (c *Call) Way() Way {
	for _, way := range wayCodes[1:] {
		if c.did([]Way{way}) {
			return way
		}
	}
	return ""
}

// CountOpened counts a call on the day on which it was opened.
func CountOpened(c Call) Tally {
	hour := (int(c.Opened.Weekday())+6)%7*24 + c.Opened.Hour()
	return Tally{{counter(kindOpened, hour), 1}}
}

// CountEnded counts a call on the day on which it ended: the outcome, each thing
// that was lost once, the way, and how long it took with the time that it was
// parked.
func CountEnded(c Call) Tally {
	var t Tally
	t.Add(counter(kindOutcome, code(outcomeCodes, c.Outcome)), 1)
	var lost []int
	for _, d := range c.Deeds {
		if l := code(lostCodes, d.Lost); !slices.Contains(lost, l) {
			lost = append(lost, l)
		}
	}
	if len(lost) == 0 {
		lost = []int{0}
	}
	for _, l := range lost {
		t.Add(counter(kindLost, l), 1)
	}
	t.Add(counter(kindHandled, code(wayCodes, c.Way())<<8|step(c.Ended.Sub(c.Opened))), 1)
	return t
}

// CountCheck counts a verification.
func CountCheck(v Verification) Tally {
	return Tally{{counter(kindChecked, code(methodCodes, v.Method)<<1|bit(v.Passed)), 1}}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// CountMail counts that a mail has come into another state, and when it was
// accepted how long that took since it was decided, and whether it was promptly:
// within the time after which callers are asked about the spam folder.
func CountMail(j MailJob, promptly time.Duration) Tally {
	var t Tally
	if j.State == MailSending {
		return t // on the way to a state that counts
	}
	k := code(mailCodes, j.Kind)
	t.Add(counter(kindMail, k<<8|code(stateCodes, j.State)), 1)
	if j.State == MailAccepted {
		took := j.Ended.Sub(j.Created)
		t.Add(counter(kindTook, k<<8|step(took)), 1)
		t.Add(counter(kindPrompt, k<<1|bit(took <= promptly)), 1)
	}
	return t
}

// Trouble tells whether a mail that comes into the state is trouble with the
// other side, which is counted for its domain.
func (s MailState) Trouble() bool {
	return s == MailDeferred || s == MailRefused || s == MailBounced
}

// CountTicket counts what has just happened to a ticket, given how it was before;
// a new one was nothing. What isn't worth counting leaves the tally empty.
func CountTicket(was *Ticket, t Ticket, now time.Time) Tally {
	var deed TicketDeed
	switch {
	case was == nil:
		deed = TicketOpened
	case was.Done() && !t.Done():
		deed = TicketReopened
	case !was.Done() && t.Done() && now.After(t.Due):
		deed = TicketLate
	case !was.Done() && t.Done():
		deed = TicketInTime
	default:
		return nil
	}
	return Tally{{counter(kindTicket, code(ticketCodes, t.Kind)<<8|code(deedCodes, deed)), 1}}
}
