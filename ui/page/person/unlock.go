// This file unlocks an account after wrong answers: by a second person, for a
// reason.
package person

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// why names the question for the reason.
const why = "why"

func (p *Page) notUnlock() string {
	if p.unlock.Pending() {
		return "The account is being unlocked."
	}
	return p.env.Denied(model.PowerApprove)
}

func (p *Page) askWhy() tea.Cmd {
	p.asked = p.view.Account
	return kit.Ask(p.ID(), why, dialog.Ask("Unlock "+p.view.Company+"?",
		"Wrong answers have locked the account. Say why it may be unlocked, such as whom you spoke with and how you knew them. The reason is kept.",
		"", 200))
}

func (p *Page) unlocking(a kit.Answer) tea.Cmd {
	reason, said := a.Outcome.(string)
	if a.Name != why || !said {
		return nil
	}
	account := p.asked
	return p.unlock.Run(patience, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.desk.UnlockAccount(ctx, account, reason)
	})
}
