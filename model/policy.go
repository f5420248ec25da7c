package model

import (
	"fmt"
	"slices"
	"time"
)

// Credential is one of the things that people lose and the desk has a rule for.
type Credential string

// The credentials, as they are written on screens.
const (
	LoginPassword   Credential = "login password"
	UserName        Credential = "user name"
	ClientID        Credential = "Client ID"
	VoicemailPIN    Credential = "voicemail PIN"
	SIPPassword     Credential = "SIP or FTP password"
	PolycomPassword Credential = "Polycom password" // the phone's own, none of the provider's
)

// Credentials in the order of the manual.
var Credentials = []Credential{LoginPassword, UserName, ClientID, VoicemailPIN, SIPPassword, PolycomPassword}

// Way is how a lost credential comes back to its owner.
type Way string

// The ways of recovery.
const (
	WayRequestMail Way = "request mail" // the Password Request form, or the agent for the caller: mail to the address on file
	WayTicket      Way = "ticket"       // account change ticket; a temporary password to the address on file
	WayTell        Way = "tell"         // the agent tells it
	WayReferral    Way = "referral"     // the account admin can do it in the portal
	WayPortal      Way = "portal"       // whoever can log in does it there
	WayArticle     Way = "article"      // not the provider's: an article explains it
	WayNone        Way = "none"         // there is nothing to give back
)

// Method is one way to prove who is calling. Where a rule asks for several, all
// of them must have been passed.
type Method string

// The methods of verification.
const MethodAnswer Method = "security answer"

// Rule is one row of the policy: for people of these roles who lost this, this
// way is open.
type Rule struct {
	Lost  Credential
	Roles []Role
	Way   Way
	Needs []Method // all of them, before anything is told or mailed
}

var (
	everyone = []Role{Admin, User, Phone}
	logins   = []Role{Admin, User}
	answered = []Method{MethodAnswer}
)

// standardRules is the mission's table. Rows for one credential and role stand
// in the order in which the screen offers them. Where the mission has no row
// for a phone extension it is treated like a user without a log-in.
var standardRules = []Rule{
	{LoginPassword, logins, WayRequestMail, nil},
	{LoginPassword, []Role{User}, WayReferral, nil},
	{LoginPassword, []Role{Admin}, WayTicket, answered},
	{LoginPassword, []Role{Phone}, WayNone, nil},
	{UserName, []Role{User}, WayReferral, nil},
	{UserName, []Role{Admin}, WayTell, answered},
	{UserName, []Role{Phone}, WayNone, nil},
	{ClientID, []Role{User, Phone}, WayReferral, nil},
	{ClientID, []Role{Admin}, WayTell, answered},
	{VoicemailPIN, logins, WayPortal, nil},
	{VoicemailPIN, everyone, WayReferral, nil},
	{SIPPassword, []Role{Admin}, WayPortal, nil},
	{SIPPassword, []Role{User, Phone}, WayReferral, nil},
	{PolycomPassword, everyone, WayArticle, nil},
}

// Policy is what the desk may do, and its limits.
type Policy struct {
	Profile           string // standard
	Rules             []Rule
	Tries             int           // wrong answers an account has in TriesWindow
	TriesWindow       time.Duration // for counting wrong answers
	LockFor           time.Duration // an account, when the tries are used up
	VerificationLife  time.Duration // how long a passed verification opens anything
	TemporaryLife     time.Duration // of a temporary password
	AddressHold       time.Duration // how long a changed address holds back mails that reset
	MailPause         time.Duration // between two reset mails to one person
	MailsADay         int           // reset mails to one person in 24 hours
	ArticlesADay      int           // articles mailed to one address in 24 hours
	TellFor           time.Duration // how long a told value stays on the screen
	SpamHint          time.Duration // from when the caller should look in the spam folder
	DueIn             map[Priority]time.Duration
	DueSoon           time.Duration
	LockAfter         time.Duration // the screen, without a key
	LongestSession    time.Duration
	AlarmAt           int           // failed verifications within AlarmWithin that turn on the supervisors' alarm
	AlarmWithin       time.Duration // how far the alarm and the board of who is being tried look back
	ConcurrentHashing int           // answers checked at once; each takes 19 MiB
	Portal            PortalLimits
}

// Standard is the default policy.
func Standard() Policy {
	return Policy{
		Profile:          "standard",
		Rules:            slices.Clone(standardRules),
		Tries:            3,
		TriesWindow:      24 * time.Hour,
		LockFor:          24 * time.Hour,
		VerificationLife: 10 * time.Minute,
		TemporaryLife:    24 * time.Hour,
		AddressHold:      7 * 24 * time.Hour,
		MailPause:        2 * time.Minute,
		MailsADay:        5,
		ArticlesADay:     10,
		TellFor:          time.Minute,
		SpamHint:         3 * time.Minute,
		DueIn: map[Priority]time.Duration{
			High: 30 * time.Minute, Normal: 4 * time.Hour, Low: 24 * time.Hour,
		},
		DueSoon:           15 * time.Minute,
		LockAfter:         5 * time.Minute,
		LongestSession:    8 * time.Hour,
		AlarmAt:           10,
		AlarmWithin:       time.Hour,
		ConcurrentHashing: 2,
		Portal:            StandardPortal(),
	}
}

// Find returns the rule that opens a way for a role that lost something.
func (p Policy) Find(lost Credential, role Role, way Way) (Rule, bool) {
	for _, r := range p.Rules {
		if r.Lost == lost && r.Way == way && slices.Contains(r.Roles, role) {
			return r, true
		}
	}
	return Rule{}, false
}

// CountMail holds the limits of reset mails to one person: given when the last
// ones were sent, it adds this one, or says from when there may be another.
//
// Errors: Locked.
func (p Policy) CountMail(sent []time.Time, now time.Time) ([]time.Time, error) {
	day := now.Add(-24 * time.Hour)
	sent = slices.DeleteFunc(slices.Clone(sent), func(t time.Time) bool { return !t.After(day) })
	n := len(sent)
	if n > 0 && n >= p.MailsADay { // before the pause: its words would promise another mail in two minutes
		next := sent[n-max(p.MailsADay, 1)].Add(24 * time.Hour)
		return nil, Fail(Locked, fmt.Sprintf("This person was sent %d mails in a day, which is the limit. Another can go at %s.",
			n, next.In(now.Location()).Format("15:04")))
	}
	if n > 0 && now.Sub(sent[n-1]) < p.MailPause {
		return nil, Fail(Locked, fmt.Sprintf("A mail went to this person at %s. Ask about the spam folder; another can go at %s.",
			sent[n-1].In(now.Location()).Format("15:04"), sent[n-1].Add(p.MailPause).In(now.Location()).Format("15:04")))
	}
	return append(sent, now), nil
}

// CountArticle holds the limit of articles mailed to one address: given when the
// last ones were, it adds this one.
//
// Errors: Locked.
func (p Policy) CountArticle(sent []time.Time, now time.Time) ([]time.Time, error) {
	day := now.Add(-24 * time.Hour)
	sent = slices.DeleteFunc(slices.Clone(sent), func(t time.Time) bool { return !t.After(day) })
	if n := len(sent); n > 0 && n >= p.ArticlesADay {
		next := sent[n-max(p.ArticlesADay, 1)].Add(24 * time.Hour)
		return nil, Fail(Locked, fmt.Sprintf("This address was sent %d articles in a day, which is the limit. Another can go at %s.",
			n, next.In(now.Location()).Format("15:04")))
	}
	return append(sent, now), nil
}
