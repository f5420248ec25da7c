// This file says why something can't be done now.
package template

import (
	"cmp"

	"callin/model"
)

// denied is why nothing may be changed: by the role, or as the desk said when it
// was tried.
func (p *Page) denied() string { return cmp.Or(p.env.Denied(model.PowerStaff), p.bench.refused) }

func (p *Page) notRead() string {
	switch {
	case p.loaded:
		return ""
	case p.failed != "":
		return "The words can't be read. " + p.failed
	}
	return "The words are being read."
}

func (p *Page) notEdit() string {
	if denied := p.denied(); denied != "" {
		return denied
	}
	return p.notRead()
}

func (p *Page) notSave() string {
	switch why := p.notEdit(); {
	case why != "":
		return why
	case p.front == theirs:
		return "These are theirs. " + p.env.Keys.Named("template.look", "l") + " goes back to yours."
	case !p.dirty():
		return "Nothing has changed since these words were saved. " + p.env.Keys.Named("template.edit", "e") + " edits them."
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

func (p *Page) notReset() string {
	own := p.base.Own
	if p.rival != nil {
		own = p.rival.Own
	}
	switch why := p.notEdit(); {
	case why != "":
		return why
	case !own:
		return "The built-in words are in force already. " + p.env.Keys.Named("template.drop", "D") + " drops what you have typed."
	}
	return ""
}

func (p *Page) notDrop() string {
	if !p.dirty() {
		return "Nothing has changed since these words were saved."
	}
	return ""
}
