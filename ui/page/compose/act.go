// This file saves, publishes and drops.
package compose

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/nouns"
)

// The questions.
const (
	askOver    = "over"
	askDrop    = "drop"
	askDiscard = "discard"
)

// result is what came of a command.
type result struct {
	say      string
	id       model.ArticleID
	sent     words
	problems []string
	checked  bool // nothing was done but looking
	gone     bool // there is nothing left of the article
}

// run does one thing at a time: a key that is held down starts it once.
func (p *Page) run(doing string, fn func(context.Context) (result, error)) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	p.doing = doing
	return p.act.Run(patience, fn)
}

// sent is the draft as it goes to the desk; over somebody's words, once that was
// decided.
func (p *Page) sent() model.ArticleEdit {
	e := p.edit()
	if p.rival != nil {
		e.Version = p.rival.Version
	}
	return e
}

func (p *Page) keep() tea.Cmd {
	desk, e, w, publishes := p.desk, p.sent(), p.words(), p.env.Keys.Named("compose.publish", "s")
	return p.run("saving", func(ctx context.Context) (result, error) {
		id, err := desk.SaveArticle(ctx, e)
		return result{say: "The draft is saved. Readers see it once it is published, with " + publishes + ".", id: id, sent: w}, err
	})
}

func (p *Page) publish() tea.Cmd {
	desk, e, w, earlier := p.desk, p.sent(), p.words(), p.env.Keys.Named("article.history", "h")
	return p.run("publishing", func(ctx context.Context) (result, error) {
		problems := append(unknown(e.Solves), desk.CheckArticle(ctx, e.Article)...)
		if len(problems) > 0 {
			return result{problems: problems, checked: true}, nil
		}
		id, err := desk.PublishArticle(ctx, e)
		return result{say: "Published: readers see it from now on. " + earlier + " on its page goes back to an earlier revision.", id: id, sent: w}, err
	})
}

// unknown says which of the things lost aren't any.
func unknown(solves []model.Credential) []string {
	var problems []string
	for _, c := range solves {
		if !slices.Contains(model.Credentials, c) {
			problems = append(problems, fmt.Sprintf("Nobody loses a %q. What people lose: %s.", string(c), join(model.Credentials)))
		}
	}
	return problems
}

func (p *Page) check() tea.Cmd {
	desk, e := p.desk, p.edit()
	return p.run("checking", func(ctx context.Context) (result, error) {
		return result{problems: append(unknown(e.Solves), desk.CheckArticle(ctx, e.Article)...), checked: true}, nil
	})
}

// did goes on after a command.
func (p *Page) did(r result, err error) tea.Cmd {
	switch {
	case model.CodeOf(err) == model.Conflict:
		return tea.Batch(kit.Say(kit.Warning, model.PublicText(err)), p.reload())
	case err != nil:
		return kit.SayError(err)
	case r.checked:
		p.problems, p.at = r.problems, 0
		if len(r.problems) > 0 {
			return kit.Say(kit.Warning, kit.Count(len(r.problems), "thing is", "things are")+" wrong with it: "+r.problems[0])
		}
		return nil
	}
	if r.gone {
		p.set(p.was)
		return tea.Batch(kit.Say(kit.Success, r.say), kit.Back())
	}
	p.problems, p.id = nil, r.id
	p.was = r.sent // reading it again tells its version
	p.noRival()
	return tea.Batch(kit.Say(kit.Success, r.say), p.reload())
}

func (p *Page) ask(name string, d kit.Dialog) tea.Cmd { return kit.Ask(p.ID(), name, d) }

func (p *Page) answered(a kit.Answer) tea.Cmd {
	choice, _ := a.Outcome.(string)
	switch {
	case a.Name == askOver && choice == "keep":
		return p.keep()
	case a.Name == askOver && choice == "publish":
		return p.publish()
	case a.Name == askDrop && a.Yes():
		if p.rival != nil {
			p.adopt(*p.rival)
			p.noRival()
		} else {
			p.set(p.was)
		}
		p.problems = nil
	case a.Name == askDiscard && a.Yes():
		return p.discard()
	}
	return nil
}

// over asks before somebody's words are put away for one's own.
func (p *Page) over(do string) tea.Cmd {
	return p.ask(askOver, dialog.Choose("Put yours in their place?",
		p.whose()+" while you were writing. Those are gone then. Look at them first with "+p.env.Keys.Named("compose.look", "l")+".",
		dialog.Option{ID: "no", Key: "n", Words: "Not yet"},
		dialog.Option{ID: do, Key: "y", Words: "Mine counts"}))
}

// whose says whom the rival's words are from.
func (p *Page) whose() string {
	who := "Somebody"
	if by := model.CleanLine(nouns.Agent(p.rival.By, p.env.Agent)); by != "" {
		who = by
	}
	return fmt.Sprintf("%s changed it (%s)", who, kit.Hour(p.rival.At, p.env.Now()))
}

func (p *Page) askDrop() tea.Cmd {
	if p.rival != nil {
		return p.ask(askDrop, dialog.Confirm("Take theirs?", p.whose()+
			". What you have typed is gone then; this can't be undone.", "Take theirs", "Keep mine"))
	}
	if p.dirty() {
		return p.ask(askDrop, dialog.Confirm("Drop what you have typed?",
			"All parts are as they were saved then; this can't be undone.", "Drop it", "Keep it"))
	}
	return p.ask(askDiscard, dialog.Confirm("Throw the draft away?",
		"What readers see stays as it is. This can't be undone.", "Throw it away", "Keep it"))
}

// discard throws the draft away, and goes back when there is nothing left then.
func (p *Page) discard() tea.Cmd {
	desk, id, read, was, gone := p.desk, p.id, p.base.Version, p.was, p.base.InForce == nil
	return p.run("dropping the draft", func(ctx context.Context) (result, error) {
		return result{say: "The draft is gone.", id: id, sent: was, gone: gone}, desk.DropArticleDraft(ctx, id, read)
	})
}
