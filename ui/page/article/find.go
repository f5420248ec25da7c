// This file finds words in the article.
package article

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

func (p *Page) enterField() tea.Cmd {
	p.finding = true
	return nil
}

func (p *Page) leaveField() tea.Cmd {
	p.finding = false
	return nil
}

func (p *Page) clearField() tea.Cmd {
	if p.query.Empty() {
		p.finding = false
	}
	p.query.Clear()
	p.find()
	return nil
}

func (p *Page) typed(msg tea.Msg) {
	if taken, changed := p.query.Update(msg); taken && changed {
		p.hit = 0
		p.find()
		p.showHit()
		return
	} else if key, ok := msg.(tea.KeyPressMsg); ok && !taken {
		p.scroll.Press(key.String())
	}
}

// find notes the lines with what is looked for.
func (p *Page) find() {
	p.hits = p.hits[:0]
	if p.query.Empty() {
		return
	}
	for i, l := range p.doc.Lines(p.env.Theme(), p.textWidth()) {
		if len(stands(p.query.Value(), l.Text())) > 0 {
			p.hits = append(p.hits, i)
		}
	}
	p.hit = max(min(p.hit, len(p.hits)-1), 0)
}

func (p *Page) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n := len(p.hits)
		p.hit = (p.hit + by + n) % n
		p.showHit()
		return nil
	}
}

func (p *Page) showHit() {
	if len(p.hits) > 0 {
		p.scroll.Show(p.hits[p.hit])
	}
}

// stands tells where a text stands in a line, whatever the case and the accents.
func stands(text, line string) []kit.Span {
	text = strings.TrimSpace(model.Fold(text))
	if text == "" {
		return nil
	}
	var folded strings.Builder
	var ends []int // for each byte of folded: where its character ends in the line
	var starts []int
	for i, r := range line {
		f := model.Fold(string(r))
		folded.WriteString(f)
		for range len(f) {
			starts, ends = append(starts, i), append(ends, i+utf8.RuneLen(r))
		}
	}
	var spans []kit.Span
	for at := 0; ; {
		i := strings.Index(folded.String()[at:], text)
		if i < 0 {
			return spans
		}
		lo, hi := at+i, at+i+len(text)
		spans = append(spans, kit.Span{From: starts[lo], To: ends[hi-1]})
		at = hi
	}
}
