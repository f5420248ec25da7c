// This file draws the page:
//
//	All  [No question set 12] No address on file 44  Locked 1
//	/ lindgr                                                       2 of 3
//	3 of 12 have "lindgr" · by company                    1 new · press .
//	  CLIENT ID  NAME          COMPANY         PHONE         STATUS
//	> 44·····    Ada Okafor    Lindgren Pumps  703 555 0110  active
package accounts

import (
	"cmp"
	"fmt"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/tabs"
)

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
const above = 3

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
	f.Lines = append(f.Lines, tabs.Line(t, p.tabs(), p.at, w), p.field(t, w, &f), p.headline(t, w))
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

// field is the line to type into. It is there even when it is empty: it says
// what to do.
func (p *Page) field(t *kit.Theme, w int, f *kit.Frame) string {
	right := t.Muted.Of(p.list.Position()) + " "
	text, x := p.filter.View(max(w-3-kit.Width(right)-1, 10))
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: 1}
	}
	if p.filter.Empty() && !p.editing {
		text = t.Muted.Of("company · name · phone · Client ID · user name · e-mail")
		if choices[p.at].list != everybody {
			text = t.Muted.Of("company · name · phone · role · status")
		}
	}
	return kit.Sides(" "+t.Accent.Of(p.sign())+" "+text, right, w)
}

// headline says what the rows are, and what can be had by ".".
func (p *Page) headline(t *kit.Theme, w int) string {
	if p.open.Pending() {
		return " " + t.Muted.Of(p.open.Doing("opening the call"))
	}
	if p.unlock.Pending() {
		return " " + t.Muted.Of(p.unlock.Doing("unlocking "+companies(p.asked)))
	}
	wrong := p.live.Notice(t)
	switch {
	case wrong != "":
		return " " + wrong
	case p.news.Any():
		return kit.Sides(" "+p.count(t), t.Accent.Of(p.news.String()+" · "+p.env.Keys.Press("accounts.fresh", "."))+" ", w)
	case p.asking() && p.live.Loading() != "":
		return " " + t.Muted.Of(p.live.Loading())
	}
	return " " + p.count(t)
}

// count says how many there are and in which order.
func (p *Page) count(t *kit.Theme) string {
	r, n := p.shown, p.list.Len()
	typed := model.CleanLine(p.filter.Value())
	text := ""
	switch {
	case n == 0:
		return ""
	case r.list == everybody && r.total > len(r.people):
		text = fmt.Sprintf("%d people match %q; the best %d are here", r.total, model.CleanLine(r.text), len(r.people))
	case r.list == everybody:
		text = fmt.Sprintf("%s %q", kit.Count(r.total, "person matches", "people match"), model.CleanLine(r.text))
	case typed != "" && r.total > len(r.people):
		text = fmt.Sprintf("%d of the first %d have %q; there are %d", n, len(r.people), typed, r.total)
	case typed != "":
		text = fmt.Sprintf("%d of %d have %q", n, r.total, typed)
	case r.total > len(r.people):
		text = fmt.Sprintf("the first %d of %d", len(r.people), r.total)
	default:
		text = kit.Count(r.total, "person", "people")
	}
	text += " · " + p.orderWords()
	if n := len(p.list.Marks()); n > 0 {
		text += " · " + t.Accent.Of(fmt.Sprintf("%d marked", n))
	}
	return text
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	c, typed := choices[p.at], model.CleanLine(p.filter.Value())
	none := ""
	switch {
	case c.list == everybody && typed == "" && p.editing:
		none = "Type any part of a name, a company or a number."
	case c.list == everybody && typed == "":
		none = kit.Capital(p.env.Keys.Press("accounts.filter", "/")) + " and type any part of a name, a company or a number; " + p.env.Keys.Named("accounts.next", "right") + " shows the lists of those who need attention."
	case p.asking():
		none = "" // the line above says that it is being read
	case c.list == everybody:
		none = fmt.Sprintf("Nobody matches %q. Try fewer letters. Esc clears them.", typed)
	case typed != "" && p.shown.total > 0:
		none = fmt.Sprintf("Nobody on this list has %q. Esc shows them all.", typed)
	default:
		none = c.none + " " + p.env.Keys.Named("accounts.next", "right") + " next list"
	}
	return p.live.Empty("The accounts", none)
}

// sign stands before the filter: the key that leads there, until it has the focus.
func (p *Page) sign() string {
	if p.editing {
		return "/"
	}
	return cmp.Or(p.env.Keys.Shown("accounts.filter", "/"), "/")
}
