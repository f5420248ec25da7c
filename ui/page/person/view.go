// This file draws the page:
//
//	 Ada Okafor, admin, extension 100                            active
//	 Lindgren Pumps · Client ID 44····· · user name a····· · 703 555 0111
//	 Address   a****a@lindgren.example
//	 Question  set · 3 tries left today
//	                                                    1 new · press .
//	[Calls 3] Tickets 2  Mails 1  People 3
//	   WHEN         OUTCOME   WHAT            AGENT   NOTE
//	 > 10:12        told      lost Client ID  you     called from the car
package person

import (
	"cmp"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
	"callin/ui/widget/sheet"
	"callin/ui/widget/tabs"
)

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	rows := p.split.Rows(len(p.facts(kit.Neutral, p.split.Width())) + 2)
	for _, s := range p.sections {
		s.list.Resize(p.split.Width(), rows)
	}
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.split.Width()
	if !p.live.Started() {
		f := kit.Frame{}
		for _, line := range kit.WrapUnder(" ", p.live.Empty("This person", ""), p.w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	f := kit.Frame{Lines: p.facts(t, w)}
	f.Lines = append(f.Lines, p.notice(t, w), tabs.Line(t, p.tabs(), p.at, w))
	s := p.section()
	if s.list.Len() == 0 {
		f.Lines = append(f.Lines, "", " "+t.Muted.Of(s.none)) // as in the other lists
	} else {
		body := s.list.View(t)
		if body.Cursor != nil {
			f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
		}
		f.Lines = append(f.Lines, body.Lines...)
	}
	if e, chosen := s.chosen(); chosen {
		f.Lines = p.split.Draw(t, f.Lines, e.detail(t))
	}
	return f
}

// facts are who it is and how verification stands.
func (p *Page) facts(t *kit.Theme, w int) []string {
	v := p.view
	name := t.Title.Of(model.CleanLine(v.Name)) + pane.Join("", ", "+string(v.Role))
	if v.Extension != "" {
		name += ", extension " + model.CleanLine(v.Extension)
	}
	lines := []string{kit.Sides(" "+name, nouns.StatusStyle(t, v.Match).Of(model.CleanLine(nouns.Status(v.Match)))+" ", w)}
	user := "no user name"
	if v.UserName != "" {
		user = "user name " + v.UserName
	}
	lines = append(lines, kit.WrapUnder(" ", pane.Join(" · ", v.Company, "Client ID "+v.ClientID, user, kit.Phone(v.Phone)), w-1)...)
	facts := []pane.Fact{p.address(t), p.question(t)}
	if p.view.Held {
		facts = append(facts, pane.Fact{Label: "Held", Text: "! Changed lately: resets need a second person.", Style: t.Warn})
	}
	for _, line := range pane.Facts(t, w-2, label, facts...) {
		lines = append(lines, " "+line)
	}
	return lines[:min(len(lines), max(p.h/2, 4))] // a name without end doesn't push the history out of sight
}

func (p *Page) address(t *kit.Theme) pane.Fact {
	f := pane.Fact{Label: "Address", Text: p.view.Email}
	if !p.view.Address {
		f.Text, f.Style = "none on file ! Nothing can be mailed.", t.Warn
	}
	f.Text = cmp.Or(f.Text, "on file")
	return f
}

// question says how verification stands; for those who aren't asked, who is.
func (p *Page) question(t *kit.Theme) pane.Fact {
	v := p.view
	f := pane.Fact{Label: "Question", Text: "set · " + kit.Count(v.TriesLeft, "try left today", "tries left today")}
	switch {
	case v.Role != model.Admin:
		return pane.Fact{Label: "Admins", Text: cmp.Or(admins(v), "none in this account")}
	case !v.Asked:
		f.Text, f.Style = "none set ! Can't be verified by telephone.", t.Warn
	case v.Lock != "":
		f.Text, f.Style = "locked ! No answer is taken until "+v.Lock+".", t.Danger
	case v.TriesLeft == 0:
		f.Style = t.Danger
	}
	return f
}

// notice is the line above the lists: what is wrong or new, and where in the
// list the choice is.
func (p *Page) notice(t *kit.Theme, w int) string {
	text := p.live.Notice(t)
	switch {
	case p.open.Pending():
		text = t.Muted.Of(p.open.Doing("opening the call"))
	case text == "" && p.news().Any():
		text = t.Accent.Of(p.news().String() + " · " + p.env.Keys.Press("person.fresh", "."))
	}
	return kit.Sides(" "+text, t.Muted.Of(p.section().list.Position())+" ", w)
}

// news is what the lists don't show yet, all together.
func (p *Page) news() sheet.News {
	var all sheet.News
	for _, s := range p.sections {
		n := s.news()
		all.Come += n.Come
		all.Gone += n.Gone
		all.Moved = all.Moved || n.Moved
	}
	return all
}
