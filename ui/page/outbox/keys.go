// This file holds the keys: what each does, and why not when it can't.
package outbox

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/many"
	"callin/ui/widget/pane"
)

// revoking names the question before a mail is taken back.
const revoking = "revoke"

// most is how many bindings there are at once.
const most = 12

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	none := ""
	if _, chosen := p.chosen(); !chosen {
		none = "No mail is chosen."
	}
	m, chosen, many := p.meant()
	kept := notRevokeAny(many)
	if len(many) == 0 {
		kept = notRevoke(m, chosen)
	}
	open, move := "story", "choose"
	if p.reading {
		open, move = "list", "scroll"
	}
	bs := append(make([]kit.Binding, 0, most),
		kit.Binding{
			ID: "outbox.story", Keys: []string{"enter"}, Words: open, InField: true, Disabled: none, Do: p.toggle,
			Help: "Shows what has happened to the mail chosen, in full; again, the list.",
		},
		p.sending(m, chosen, many),
		kit.Binding{
			ID: "outbox.revoke", Keys: []string{"x"}, Words: "revoke", Disabled: p.orDenied(kept), Do: p.ask,
			Help: "Takes the mail back, after a question: the password in it opens nothing any more.",
		},
		kit.Binding{
			ID: "outbox.fresh", Keys: []string{"."}, Words: "show new", Disabled: p.notFresh(), Do: p.showAll,
			Help: "Shows the mails that have come up since.",
		})
	if p.reading {
		bs = append(bs, kit.Binding{
			ID: "outbox.list", Keys: []string{"esc"}, Words: "list", Quiet: true, Do: p.toggle,
			Help: "Closes the story.",
		})
	} else {
		bs = p.viewBindings(p.filterBindings(bs))
	}
	return append(bs, kit.Binding{
		ID: "outbox.move", Keys: []string{"up", "down", "k", "j"}, Words: move, InField: true,
		Help: "Moves the choice, or the story; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	})
}

// sending is the key that sends: again, or at last what was held.
func (p *Page) sending(m model.MailView, chosen bool, many []model.MailView) kit.Binding {
	if chosen && m.State == model.MailHeld {
		return kit.Binding{
			ID: "outbox.release", Keys: []string{"s"}, Words: "release", Disabled: p.notRelease(m), Do: p.release,
			Help: "Lets a mail go that is held because the address was changed lately. Nobody releases what they asked for themselves.",
		}
	}
	not := ""
	if len(many) == 0 { // else each is decided by itself
		not = p.notAgain(m, chosen)
	}
	return kit.Binding{
		ID: "outbox.again", Keys: []string{"s"}, Words: "send again", Disabled: p.orDenied(not), Do: p.again,
		Help: "Tries a mail that waits at once instead of when it is due.",
	}
}

// notRelease is why a mail that is held can't be released by this agent.
func (p *Page) notRelease(m model.MailView) string {
	if strings.EqualFold(string(m.By), p.env.Agent) {
		return "You asked for this mail, so another person has to release it."
	}
	return p.env.Denied(model.PowerApprove)
}

func (p *Page) release() tea.Cmd {
	m, chosen, many := p.meant()
	if !chosen || len(many) > 0 {
		return nil
	}
	return p.run("releasing the mail", "The mail to "+m.Address+" was released. This page says how it goes.",
		func(ctx context.Context) error { return p.desk.ReleaseMail(ctx, m.Job, m.Release) })
}

// orDenied is why the role may do nothing, or else why the mail allows it not.
func (p *Page) orDenied(why string) string {
	if denied := p.env.Denied(model.PowerServe); denied != "" {
		return denied
	}
	return why
}

// notAgain is why the mail can't be tried at once.
func (p *Page) notAgain(m model.MailView, chosen bool) string {
	switch {
	case !chosen:
		return "No mail is chosen."
	case m.State == model.MailRevoked:
		return "This mail was taken back. Send a new one from the call."
	case m.State == model.MailExpired:
		return "This mail has expired. Send a new one from the call."
	case m.State.Final():
		return "This mail was " + model.CleanLine(string(m.State)) + ". Send a new one from the call."
	case m.State == model.MailSending:
		return "This mail is being sent at this moment."
	case !p.hasMail:
		return "No mail server is configured. Set [smtp] server and start again."
	}
	return ""
}

// notRevoke is why the mail can't be taken back. One that was accepted can be:
// what counts is the password in it.
func notRevoke(m model.MailView, chosen bool) string {
	switch {
	case !chosen:
		return "No mail is chosen."
	case !m.Kind.Secret() && m.State != model.MailHeld:
		return "There is nothing in this mail that could be taken back: it opens nothing."
	case m.State == model.MailRevoked:
		return "This mail was taken back already."
	case m.State == model.MailExpired:
		return "The password in this mail has expired: it opens nothing any more."
	}
	return ""
}

func (p *Page) notFresh() string {
	if p.live.Current() && !p.news.Any() && !p.stray {
		return "The list is up to date."
	}
	return ""
}

func (p *Page) toggle() tea.Cmd {
	p.reading, p.scroll = !p.reading, pane.Scroll{}
	p.editing = false // the filter stays, but a story has no field
	return nil
}

// run does one command at a time: a key that is held down starts it once.
func (p *Page) run(doing, say string, fn func(context.Context) error) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	p.doing = doing
	return p.act.Run(patience, func(ctx context.Context) (many.Outcome, error) {
		return many.Outcome{Level: kit.Success, Say: say}, fn(ctx)
	})
}

func (p *Page) again() tea.Cmd {
	m, chosen, many := p.meant()
	if len(many) > 0 {
		return p.againAll(many)
	}
	if !chosen {
		return nil
	}
	return p.run("asking for another try", "The mail to "+m.Address+" is tried again now. This page says how it goes.",
		func(ctx context.Context) error { return p.desk.MailAgain(ctx, m.Job) })
}

// ask puts the question. The answer is about the mail chosen now, wherever the
// cursor is by then.
func (p *Page) ask() tea.Cmd {
	m, chosen, many := p.meant()
	switch {
	case !chosen || p.act.Pending():
		return nil
	case len(many) > 0:
		return p.askAll(many)
	}
	p.asked = []model.MailView{m}
	return kit.Ask(p.ID(), revoking, dialog.Confirm("Take the mail to "+m.Address+" back?",
		fmt.Sprintf("It is for %s, %s, %s. %s This can't be undone: the caller will need a new mail.", m.Name, m.Company, m.Ticket, comes(m)),
		"Revoke it", "Keep it"))
}

// comes is what comes of a mail that is taken back.
func comes(m model.MailView) string {
	if !m.Kind.Secret() {
		return "It is held, and won't go."
	}
	return "The password in it will open nothing any more, whether it has arrived or not."
}

func (p *Page) revoke() tea.Cmd {
	if len(p.asked) > 1 {
		return p.revokeAll(p.asked)
	}
	id, said := p.asked[0].Job, "The mail was taken back: the password in it opens nothing any more."
	if !p.asked[0].Kind.Secret() {
		said = "The mail was taken back: it won't go."
	}
	return p.run("revoking the mail", said,
		func(ctx context.Context) error { return p.desk.RevokeMail(ctx, id) })
}
