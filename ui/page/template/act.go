// This file checks, saves, tests and resets the words.
package template

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// aim is what a check is for.
type aim int

const (
	looking aim = iota
	showing
	saving
	testing
	sending
	resetting
)

// result is what came of it.
type result struct {
	aim      aim
	sent     model.MailTemplate
	made     model.MailWords
	problems []string
	now      *model.MailTemplate // after a reset
}

// run does one thing at a time: a key that is held down starts it once.
func (p *Page) run(doing string, fn func(context.Context) (result, error)) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	p.doing = doing
	return p.act.Run(patience, fn)
}

// check asks the desk what is wrong with the words as they stand, and goes on
// only with words that are right.
func (p *Page) check(a aim, doing string) tea.Cmd {
	p.glance.Cancel()
	return p.run(doing, p.checked(a))
}

func (p *Page) checked(a aim) func(context.Context) (result, error) {
	desk, t := p.desk, p.template()
	if p.rival != nil {
		t.Version = p.rival.Version // somebody has decided to put these in its place
	}
	return func(ctx context.Context) (result, error) {
		made, problems, err := desk.PreviewTemplate(ctx, t)
		if err == nil && len(problems) == 0 && a == saving {
			err = desk.SaveTemplate(ctx, t)
		}
		return result{aim: a, sent: t, made: made, problems: problems}, err
	}
}

// did goes on after a command.
func (p *Page) did(r result, err error) tea.Cmd {
	if err != nil {
		p.refuse(err)
		if model.CodeOf(err) == model.Conflict {
			return p.reload() // which says who was faster
		}
		return tea.Batch(kit.SayError(err), p.reload())
	}
	if r.aim <= testing {
		p.found(r.problems)
		if len(r.problems) > 0 {
			return p.wrong()
		}
	}
	switch r.aim {
	case showing:
		p.made, p.front = r.made, preview
		p.scroll.Press("g")
	case saving:
		p.rebase(r.sent)
		p.noRival()
		return tea.Batch(kit.Say(kit.Success, "Saved: the next "+name(p.kind)+" mail says it so."), p.reload())
	case testing:
		p.tested = r.sent
		return p.askAddress("", p.bench.address)
	case sending:
		return kit.Say(kit.Success, fmt.Sprintf("The test is on its way to %s. The Outbox says how it goes.", p.bench.address))
	case resetting:
		return p.reset(r)
	}
	return nil
}

// reset follows going back to the built-in words. What was typed stays.
func (p *Page) reset(r result) tea.Cmd {
	say := kit.Say(kit.Success, "The built-in words are in force again.")
	if r.now == nil {
		return tea.Batch(say, p.reload())
	}
	if p.dirty() {
		p.rebase(*r.now)
	} else {
		p.adopt(*r.now)
	}
	p.noRival()
	return say
}

func (p *Page) goBack() tea.Cmd {
	desk, kind := p.desk, p.kind
	return p.run("going back to the built-in words", func(ctx context.Context) (result, error) {
		if err := desk.ResetTemplate(ctx, kind); err != nil {
			return result{}, err
		}
		r := result{aim: resetting}
		if t, _, err := desk.Template(ctx, kind); err == nil { // else it is read again, which says why not
			r.now = &t
		}
		return r, nil
	})
}

func (p *Page) send(address string) tea.Cmd {
	desk, t := p.desk, p.tested
	return p.run("sending the test", func(ctx context.Context) (result, error) {
		_, err := desk.TestTemplate(ctx, t, address)
		return result{aim: sending}, err
	})
}
