// This file draws one mail.
package inbox

import (
	"cmp"
	"strings"
	"unicode"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/pane"
)

// label is the width of the words before the mail's headers.
const label = 6

// text is a mail, w columns wide.
func (p *Page) text(t *kit.Theme, m model.Received, w int) []string {
	var lines []string
	for _, line := range kit.Wrap(model.CleanLine(cmp.Or(m.Subject, "(no subject)")), w) {
		lines = append(lines, t.Title.Of(line))
	}
	lines = append(lines, "")
	lines = append(lines, pane.Facts(t, w, label,
		pane.Fact{Label: "From", Text: cmp.Or(m.From, "–")},
		pane.Fact{Label: "To", Text: cmp.Or(m.To, "–")},
		pane.Fact{Label: "At", Text: kit.Second(m.At, p.env.Now())})...)
	lines = append(lines, t.Rule.Of(kit.Rule(w)))
	body := strings.Trim(model.Clean(m.Text), "\n")
	if strings.TrimSpace(body) == "" {
		return append(lines, t.Muted.Of("There is no plain text in this mail."))
	}
	return append(lines, kit.Wrap(flow(body, w), w)...)
}

// flow lets what must be broken here flow on into the next line, when that goes
// on with a small letter: the line was broken by whoever wrote it, elsewhere.
func flow(body string, w int) string {
	lines := strings.Split(body, "\n")
	for i := len(lines) - 2; i >= 0; i-- {
		if next := []rune(lines[i+1]); kit.Width(lines[i]) > w && len(next) > 0 && unicode.IsLower(next[0]) {
			lines[i] += " " + lines[i+1]
			lines = append(lines[:i+1], lines[i+2:]...)
		}
	}
	return strings.Join(lines, "\n")
}
