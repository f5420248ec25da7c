package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

// now is the moment at which these tests stand still.
var now = time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC)

// ringing is a caller for whom everything is in order, changed as a test needs.
func ringing(role model.Role, changes ...func(*model.Caller)) model.Caller {
	c := model.Caller{
		Account: model.Account{ID: "acme", ClientID: "4410442", Company: "Lindgren Pumps", Status: model.Active},
		Person: model.Person{
			ID: "acme.ada", Name: "Ada Okafor", Role: role, Extension: "100",
			UserName: "a.okafor", Email: "ada@lindgren.example",
		},
	}
	switch role {
	case model.Admin:
		c.Person.Question, c.Question = "Name of your first school?", true
	case model.Phone:
		c.Person.UserName, c.Person.Email = "", ""
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func noAddress(c *model.Caller)  { c.Person.Email = "" }
func noQuestion(c *model.Caller) { c.Person.Question, c.Question = "", false }
func noUserName(c *model.Caller) { c.Person.UserName = "" }
func locked(c *model.Caller) {
	c.Locked = time.Date(2026, time.March, 3, 9, 30, 0, 0, time.FixedZone("", -5*3600))
}
func suspended(c *model.Caller) { c.Account.Status = model.Suspended }
func closed(c *model.Caller)    { c.Account.Status = model.Closed }

func moved(ago time.Duration) func(*model.Caller) {
	return func(c *model.Caller) { c.Person.EmailChanged = now.Add(-ago) }
}

func admins(names ...string) func(*model.Caller) {
	return func(c *model.Caller) { c.Admins = names }
}

// What the agent says, word for word.
const (
	sayMail = "I can send a new temporary password to the e-mail address in your profile. " +
		"If nothing has come after three minutes, please look in the spam folder."
	sayHeldMail = "I can send a new temporary password to the e-mail address in your profile. " +
		"A colleague has to release the mail first, so it may take a little. If it doesn't come, please look in the spam folder."
	sayTicket = "I can open an account change ticket for you. Before I do, please answer the " +
		"security question that your company set up with us."
	sayTell       = "Before I can tell you that, please answer the security question that your company set up with us."
	sayRefer      = "Your company's account administrator can do this for you in the portal."
	sayReferOne   = "Your account administrator can do this for you in the portal. That is Ben Stone."
	sayReferTwo   = "Any of your account administrators can do this for you in the portal. They are Ben Stone and Cara Diaz."
	sayReferThree = "Any of your account administrators can do this for you in the portal. They are Ben Stone, Cara Diaz and Eve Roe."
	sayNobody     = "I can't do this by telephone, and your company has no other administrator. I'll pass you on to a supervisor."
	sayPIN        = "If you can log in to the portal you can choose a new PIN there, under your profile. It has exactly four digits."
	saySIP        = "You find that in the portal, under your account's settings. Only administrators see it."
	sayPolycom    = "That password belongs to the telephone itself, not to us. I can mail you the article that explains how to reset it."
	sayClosed     = "Your company's account with us is closed, so there is nothing that I can give back."
	sayNoPassword = "A phone extension has no log-in of its own, so there is no login password to give back."
	sayNoUserName = "A phone extension has no log-in of its own, so there is no user name to give back."
)

// Why a way is barred, word for word.
const (
	whyClosed   = "the account is closed"
	whyAddress  = "there is no address on file, so nothing can be mailed"
	whyNoLogin  = "this person has no log-in"
	whyNoName   = "no user name is set for this person"
	whyQuestion = "no security question is set for this person"
	whyLocked   = "locked after wrong answers until 3 Mar 14:30"
)

// TestPolicy_Options is the mission's table of rules, row by row, and what
// bars each way.
func TestPolicy_Options(t *testing.T) {
	mail := model.Option{Way: model.WayRequestMail, Say: sayMail}
	refer := model.Option{Way: model.WayReferral, Say: sayRefer}
	ticket := model.Option{Way: model.WayTicket, Needs: []model.Method{model.MethodAnswer}, Say: sayTicket}
	tell := model.Option{Way: model.WayTell, Needs: []model.Method{model.MethodAnswer}, Say: sayTell}
	barred := func(o model.Option, why string) model.Option { o.Blocked = why; return o }
	held := func(o model.Option) model.Option {
		if o.Held = true; o.Way == model.WayRequestMail {
			o.Say = sayHeldMail
		}
		return o
	}
	say := func(o model.Option, words string) model.Option { o.Say = words; return o }
	none := func(words string) model.Option { return model.Option{Way: model.WayNone, Say: words} }
	pin := model.Option{Way: model.WayPortal, Say: sayPIN}
	sip := model.Option{Way: model.WayPortal, Say: saySIP}
	article := model.Option{Way: model.WayArticle, Say: sayPolycom}
	nobody := say(refer, sayNobody)
	nobody.Pass = true

	for _, test := range []struct {
		name   string
		lost   model.Credential
		caller model.Caller
		want   []model.Option
	}{
		// login password
		{"password, user", model.LoginPassword, ringing(model.User), []model.Option{mail, refer}},
		{"password, user without address", model.LoginPassword, ringing(model.User, noAddress), []model.Option{barred(mail, whyAddress), refer}},
		{"password, user without log-in", model.LoginPassword, ringing(model.User, noUserName), []model.Option{barred(mail, whyNoLogin), refer}},
		{"password, user whose account is locked", model.LoginPassword, ringing(model.User, locked), []model.Option{mail, refer}},
		{"password, user, suspended", model.LoginPassword, ringing(model.User, suspended), []model.Option{mail, refer}},
		{"password, user, closed", model.LoginPassword, ringing(model.User, closed), []model.Option{barred(mail, whyClosed), barred(refer, whyClosed), none(sayClosed)}},
		{"password, user, address changed", model.LoginPassword, ringing(model.User, moved(time.Hour)), []model.Option{held(mail), refer}},
		{"password, admin", model.LoginPassword, ringing(model.Admin), []model.Option{mail, ticket}},
		{"password, admin without address", model.LoginPassword, ringing(model.Admin, noAddress), []model.Option{barred(mail, whyAddress), barred(ticket, whyAddress), nobody}},
		{"password, admin without log-in", model.LoginPassword, ringing(model.Admin, noUserName), []model.Option{barred(mail, whyNoLogin), barred(ticket, whyNoLogin), nobody}},
		{"password, admin without question", model.LoginPassword, ringing(model.Admin, noQuestion), []model.Option{mail, barred(ticket, whyQuestion)}},
		{"password, admin, locked", model.LoginPassword, ringing(model.Admin, locked), []model.Option{mail, barred(ticket, whyLocked)}},
		{"password, admin, suspended", model.LoginPassword, ringing(model.Admin, suspended), []model.Option{mail, ticket}},
		{"password, admin, closed", model.LoginPassword, ringing(model.Admin, closed), []model.Option{barred(mail, whyClosed), barred(ticket, whyClosed), none(sayClosed)}},
		{"password, admin, address just changed", model.LoginPassword, ringing(model.Admin, moved(0), admins("Ben Stone")), []model.Option{held(mail), held(ticket)}},
		{"password, admin, address changed a moment less than 7 days ago", model.LoginPassword, ringing(model.Admin, moved(7*24*time.Hour-1)), []model.Option{held(mail), held(ticket)}},
		{"password, admin, address changed 7 days ago", model.LoginPassword, ringing(model.Admin, moved(7*24*time.Hour)), []model.Option{mail, ticket}},
		{"password, admin, address changed by a clock that was ahead", model.LoginPassword, ringing(model.Admin, moved(-time.Hour)), []model.Option{held(mail), held(ticket)}},
		{"password, phone", model.LoginPassword, ringing(model.Phone), []model.Option{none(sayNoPassword)}},
		{"password, phone with address", model.LoginPassword, ringing(model.Phone, func(c *model.Caller) { c.Person.Email = "lobby@lindgren.example" }), []model.Option{none(sayNoPassword)}},
		// user name
		{"user name, user", model.UserName, ringing(model.User), []model.Option{refer}},
		{"user name, user, one admin", model.UserName, ringing(model.User, admins("Ben Stone")), []model.Option{say(refer, sayReferOne)}},
		{"user name, user, two admins", model.UserName, ringing(model.User, admins("Ben Stone", "Cara Diaz")), []model.Option{say(refer, sayReferTwo)}},
		{"user name, user, three admins", model.UserName, ringing(model.User, admins("Ben Stone", "Cara Diaz", "Eve Roe")), []model.Option{say(refer, sayReferThree)}},
		{"user name, user, closed", model.UserName, ringing(model.User, closed), []model.Option{barred(refer, whyClosed), none(sayClosed)}},
		{"user name, admin", model.UserName, ringing(model.Admin), []model.Option{tell}},
		{"user name, admin without one", model.UserName, ringing(model.Admin, noUserName), []model.Option{barred(tell, whyNoName), nobody}},
		{"user name, admin, locked", model.UserName, ringing(model.Admin, locked, admins("Ben Stone")), []model.Option{barred(tell, whyLocked), say(refer, sayReferOne)}},
		{"user name, admin without question", model.UserName, ringing(model.Admin, noQuestion), []model.Option{barred(tell, whyQuestion), nobody}},
		{"user name, admin, closed", model.UserName, ringing(model.Admin, closed), []model.Option{barred(tell, whyClosed), none(sayClosed)}},
		{"user name, admin without address, which telling doesn't need", model.UserName, ringing(model.Admin, noAddress), []model.Option{tell}},
		{"user name, phone", model.UserName, ringing(model.Phone), []model.Option{none(sayNoUserName)}},
		// Client ID
		{"Client ID, user", model.ClientID, ringing(model.User), []model.Option{refer}},
		{"Client ID, phone", model.ClientID, ringing(model.Phone, admins("Ben Stone")), []model.Option{say(refer, sayReferOne)}},
		{"Client ID, admin", model.ClientID, ringing(model.Admin), []model.Option{tell}},
		{"Client ID, admin without user name", model.ClientID, ringing(model.Admin, noUserName), []model.Option{tell}},
		{"Client ID, admin, locked", model.ClientID, ringing(model.Admin, locked), []model.Option{barred(tell, whyLocked), nobody}},
		{"Client ID, admin, the lock over", model.ClientID, ringing(model.Admin, func(c *model.Caller) { c.Locked = now }), []model.Option{tell}},
		{"Client ID, admin without question, locked", model.ClientID, ringing(model.Admin, noQuestion, locked), []model.Option{barred(tell, whyQuestion), nobody}},
		{"Client ID, admin, suspended", model.ClientID, ringing(model.Admin, suspended), []model.Option{tell}},
		{"Client ID, admin, closed", model.ClientID, ringing(model.Admin, closed), []model.Option{barred(tell, whyClosed), none(sayClosed)}},
		// voicemail PIN
		{"PIN, user", model.VoicemailPIN, ringing(model.User), []model.Option{pin, refer}},
		{"PIN, admin", model.VoicemailPIN, ringing(model.Admin, admins("Ben Stone")), []model.Option{pin, say(refer, sayReferOne)}},
		{"PIN, phone", model.VoicemailPIN, ringing(model.Phone), []model.Option{refer}},
		{"PIN, user, closed", model.VoicemailPIN, ringing(model.User, closed), []model.Option{barred(pin, whyClosed), barred(refer, whyClosed), none(sayClosed)}},
		// SIP and FTP passwords
		{"SIP, admin", model.SIPPassword, ringing(model.Admin), []model.Option{sip}},
		{"SIP, user", model.SIPPassword, ringing(model.User), []model.Option{refer}},
		{"SIP, phone", model.SIPPassword, ringing(model.Phone), []model.Option{refer}},
		// the phone's own
		{"Polycom, admin", model.PolycomPassword, ringing(model.Admin), []model.Option{article}},
		{"Polycom, user", model.PolycomPassword, ringing(model.User), []model.Option{article}},
		{"Polycom, phone", model.PolycomPassword, ringing(model.Phone), []model.Option{article}},
		// what no rule knows
		{"something else", "fax PIN", ringing(model.Admin), []model.Option{none("There is no way to give that back by telephone.")}},
		{"somebody else", model.ClientID, ringing("operator"), []model.Option{none("There is no way to give that back by telephone.")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := model.Standard().Options(test.lost, test.caller, now)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("options (-want +got):\n%s", diff)
			}
		})
	}
}

// everyCaller visits every combination of what the policy looks at.
func everyCaller(visit func(lost model.Credential, c model.Caller)) {
	either := func(change func(*model.Caller)) []func(*model.Caller) {
		return []func(*model.Caller){func(*model.Caller) {}, change}
	}
	choices := [][]func(*model.Caller){
		{func(*model.Caller) {}, suspended, closed},
		either(noAddress), either(noQuestion), either(noUserName),
		{func(*model.Caller) {}, locked, func(c *model.Caller) { c.Locked = now.Add(-1) }},
		{func(*model.Caller) {}, moved(time.Minute), moved(8 * 24 * time.Hour)},
		{admins(), admins("Ben"), admins("Ben", "Cara")},
	}
	var descend func(lost model.Credential, c model.Caller, rest [][]func(*model.Caller))
	descend = func(lost model.Credential, c model.Caller, rest [][]func(*model.Caller)) {
		if len(rest) == 0 {
			visit(lost, c)
			return
		}
		for _, change := range rest[0] {
			changed := c
			change(&changed)
			descend(lost, changed, rest[1:])
		}
	}
	for _, lost := range append(slices.Clone(model.Credentials), "", "fax PIN") {
		for _, role := range append(slices.Clone(model.Roles), "", "operator") {
			// somebody with everything, so that each change takes one thing away
			c := ringing(model.Admin)
			c.Person.Role = role
			descend(lost, c, choices)
		}
	}
}

// TestPolicy_failsClosed: whatever is known of a caller, nothing is told and no
// ticket mails anything without verification, nor to anybody but an admin.
func TestPolicy_failsClosed(t *testing.T) {
	p := model.Standard()
	everyCaller(func(lost model.Credential, c model.Caller) {
		options := p.Options(lost, c, now)
		if len(options) == 0 {
			t.Fatalf("%q %+v: no option at all", lost, c)
		}
		open := 0
		for _, o := range options {
			wrong := ""
			guarded := o.Way == model.WayTell || o.Way == model.WayTicket
			mails := o.Way == model.WayRequestMail || o.Way == model.WayTicket
			ok := o.Blocked == ""
			switch {
			case o.Say == "":
				wrong = "nothing to say"
			case guarded && !slices.Equal(o.Needs, []model.Method{model.MethodAnswer}):
				wrong = "no verification needed"
			case guarded && c.Person.Role != model.Admin:
				wrong = "for somebody who isn't an admin"
			case guarded && ok && (!c.Question || now.Before(c.Locked)):
				wrong = "open to somebody who can't be verified"
			case mails && ok && (c.Person.Email == "" || c.Person.UserName == ""):
				wrong = "mails nothing to nobody"
			case mails && ok && !o.Held && now.Sub(c.Person.EmailChanged) < p.AddressHold:
				wrong = "mails to an address that has just changed"
			case mails && lost != model.LoginPassword:
				wrong = "mails what isn't a password"
			case o.Way == model.WayTell && lost != model.UserName && lost != model.ClientID:
				wrong = "tells what is never told"
			case ok && c.Account.Status == model.Closed && o.Way != model.WayNone:
				wrong = "open though the account is closed"
			case strings.Contains(o.Say+o.Blocked, c.Account.ClientID),
				c.Person.UserName != "" && strings.Contains(o.Say+o.Blocked, c.Person.UserName),
				c.Person.Email != "" && strings.Contains(o.Say+o.Blocked, c.Person.Email):
				wrong = "the sentence gives something away"
			}
			if wrong != "" {
				t.Fatalf("%q %+v: %+v: %s", lost, c, o, wrong)
			}
			if ok {
				open++
			}
		}
		if open == 0 && c.Account.Status != model.Closed {
			t.Fatalf("%q %+v: every way is barred, and none leads further", lost, c)
		}
	})
}

// TestPolicy_Options_hold: the words follow the number.
func TestPolicy_Options_hold(t *testing.T) {
	p := model.Standard()
	p.AddressHold = 30 * 24 * time.Hour
	rule, _ := p.Find(model.LoginPassword, model.Admin, model.WayRequestMail)
	got := p.Blocked(rule, ringing(model.Admin, moved(29*24*time.Hour)), now)
	if want := "the address on file was changed less than 30 days ago, so mail to it needs a second person"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestPolicy_Options_zone: moments are told as the desk's own clock shows them.
func TestPolicy_Options_zone(t *testing.T) {
	here := now.In(time.FixedZone("", 10*3600))
	got := model.Standard().Options(model.ClientID, ringing(model.Admin, locked), here)[0].Blocked
	if want := "locked after wrong answers until 4 Mar 00:30"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestPolicy_Options_own: what a page does to its options must not change the
// policy of everybody.
func TestPolicy_Options_own(t *testing.T) {
	p := model.Standard()
	p.Options(model.ClientID, ringing(model.Admin), now)[0].Needs[0] = "nothing"
	if got := p.Options(model.ClientID, ringing(model.Admin), now)[0].Needs[0]; got != model.MethodAnswer {
		t.Errorf("needs are now %q", got)
	}
}
