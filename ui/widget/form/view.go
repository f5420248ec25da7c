// This file draws the form:
//
//	  Client ID   [4410442               ]
//	> User name   [a.okafor              ]
//	  Password    [••••••••••            ]
//	  ! That Client ID, user name and password don't go together.
//
//	  [ Log in ]
//	  [ Forgot your password ]
package form

import (
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// widest is an input that is comfortable to read.
const widest = 44

// View draws the form in w columns.
func (f *Form) View(t *kit.Theme, w int) kit.Frame {
	label := 0
	for _, i := range f.inputs { // of all, so that nothing moves when one comes or goes
		label = max(label, kit.Width(i.Label))
	}
	label = min(label, max(w/3, 8))
	room := max(min(w-label-8, widest), 4)
	var v kit.Frame
	for n, i := range f.inputs {
		if !f.asks(i) {
			continue
		}
		v.Lines = append(v.Lines, f.lines(t, n, i, label, room, &v)...)
		if n == f.at && i.Hint != "" && !(f.field == i.ID && f.wrong != "") {
			for _, line := range kit.Wrap(i.Hint, w-label-6) {
				v.Lines = append(v.Lines, kit.Space(label+5)+t.Muted.Of(line))
			}
		}
		if f.field == i.ID && f.wrong != "" {
			v.Lines = append(v.Lines, f.wrongLines(t, w)...)
		}
	}
	if f.field == "" && f.wrong != "" {
		v.Lines = append(v.Lines, "")
		v.Lines = append(v.Lines, f.wrongLines(t, w)...)
	}
	v.Lines = append(v.Lines, "")
	for n, b := range f.buttons {
		text := "[ " + b.Words + " ]"
		if n+len(f.inputs) == f.at {
			v.Cursor = &kit.Point{X: 1, Y: len(v.Lines)}
			v.Lines = append(v.Lines, " "+t.Selected.Of("> "+text))
			continue
		}
		v.Lines = append(v.Lines, "   "+text)
	}
	return v
}

func (f *Form) wrongLines(t *kit.Theme, w int) []string {
	lines := kit.WrapUnder("   ! ", model.Clean(f.wrong), w-1)
	for i, line := range lines { // without the space before them, for it may be an underline
		words := strings.TrimLeft(line, " ")
		lines[i] = line[:len(line)-len(words)] + t.Danger.Of(words)
	}
	return lines
}

// lines draws one input, and puts the cursor there if it has the focus.
func (f *Form) lines(t *kit.Theme, n int, i *input, label, room int, v *kit.Frame) []string {
	texts, at := i.shown(room, f.shown)
	sign := "   "
	if n == f.at {
		sign = " " + t.Accent.Of(">") + " "
		v.Cursor = &kit.Point{X: label + 6 + at.X, Y: len(v.Lines) + at.Y}
	}
	if len(i.Options) > 0 {
		return []string{sign + kit.Fit(i.Label, label) + "  " + i.options(t, n == f.at)}
	}
	lines := make([]string, len(texts))
	for k, text := range texts {
		before := sign + kit.Fit(i.Label, label)
		if k > 0 {
			before = kit.Space(label + 3)
		}
		lines[k] = before + "  " + t.Muted.Of("[") + kit.Fit(text, room) + t.Muted.Of("]")
	}
	return lines
}

// shown is the text in sight and the cursor's place in it.
func (i *input) shown(room int, plainly bool) ([]string, kit.Point) {
	switch {
	case i.Hidden:
		text := i.masked(room, plainly)
		return []string{text}, kit.Point{X: kit.Width(text)}
	case i.Lines > 1:
		return i.text.Block(room, i.Lines)
	}
	text, x := i.text.View(room)
	return []string{text}, kit.Point{X: x}
}

// masked is what there is to see of a hidden input.
func (i *input) masked(room int, plainly bool) string {
	text := strings.Repeat("•", len(i.secret.runes))
	if plainly {
		text = strings.ReplaceAll(model.Clean(string(i.secret.runes)), "\n", " ")
	}
	for kit.Width(text) >= room { // its end is what is being typed
		rs := []rune(text)
		text = string(rs[1:])
	}
	return text
}

func (i *input) options(t *kit.Theme, focused bool) string {
	out := ""
	for n, o := range i.Options {
		switch {
		case n == i.choice && focused:
			out += t.Selected.Of("(•) "+o) + "  "
		case n == i.choice:
			out += "(•) " + o + "  "
		default:
			out += "( ) " + o + "  "
		}
	}
	return strings.TrimRight(out, " ")
}
