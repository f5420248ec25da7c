// This file does things with the article: mail, print, rate, copy, restore.
package article

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/nouns"
)

// The questions.
const (
	askMail    = "mail"
	askAddress = "address"
	askSend    = "send"
	askRate    = "rate"
	askWhy     = "why"
	askPrint   = "print"
	askPast    = "past"
	askRestore = "restore"
)

// onPaper is the choice beside the forms of files.
const onPaper = "paper"

// longest is more than any address has (RFC 5321, 4.5.3.1).
const longest = 330

// maxWhy is how much fits into a line why an article didn't help.
const maxWhy = 200

// draft is what was typed into a question, so that it isn't lost when the desk
// says no.
type draft struct{ address, why string }

// result is what came of a command.
type result struct {
	say       string
	revisions []model.Article
	file      *model.ArticleFile
	onPaper   bool
}

// run does one thing at a time: a key that is held down starts it once.
func (p *Page) run(doing string, fn func(context.Context) (result, error)) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	p.doing = doing
	return p.act.Run(patience, fn)
}

// did goes on after a command.
func (p *Page) did(r result, err error) tea.Cmd {
	switch {
	case err != nil:
		return tea.Batch(kit.SayError(err), p.live.Reload())
	case r.file != nil && r.onPaper:
		return p.paper.Print(r.file.Title, string(r.file.Body))
	case r.file != nil:
		return p.paper.Save(r.file.Name, r.file.Body)
	case r.revisions != nil:
		p.past = r.revisions
		return p.askPast()
	case r.say == "":
		return p.live.Reload()
	}
	p.draft = draft{}
	return tea.Batch(kit.Say(kit.Success, r.say), p.live.Reload())
}

func (p *Page) ask(name string, d kit.Dialog) tea.Cmd { return kit.Ask(p.ID(), name, d) }

// answered goes on with an answer.
func (p *Page) answered(a kit.Answer) tea.Cmd {
	choice, ok := a.Outcome.(string)
	switch {
	case a.Name == askMail && choice == "send":
		return p.send("")
	case a.Name == askMail && choice == "other":
		return p.askAddress("")
	case a.Name == askAddress && ok:
		return p.address(choice)
	case a.Name == askSend && choice == "send":
		return p.send(p.draft.address)
	case a.Name == askRate && choice == "yes":
		return p.vote(true, "")
	case a.Name == askRate && choice == "no":
		return p.ask(askWhy, dialog.Ask("What is wrong with it?", "One line for whoever revises the article. Enter alone says no more.", p.draft.why, maxWhy))
	case a.Name == askWhy && ok:
		p.draft.why = choice
		return p.vote(false, choice)
	case a.Name == askPrint && choice != "":
		return p.printAs(choice)
	case a.Name == askPast && choice != "":
		return p.lookAt(choice)
	case a.Name == askRestore && a.Yes():
		return p.restore()
	}
	return nil
}

// mail asks where to. Enter stays on not sending: what sends is s.
func (p *Page) mail() tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	if p.call == nil || !p.call.Found() || !p.call.Address {
		return p.askAddress("")
	}
	to := p.call.Caller.Email
	return p.ask(askMail, dialog.Choose("Mail this article?",
		fmt.Sprintf("\"%s\", to %s in this call.", p.page.Title, p.call.Caller.Name),
		dialog.Option{ID: "no", Key: "n", Words: "Don't send it"},
		dialog.Option{ID: "send", Key: "s", Words: "Send it to the address on file, " + to},
		dialog.Option{ID: "other", Key: "o", Words: "Another address"}))
}

func (p *Page) askAddress(wrong string) tea.Cmd {
	return p.ask(askAddress, dialog.Ask("Where should it go?",
		wrong+"Spell the address back to the caller. Nothing is sent yet.", p.draft.address, longest))
}

// address has somebody confirm an address that isn't on file.
func (p *Page) address(address string) tea.Cmd {
	address = model.CleanLine(address)
	p.draft.address = address
	if wrong := model.CheckAddress(address); wrong != "" {
		return p.askAddress("The address " + wrong + ". ")
	}
	return p.ask(askSend, dialog.Choose("Send it to this address?",
		address+" isn't on file. The article holds no secret; everything else goes to addresses on file alone.",
		dialog.Option{ID: "no", Key: "n", Words: "Don't send it"},
		dialog.Option{ID: "send", Key: "s", Words: "The caller confirms it: send it"}))
}

