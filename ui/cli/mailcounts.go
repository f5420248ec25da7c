// This file counts, for "mail status", what became of the mails and what came back
// about them.
package cli

import (
	"fmt"
	"strings"

	"callin/model"
)

// mailCounts are lines such as
//
//	States: 2 deferred, 480 accepted, 3 bounced
//	Came back: 3 bounces, 12 delivered, 1 late, 4 automatic answers
func mailCounts(mails []model.MailView) []string {
	states, back := map[model.MailState]int{}, map[model.ReportKind]int{}
	for _, m := range mails {
		states[m.State]++
		for _, s := range m.Steps {
			if kind, ok := model.Reported(s); ok {
				back[kind]++
			}
		}
	}
	var parts []string
	for _, s := range []model.MailState{
		model.MailHeld, model.MailQueued, model.MailSending, model.MailDeferred, model.MailUncertain,
		model.MailAccepted, model.MailRefused, model.MailBounced, model.MailExpired, model.MailRevoked,
	} {
		if n := states[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	lines := []string{"States: " + strings.Join(parts, ", ")}
	parts = nil
	for _, k := range []struct {
		kind      model.ReportKind
		one, many string
	}{
		{model.ReportBounce, "bounce", "bounces"},
		{model.ReportDelivered, "delivered", "delivered"},
		{model.ReportDelay, "late", "late"},
		{model.ReportAutoReply, "automatic answer", "automatic answers"},
	} {
		if n := back[k.kind]; n > 0 {
			parts = append(parts, count(n, k.one, k.many))
		}
	}
	if len(parts) > 0 {
		lines = append(lines, "Came back: "+strings.Join(parts, ", "))
	}
	return lines
}
