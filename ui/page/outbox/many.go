// This file acts on the mails that are marked, each by a command of its own.
package outbox

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

func (p *Page) mark() tea.Cmd {
	before := p.list.Selected()
	p.list.Mark()
	if p.stray && p.list.Selected() != before {
		p.fill("")
	}
	return nil
}

func (p *Page) unmark() tea.Cmd {
	p.list.Unmark()
	return nil
}

// marked are the mails that are marked and shown: nothing is done to a mail that
// a filter hides.
func (p *Page) marked() []model.MailView {
	ids := p.list.Marks()
	if len(ids) == 0 || p.reading {
		return nil
	}
	var mails []model.MailView
	for _, m := range p.shown {
		if slices.Contains(ids, string(m.Job)) {
			mails = append(mails, m)
		}
	}
	return mails
}

// meant is the mail that an action is about: the one that is marked, or else the
// one chosen. many are several marked ones.
func (p *Page) meant() (m model.MailView, chosen bool, many []model.MailView) {
	switch many = p.marked(); len(many) {
	case 0:
		m, chosen = p.chosen()
		return m, chosen, nil
	case 1:
		return many[0], true, nil
	}
	return model.MailView{}, true, many
}

func (p *Page) againAll(mails []model.MailView) tea.Cmd {
	not := func(m model.MailView) string {
		if m.State == model.MailHeld {
			return "This mail is held: whoever releases it looks at it by itself."
		}
		return p.notAgain(m, true)
	}
	return p.each(mails, "asking for another try", "%s tried again now. This page says how it goes.", not, p.desk.MailAgain)
}

// notRevokeAny is why none of the mails can be taken back.
func notRevokeAny(mails []model.MailView) string {
	if revocable(mails) > 0 {
		return ""
	}
	return "None of the mails marked can be taken back: they open nothing."
}

func revocable(mails []model.MailView) int {
	n := 0
	for _, m := range mails {
		if notRevoke(m, true) == "" {
			n++
		}
	}
	return n
}

// askAll puts one question about all of them.
func (p *Page) askAll(mails []model.MailView) tea.Cmd {
	p.asked = mails
	words := fmt.Sprintf("Take these %d mails back?", len(mails))
	if n := revocable(mails); n < len(mails) {
		words = fmt.Sprintf("Take %d of the %d mails marked back?", n, len(mails))
	}
	return kit.Ask(p.ID(), revoking, dialog.Confirm(words,
		"The passwords in them will open nothing any more, whether they have arrived or not. "+
			"This can't be undone: each caller will need a new mail.",
		"Revoke them", "Keep them"))
}

func (p *Page) revokeAll(mails []model.MailView) tea.Cmd {
	return p.each(mails, "revoking the mails", "%s taken back: what was in them opens nothing any more.",
		func(m model.MailView) string { return notRevoke(m, true) }, p.desk.RevokeMail)
}

// each does a command on every mail that allows it, and says how many went and
// why the others didn't.
func (p *Page) each(mails []model.MailView, doing, went string, not func(model.MailView) string, do func(context.Context, model.JobID) error) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	why := make([]string, len(mails))
	for i, m := range mails {
		why[i] = not(m)
	}
	p.doing = doing
	return p.act.Run(patience, func(ctx context.Context) (many.Outcome, error) {
		return many.Said(
			func(n int) string { return fmt.Sprintf(went, kit.Count(n, "mail is", "mails are")) },
			many.Each(ctx, mails, why, func(ctx context.Context, m model.MailView) error { return do(ctx, m.Job) })), nil
	})
}
