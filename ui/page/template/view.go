// This file draws the page:
//
//	one-time code  own words, by ben 10:41 · not saved     │ Variables
//	[Subject] Text  HTML                      line 3 of 15 │
//	                                                       │ {{.Provider}}  the
//	 1  {{template "hello" .}}                             │                provider's
package template

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/editor"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
	"callin/ui/widget/tabs"
)

// partNames are the parts' on the screen.
var partNames = [3]string{"Subject", "Text", "HTML"}

// above is how many lines stand above the words, whatever there is to say.
const above = 3

// label is the width of the variables' names.
const label = 17

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	room := max(h-above, 1)
	for i := range p.parts {
		p.parts[i].Resize(p.split.Width(), max(room-len(p.strip(kit.Mono, p.split.Width())), 1))
		p.other[i].Resize(p.split.Width(), room)
	}
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	if p.front == preview {
		return p.scroll.Full(t, p.mail(t, p.w-4), p.w, p.h)
	}
	w := p.split.Width()
	f := kit.Frame{Lines: []string{kit.Clip(" "+p.headline(t), w), p.tabs(t, w), " " + kit.Clip(p.notice(t), w-1)}}
	if !p.loaded {
		return f
	}
	p.Resize(p.w, p.h)
	shown, look := p.parts[p.part], editor.Look{Theme: t, Spans: spans(t), Marked: p.marked}
	if p.front == theirs {
		shown, look.Marked = p.other[p.part], nil
	}
	body := shown.View(look)
	f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + above}
	f.Lines = append(f.Lines, body.Lines...)
	strip := p.strip(t, w)
	for len(f.Lines) < p.h-len(strip) {
		f.Lines = append(f.Lines, "")
	}
	f.Lines = append(f.Lines, strip...)
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{Pane: func(w int) []string { return p.meanings(t, w) }, Key: p.env.Keys.Named("template.variable", "v"), More: "lists them all"})
	return f
}

// headline says which words these are.
func (p *Page) headline(t *kit.Theme) string {
	line := t.Title.Of(name(p.kind))
	if p.loaded {
		line += "  " + p.state(t)
	}
	if waiting := p.act.Loading(); waiting != "" {
		line += " · " + p.doing + strings.TrimPrefix(waiting, "loading")
	}
	return line
}

func (p *Page) state(t *kit.Theme) string {
	shown := p.base
	if p.front == theirs {
		shown = *p.rival
	}
	line := "built-in words"
	if shown.Own {
		line = fmt.Sprintf("own words, saved by %s %s", model.CleanLine(nouns.Agent(shown.By, p.env.Agent)), kit.Hour(shown.At, p.env.Now()))
	}
	switch {
	case p.front == theirs:
		return line + " · " + t.Warn.Of("theirs, to look at")
	case p.dirty():
		return line + " · " + t.Warn.Of("changed, not saved")
	}
	return line
}

// tabs is the line of the parts; those with something wrong have a sign.
func (p *Page) tabs(t *kit.Theme, w int) string {
	all := make([]tabs.Tab, len(partNames))
	for i, n := range partNames {
		for _, q := range p.problems {
			if q.part == i && p.front == writing {
				n = partNames[i] + " !"
			}
		}
		all[i] = tabs.Tab{Names: []string{n}, Count: -1}
	}
	shown := p.parts[p.part]
	if p.front == theirs {
		shown = p.other[p.part]
	}
	where := ""
	if p.part != subject && p.loaded {
		where = fmt.Sprintf("line %d of %d ", shown.At(), shown.Lines())
	}
	return kit.Sides(tabs.Line(t, all, p.part, w-1-kit.Width(where)), t.Muted.Of(where), w)
}

// notice is what somebody should know before they go on typing.
func (p *Page) notice(t *kit.Theme) string {
	switch {
	case p.denied() != "":
		return t.Warn.Of("! " + p.denied())
	case p.failed != "" && !p.loaded:
		return t.Danger.Of("The words can't be read. " + p.failed + " " + kit.Capital(p.env.Keys.Press("template.fresh", ".")) + " to try again.")
	case p.failed != "":
		return t.Danger.Of("Not up to date: " + p.failed + " " + kit.Capital(p.env.Keys.Press("template.fresh", ".")) + " to try again.")
	case p.rival != nil && p.front == theirs:
		return t.Warn.Of("! " + p.env.Keys.Named("template.look", "l") + " goes back to yours · " + p.env.Keys.Named("template.drop", "D") + " takes these")
	case p.rival != nil:
		return t.Warn.Of("! " + p.whose() + " · " + p.env.Keys.Named("template.look", "l") + " theirs · " + p.env.Keys.Named("template.drop", "D") + " takes them")
	case !p.loaded:
		return t.Muted.Of(p.read.Loading())
	}
	return ""
}

// spans finds what stands in double braces.
func spans(t *kit.Theme) func(string) []editor.Span {
	return func(line string) []editor.Span {
		var found []editor.Span
		for at := 0; ; {
			lo := strings.Index(line[at:], "{{")
			if lo < 0 {
				return found
			}
			lo += at
			hi := strings.Index(line[lo:], "}}")
			if hi < 0 {
				return found
			}
			at = lo + hi + 2
			found = append(found, editor.Span{Lo: lo, Hi: at, Style: t.Accent})
		}
	}
}
