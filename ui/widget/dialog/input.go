// This file is the question for one line of text.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
)

// Input asks for one line of text.
type Input struct {
	title, text string
	field       *field.Field
	check       func(string) (hint string, ok bool)
	done        bool
	outcome     any
}

// Ask asks for a line of at most limit characters, which starts out as value.
// The outcome is the text, nil for Esc in an empty field.
func Ask(title, text, value string, limit int) *Input {
	in := &Input{title: title, text: text, field: field.New(limit)}
	in.field.Set(value)
	return in
}

// Checked has each text looked at while it is typed: the hint says what it is
// understood as, or what is wrong with it, and only one that is right is taken.
func (in *Input) Checked(check func(string) (hint string, ok bool)) *Input {
	in.check = check
	return in
}

// Title is the question in short.
func (in *Input) Title() string { return in.title }

// Editing is true: letters are text.
func (in *Input) Editing() bool { return true }

// Done gives the outcome.
func (in *Input) Done() (any, bool) { return in.outcome, in.done }

// Update takes keys and pasted text. Esc clears the field, then leaves.
func (in *Input) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "enter":
			if _, ok := in.hint(); ok {
				in.done, in.outcome = true, in.field.Value()
			}
			return nil
		case "esc":
			in.done = in.field.Empty()
			in.field.Clear()
			return nil
		}
	}
	in.field.Update(msg)
	return nil
}

func (in *Input) hint() (string, bool) {
	if in.check == nil {
		return "", true
	}
	return in.check(in.field.Value())
}

// View draws the text and the field.
func (in *Input) View(t *kit.Theme, w, _ int) kit.Frame {
	lines := kit.WrapUnder(" ", model.Clean(in.text), w-1)
	text, x := in.field.View(w - 4)
	lines = append(lines, " "+t.Accent.Of(">")+" "+text)
	f := kit.Frame{Lines: lines, Cursor: &kit.Point{X: 3 + x, Y: len(lines) - 1}}
	if in.check == nil {
		return f
	}
	hint, ok := in.hint()
	style := t.Warn
	if ok || in.field.Empty() {
		style = t.Muted
	}
	for _, line := range kit.WrapUnder("   ", model.CleanLine(hint), w-1) {
		f.Lines = append(f.Lines, style.Of(line))
	}
	return f
}

// Bindings are for the footer.
func (in *Input) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.press", Keys: []string{"enter"}, Words: "take", InField: true},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "clear, back", InField: true},
	}
}
