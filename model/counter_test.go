package model_test

import (
	"testing"
	"time"

	"callin/model"
)

// TestCount_knows: whatever the desk has a word for is counted under it. A new
// word needs a place at the end of its table in counter.go.
func TestCount_knows(t *testing.T) {
	unknown := model.CountEnded(model.Call{Outcome: "?", Deeds: []model.Deed{{Lost: "?", Way: "?"}}})
	for _, outcome := range model.Outcomes {
		if tally := model.CountEnded(model.Call{Outcome: outcome}); tally.N(unknown[0].What) != 0 {
			t.Errorf("the outcome %q has no place", outcome)
		}
	}
	for _, lost := range model.Credentials {
		if tally := model.CountEnded(model.Call{Deeds: []model.Deed{{Lost: lost}}}); tally.N(unknown[1].What) != 0 {
			t.Errorf("the credential %q has no place", lost)
		}
	}
	for _, rule := range model.Standard().Rules {
		if tally := model.CountEnded(model.Call{Deeds: []model.Deed{{Way: rule.Way}}}); tally.N(unknown[2].What) != 0 {
			t.Errorf("the way %q has no place", rule.Way)
		}
		for _, method := range rule.Needs {
			if model.CountCheck(model.Verification{Method: method})[0] == model.CountCheck(model.Verification{Method: "?"})[0] {
				t.Errorf("the method %q has no place", method)
			}
		}
	}
	nothing := model.CountMail(model.MailJob{Kind: "?", State: "?"}, 0)[0].What
	for _, kind := range model.MailKinds() {
		if tally := model.CountMail(model.MailJob{Kind: kind, State: "?"}, 0); tally.N(nothing) != 0 {
			t.Errorf("the mail %q has no place", kind)
		}
	}
	for _, state := range []model.MailState{
		model.MailQueued, model.MailDeferred, model.MailAccepted, model.MailRefused, model.MailBounced, model.MailUncertain, model.MailExpired, model.MailRevoked,
	} {
		if tally := model.CountMail(model.MailJob{State: state}, 0); tally.N(nothing) != 0 {
			t.Errorf("the state %q has no place", state)
		}
	}
	other := model.CountTicket(nil, model.Ticket{Kind: "?"}, time.Time{})[0].What
	for _, kind := range []model.TicketKind{model.KindPassword, model.KindUserName, model.KindClientID, model.KindChange, model.KindOther} {
		if tally := model.CountTicket(nil, model.Ticket{Kind: kind}, time.Time{}); tally.N(other) != 0 {
			t.Errorf("the ticket kind %q has no place", kind)
		}
	}
}
