// This file draws the page:
//
//	Adding a user · draft by ben 10:41 · not saved         │ Adding a user
//	[Title] Category  Tags  Related  Lost  Text  · public  │
//	                                                       │ Account administrators
//	 1  Account administrators add users in the portal.    │ add users in the portal.
package compose

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

// above is how many lines stand above the words, whatever there is to say.
const above = 4

// widest is a line of text that is good to read.
const widest = 78

// roomy is the width from which on the line of the parts has room for more.
const roomy = 64

// hints say what a part is for.
var hints = [parts]string{
	"What readers look for, in their words. A new article's name is made of it.",
	"Where it stands in the list, such as: Logging in",
	"More words that people search by, with commas between them.",
	"Names of other articles, with commas between them, such as: add-user, forgot-login",
	"What the caller lost, for the suggestions in a call, such as: login password, Client ID",
	"Markdown. [words](article:add-user) leads to another article.",
}

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	p.split.Resize(w, h)
	for i := range p.parts {
		p.parts[i].Resize(p.split.Width(), max(h-above, 1))
	}
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t, w := p.env.Theme(), p.split.Width()
	p.Resize(p.w, p.h) // words that came from the bench have another page's size
	if p.front != writing {
		return p.whole(t)
	}
	f := kit.Frame{Lines: []string{
		p.headline(t, w), p.tabs(t, w), " " + kit.Clip(p.notice(t), w-2), " " + t.Muted.Of(kit.Clip(hints[p.part], w-2)),
	}}
	if !p.loaded {
		return f
	}
	words := p.parts[p.part].View(editor.Look{Theme: t})
	if words.Cursor != nil {
		f.Cursor = &kit.Point{X: words.Cursor.X, Y: words.Cursor.Y + above}
	}
	f.Lines = append(f.Lines, words.Lines...)
	f.Lines = f.Lines[:min(len(f.Lines), p.h)]
	f.Lines = p.split.Draw(t, f.Lines, pane.Detail{Pane: func(w int) []string { return p.shown(t, p.edit().Article, w) }, Key: p.env.Keys.Named("compose.preview", "p"), More: "shows it all"})
	return f
}

// whole shows an article over the whole page: yours as readers see it, or theirs.
func (p *Page) whole(t *kit.Theme) kit.Frame {
	head, a := t.Accent.Of("As readers see it")+" · Esc back to the words", p.edit().Article
	if p.front == theirs && p.rival != nil {
		head, a = t.Warn.Of("! "+p.whose())+" · "+p.env.Keys.Named("compose.look", "l")+" back to yours · "+p.env.Keys.Named("compose.drop", "D")+" takes theirs", p.rival.Article
	}
	lines := append([]string{head, ""}, p.shown(t, a, min(p.w-4, widest))...)
	return p.scroll.Full(t, lines, p.w, p.h)
}

// shown is an article as its readers see it.
func (p *Page) shown(t *kit.Theme, a model.Article, w int) []string {
	lines := make([]string, 0, 40)
	for _, line := range kit.Wrap(kit.Text(a.Title), w) {
		lines = append(lines, t.Title.Of(line))
	}
	lines = append(lines, t.Muted.Of(kit.Clip(pane.Join(" · ", a.Category, audience(a.Internal)), w)), "")
	p.doc.Set(a.Text)
	for _, l := range p.doc.Lines(t, w) {
		lines = append(lines, l.Draw(nil, kit.Style{}))
	}
	if len(a.Related) > 0 {
		lines = append(lines, "")
		lines = append(lines, kit.WrapUnder("Related  ", model.CleanLine(join(a.Related)), w)...)
	}
	return lines
}

func audience(internal bool) string {
	if internal {
		return "for agents alone"
	}
	return "customers may read it"
}

// headline says which words these are.
func (p *Page) headline(t *kit.Theme, w int) string {
	name := model.CleanLine(p.parts[title].Value())
	switch {
	case name == "" && !p.loaded:
		name = "Article"
	case name == "":
		name = "A new article"
	}
	var state []string // it is never cut; the title is
	switch {
	case p.base.Draft:
		state = append(state, fmt.Sprintf("draft by %s %s", model.CleanLine(nouns.Agent(p.base.By, p.env.Agent)), kit.Hour(p.base.At, p.env.Now())))
	case p.base.InForce != nil:
		state = append(state, fmt.Sprintf("revision %d", p.base.InForce.Revision))
	}
	if p.dirty() {
		state = append(state, t.Warn.Of("not saved"))
	}
	if waiting := p.act.Loading(); waiting != "" {
		state = append(state, p.doing+strings.TrimPrefix(waiting, "loading"))
	}
	after := strings.Join(append([]string{""}, state...), " · ")
	return kit.Clip(" "+t.Title.Of(kit.Clip(name, max(w-2-kit.Width(after), 8)))+after, w)
}

// tabs is the line of the parts, and whom the article is for.
func (p *Page) tabs(t *kit.Theme, w int) string {
	all := make([]tabs.Tab, parts)
	for i, names := range partNames {
		all[i] = tabs.Tab{Names: names, Count: -1}
	}
	where := "public "
	if p.internal {
		where = "internal "
	}
	if p.part == body && p.loaded && w >= roomy {
		where = fmt.Sprintf("line %d of %d · ", p.parts[body].At(), p.parts[body].Lines()) + where
	}
	return kit.Sides(tabs.Line(t, all, p.part, w-1-kit.Width(where)), t.Muted.Of(where), w)
}

// notice is what somebody should know before they go on typing.
func (p *Page) notice(t *kit.Theme) string {
	switch denied := p.env.Denied(model.PowerArticles); {
	case denied != "":
		return t.Warn.Of("! " + denied)
	case p.failed != "" && !p.loaded:
		return t.Danger.Of("The article can't be read. " + p.failed + " " + kit.Capital(p.env.Keys.Press("compose.fresh", ".")) + " to try again.")
	case p.failed != "":
		return t.Danger.Of("Not up to date: " + p.failed + " " + kit.Capital(p.env.Keys.Press("compose.fresh", ".")) + " to try again.")
	case p.rival != nil:
		return t.Warn.Of("! " + p.whose() + " · " + p.env.Keys.Named("compose.look", "l") + " theirs · " + p.env.Keys.Named("compose.drop", "D") + " takes it")
	case len(p.problems) > 0:
		return t.Danger.Of(fmt.Sprintf("! %d of %d: %s", p.at+1, len(p.problems), model.CleanLine(p.problems[p.at])))
	case !p.loaded:
		return t.Muted.Of(p.read.Loading())
	}
	return ""
}
