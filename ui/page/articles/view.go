// This file draws the page:
//
//	Articles · 10 · in the call T-4478                     │ Resetting a Polycom
//	                                                       │ phone's own password
//	   ARTICLE                          HELPED VIEWS  DATE │
//	 v For this call (1)                                   │ for a lost Polycom
//	 >   Resetting a Polycom phone's…     83 %    41  16 … │ password
package articles

import (
	"fmt"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

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
	f.Lines = append(f.Lines, kit.Sides(" "+p.headline(t), t.Muted.Of(p.list.Position())+" ", w), " "+kit.Clip(p.live.Notice(t), w-2))
	if p.editing || p.searching() {
		text, x := p.typed.View(w - 6)
		f.Lines[1] = " " + t.Accent.Of(">") + " " + text
		if p.editing {
			f.Cursor = &kit.Point{X: 3 + x, Y: 1}
		}
	}
	if p.list.Len() == 0 {
		for _, line := range kit.WrapUnder(" ", p.empty(), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	body := p.list.View(t)
	if body.Cursor != nil && !p.editing {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	r, _ := p.chosenRow()
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{
		Pane: func(w int) []string { return p.detail(t, r, w) }, Key: p.env.Keys.Named("articles.open", "enter"), More: "opens it", Facts: p.factLine(r), Words: wordLine(r),
	})
	return f
}

// empty says why there are no rows, and what to do.
func (p *Page) empty() string {
	if p.searching() && p.live.Started() {
		return "No article says that. Try fewer words, or Esc for all of them."
	}
	return p.live.Empty("The articles", "There are no articles.")
}

// factLine is the row in one line.
func (p *Page) factLine(r row) string {
	if r.article == "" {
		return pane.Join(" · ", r.category, kit.Count(r.n, "article", "articles"))
	}
	return pane.Join(" · ", r.view.Category, nouns.Helpful(r.view.Votes), kit.Count(r.view.Views, "view", "views"), p.revision(r.view))
}

func (p *Page) revision(v model.ArticleView) string {
	if v.Revision == 0 {
		return "a draft, " + nouns.ArticleDate(v.At, p.env.Now())
	}
	return fmt.Sprintf("revision %d, %s", v.Revision, nouns.ArticleDate(v.At, p.env.Now()))
}

// wordLine is what speaks for the row, or the line where the words stand.
func wordLine(r row) string {
	switch {
	case r.hit != nil:
		return model.CleanLine(r.hit.Line)
	case r.why != "":
		return model.CleanLine(r.why)
	}
	return pane.Join(", ", r.view.Tags...)
}

// detail is the pane beside the list.
func (p *Page) detail(t *kit.Theme, r row, w int) []string {
	if r.article == "" {
		return []string{t.Title.Of(kit.Clip(kit.Text(r.category), w)), "", kit.Count(r.n, "article", "articles")}
	}
	var lines []string
	for _, line := range kit.Wrap(kit.Text(r.view.Title), w) {
		lines = append(lines, t.Title.Of(line))
	}
	lines = append(lines, kit.Clip(kit.Text(r.view.Category), w), "")
	if r.why != "" {
		for _, line := range kit.Wrap(model.CleanLine(r.why), w) {
			lines = append(lines, t.Accent.Of(line))
		}
		lines = append(lines, "")
	}
	if r.hit != nil && r.hit.Line != "" {
		lines = append(append(lines, hitLines(t, *r.hit, w)...), "")
	}
	facts := []pane.Fact{
		{Label: "Votes", Text: nouns.Helpful(r.view.Votes)},
		{Label: "Views", Text: kit.Count(r.view.Views, "view", "views")},
		{Label: "Written", Text: p.revision(r.view)},
		{Label: "For", Text: audience(r.view)},
		{Label: "Tags", Text: pane.Join(", ", r.view.Tags...)},
	}
	return append(lines, pane.Facts(t, w, len("Written  "), facts...)...)
}

func audience(v model.ArticleView) string {
	if v.Internal {
		return "agents alone"
	}
	return "customers and agents"
}

// hitLines are the line in which the words stand, with the words marked.
func hitLines(t *kit.Theme, h model.ArticleHit, w int) []string {
	var lines []string
	at := 0
	for _, line := range kit.Wrap(h.Line, w) {
		var out string
		from := 0
		for _, s := range h.InLine {
			lo, hi := max(s.From-at, from), min(s.To-at, len(line))
			if lo >= hi {
				continue
			}
			out += line[from:lo] + t.Match.Of(line[lo:hi])
			from = hi
		}
		lines = append(lines, out+line[from:])
		at += len(line) + 1 // the space at which it was broken
	}
	return lines
}
