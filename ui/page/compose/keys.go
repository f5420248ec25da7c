// This file holds the keys: what each does, and why not when it can't.
package compose

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/tabs"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	part := []kit.Binding{
		{ID: "compose.part", Keys: []string{"tab"}, Words: "part", InField: true, Do: p.turn(1), Help: "Goes on to the next part: title, category, tags, related, lost, text."},
		{ID: "compose.part_back", Keys: []string{"shift+tab"}, Words: "part before", InField: true, Quiet: true, Do: p.turn(-1), Help: "Goes back to the part before."},
	}
	if p.editing {
		enter := kit.Binding{ID: "compose.enter", Keys: []string{"enter"}, Words: "new line", InField: true, Help: "Begins a new line; in a part of one line it goes on to the next part."}
		if p.part != body {
			enter.Words, enter.Do = "next part", p.turn(1)
		}
		return append([]kit.Binding{
			{ID: "compose.keys", Keys: []string{"esc"}, Words: "keys", InField: true, Do: p.leaveField, Help: "Leaves the words, so that letters are commands."},
			enter,
		}, part...)
	}
	bs := slices.Concat(p.mainBindings(), part, p.moreBindings())
	if p.rival != nil {
		bs = append(bs, kit.Binding{ID: "compose.look", Keys: []string{"l"}, Words: "theirs, yours", Do: p.turnTo(theirs), Help: "Looks at what somebody else has made of it meanwhile, and back at yours."})
	}
	if p.front != writing {
		bs = append(bs, kit.Binding{ID: "compose.back", Keys: []string{"esc"}, Words: "words", Do: p.turnTo(writing), Help: "Goes back to the words."})
	} else if p.dirty() {
		bs = append(bs, kit.Binding{ID: "compose.leave", Keys: []string{"esc"}, Words: "back", Do: p.leave, Help: "Goes back. What isn't saved is kept for as long as you are at the desk."})
	}
	return bs
}

func (p *Page) mainBindings() []kit.Binding {
	words := "preview"
	if p.front == preview {
		words = "words"
	}
	return []kit.Binding{
		{ID: "compose.edit", Keys: []string{"e"}, Words: "write", Disabled: p.notEdit(), Do: p.enterField, Help: "Goes to the caret, so that letters are text."},
		{ID: "compose.save", Keys: []string{"enter"}, Words: "save draft", Disabled: p.notSave(), Do: p.save(p.keep, "keep"), Help: "Keeps the draft; readers don't see it."},
		{ID: "compose.publish", Keys: []string{"s"}, Words: "publish", Disabled: p.notPublish(), Do: p.save(p.publish, "publish"), Help: "Puts the article in force as a new revision, once nothing is wrong with it."},
		{ID: "compose.preview", Keys: []string{"p"}, Words: words, Disabled: p.notRead(), Do: p.turnTo(preview), Help: "Shows the text as its readers see it."},
	}
}

func (p *Page) moreBindings() []kit.Binding {
	none := ""
	if len(p.problems) == 0 {
		none = "The last check found nothing wrong."
	}
	return []kit.Binding{
		{ID: "compose.audience", Keys: []string{"I"}, Words: "internal", Disabled: p.notEdit(), Do: p.audience, Help: "Says whether customers may read it, or agents alone."},
		{ID: "compose.check", Keys: []string{"c"}, Words: "check", Quiet: true, Disabled: p.notRead(), Do: p.check, Help: "Says what keeps the article from being published."},
		{ID: "compose.next", Keys: []string{"n"}, Words: "next problem", Quiet: none != "", Disabled: none, Do: p.problem(1), Help: "Shows the next thing that is wrong."},
		{ID: "compose.previous", Keys: []string{"N"}, Words: "problem before", Quiet: true, Disabled: none, Do: p.problem(-1), Help: "Shows the thing before."},
		{ID: "compose.undo", Keys: []string{"z"}, Words: "undo", Disabled: p.notUndo(), Do: p.undo, Help: "Takes back the last change of this part, again and again."},
		{ID: "compose.drop", Keys: []string{"D"}, Words: "drop", Quiet: true, Disabled: p.notDrop(), Do: p.askDrop, Help: "Drops what was typed, or the draft, after a question."},
		{ID: "compose.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.reload, Help: "Looks whether somebody has changed it."},
		{ID: "compose.move", Keys: []string{"up", "down", "k", "j"}, Words: "move", Quiet: true, Help: "Moves the caret, or the preview; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps."},
	}
}

func (p *Page) save(do func() tea.Cmd, name string) func() tea.Cmd {
	return func() tea.Cmd {
		if p.rival != nil {
			return p.over(name)
		}
		return do()
	}
}

func (p *Page) turn(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.front = writing
		p.part = tabs.Step(p.part, by, parts)
		return nil
	}
}

func (p *Page) turnTo(f front) func() tea.Cmd {
	return func() tea.Cmd {
		if p.front == f {
			f = writing
		}
		p.front = f
		p.scroll.Press("g")
		return nil
	}
}

func (p *Page) enterField() tea.Cmd {
	p.front, p.editing = writing, true
	return nil
}

func (p *Page) leaveField() tea.Cmd {
	p.editing = false
	return nil
}

func (p *Page) leave() tea.Cmd {
	return tea.Batch(kit.Say(kit.Warning, "The words are kept, but not saved. "+p.env.Keys.Named("article.edit", "e")+" on the article goes on with them."), kit.Back())
}

func (p *Page) audience() tea.Cmd {
	p.internal = !p.internal
	return nil
}

func (p *Page) undo() tea.Cmd {
	p.front = writing
	p.parts[p.part].Undo()
	return nil
}

func (p *Page) problem(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.at = tabs.Step(p.at, by, len(p.problems))
		return nil
	}
}

func (p *Page) notRead() string {
	switch {
	case p.loaded:
		return ""
	case p.failed != "":
		return "The article can't be read. " + p.failed
	}
	return "The article is being read."
}

func (p *Page) notEdit() string {
	if why := p.env.Denied(model.PowerArticles); why != "" {
		return why
	}
	return p.notRead()
}

func (p *Page) notSave() string {
	switch why := p.notEdit(); {
	case why != "":
		return why
	case p.front == theirs:
		return "This is theirs. " + p.env.Keys.Named("compose.look", "l") + " goes back to yours."
	case !p.dirty():
		return "Nothing has changed since it was saved. " + p.env.Keys.Named("compose.edit", "e") + " writes."
	}
	return ""
}

func (p *Page) notPublish() string {
	switch why := p.notEdit(); {
	case why != "":
		return why
	case p.front == theirs:
		return "This is theirs. " + p.env.Keys.Named("compose.look", "l") + " goes back to yours."
	case !p.dirty() && !p.base.Draft:
		return "Readers see it so already. " + p.env.Keys.Named("compose.edit", "e") + " writes."
	}
	return ""
}

func (p *Page) notUndo() string {
	switch why := p.notEdit(); {
	case why != "":
		return why
	case !p.parts[p.part].CanUndo():
		return "Nothing was typed in this part."
	}
	return ""
}

func (p *Page) notDrop() string {
	switch why := p.notEdit(); {
	case why != "":
		return why
	case !p.dirty() && !p.base.Draft:
		return "There is no draft, and nothing was typed."
	}
	return ""
}
