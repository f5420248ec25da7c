// This file draws facts: a word of ours, and what is known by it.
package pane

import (
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// Fact is a label and a text. The text may be foreign: it is cleaned here.
type Fact struct {
	Label string
	Text  string
	Style kit.Style // of the text
}

// Facts draws facts below each other in w columns, the texts in a column of
// their own from the label's width on:
//
//	Address  a****a@lindgren.example
//	Held     since the address on file
//	         changed lately
func Facts(t *kit.Theme, w, label int, facts ...Fact) []string {
	var lines []string
	for _, f := range facts {
		for i, line := range kit.Wrap(address(model.CleanLine(f.Text), w-label), w-label) {
			name := f.Label
			if i > 0 {
				name = ""
			}
			lines = append(lines, t.Muted.Of(kit.Fit(name, label))+f.Style.Of(line))
		}
	}
	return lines
}

// address breaks an address that is too long for a line before its domain.
func address(text string, w int) string {
	if kit.Width(text) <= w || strings.Contains(text, " ") {
		return text
	}
	return strings.Replace(text, "@", "\n@", 1)
}

// Join cleans texts and puts what isn't empty of them into one line.
func Join(between string, texts ...string) string {
	var kept []string
	for _, text := range texts {
		if text = model.CleanLine(text); text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, between)
}
