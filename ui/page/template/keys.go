// This file holds the keys: what each does, and why not when it can't.
package template

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/tabs"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	turn := "part"
	if p.front == preview {
		turn = "text, HTML"
	}
	part := []kit.Binding{
		{
			ID: "template.part", Keys: []string{"tab"}, Words: turn, InField: true, Do: p.turn(1),
			Help: "Goes on to the next of the three parts: subject, text, HTML.",
		},
		{
			ID: "template.part_back", Keys: []string{"shift+tab"}, Words: "part before", InField: true, Quiet: true, Do: p.turn(-1),
			Help: "Goes back to the part before.",
		},
	}
	if p.editing {
		return append(p.fieldBindings(), part...)
	}
	bs := slices.Concat(p.rivalBindings(), p.problemBindings(), p.wordBindings(), part, p.changeBindings())
	bs = append(bs, kit.Binding{
		ID: "template.move", Keys: []string{"up", "down", "k", "j"}, Words: "move", Quiet: true,
		Help: "Moves the caret, or the preview; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	})
	if back := p.back(); back != nil {
		bs = append(bs, *back)
	}
	return bs
}

// fieldBindings are those while one types.
func (p *Page) fieldBindings() []kit.Binding {
	enter := "new line"
	if p.part == subject {
		enter = "to the text"
	}
	bs := []kit.Binding{
		{
			ID: "template.keys", Keys: []string{"esc"}, Words: "keys", InField: true, Do: p.leaveField,
			Help: "Leaves the words, so that letters are commands; what is wrong with them is shown.",
		},
		{ID: "template.enter", Keys: []string{"enter"}, Words: enter, InField: true, Help: "Begins a new line; in the subject it goes on to the text."},
	}
	if p.part == subject {
		bs[1].Do = p.turn(1)
	}
	return bs
}

func (p *Page) wordBindings() []kit.Binding {
	show, do := "preview", p.show
	if p.front == preview {
		show, do = "words", p.write
	}
	return []kit.Binding{
		{
			ID: "template.save", Keys: []string{"enter"}, Words: "save", Disabled: p.notSave(), Do: p.save,
			Help: "Puts the words in force, once the desk has found nothing wrong with them.",
		},
		{
			ID: "template.edit", Keys: []string{"e"}, Words: "edit", Disabled: p.notEdit(), Do: p.enterField,
			Help: "Goes to the caret, so that letters are text.",
		},
		{
			ID: "template.preview", Keys: []string{"p"}, Words: show, Disabled: p.notRead(), Do: do,
			Help: "Shows the mail as its reader sees it, with made-up contents, as text and as HTML.",
		},
		{
			ID: "template.test", Keys: []string{"s"}, Words: "test", Disabled: p.notEdit(), Do: func() tea.Cmd { return p.check(testing, "checking") },
			Help: "Sends the words as they stand to an address that is asked for, with made-up contents.",
		},
	}
}

func (p *Page) changeBindings() []kit.Binding {
	return []kit.Binding{
		{
			ID: "template.variable", Keys: []string{"v"}, Words: "variables", Disabled: p.notRead(), Do: p.askVariable,
			Help: "Lists the variables with their meanings; Enter puts one in at the caret.",
		},
		{
			ID: "template.undo", Keys: []string{"z"}, Words: "undo", Disabled: p.notUndo(), Do: p.undo,
			Help: "Takes back the last change of this part, again and again.",
		},
		{
			ID: "template.reset", Keys: []string{"x"}, Words: "built-in words", Disabled: p.notReset(), Do: p.askReset,
			Help: "Goes back to the words that callin comes with, after a question.",
		},
		{
			ID: "template.drop", Keys: []string{"D"}, Words: "drop changes", Disabled: p.notDrop(), Do: p.askDrop,
			Help: "Goes back to the words in force, after a question: what was typed is dropped.",
		},
		{
			ID: "template.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.reload,
			Help: "Looks whether somebody has saved other words.",
		},
	}
}

// rivalBindings are there while somebody's words stand against these.
func (p *Page) rivalBindings() []kit.Binding {
	if p.rival == nil {
		return nil
	}
	look, do := "theirs", func() tea.Cmd { p.front = theirs; return nil }
	if p.front == theirs {
		look, do = "yours", p.write
	}
	return []kit.Binding{{
		ID: "template.look", Keys: []string{"l"}, Words: look, Do: do,
		Help: "Looks at the words that somebody else has saved meanwhile, and back at yours.",
	}}
}

func (p *Page) problemBindings() []kit.Binding {
	none := ""
	if len(p.problems) == 0 {
		none = "The last check found nothing wrong. " + p.env.Keys.Named("template.preview", "p") + " checks again."
	}
	return []kit.Binding{
		{
			ID: "template.next", Keys: []string{"n"}, Words: "next", Quiet: none != "", Disabled: none, Do: p.step(1),
			Help: "Goes to the next thing that is wrong.",
		},
		{
			ID: "template.previous", Keys: []string{"N"}, Words: "problem before", Quiet: true, Disabled: none, Do: p.step(-1),
			Help: "Goes to the thing that is wrong before this one.",
		},
	}
}

// back is what Esc does here, nil when it leads to the page before.
func (p *Page) back() *kit.Binding {
	b := kit.Binding{ID: "template.back", Keys: []string{"esc"}, Words: "words", Do: p.write, Help: "Goes back to the words."}
	switch {
	case p.front != writing:
		return &b
	case p.dirty():
		b.Words, b.Do, b.Help = "back", p.leave, "Goes back to the list. What isn't saved is kept for as long as you are at the desk."
		return &b
	}
	return nil
}

func (p *Page) leave() tea.Cmd {
	return tea.Batch(kit.Say(kit.Warning, "The words are kept, but not saved. "+p.env.Keys.Named("templates.open", "enter")+" goes on with them."), kit.Back())
}

func (p *Page) turn(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if p.front == preview {
			p.source = !p.source
			p.scroll.Press("g")
			return nil
		}
		p.part = tabs.Step(p.part, by, len(p.parts))
		return nil
	}
}

func (p *Page) show() tea.Cmd { return p.check(showing, "checking") }

func (p *Page) write() tea.Cmd {
	p.front = writing
	return nil
}

func (p *Page) enterField() tea.Cmd {
	p.front, p.editing = writing, true
	return nil
}

// leaveField also looks, in passing, what is wrong: it is not too early then,
// and the keys that need right words are near.
func (p *Page) leaveField() tea.Cmd {
	p.editing = false
	return p.look()
}

func (p *Page) look() tea.Cmd {
	if !p.dirty() && len(p.problems) == 0 {
		return nil
	}
	return p.glance.Run(patience, p.checked(looking))
}

func (p *Page) undo() tea.Cmd {
	p.front = writing
	p.parts[p.part].Undo()
	return p.look()
}
