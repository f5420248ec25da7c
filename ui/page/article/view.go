// This file draws the page:
//
//	Articles > Telephones                                   │ Related
//	Resetting a Polycom phone's own password                │
//	revision 1 · 16 Feb · 41 views · 83 % of 6 helped       │ > Where the SIP and …
//	                                                        │   90 % · 12 · 16 Feb
//	A Polycom phone has an admin password of its own …      │
package article

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// widest is a line of text that is good to read.
const widest = 78

// above is how many lines stand above the text.
const above = 5

// drawn are the text's lines as they were drawn last, and for what.
type drawn struct {
	lines  []string
	theme  *kit.Theme
	w      int
	source string
	query  string
	chosen int
	hit    int
	votes  string
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	p.find()
}

func (p *Page) textWidth() int { return max(min(p.split.Width()-4, widest), 20) }

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.split.Width()
	f := kit.Frame{Lines: p.headLines(t, w)}
	if p.page.ID == "" {
		for _, line := range kit.WrapUnder(" ", p.live.Empty("The article", ""), w-1) {
			f.Lines = append(f.Lines, t.Muted.Of(line))
		}
		return f
	}
	if p.finding {
		text, x := p.query.View(w - 10)
		f.Lines[above-2] = " " + t.Accent.Of("Find") + " " + text
		f.Cursor = &kit.Point{X: 6 + x, Y: above - 2}
	} else {
		f.Cursor = &kit.Point{X: 0, Y: above}
	}
	f.Lines = append(f.Lines, p.scroll.Cut(t, p.body(t), max(p.h-above, 1), 1)...)
	return kit.Frame{Lines: p.split.Draw(t, f.Lines, pane.Detail{Pane: func(w int) []string { return p.side(t, w) }}), Cursor: f.Cursor}
}

func (p *Page) headLines(t *kit.Theme, w int) []string {
	v := p.page
	title, where := kit.Text(v.Title), "Articles"
	if v.Category != "" {
		where += " > " + kit.Text(v.Category)
	}
	audience := ""
	if v.Internal {
		audience = t.Warn.Of("for agents alone !") + " "
	}
	if p.earlier != nil {
		title = kit.Text(p.earlier.Title)
	}
	return []string{
		kit.Sides(" "+t.Muted.Of(where), audience, w),
		" " + t.Title.Of(kit.Clip(title, w-2)),
		" " + kit.Clip(p.facts(t), w-2),
		" " + kit.Clip(p.notice(t), w-2),
		"",
	}
}

// facts are the line below the title.
func (p *Page) facts(t *kit.Theme) string {
	if p.page.ID == "" {
		return ""
	}
	v, now := p.page.ArticleView, p.env.Now()
	parts := []string{fmt.Sprintf("revision %d", v.Revision), nouns.ArticleDate(v.At, now)}
	if v.By != "" {
		parts[1] += " by " + model.CleanLine(nouns.Agent(v.By, p.env.Agent))
	}
	parts = append(parts, kit.Count(v.Views, "view", "views"))
	return t.Muted.Of(strings.Join(append(parts, nouns.Helpful(v.Votes)), " · "))
}

// notice is what somebody should know now.
func (p *Page) notice(t *kit.Theme) string {
	switch wrong := p.live.Notice(t); {
	case p.act.Loading() != "":
		return p.act.Doing(p.doing)
	case wrong != "":
		return wrong
	case p.earlier != nil:
		return t.Warn.Of(fmt.Sprintf("! Revision %d of %d, %s · Esc back to the one in force", p.earlier.Revision, p.page.Revision, nouns.ArticleDate(p.earlier.At, p.env.Now())))
	case !p.query.Empty() && len(p.hits) == 0:
		return t.Warn.Of(fmt.Sprintf("The article doesn't say %q.", p.query.Value()))
	case !p.query.Empty():
		return t.Accent.Of(fmt.Sprintf("%q: %d of %s · %s next · %s before", p.query.Value(), p.hit+1, kit.Count(len(p.hits), "line", "lines"),
			p.env.Keys.Named("article.next", "n"), p.env.Keys.Named("article.previous", "N")))
	case p.page.Vote != nil && p.page.Vote.Helpful:
		return t.Ok.Of("You said that it helped.")
	case p.page.Vote != nil:
		return t.Muted.Of(strings.TrimSuffix("You said that it didn't help: "+model.CleanLine(p.page.Vote.Why), ": "))
	case p.page.Draft && p.env.Denied(model.PowerArticles) == "":
		return t.Warn.Of("A newer draft waits · " + p.env.Keys.Named("article.edit", "e") + " edits it")
	}
	return ""
}

