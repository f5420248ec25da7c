// This file is the question for a word that isn't shown.
package dialog

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
)

// Secret asks for one line that isn't shown while it is typed.
type Secret struct {
	title, text string
	field       *field.Field
	done        bool
	outcome     any
}

// AskSecret asks for a line of at most limit characters. The outcome is a
// model.Secret, nil for Esc in an empty field.
func AskSecret(title, text string, limit int) *Secret {
	return &Secret{title: title, text: text, field: field.New(limit)}
}

// Title is the question in short.
func (s *Secret) Title() string { return s.title }

// Editing is true: letters are text.
func (s *Secret) Editing() bool { return true }

// Done gives the outcome.
func (s *Secret) Done() (any, bool) { return s.outcome, s.done }

// Update takes keys and pasted text. Esc clears the field, then leaves.
func (s *Secret) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "enter":
			s.done, s.outcome = true, s.Take()
			return nil
		case "esc":
			s.done = s.field.Empty()
			s.field.Clear()
			return nil
		}
	}
	s.field.Update(msg)
	return nil
}

// Take gives what was typed and empties the field.
func (s *Secret) Take() model.Secret {
	typed := model.NewSecret(strings.Clone(s.field.Value()))
	s.field.Clear()
	return typed
}

// View draws the text and a dot for each character.
func (s *Secret) View(t *kit.Theme, w, _ int) kit.Frame {
	lines := kit.WrapUnder(" ", model.Clean(s.text), w-1)
	n := min(utf8.RuneCountInString(s.field.Value()), max(w-5, 0))
	lines = append(lines, " "+t.Accent.Of(">")+" "+strings.Repeat("•", n))
	return kit.Frame{Lines: lines, Cursor: &kit.Point{X: 3 + n, Y: len(lines) - 1}}
}

// Bindings are for the footer.
func (s *Secret) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.press", Keys: []string{"enter"}, Words: "take", InField: true},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "clear, back", InField: true},
	}
}