func (p *Page) send(address string) tea.Cmd {
	m := model.ArticleMail{Article: p.page.ID, Address: address}
	to := model.MaskAddress(address)
	if p.call != nil {
		m.Call = p.call.Call.ID
	}
	if address == "" && p.call != nil {
		to = p.call.Caller.Email
	}
	desk := p.desk
	return p.run("mailing the article", func(ctx context.Context) (result, error) {
		_, err := desk.MailArticle(ctx, m)
		return result{say: "The article is on its way to " + to + ". The Outbox says how it goes."}, err
	})
}

func (p *Page) rate() tea.Cmd {
	return p.ask(askRate, dialog.Choose("Did it help?", "Your vote on this revision; a second one takes its place.",
		dialog.Option{ID: "yes", Key: "y", Words: "Yes, it helped"},
		dialog.Option{ID: "no", Key: "n", Words: "No, and I say why"}))
}

func (p *Page) vote(helpful bool, why string) tea.Cmd {
	desk, id, revision := p.desk, p.page.ID, p.page.Revision
	return p.run("noting your vote", func(ctx context.Context) (result, error) {
		return result{say: "Thank you. Your vote was noted."}, desk.VoteArticle(ctx, id, revision, helpful, why)
	})
}

func (p *Page) print() tea.Cmd {
	return p.ask(askPrint, dialog.Choose("Print this article", p.page.Title,
		dialog.Option{ID: onPaper, Key: "p", Words: "On paper, with lp"},
		dialog.Option{ID: string(model.ArticleText), Key: "t", Words: "Into a file of plain text"},
		dialog.Option{ID: string(model.ArticleHTML), Key: "h", Words: "Into a file of HTML"},
		dialog.Option{ID: string(model.ArticleMarkdown), Key: "m", Words: "Into a file of Markdown"}))
}

// printAs has the desk write the article out, for the printer or for a file.
func (p *Page) printAs(how string) tea.Cmd {
	desk, id, form := p.desk, p.page.ID, model.ArticleForm(how)
	if how == onPaper {
		form = model.ArticleText
	}
	return p.run("printing", func(ctx context.Context) (result, error) {
		file, err := desk.ArticleFile(ctx, id, form)
		return result{file: &file, onPaper: how == onPaper}, err
	})
}

func (p *Page) history() tea.Cmd {
	desk, id := p.desk, p.page.ID
	return p.run("reading the revisions", func(ctx context.Context) (result, error) {
		all, err := desk.ArticleRevisions(ctx, id)
		return result{revisions: all}, err
	})
}

func (p *Page) askPast() tea.Cmd {
	options := make([]dialog.Option, len(p.past))
	for i, a := range p.past {
		by := "came with callin"
		if a.By != "" {
			by = "by " + model.CleanLine(nouns.Agent(a.By, p.env.Agent))
		}
		words := fmt.Sprintf("revision %d · %s · %s · %s", a.Revision, nouns.ArticleDate(a.At, p.env.Now()), by, a.Title)
		if a.Revision == p.page.Revision {
			words += " (in force)"
		}
		options[i] = dialog.Option{ID: fmt.Sprint(a.Revision), Words: words}
	}
	return p.ask(askPast, dialog.Choose("Revisions", "Enter shows one; from there it can be restored.", options...))
}

func (p *Page) lookAt(revision string) tea.Cmd {
	for _, a := range p.past {
		if fmt.Sprint(a.Revision) == revision && a.Revision != p.page.Revision {
			p.earlier = &a
			p.scroll.Press("g")
			p.show()
			return nil
		}
	}
	p.earlier = nil
	p.show()
	return nil
}

func (p *Page) askRestore() tea.Cmd {
	return p.ask(askRestore, dialog.Confirm("Restore this revision?",
		fmt.Sprintf("Revision %d is published again, as revision %d. The one in force stays among the revisions.",
			p.earlier.Revision, p.page.Revision+1), "Restore it", "Not now"))
}

func (p *Page) restore() tea.Cmd {
	desk, id, revision := p.desk, p.page.ID, p.earlier.Revision
	p.earlier = nil
	p.show()
	return p.run("restoring", func(ctx context.Context) (result, error) {
		e, err := desk.EditArticle(ctx, id)
		if err != nil {
			return result{}, err
		}
		return result{say: fmt.Sprintf("Revision %d is in force again.", revision)}, desk.RestoreArticle(ctx, id, revision, e.Version)
	})
}
