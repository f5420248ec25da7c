package model_test

import (
	"strings"
	"testing"

	"callin/model"
)

// TestSayMails: what the caller is told of the mails is true of how they stand.
func TestSayMails(t *testing.T) {
	for name, test := range map[string]struct {
		states []model.MailState // newest first
		says   string
	}{
		"none":                      {nil, ""},
		"on its way":                {[]model.MailState{model.MailQueued}, "You will have the mail in a moment."},
		"accepted":                  {[]model.MailState{model.MailAccepted}, "You will have the mail in a moment."},
		"held":                      {[]model.MailState{model.MailHeld}, "A colleague has to release the mail first"},
		"one of two held":           {[]model.MailState{model.MailAccepted, model.MailHeld}, "A colleague has to release the mail first"},
		"deferred":                  {[]model.MailState{model.MailDeferred}, "Your mail server lets our mail wait"},
		"refused":                   {[]model.MailState{model.MailRefused}, "I'm sorry, the mail to you didn't get through."},
		"bounced, and another went": {[]model.MailState{model.MailAccepted, model.MailBounced}, "You will have the mail in a moment."},
		"taken back":                {[]model.MailState{model.MailRevoked}, ""},
		"taken back, and another":   {[]model.MailState{model.MailRevoked, model.MailQueued}, "You will have the mail in a moment."},
	} {
		var v model.CallView
		for _, s := range test.states {
			v.Mails = append(v.Mails, model.MailView{State: s})
		}
		got := v.SayMails()
		if !strings.HasPrefix(got, test.says) || (test.says == "") != (got == "") {
			t.Errorf("%s: %q, want %q", name, got, test.says)
		}
	}
}

// TestCallView_Suggest: a change asked for in the portal leaves no deed; what the
// call shows otherwise speaks louder.
func TestCallView_Suggest(t *testing.T) {
	asked := model.TicketView{Ticket: model.Ticket{Kind: model.KindChange, Text: "Point the main number at extension 104."}}
	for name, test := range map[string]struct {
		view model.CallView
		want model.Outcome
	}{
		"asked for in the portal": {model.CallView{Ticket: asked}, model.Explained},
		"not verified":            {model.CallView{Ticket: asked, Call: model.Call{Checks: []model.Verification{{}}}}, model.NotVerified},
		"mailed":                  {model.CallView{Ticket: asked, Call: model.Call{Deeds: did(model.WayTicket)}}, model.Mailed},
		"a ticket of the desk's":  {model.CallView{Ticket: model.TicketView{Ticket: model.Ticket{Kind: model.KindChange}}}, model.Unsolved},
		"another kind":            {model.CallView{Ticket: model.TicketView{Ticket: model.Ticket{Kind: model.KindOther, Text: "x"}}}, model.Unsolved},
	} {
		if got := test.view.Suggest(); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
