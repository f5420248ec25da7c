// This file draws the page:
//
//	1 on its way · 1 to be tried again                     │ accepted      T-4438
//	2 new · press .                                        │ temporary password
//	   STATE      TO                 LATEST                │
//	 > accepted   a****r@lindgren.…  10:41 by mx.lindgren… │ To        a****r@…
package outbox

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// Widths at which the page looks otherwise.
const (
	twoPanes   = 100
	leastPane  = 42
	widestPane = 72
)

// noMail is said for as long as no mail can leave.
const noMail = "No mail server is configured: mails wait here. Set [smtp] server and start again."

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(p.listWidth(), max(h-p.above()-p.stripHeight(), 2))
}

// paneWidth is the room of the story beside the list, 0 when there is none.
func (p *Page) paneWidth() int {
	if p.w < twoPanes {
		return 0
	}
	return min(max(p.w*36/100, leastPane), widestPane)
}

func (p *Page) listWidth() int { return p.w - p.paneWidth() }

// stripHeight is the room below the list for the chosen mail, in windows too
// narrow for a pane and tall enough to spare it.
func (p *Page) stripHeight() int {
	if p.paneWidth() > 0 || p.h < 14 {
		return 0
	}
	return 3
}

// above is how many lines stand above the list, whatever there is to say: news
// never push the rows down.
func (p *Page) above() int { return 2 + len(p.noMailLines()) }

func (p *Page) noMailLines() []string {
	if p.hasMail {
		return nil
	}
	return kit.WrapUnder(" ! ", noMail, p.listWidth()-1)
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	m, chosen := p.chosen()
	if p.reading && chosen {
		return p.full(t, m)
	}
	w := p.listWidth()
	f := kit.Frame{Lines: make([]string, 0, p.h)}
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w))
	for _, line := range p.noMailLines() {
		f.Lines = append(f.Lines, t.Warn.Of(line))
	}
	f.Lines = append(f.Lines, " "+p.notice(t))
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	switch n := p.paneWidth(); {
	case n > 0:
		story := p.story(t, m, n-4)
		if len(story) > p.h {
			story = append(story[:p.h-1], t.Muted.Of("… Enter shows it all"))
		}
		f.Lines = beside(t, f.Lines, story, w, n-4, p.h)
	case p.stripHeight() > 0:
		for len(f.Lines) < p.h-p.stripHeight() {
			f.Lines = append(f.Lines, "")
		}
		f.Lines = append(f.Lines, p.strip(t, m)...)
	}
	return f
}

// full is one mail's story over the whole page.
func (p *Page) full(t *kit.Theme, m model.MailView) kit.Frame {
	lines := p.story(t, m, min(p.w-4, widestPane+8))
	for i := range lines {
		lines[i] = kit.Clip("  "+lines[i], p.w)
	}
	lines = p.scroll.cut(lines, p.h)
	return kit.Frame{Lines: lines, Cursor: &kit.Point{X: 1, Y: 0}}
}

// headline says in a line how the mails stand.
func (p *Page) headline(t *kit.Theme) string {
	if waiting := p.act.Loading(); waiting != "" {
		return p.doing + strings.TrimPrefix(waiting, "loading")
	}
	if !p.started {
		return ""
	}
	away, again, ask := 0, 0, 0
	for _, m := range p.latest {
		switch {
		case m.Hint:
			ask++
		case m.State == model.MailDeferred, m.State == model.MailUncertain:
			again++
		case !m.State.Final():
			away++
		}
	}
	parts := []string{t.Title.Of(fmt.Sprintf("%d on the way", away))}
	if again > 0 {
		parts = append(parts, t.Warn.Of(fmt.Sprintf("%d to be tried again", again)))
	}
	if ask > 0 {
		parts = append(parts, t.Warn.Of(fmt.Sprintf("%d to ask about", ask)))
	}
	if p.deaf {
		parts = append(parts, t.Warn.Of("not live"))
	}
	return strings.Join(parts, " · ")
}

func (p *Page) notice(t *kit.Theme) string {
	switch n := p.waiting(); {
	case p.failed != "" && p.started:
		return t.Danger.Of("Not up to date: " + p.failed + " Press . to try again.")
	case p.deaf:
		return t.Warn.Of("Changes no longer arrive by themselves. Press . to read again.")
	case n > 0:
		return t.Accent.Of(fmt.Sprintf("%d new · press .", n))
	}
	return ""
}

// empty says why there are no rows, and which key goes on.
func (p *Page) empty() string {
	switch {
	case !p.started && p.failed != "":
		return "The mails can't be read. " + p.failed + " Press . to try again."
	case !p.started:
		return p.read.Loading()
	}
	return "No mail has been sent yet. 1 next caller"
}
