// This file marks people, and unlocks the accounts of those who are marked, or of
// the one chosen: by a second person, for a reason, as the person's page does.
package accounts

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/many"
)

// why names the question for the reason.
const why = "why"

// locked is an account to be unlocked: several of its people may be marked.
type locked struct {
	id      model.AccountID
	company string
}

func (p *Page) markBindings() []kit.Binding {
	return []kit.Binding{
		{
			ID: "accounts.unlock", Keys: []string{"U"}, Words: "unlock", Disabled: p.notUnlock(), Do: p.askWhy, Quiet: len(p.meant()) == 0,
			Help: "Ends the lock after wrong answers of those who are marked, or of the one chosen, for a reason, which is kept. Supervisors and managers.",
		},
		{
			ID: "accounts.mark", Keys: []string{"space"}, Words: "mark", Quiet: true, Do: p.mark,
			Help: "Marks the person chosen, or takes their mark away: unlocking is about all that are marked.",
		},
		{
			ID: "accounts.unmark", Words: "no marks", Quiet: true, Help: "Takes all marks away.",
			Do: func() tea.Cmd { p.list.Unmark(); return nil },
		},
	}
}

func (p *Page) mark() tea.Cmd {
	before := p.list.Selected()
	p.list.Mark()
	if p.list.Selected() != before && p.sheet.Leave(before) {
		p.fill()
	}
	return nil
}

// meant are the locked accounts that U is about, each once.
func (p *Page) meant() []locked {
	var accounts []locked
	add := func(r row) {
		if r.Locked && !r.gone && !slices.ContainsFunc(accounts, func(l locked) bool { return l.id == r.Account }) {
			accounts = append(accounts, locked{r.Account, r.Company})
		}
	}
	marks := p.list.Marks()
	if len(marks) == 0 {
		if r, chosen := p.chosen(); chosen {
			add(r)
		}
		return accounts
	}
	for _, r := range p.visible {
		if slices.Contains(marks, string(r.Person)) {
			add(r)
		}
	}
	return accounts
}

func (p *Page) notUnlock() string {
	switch denied := p.env.Denied(model.PowerApprove); {
	case denied != "":
		return denied
	case p.unlock.Pending():
		return "That is being done."
	case len(p.meant()) > 0:
		return ""
	case len(p.list.Marks()) > 0:
		return "Nobody who is marked is locked."
	}
	if _, chosen := p.chosen(); chosen {
		return "This account isn't locked."
	}
	return "Nobody is chosen."
}

func (p *Page) askWhy() tea.Cmd {
	p.asked = p.meant()
	words := "Wrong answers have locked the account. Say why it may be unlocked, such as whom you spoke with and how you knew them. The reason is kept."
	if len(p.asked) > 1 {
		words = fmt.Sprintf("Wrong answers have locked these %d accounts. Say why all of them may be unlocked. The reason is kept with each.", len(p.asked))
	}
	return kit.Ask(p.ID(), why, dialog.Ask("Unlock "+companies(p.asked)+"?", words, "", 200))
}

func (p *Page) unlocking(reason string) tea.Cmd {
	asked, desk := p.asked, p.desk
	if p.unlock.Pending() || len(asked) == 0 {
		return nil
	}
	return p.unlock.Run(patience, func(ctx context.Context) (many.Outcome, error) {
		not := many.Each(ctx, asked, make([]string, len(asked)), func(ctx context.Context, l locked) error {
			return desk.UnlockAccount(ctx, l.id, reason)
		})
		return many.Said(func(n int) string {
			if len(asked) == 1 {
				return companies(asked) + " is unlocked."
			}
			return kit.Count(n, "account is", "accounts are") + " unlocked."
		}, not), nil
	})
}

// companies names accounts: all of a few, the number of many.
func companies(all []locked) string {
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = model.CleanLine(l.company)
	}
	return model.SomeNames(names)
}
