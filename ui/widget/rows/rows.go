// Package rows asks for several things at once: choices that the arrows turn
// over, and lines of text.
package rows

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
)

// Field is one line of the form.
type Field struct {
	ID      string
	Label   string
	Value   string                              // what it starts out as
	Choices []string                            // one of these; none: a line of text
	Check   func(string) (hint string, ok bool) // of a text, at each key; nil: anything goes
	Limit   int                                 // characters of a text
}

// Values are what is in the form, by the fields' IDs.
type Values map[string]string

// Form is a dialog. Its outcome is Values, nil for Esc.
type Form struct {
	title, text string
	rows        []*row
	at          int
	done        bool
	outcome     any
}

type row struct {
	Field
	typed  *field.Field // of a text
	choice int
}

// New makes a form.
func New(title, text string, fields ...Field) *Form {
	f := &Form{title: title, text: text}
	for _, one := range fields {
		r := &row{Field: one}
		if len(one.Choices) > 0 {
			r.choice = max(slices.Index(one.Choices, one.Value), 0)
		} else {
			r.typed = field.New(one.Limit)
			r.typed.Set(one.Value)
		}
		f.rows = append(f.rows, r)
	}
	return f
}

// Title is what is asked for, in short.
func (f *Form) Title() string { return f.title }

// Editing is true: letters are text, or choose by their first letter.
func (f *Form) Editing() bool { return true }

// Done gives the outcome.
func (f *Form) Done() (any, bool) { return f.outcome, f.done }

// Update takes keys and pasted text.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	r := f.rows[f.at]
	key, isKey := msg.(tea.KeyPressMsg)
	switch {
	case !isKey:
		if r.typed != nil {
			r.typed.Update(msg)
		}
	case key.String() == "enter":
		f.save()
	case key.String() == "esc":
		f.done = true
	case key.String() == "tab", key.String() == "down":
		f.at = (f.at + 1) % len(f.rows)
	case key.String() == "shift+tab", key.String() == "up":
		f.at = (f.at + len(f.rows) - 1) % len(f.rows)
	case r.typed != nil:
		r.typed.Update(msg)
	default:
		r.turn(key.String())
	}
	return nil
}

// turn changes a choice, by the arrows or by its first letter.
func (r *row) turn(key string) {
	n := len(r.Choices)
	switch key {
	case "left":
		r.choice = (r.choice + n - 1) % n
	case "right", "space":
		r.choice = (r.choice + 1) % n
	default:
		for step := 1; step <= n; step++ {
			if i := (r.choice + step) % n; strings.HasPrefix(r.Choices[i], key) {
				r.choice = i
				return
			}
		}
	}
}

// save is done when every field is right; else it goes to the one that isn't.
func (f *Form) save() {
	values := Values{}
	for i, r := range f.rows {
		if _, ok := r.check(); !ok {
			f.at = i
			return
		}
		values[r.ID] = r.value()
	}
	f.done, f.outcome = true, values
}

func (r *row) value() string {
	if r.typed == nil {
		return r.Choices[r.choice]
	}
	return r.typed.Value()
}

func (r *row) check() (hint string, ok bool) {
	if r.Check == nil || r.typed == nil {
		return "", true
	}
	return r.Check(r.typed.Value())
}

// View draws the fields, each with what is wrong with it.
func (f *Form) View(t *kit.Theme, w, _ int) kit.Frame {
	frame := kit.Frame{Lines: kit.WrapUnder(" ", model.Clean(f.text), w-1)}
	label := 0
	for _, r := range f.rows {
		label = max(label, kit.Width(r.Label))
	}
	for i, r := range f.rows {
		sign := "   "
		if i == f.at {
			sign = t.Accent.Of(" > ")
		}
		line := sign + t.Muted.Of(kit.Fit(r.Label, label)) + "  "
		x := kit.Width(line)
		if r.typed == nil {
			line += r.choices(t, i == f.at, w-x)
		} else {
			text, caret := r.typed.View(max(w-x-2, 8))
			line, x = line+" "+text, x+1+caret
			if hint, ok := r.check(); hint != "" {
				style := t.Muted
				if !ok {
					style = t.Warn
				}
				gap := "   "
				if r.typed.Empty() {
					gap = "" // it stands where the text will
				}
				line += gap + style.Of(model.CleanLine(hint))
			}
		}
		if i == f.at {
			frame.Cursor = &kit.Point{X: x, Y: len(frame.Lines)}
		}
		frame.Lines = append(frame.Lines, kit.Clip(line, w))
	}
	return frame
}

// choices draws them in a line, the chosen one marked; where there is no room for
// all, the chosen one and how many there are.
func (r *row) choices(t *kit.Theme, here bool, w int) string {
	if kit.Width(strings.Join(r.Choices, "  "))+2 > w {
		chosen := "[" + r.Choices[r.choice] + "]"
		if here {
			chosen = t.Selected.Of(chosen)
		}
		return chosen + t.Muted.Of(fmt.Sprintf("  ←→ %d of %d", r.choice+1, len(r.Choices)))
	}
	var b strings.Builder
	for i, c := range r.Choices {
		switch {
		case i == r.choice && here:
			b.WriteString(t.Selected.Of("[" + c + "]"))
		case i == r.choice:
			b.WriteString("[" + c + "]")
		default:
			b.WriteString(" " + t.Muted.Of(c) + " ")
		}
	}
	return b.String()
}

// Bindings are for the footer.
func (f *Form) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "form.save", Keys: []string{"enter"}, Words: "save", InField: true},
		{ID: "form.next", Keys: []string{"tab"}, Words: "next", InField: true},
		{ID: "form.turn", Keys: []string{"left", "right"}, Words: "choose", InField: true},
		{ID: "form.off", Keys: []string{"esc"}, Words: "back", InField: true},
	}
}
