// This file shows what is wrong with the words: which part, which line, and the
// way there.
package template

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// names are the parts' in the desk's sentences.
var names = [3]string{"subject", "text", "html"}

// problem is one thing that is wrong.
type problem struct {
	part int // -1: not known
	line int // from 1; 0: the whole part
	says string
}

// parse reads a sentence such as "text, line 3: There is no variable {{.X}}."
// One of another form is shown as it is, and leads nowhere.
func parse(sentence string) problem {
	where, says, found := strings.Cut(sentence, ": ")
	part, number, numbered := strings.Cut(where, ", line ")
	line, err := strconv.Atoi(number)
	i := slices.Index(names[:], part)
	if !found || i < 0 || numbered && (err != nil || line < 1) {
		return problem{-1, 0, sentence}
	}
	return problem{i, line, says}
}

// where is the problem's place, in words.
func (q problem) where() string {
	switch {
	case q.part < 0:
		return ""
	case q.line == 0 || q.part == subject:
		return partNames[q.part]
	}
	return fmt.Sprintf("%s, line %d", partNames[q.part], q.line)
}

// found takes what is wrong now. A problem that was gone to stays marked.
func (p *Page) found(sentences []string) {
	var before problem
	if p.at < len(p.problems) {
		before = p.problems[p.at]
	}
	p.problems = make([]problem, len(sentences))
	for i, s := range sentences {
		p.problems[i] = parse(s)
	}
	p.at = max(slices.Index(p.problems, before), 0)
	p.Resize(p.w, p.h)
}

// wrong goes to the first problem instead of what was asked for.
func (p *Page) wrong() tea.Cmd {
	p.at = 0
	p.jump()
	return kit.Say(kit.Warning, p.count()+": nothing was saved or sent. "+p.env.Keys.Named("template.edit", "e")+" corrects it, "+p.env.Keys.Named("template.next", "n")+" the next.")
}

func (p *Page) count() string {
	return kit.Count(len(p.problems), "thing is wrong", "things are wrong")
}

// jump shows the problem's place.
func (p *Page) jump() {
	p.front = writing
	if q := p.problems[p.at]; q.part >= 0 {
		p.part = q.part
		if q.line > 0 {
			p.parts[q.part].Goto(q.line)
		}
	}
}

func (p *Page) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.at = (p.at + by + len(p.problems)) % len(p.problems)
		p.jump()
		return nil
	}
}

// marked tells whether a line of the part shown needs looking at.
func (p *Page) marked(line int) bool {
	return slices.ContainsFunc(p.problems, func(q problem) bool { return q.part == p.part && q.line == line })
}

// most is how many lines problems may take: the words need room as well.
func (p *Page) most() int { return min(6, p.h/3) }

// strip draws the problems, the one gone to in full.
func (p *Page) strip(t *kit.Theme, w int) []string {
	if len(p.problems) == 0 || p.front != writing {
		return nil
	}
	title := " " + p.count() + " "
	lines := []string{t.Rule.Of("──") + t.Danger.Of(title) + t.Rule.Of(kit.Rule(w-2-kit.Width(title)))}
	const indent = 16
	for i := p.at; i < len(p.problems) && len(lines) < p.most(); i++ {
		q := p.problems[i]
		sign := "   "
		if i == p.at {
			sign = " > "
		}
		says := kit.WrapUnder(sign+kit.Fit(q.where(), indent)+" ", model.CleanLine(q.says), w-1)
		if i > p.at {
			says = says[:min(len(says), 1)]
		}
		lines = append(lines, says...)
	}
	return lines[:min(len(lines), max(p.most(), 1))]
}
