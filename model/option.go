package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Caller is what the policy must know of the person on the line.
type Caller struct {
	Account  Account
	Person   Person
	Question bool     // the person has a security question and answer
	Admins   []string // names of the account's other admins, for a referral
	Locked   time.Time
}

// Option is one way that the policy has for a caller, whether it can be gone
// now, and the sentence to say.
type Option struct {
	Way     Way
	Needs   []Method
	Blocked string // why it can't be gone now, and what can be done; "" when it can
	Held    bool   // a second person has to release the mail
	Pass    bool   // nobody in the account can do it: the call goes on to a supervisor
	Say     string // what the agent says next
}

// Options lists the ways for a caller who lost something, in the order in which
// the screen offers them. It is never empty: when nothing can be done, it says
// so.
func (p Policy) Options(lost Credential, c Caller, now time.Time) []Option {
	var options []Option
	for _, rule := range p.Rules {
		if rule.Lost != lost || !slices.Contains(rule.Roles, c.Person.Role) {
			continue
		}
		held := rule.mailed() && p.Held(c.Person, now)
		options = append(options, Option{
			Way: rule.Way, Needs: slices.Clone(rule.Needs), Blocked: p.Barred(rule, c, now), Held: held,
			Pass: rule.Way == WayReferral && nobodyElse(c), Say: sentence(rule, c, held),
		})
	}
	if len(options) == 0 {
		return []Option{{Way: WayNone, Say: "There is no way to give that back by telephone."}}
	}
	if r, ok := lastResort(options, c); ok {
		options = append(options, r)
	}
	return options
}

// lastResort is what is left to say when all ways are barred: that a closed
// account has nothing to give back, or, to an admin without an address on file, a
// question, or tries left, the referral to another admin.
func lastResort(options []Option, c Caller) (Option, bool) {
	if c.Account.Status == Closed {
		return Option{Way: WayNone, Say: "Your company's account with us is closed, so there is nothing that I can give back."}, true
	}
	for _, o := range options {
		if o.Blocked == "" || o.Way == WayReferral {
			return Option{}, false
		}
	}
	r := Rule{Way: WayReferral}
	return Option{Way: WayReferral, Say: sentence(r, c, false), Pass: nobodyElse(c)}, true
}

// nobodyElse tells of an admin without another in the account: there is nobody to
// refer them to.
func nobodyElse(c Caller) bool { return c.Person.Role == Admin && len(c.Admins) == 0 }

// Blocked tells why the way of a rule can't be gone for a caller at this
// moment without anybody else, or "".
func (p Policy) Blocked(rule Rule, c Caller, now time.Time) string {
	if why := p.Barred(rule, c, now); why != "" || !rule.mailed() || !p.Held(c.Person, now) {
		return why
	}
	return "the address on file was changed less than " + days(p.AddressHold) + " ago, so mail to it needs a second person"
}

// mailed tells of ways on which a password goes to the address on file.
func (r Rule) mailed() bool { return r.Way == WayRequestMail || r.Way == WayTicket }

// Barred is Blocked where a second person can be asked: at the desk.
func (p Policy) Barred(rule Rule, c Caller, now time.Time) string {
	mailed := rule.mailed()
	switch {
	case c.Account.Status == Closed:
		return "the account is closed"
	case rule.Lost == UserName && rule.Way == WayTell && c.Person.UserName == "":
		return "no user name is set for this person"
	case mailed && c.Person.UserName == "":
		return "this person has no log-in"
	case mailed && c.Person.Email == "":
		return "there is no address on file, so nothing can be mailed"
	case len(rule.Needs) == 0:
		return ""
	case !c.Question:
		return "no security question is set for this person"
	case now.Before(c.Locked):
		return "locked after wrong answers until " + c.Locked.In(now.Location()).Format("2 Jan 15:04")
	}
	return ""
}

// Held tells whether a change of address holds back mails that reset
// (SECURITY: whoever took over the address must not get the account too).
func (p Policy) Held(person Person, now time.Time) bool {
	return !person.EmailChanged.IsZero() && now.Sub(person.EmailChanged) < p.AddressHold
}

func sentence(rule Rule, c Caller, held bool) string {
	switch rule.Way {
	case WayRequestMail:
		return sayRequest(held)
	case WayTicket:
		return "I can open an account change ticket for you. Before I do, please answer the " +
			"security question that your company set up with us."
	case WayTell:
		return "Before I can tell you that, please answer the security question that your " +
			"company set up with us."
	case WayPortal:
		return portalSentence(rule.Lost)
	case WayArticle:
		return "That password belongs to the telephone itself, not to us. I can mail you the " +
			"article that explains how to reset it."
	case WayNone:
		return "A phone extension has no log-in of its own, so there is no " + string(rule.Lost) + " to give back."
	}
	return referralSentence(c)
}

func portalSentence(lost Credential) string {
	if lost == VoicemailPIN {
		return "If you can log in to the portal you can choose a new PIN there, under your profile. It has exactly four digits."
	}
	return "You find that in the portal, under your account's settings. Only administrators see it."
}

func referralSentence(c Caller) string {
	switch len(c.Admins) {
	case 0:
		if nobodyElse(c) {
			return "I can't do this by telephone, and your company has no other administrator. " +
				"I'll pass you on to a supervisor."
		}
		return "Your company's account administrator can do this for you in the portal."
	case 1:
		return fmt.Sprintf("Your account administrator can do this for you in the portal. That is %s.", c.Admins[0])
	}
	return fmt.Sprintf("Any of your account administrators can do this for you in the portal. They are %s.", SomeNames(c.Admins))
}

// mostNames is how many people are named: a caller writes down one or two.
const mostNames = 4

// SomeNames writes out a list of names as it is spoken, the first few and how
// many more there are: "Ada, Ben and Cy", "Ada, Ben, Cy, Dee and 12 more".
func SomeNames(names []string) string {
	last := fmt.Sprintf("%d more", len(names)-mostNames)
	if len(names) <= mostNames {
		if len(names) <= 1 {
			return strings.Join(names, "")
		}
		names, last = names[:len(names)-1], names[len(names)-1]
	}
	return strings.Join(names[:min(len(names), mostNames)], ", ") + " and " + last
}

func days(d time.Duration) string { return fmt.Sprintf("%d days", int(d.Hours()/24)) }
