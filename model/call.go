package model

import (
	"fmt"
	"slices"
	"time"
)

// CallState is where a call stands.
type CallState string

// The states of a call.
const (
	CallOpen   CallState = "open"
	CallParked CallState = "parked"
	CallEnded  CallState = "ended"
)

// Outcome is how a call ended.
type Outcome string

// The outcomes that an agent can choose at wrap-up, in the order of the list.
const (
	Told        Outcome = "told"
	Mailed      Outcome = "mailed"    // the caller has yet to log in
	LoggedIn    Outcome = "logged in" // mailed, and the caller says that it worked
	Referred    Outcome = "referred"
	Explained   Outcome = "explained" // by word or by article, or a change was made as asked: nothing given back
	NotVerified Outcome = "not verified"
	Unsolved    Outcome = "unsolved" // goes to the queue
	Dropped     Outcome = "line dropped"
)

// Outcomes in the order of the list.
var Outcomes = []Outcome{Told, Mailed, LoggedIn, Referred, Explained, NotVerified, Unsolved, Dropped}

// Call is one conversation at the desk.
type Call struct {
	ID      CallID
	Ticket  TicketNumber
	Agent   AgentName
	Account AccountID // "" when nobody was found
	Person  PersonID
	Said    string // who the caller says they are, when nobody was found
	From    string `json:",omitempty"` // the number that they call from, E.164; "" when it isn't known
	State   CallState
	Opened  time.Time
	Ended   time.Time
	Outcome Outcome
	Note    string
	Checks  []Verification // oldest first; the policy's tries bound them
	Deeds   []Deed         // oldest first
	Again   time.Time      // when it was opened again after its end; what was proven before no longer counts
	Version
}

// Verification is one attempt to prove who is calling.
type Verification struct {
	At     time.Time
	Agent  AgentName
	Person PersonID
	Method Method
	Passed bool
	From   string `json:",omitempty"` // the number called from, E.164, as far as it was known
}

// Deed is one thing that was done for the caller.
type Deed struct {
	At   time.Time
	Lost Credential
	Way  Way
	Mail JobID // of the ways that mail

	Article ArticleID `json:",omitempty"` // that was mailed; then Lost is ""
	Used    time.Time `json:",omitzero"`  // when the caller logged in with what was mailed
}

// maxDeeds bounds a call; nobody loses more in one conversation.
const maxDeeds = 50

// Do notes a deed.
func (c *Call) Do(d Deed) error {
	if len(c.Deeds) >= maxDeeds {
		return Fail(Forbidden, "This call has become too long. Wrap it up and open another.")
	}
	c.Deeds = append(c.Deeds, d)
	return nil
}

// MailUsed notes that what a mail of this call carried was used, and tells
// whether the call is one that learns of it: a call that has ended stays as it
// was.
func (c *Call) MailUsed(mail JobID, now time.Time) bool {
	if c.State == CallEnded {
		return false
	}
	i := slices.IndexFunc(c.Deeds, func(d Deed) bool { return d.Mail == mail && d.Used.IsZero() })
	if i < 0 {
		return false
	}
	c.Deeds = slices.Clone(c.Deeds) // copies of the call share them
	c.Deeds[i].Used = now
	return true
}

// LoggedIn tells whether the caller has logged in with the password that was
// mailed last.
func (c *Call) LoggedIn() bool {
	for _, d := range slices.Backward(c.Deeds) {
		if d.Way == WayRequestMail || d.Way == WayTicket {
			return !d.Used.IsZero()
		}
	}
	return false
}

// Told tells whether something was told in the call, and whether it was mailed
// besides.
func (c *Call) Told(lost Credential) (told, mailed bool) {
	for _, d := range c.Deeds {
		if d.Way == WayTell && d.Lost == lost {
			told, mailed = true, mailed || d.Mail != ""
		}
	}
	return told, mailed
}

// Verified tells until when the caller counts as verified for an agent: by the
// named methods, all of them, in this call, as the call's person, by this very
// agent. A zero time means not verified. Nobody is verified in a call that has
// ended, or for no needs at all.
func (c *Call) Verified(p Policy, needs []Method, agent AgentName, now time.Time) time.Time {
	var until time.Time
	if c.Person == "" || c.State == CallEnded {
		return until
	}
	for i, method := range needs {
		end := c.passed(p, method, agent, now)
		if end.IsZero() {
			return time.Time{}
		}
		if i == 0 || end.Before(until) {
			until = end
		}
	}
	return until
}

func (c *Call) passed(p Policy, method Method, agent AgentName, now time.Time) time.Time {
	var until time.Time
	for _, v := range c.Checks {
		end := v.At.Add(p.VerificationLife)
		if v.Passed && v.Method == method && v.Agent == agent && v.Person == c.Person &&
			!now.Before(v.At) && now.Before(end) && v.At.After(c.Again) {
			until = end
		}
	}
	return until
}

// Suggest is the outcome that the deeds speak for.
func (c *Call) Suggest() Outcome {
	suggestion := Explained
	for _, d := range c.Deeds {
		switch d.Way {
		case WayRequestMail, WayTicket:
			if c.LoggedIn() {
				return LoggedIn
			}
			return Mailed // the one that stays open until the caller has logged in
		case WayTell:
			suggestion = Told
		case WayReferral:
			if suggestion != Told {
				suggestion = Referred
			}
		}
	}
	if len(c.Deeds) > 0 {
		return suggestion
	}
	if len(c.Checks) > 0 && !c.Checks[len(c.Checks)-1].Passed {
		return NotVerified
	}
	return Unsolved
}

// End wraps the call up. The outcome must be borne out by the deeds: nobody
// notes as told what wasn't told.
func (c *Call) End(outcome Outcome, note string, now time.Time) error {
	var ways []Way
	switch outcome {
	case Told:
		ways = []Way{WayTell}
	case Mailed, LoggedIn:
		ways = []Way{WayRequestMail, WayTicket}
	case Referred:
		ways = []Way{WayReferral}
	case Explained, NotVerified, Unsolved, Dropped:
	default:
		return FailField("outcome", "Choose one of the outcomes in the list.")
	}
	if ways != nil && !c.did(ways) {
		return FailField("outcome", fmt.Sprintf("Nothing was %s in this call. Choose another outcome.", map[Outcome]string{
			Told: "told", Mailed: "mailed", LoggedIn: "mailed", Referred: "referred",
		}[outcome]))
	}
	c.State, c.Outcome, c.Note, c.Ended = CallEnded, outcome, note, now
	return nil
}

func (c *Call) did(ways []Way) bool {
	return slices.ContainsFunc(c.Deeds, func(d Deed) bool { return slices.Contains(ways, d.Way) })
}
