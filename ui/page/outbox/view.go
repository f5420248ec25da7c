// This file draws the page:
//
//	1 on its way · 1 to be tried again                     │ accepted      T-4438
//	2 new · press .                                        │ temporary password
//	   STATE      TO                 LATEST                │
//	 > accepted   a****r@lindgren.…  10:41 by mx.lindgren… │ To        a****r@…
package outbox

import (
	"cmp"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// widest is a story beside the list or over the page: longer lines are hard to
// read.
const widest = 72

func newSplit() pane.Split { return pane.Split{Share: 36, Least: 42, Widest: widest} }

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	p.list.Resize(p.split.Width(), p.split.Rows(p.above()))
}

// noMail is said for as long as no mail can leave.
const noMail = "No mail server is configured: mails wait here. Set [smtp] server and start again."

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
func (p *Page) above() int { return 2 + len(p.noMailLines()) }

func (p *Page) noMailLines() []string {
	if p.hasMail {
		return nil
	}
	return kit.WrapUnder(" ! ", noMail, p.split.Width()-1)
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	m, chosen := p.chosen()
	if p.reading && chosen {
		return p.scroll.Full(t, p.story(t, m, min(p.w-4, widest+8)), p.w, p.h)
	}
	w := p.split.Width()
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w))
	for _, line := range p.noMailLines() {
		f.Lines = append(f.Lines, t.Warn.Of(line))
	}
	f.Lines = append(f.Lines, p.second(t, w, &f))
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	if f.Cursor == nil && body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane: func(w int) []string { return p.story(t, m, w) },
		Key:  p.env.Keys.Named("outbox.story", "enter"), More: "shows it all",
		Facts: pane.Join(" · ", m.Name, m.Company, nouns.MailKind(m.Kind), m.Ticket.String(), "created "+kit.Second(m.Created, p.env.Now())),
		Words: model.CleanLine(p.lastWords(m)),
	})
	return f
}

// headline says in a line how the mails stand.
func (p *Page) headline(t *kit.Theme) string {
	if waiting := p.act.Loading(); waiting != "" {
		return p.doing + strings.TrimPrefix(waiting, "loading")
	}
	if !p.live.Started() {
		return ""
	}
	going, again, ask, second := 0, 0, 0, 0
	for _, m := range p.latest {
		switch {
		case m.Hint:
			ask++
		case m.State == model.MailHeld:
			second++
		case m.State == model.MailDeferred, m.State == model.MailUncertain:
			again++
		case !m.State.Final():
			going++
		}
	}
	parts := []string{t.Title.Of(fmt.Sprintf("%d on the way", going))}
	if words := p.viewWords(); words != "" {
		parts = append(parts, words) // before what a narrow window has no room for
	}
	if n := len(p.list.Marks()); n > 0 {
		parts = append(parts, t.Accent.Of(fmt.Sprintf("%d marked", n)))
	}
	if second > 0 {
		parts = append(parts, t.Warn.Of(fmt.Sprintf("%d held for a second person", second)))
	}
	if again > 0 {
		parts = append(parts, t.Warn.Of(fmt.Sprintf("%d to be tried again", again)))
	}
	if ask > 0 {
		parts = append(parts, t.Warn.Of(fmt.Sprintf("%d to ask about", ask)))
	}
	if p.live.Deaf() {
		parts = append(parts, t.Warn.Of("not live"))
	}
	return strings.Join(parts, " · ")
}

// second is the line above the list: the filter, and what can be had by ".".
func (p *Page) second(t *kit.Theme, w int, f *kit.Frame) string {
	notice := p.notice(t)
	if !p.editing && p.filter.Empty() {
		return " " + notice
	}
	text, x := p.filter.View(max(w-4-kit.Width(notice)-2, 10))
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: len(f.Lines)}
	}
	if notice != "" {
		notice += " "
	}
	return kit.Sides(" "+t.Accent.Of(p.sign())+" "+text, notice, w)
}

func (p *Page) notice(t *kit.Theme) string {
	if wrong := p.live.Notice(t); wrong != "" || !p.news.Any() {
		return wrong
	}
	return t.Accent.Of(p.news.String() + " · " + p.env.Keys.Press("outbox.fresh", "."))
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	none := "No mail has been sent yet. " + p.env.Keys.Named("screen.ready", "1") + " next caller"
	if p.only != everything && len(p.latest) > 0 {
		none = "No mail is in this view. " + p.env.Keys.Named("outbox.view", "f") + " shows another."
	}
	if !p.filter.Empty() {
		none = fmt.Sprintf("No mail has %q. Esc shows them all.", model.CleanLine(p.filter.Value()))
	}
	return p.live.Empty("The mails", none)
}

// sign stands before the filter: the key that leads there, until it has the focus.
func (p *Page) sign() string {
	if p.editing {
		return "/"
	}
	return cmp.Or(p.env.Keys.Shown("outbox.filter", "/"), "/")
}
