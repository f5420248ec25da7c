// This file puts the questions, and goes on with the answers.
package template

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// The questions.
const (
	askAddress  = "address"
	askSend     = "send"
	askOver     = "over"
	askReset    = "reset"
	askDrop     = "drop"
	askVariable = "variable"
)

func (p *Page) answered(a kit.Answer) tea.Cmd {
	choice, _ := a.Outcome.(string)
	switch {
	case a.Name == askAddress && choice != "":
		return p.address(choice)
	case a.Name == askSend && choice == "send":
		return p.send(p.bench.address)
	case a.Name == askOver && a.Yes():
		return p.check(saving, "saving")
	case a.Name == askReset && a.Yes():
		return p.goBack()
	case a.Name == askDrop && a.Yes():
		return p.drop()
	case a.Name == askVariable && choice != "" && p.notEdit() != "":
		return kit.Say(kit.Warning, p.notEdit())
	case a.Name == askVariable && choice != "":
		p.editing = true
		return p.typed(p.parts[p.part].Insert("{{." + choice + "}}"))
	}
	return nil
}

// longest is more than any address has (RFC 5321, 4.5.3.1).
const longest = 330

func (p *Page) askAddress(wrong, address string) tea.Cmd {
	return kit.Ask(p.ID(), askAddress, dialog.Ask("Where should the test go?",
		wrong+"The words as they stand here, saved or not, with made-up contents. Nothing is sent yet.", address, longest))
}

// address is where the test is to go. Enter has named it; what sends is s.
func (p *Page) address(address string) tea.Cmd {
	address = model.CleanLine(address)
	if wrong := model.CheckAddress(address); wrong != "" {
		return p.askAddress("The address "+wrong+". ", address)
	}
	p.bench.address = address
	return kit.Ask(p.ID(), askSend, dialog.Choose("Send the test?", "A test of the "+name(p.kind)+" mail to "+address+".",
		dialog.Option{ID: "no", Key: "n", Words: "Don't send it"},
		dialog.Option{ID: "send", Key: "s", Words: "Send it"}))
}

// save puts the words in force, after a question when that drops somebody's.
func (p *Page) save() tea.Cmd {
	if p.rival == nil {
		return p.check(saving, "saving")
	}
	if p.act.Pending() {
		return nil
	}
	return kit.Ask(p.ID(), askOver, dialog.Confirm("Put yours in their place?",
		p.whose()+" while you were writing. Those are gone then. Look at them first with "+p.env.Keys.Named("template.look", "l")+".", "Save mine", "Not yet"))
}

func (p *Page) askReset() tea.Cmd {
	t := p.base
	if p.rival != nil {
		t = *p.rival
	}
	kept := ""
	if p.dirty() {
		kept = " What you have typed stays on this page, unsaved."
	}
	return kit.Ask(p.ID(), askReset, dialog.Confirm("Back to the built-in words?",
		fmt.Sprintf("%s saved the words in force, %s. They are gone then; this can't be undone.%s",
			saver(t, p.env.Agent), kit.Hour(t.At, p.env.Now()), kept), "Go back", "Keep them"))
}

func (p *Page) askDrop() tea.Cmd {
	if p.rival != nil {
		return kit.Ask(p.ID(), askDrop, dialog.Confirm("Take theirs?", p.whose()+
			". What you have typed in all three parts is gone then; this can't be undone.", "Take theirs", "Keep mine"))
	}
	return kit.Ask(p.ID(), askDrop, dialog.Confirm("Drop what you have typed?",
		"All three parts are as they were saved then; this can't be undone.", "Drop it", "Keep it"))
}

func (p *Page) drop() tea.Cmd {
	if p.rival != nil {
		p.adopt(*p.rival)
		p.noRival()
	} else {
		p.parts.set(p.was)
	}
	p.found(nil)
	return nil
}

// askVariable lets somebody choose a variable to put in at the caret.
func (p *Page) askVariable() tea.Cmd {
	options := make([]dialog.Option, len(p.variables))
	for i, v := range p.variables {
		options[i] = dialog.Option{ID: v.Name, Words: kit.Fit("{{."+v.Name+"}}", label) + v.Meaning, Disabled: p.notEdit()}
		if v.Secret && p.part == subject {
			options[i].Disabled = "It is a secret, and a subject is shown on locked screens."
		}
	}
	return kit.Ask(p.ID(), askVariable, dialog.Choose("Put in a variable", "", options...))
}
