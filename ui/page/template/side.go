// This file draws what is beside the words, the variables, and in their place,
// the mail as its reader sees it.
package template

import (
	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/pane"
	"callin/ui/widget/tabs"
)

// meanings lists the variables, w columns wide.
func (p *Page) meanings(t *kit.Theme, w int) []string {
	lines := []string{t.Title.Of("Variables"), t.Muted.Of(p.env.Keys.Named("template.variable", "v") + " puts one in at the caret"), ""}
	for _, v := range p.variables {
		meaning := pane.Fact{Label: model.CleanLine("{{." + v.Name + "}}"), Text: v.Meaning}
		if v.Secret {
			meaning.Text, meaning.Style = "! a secret: "+v.Meaning, t.Warn
		}
		lines = append(lines, pane.Facts(t, w, label, meaning)...)
	}
	return lines
}

// widest is a mail's text; longer lines are hard to read.
const widest = 100

// mail is what the words come to, the subject on top.
func (p *Page) mail(t *kit.Theme, w int) []string {
	w = min(w, widest)
	chosen, body := 0, p.made.Text
	if p.source {
		chosen, body = 1, p.made.HTML
	}
	parts := []tabs.Tab{{Names: []string{"Text"}, Count: -1}, {Names: []string{"HTML source"}, Count: -1}}
	lines := []string{
		kit.Sides(tabs.Line(t, parts, chosen, w), t.Muted.Of(name(p.kind)+", made-up contents"), w),
		"",
	}
	for i, line := range kit.WrapUnder("Subject  ", model.CleanLine(p.made.Subject), w) {
		if i == 0 {
			line = t.Muted.Of("Subject") + "  " + t.Title.Of(line[len("Subject  "):])
		}
		lines = append(lines, line)
	}
	lines = append(lines, t.Rule.Of(kit.Rule(w)), "")
	return append(lines, kit.Wrap(model.Clean(body), w)...)
}
