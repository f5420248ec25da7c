package cli_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/cli"
)

func TestMailCounts(t *testing.T) {
	step := func(state model.MailState, said string) model.MailStep {
		return model.MailStep{State: state, Said: said}
	}
	mails := []model.MailView{
		{State: model.MailBounced, Steps: []model.MailStep{step(model.MailAccepted, "ok"), step(model.MailBounced, "5.1.1 unknown")}},
		{State: model.MailAccepted, Steps: []model.MailStep{step(model.MailAccepted, "ok"), step(model.MailAccepted, "late: 4.4.1"), step(model.MailAccepted, "delivered: 2.1.5")}},
		{State: model.MailAccepted},
		{State: model.MailHeld},
	}
	want := []string{"States: 1 held, 2 accepted, 1 bounced", "Came back: 1 bounce, 1 delivered, 1 late"}
	if diff := cmp.Diff(want, cli.MailCounts(mails)); diff != "" {
		t.Error(diff)
	}
	if got := cli.MailCounts(mails[3:]); len(got) != 1 {
		t.Errorf("nothing came back, and it says %q", got)
	}
}
