package articles

import "callin/ui/kit"

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	if p.open != nil {
		return p.scroll.Full(t, p.text(t), p.w, p.h)
	}
	f := kit.Frame{Lines: []string{kit.Sides(" "+t.Title.Of("Articles")+" "+t.Muted.Of(p.said()), t.Muted.Of(p.list.Position())+" ", p.w), ""}}
	if p.look.Pending() {
		return f
	}
	if p.editing || p.searching() {
		text, x := p.typed.View(p.w - 6)
		f.Lines[1] = " " + t.Accent.Of(">") + " " + text
		if p.editing {
			f.Cursor = &kit.Point{X: 3 + x, Y: 1}
		}
	}
	p.list.Empty = "There are no articles yet."
	if p.searching() {
		p.list.Empty = "No article says that. Try fewer words, or Esc for all of them."
	}
	body := p.list.View(t)
	if body.Cursor != nil && !p.editing {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	return f
}

// said is what there is to say about the list.
func (p *Page) said() string {
	switch {
	case p.look.Pending():
		return p.look.Loading()
	case !p.searching():
		return "· " + kit.Count(len(p.all), "article", "articles")
	case p.search.Pending():
		return p.search.Loading()
	case p.found.Near && len(p.found.Hits) > 0:
		return "· none says all of that; these are near"
	}
	return "· " + kit.Count(len(p.found.Hits), "says that", "say that")
}

// text is the open article.
func (p *Page) text(t *kit.Theme) []string {
	w := min(p.w-4, 78)
	p.doc.Set(p.open.Text)
	lines := []string{t.Title.Of(kit.Clip(kit.Text(p.open.Title), w)), ""}
	for _, line := range p.doc.Lines(t, w) {
		lines = append(lines, line.Draw(nil, kit.Style{}))
	}
	return lines
}
