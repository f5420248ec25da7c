// This file draws the page:
//
//	Mail templates · 2 of 10 are your own                  │ to the caller, to be
//	                                                       │ read back to the agent
//	   MAIL                WORDS     SAVED BY      SAVED   │
//	 > one-time code       own       ben           10:41   │ Your Aptela code
package templates

import (
	"cmp"
	"fmt"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// newList makes the list. In a narrow window what it is for goes first, then
// when it was saved; the mail and its words never do.
func newList() *list.List {
	return list.New(
		columns.Column{Title: "MAIL", Width: 18},
		columns.Column{Title: "WORDS", Width: 11},
		columns.Column{Title: "SAVED BY", Width: 8, Grow: 1, Max: 16, Drop: 1},
		columns.Column{Title: "SAVED", Width: 12, Drop: 2},
		columns.Column{Title: "GOES", Width: 30, Grow: 3, Drop: 3},
	)
}

// line is the row in a line: what its reader sees first.
func (r row) line() string {
	switch {
	case len(r.problems) > 0:
		return "Not in force: " + model.CleanLine(r.problems[0])
	case r.made.Subject == "":
		return ""
	}
	return "Subject: " + model.CleanLine(r.made.Subject)
}

// goes says to whom a mail goes and why.
var goes = map[model.MailKind]string{
	model.MailTemporary:   "to an admin, by account change ticket",
	model.MailRequest:     "to whoever asks by the Password Request form",
	model.MailNewUser:     "to a new user: how to log in",
	model.MailNewUserCopy: "to the admin, without the password",
	model.MailCode:        "to a caller, who reads the code back to the agent",
	model.MailAddressCode: "to a new address, which must prove to be the person's",
	model.MailArticle:     "to a caller who wants to read it",
	model.MailTold:        "to an admin: what an agent told on the telephone",
	model.MailChanged:     "to the admins and the person: what was changed",
	model.MailFailed:      "to the admins: somebody failed to prove who they are",
	model.MailReferral:    "to an admin: somebody needs what only they can give",
	model.MailTest:        "to the operator: a test of the way that mails take",
}

// name is a kind of mail in a sentence.
func name(kind model.MailKind) string { return model.CleanLine(nouns.MailKind(kind)) }

// fill hands the list what it has to show.
func (p *Page) fill() {
	rows := p.rows
	p.list.Set(list.Rows{
		Len:   len(rows),
		ID:    func(i int) string { return string(rows[i].Kind) },
		Cells: func(i int, cells []columns.Cell) { p.cells(rows[i], cells) },
	})
}

func (p *Page) cells(r row, cells []columns.Cell) {
	t := p.env.Theme()
	cells[0] = columns.Cell{Text: nouns.MailKind(r.Kind)}
	cells[1] = p.words(t, r)
	cells[2] = columns.Cell{Text: "–", Style: t.Muted}
	cells[3] = cells[2]
	cells[4] = columns.Cell{Text: goes[r.Kind], Style: t.Muted}
	if r.Own {
		cells[2] = columns.Cell{Text: nouns.Agent(r.By, p.env.Agent)}
		cells[3] = columns.Cell{Text: kit.Hour(r.At, p.env.Now())}
	}
	if p.refusal() != "" {
		for i := range cells {
			cells[i].Style = t.Muted
		}
	}
}

// words are whose a mail has, or what there is to do about them.
func (p *Page) words(t *kit.Theme, r row) columns.Cell {
	switch {
	case p.refused != "":
		return columns.Cell{Text: "–"}
	case p.drafts.Unsaved(r.Kind):
		return columns.Cell{Text: "not saved !", Style: t.Warn}
	case len(r.problems) > 0:
		return columns.Cell{Text: "wrong !", Style: t.Danger}
	case r.Own:
		return columns.Cell{Text: "own", Style: t.Accent}
	}
	return columns.Cell{Text: "built in"}
}

// above is how many lines stand above the list, whatever there is to say.
const above = 2

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	p.list.Resize(p.split.Width(), p.split.Rows(above))
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.split.Width()
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), " "+kit.Clip(p.notice(t), w-1))
	r, chosen := p.chosen()
	if !chosen {
		for _, line := range kit.WrapUnder(" ", p.live.Empty("The mail templates", ""), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	f.Lines = append(f.Lines, body.Lines...)
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane: func(w int) []string { return p.mail(t, r, w) },
		Key:  p.env.Keys.Named("templates.open", "enter"), More: "opens it, " + p.env.Keys.Named("template.preview", "p") + " there shows it all",
		Facts: pane.Join(": ", name(r.Kind), goes[r.Kind]),
		Words: r.line(),
	})
	return f
}

func (p *Page) headline(t *kit.Theme) string {
	if !p.live.Started() || p.refused != "" {
		return t.Title.Of("Mail templates")
	}
	own := 0
	for _, r := range p.rows {
		if r.Own {
			own++
		}
	}
	return t.Title.Of("Mail templates") + " · " + fmt.Sprintf("%d of %d are your own words", own, len(p.rows))
}

func (p *Page) notice(t *kit.Theme) string {
	if why := p.refusal(); why != "" {
		return t.Warn.Of("! " + model.CleanLine(why))
	}
	return p.live.Notice(t)
}

// refusal is why this agent may not edit templates, as far as is known.
func (p *Page) refusal() string { return cmp.Or(p.refused, p.drafts.Refused()) }

// mail is what the reader of a mail gets, or why it isn't in force.
func (p *Page) mail(t *kit.Theme, r row, w int) []string {
	lines := []string{t.Title.Of(name(r.Kind))}
	lines = append(lines, kit.Wrap(goes[r.Kind], w)...)
	if r.Own {
		lines = append(lines, t.Muted.Of(kit.Clip(fmt.Sprintf("own words, saved by %s %s",
			model.CleanLine(nouns.Agent(r.By, p.env.Agent)), kit.Hour(r.At, p.env.Now())), w)))
	}
	lines = append(lines, "")
	if p.refused != "" {
		return append(lines, kit.Wrap(p.refused, w)...)
	}
	if len(r.problems) > 0 {
		for _, line := range kit.WrapUnder("! ", "These words aren't in force; mails say the built-in ones. Open them to put that right.", w) {
			lines = append(lines, t.Danger.Of(line))
		}
		for _, what := range r.problems {
			lines = append(lines, kit.WrapUnder("  ", model.CleanLine(what), w)...)
		}
		return lines
	}
	lines = append(lines, pane.Facts(t, w, len("Subject  "), pane.Fact{Label: "Subject", Text: r.made.Subject, Style: t.Title})...)
	return append(append(lines, ""), kit.Wrap(model.Clean(r.made.Text), w)...)
}
