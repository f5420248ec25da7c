package model_test

import (
	"testing"

	"callin/model"
)

// What a story says of a report is told apart from what a server said at the time.
func TestReported(t *testing.T) {
	for _, kind := range []model.ReportKind{model.ReportDelay, model.ReportDelivered, model.ReportAutoReply} {
		words := model.MailReport{Kind: kind, Status: "4.4.1", Said: "no answer"}.Words()
		if got, ok := model.Reported(model.MailStep{State: model.MailAccepted, Said: model.CleanLine(words)}); !ok || got != kind {
			t.Errorf("%s is noted as %q, which is read as %q", kind, words, got)
		}
	}
	if got, ok := model.Reported(model.MailStep{State: model.MailBounced, Said: "5.1.1 no such user"}); !ok || got != model.ReportBounce {
		t.Errorf("a bounce is read as %q", got)
	}
	if got, ok := model.Reported(model.MailStep{State: model.MailAccepted, Said: "2.0.0 queued as 1"}); ok {
		t.Errorf("a server's answer is read as %q", got)
	}
}
