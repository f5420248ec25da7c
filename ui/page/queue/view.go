// This file draws the page:
//
//	9 wait · 3 past due · 2 yours                         4 of 12 │ T-4460  high !
//	2 new · press .                                               │ account change
//	   DUE          PRIORITY  NUMBER   WHO                         │
//	 > past 12 min  high !    T-4460   Ada Okafor                  │ Ada Okafor
package queue

import (
	"cmp"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
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
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), p.second(t, w, &f))
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
	} else {
		body := p.list.View(t)
		if f.Cursor == nil && body.Cursor != nil {
			f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + above}
		}
		f.Lines = append(f.Lines, body.Lines...)
	}
	if r, chosen := p.chosen(); chosen {
		f.Lines = p.split.Draw(t, f.Lines, p.detail(t, r))
	}
	return f
}

// headline says in a line how the queue stands.
func (p *Page) headline(t *kit.Theme) string {
	if waiting := p.act.Loading(); waiting != "" {
		return p.doing + strings.TrimPrefix(waiting, "loading")
	}
	if waiting := p.work.Loading(); waiting != "" {
		return waiting
	}
	if !p.live.Started() {
		return ""
	}
	free, past, mine := 0, 0, 0
	for _, v := range p.sheet.Latest() {
		if v.Owner == "" && !v.Waits(p.env.Now()) {
			free++
		}
		if v.PastDue(p.env.Now()) {
			past++
		}
		if p.mine(row{TicketView: v}) {
			mine++
		}
	}
	parts := []string{t.Title.Of(fmt.Sprintf("%d wait", free))}
	if past > 0 {
		parts = append(parts, t.Danger.Of(fmt.Sprintf("%d past due", past)))
	}
	if mine > 0 {
		parts = append(parts, fmt.Sprintf("%d yours", mine))
	}
	if name := p.viewWords(); name != "" {
		parts = append(parts, name)
	}
	if n := len(p.list.Marks()); n > 0 {
		parts = append(parts, t.Accent.Of(fmt.Sprintf("%d marked", n)))
	}
	if p.live.Deaf() {
		parts = append(parts, t.Warn.Of("not live"))
	}
	return strings.Join(parts, " · ")
}

// viewWords say how the list is shown, "" when that is as usual.
func (p *Page) viewWords() string {
	if name := p.views.Name(p.spec()); name != "" && p.filter.Empty() && p.spec() != "" {
		return model.CleanLine(name)
	}
	var words []string
	if p.only != everything {
		words = append(words, onlyWords[p.only])
	}
	if p.order != byUrgency {
		words = append(words, "by "+string(p.order))
	}
	if p.turned {
		words = append(words, "backwards")
	}
	return strings.Join(words, ", ")
}

// second is the line above the list: the filter, and what can be had by ".".
func (p *Page) second(t *kit.Theme, w int, f *kit.Frame) string {
	notice := p.notice(t)
	if !p.editing && p.filter.Empty() {
		return " " + notice
	}
	text, x := p.filter.View(max(w-4-kit.Width(notice)-2, 10))
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: 1}
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
	return t.Accent.Of(p.news.String() + " · " + p.env.Keys.Press("queue.fresh", "."))
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	none := "Nobody waits. " + p.env.Keys.Named("screen.ready", "1") + " next caller"
	if p.only != everything && len(p.read) > 0 {
		none = "No ticket is in this view. " + p.env.Keys.Named("queue.view", "f") + " shows another."
	}
	if !p.filter.Empty() {
		none = fmt.Sprintf("No ticket has %q. Esc shows them all.", model.CleanLine(p.filter.Value()))
	}
	return p.live.Empty("The queue", none)
}

// sign stands before the filter: the key that leads there, until it has the focus.
func (p *Page) sign() string {
	if p.editing {
		return "/"
	}
	return cmp.Or(p.env.Keys.Shown("queue.filter", "/"), "/")
}
