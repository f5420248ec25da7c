// This file reads the words in force, and notices when they are no longer those
// that the draft was begun from.
package template

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
)

// reading is what is in force.
type reading struct {
	template  model.MailTemplate
	variables []model.TemplateVariable
}

func (p *Page) reload() tea.Cmd {
	desk, kind := p.desk, p.kind
	return p.read.Run(patience, func(ctx context.Context) (reading, error) {
		t, variables, err := desk.Template(ctx, kind)
		return reading{t, variables}, err
	})
}

func (p *Page) have(r reading, err error) tea.Cmd {
	if err != nil {
		p.refuse(err)
		p.failed = model.CleanLine(model.PublicText(err))
		return kit.SayError(err)
	}
	p.failed, p.variables = "", r.variables
	before := p.rival
	p.settle(r.template)
	if p.rival != nil && (before == nil || before.Version != p.rival.Version || wordsOf(*before) != wordsOf(*p.rival)) {
		return kit.Say(kit.Warning, p.meanwhile())
	}
	return nil
}

// settle takes what is in force. Words that were typed stay, whatever it is: if
// they can't simply stand in its place there is a rival.
func (p *Page) settle(t model.MailTemplate) {
	now := wordsOf(t)
	switch {
	case !p.dirty():
		p.adopt(t)
	case now == p.was, now == p.parts.words():
		p.rebase(t)
	default:
		p.rival = &t
		p.other.set(now)
		return
	}
	p.noRival()
}

func (p *Page) noRival() {
	p.rival = nil
	if p.front == theirs {
		p.front = writing
	}
}

// meanwhile says who was faster, and that nothing is lost. What to do next
// stands on the page; a longer message would lie over the end of a question.
func (p *Page) meanwhile() string { return p.whose() + " meanwhile. Yours are kept." }

// whose says whom the rival's words are from.
func (p *Page) whose() string {
	t := p.rival
	if !t.Own {
		return "The built-in words are in force again"
	}
	return fmt.Sprintf("%s saved other words (%s)", saver(*t, p.env.Agent), kit.Hour(t.At, p.env.Now()))
}

// saver is who saved a template, at the beginning of a sentence.
func saver(t model.MailTemplate, me string) string {
	switch who := model.CleanLine(nouns.Agent(t.By, me)); who {
	case "":
		return "Somebody"
	case "you":
		return "You"
	default:
		return who
	}
}

// refuse remembers that the desk has said no: from then on the keys say so
// before anybody types.
func (p *Page) refuse(err error) {
	if model.CodeOf(err) == model.Forbidden {
		p.bench.refused = model.CleanLine(model.PublicText(err))
		p.editing = false
	}
}