// body is the text, and below it the related articles when there is no pane for
// them. Lines are drawn anew only when something about them has changed.
func (p *Page) body(t *kit.Theme) []string {
	source := p.page.Text
	if p.earlier != nil {
		source = p.earlier.Text
	}
	d := drawn{theme: t, w: p.w, source: source, query: p.query.Value(), chosen: p.chosen, hit: p.hit, votes: fmt.Sprint(p.page.Related, p.said)}
	if p.drawn.lines != nil && d.theme == p.drawn.theme && d.w == p.drawn.w && d.source == p.drawn.source && d.query == p.drawn.query &&
		d.chosen == p.drawn.chosen && d.hit == p.drawn.hit && d.votes == p.drawn.votes {
		return p.drawn.lines
	}
	lines := p.doc.Lines(t, p.textWidth())
	d.lines = make([]string, 0, len(lines)+8)
	for i, l := range lines {
		mark := t.Match
		if len(p.hits) > 0 && p.hits[p.hit] == i {
			mark = t.Chosen
		}
		d.lines = append(d.lines, " "+l.Draw(stands(d.query, l.Text()), mark))
	}
	if p.split.Pane() == 0 && len(p.page.Related) > 0 {
		d.lines = append(d.lines, "", " "+t.Title.Of("Related articles"))
		for _, line := range p.related(t, p.split.Width()-3) {
			d.lines = append(d.lines, " "+line)
		}
	}
	for _, line := range p.missed(t, p.textWidth()) {
		d.lines = append(d.lines, " "+line)
	}
	p.drawn = d
	return d.lines
}

// missed is what readers said whom the article didn't help, for who may write it.
func (p *Page) missed(t *kit.Theme, w int) []string {
	var lines []string
	for _, v := range p.said {
		if v.Helpful || v.Why == "" {
			continue
		}
		if lines == nil {
			lines = []string{"", t.Title.Of("What readers missed")}
		}
		label := kit.Day(v.At, p.env.Now()) + " " + model.CleanLine(nouns.Agent(v.Agent, p.env.Agent)) + ": "
		lines = append(lines, kit.WrapUnder(kit.Clip(label, w/2), model.CleanLine(v.Why), w)...)
	}
	return lines
}

// showRelated has the chosen one in sight, where they stand below the text.
func (p *Page) showRelated() {
	if p.split.Pane() == 0 {
		p.scroll.Show(len(p.doc.Lines(p.env.Theme(), p.textWidth())) + 1 + 2*p.chosen)
	}
}

// related lists the related articles in w columns: below the text two lines each,
// in the pane as many as it takes.
func (p *Page) related(t *kit.Theme, w int) []string {
	var lines []string
	for i, r := range p.page.Related {
		sign, style := " ", kit.Style{}
		if p.chosen == i+1 {
			sign, style = ">", t.Selected
		}
		facts := []string{pane.Join(" · ", nouns.Helpful(r.Votes), kit.Count(r.Views, "view", "views")), nouns.ArticleDate(r.At, p.env.Now())}
		if r.Internal {
			facts[1] += " · for agents"
		}
		if p.split.Pane() == 0 {
			lines = append(lines, sign+" "+style.Of(kit.Clip(kit.Text(r.Title), w-2)), "  "+t.Muted.Of(kit.Clip(pane.Join(" · ", facts...), w-2)))
			continue
		}
		for _, line := range kit.Wrap(kit.Text(r.Title), w-2) {
			lines = append(lines, sign+" "+style.Of(line))
			sign = " "
		}
		for _, line := range facts {
			lines = append(lines, "  "+t.Muted.Of(kit.Clip(line, w-2)))
		}
		lines = append(lines, "")
	}
	return lines
}

// side is the pane at the right.
func (p *Page) side(t *kit.Theme, w int) []string {
	lines := []string{t.Title.Of("Related articles"), ""}
	if len(p.page.Related) == 0 {
		lines = append(lines, t.Muted.Of("none"), "")
	}
	lines = append(lines, p.related(t, w)...)
	if p.call != nil {
		lines = append(lines, t.Title.Of("In this call"), "")
		lines = append(lines, kit.Wrap(p.caller(), w)...)
	}
	if len(p.page.Tags) > 0 {
		lines = append(lines, "", t.Muted.Of(kit.Clip(pane.Join(", ", p.page.Tags...), w)))
	}
	return lines
}

// caller says who is on the line, and where mail would go.
func (p *Page) caller() string {
	v := p.call
	switch {
	case !v.Found():
		return model.CleanLine(v.Call.Said) + ", not found: m asks for an address"
	case !v.Address:
		return model.CleanLine(v.Caller.Name) + ", no address on file: m asks for one"
	}
	return model.CleanLine(v.Caller.Name + ", " + v.Caller.Email)
}
