package dialog

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/editor"
)

// writeLines is the room for the text that is written.
const writeLines = 4

// Writing asks for a text that may be longer than a line.
type Writing struct {
	title, text string
	editor      *editor.Editor
	changed     func(string)
	full        bool
	done        bool
	outcome     any
}

// Write asks for a text of at most limit bytes, which starts out as value. The
// outcome is the text, nil for Esc. changed hears of every change at once: what
// was typed is never lost, whatever comes between.
func Write(title, text, value string, limit int, changed func(string)) *Writing {
	w := &Writing{title: title, text: text, editor: editor.Line(limit), changed: changed}
	w.editor.Insert(value)
	return w
}

// Title is what is written, in short.
func (w *Writing) Title() string { return w.title }

// Editing is true: letters are text.
func (w *Writing) Editing() bool { return true }

// Done gives the outcome.
func (w *Writing) Done() (any, bool) { return w.outcome, w.done }

// Update takes keys and pasted text.
func (w *Writing) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "enter":
			w.done, w.outcome = true, w.editor.Value()
			return nil
		case "esc":
			w.done = true
			return nil
		}
	}
	switch w.editor.Update(msg) {
	case editor.Changed:
		w.full = false
		w.changed(w.editor.Value())
	case editor.Full:
		w.full = true
	}
	return nil
}

// View draws the text and what is written.
func (w *Writing) View(t *kit.Theme, width, h int) kit.Frame {
	lines := kit.WrapUnder(" ", model.Clean(w.text), width-1)
	lines = lines[:min(len(lines), max(h-2, 0))]
	w.editor.Resize(width, max(min(writeLines, h-len(lines)-1), 1))
	f := w.editor.View(editor.Look{Theme: t})
	if f.Cursor != nil {
		f.Cursor = &kit.Point{X: f.Cursor.X, Y: f.Cursor.Y + len(lines)}
	}
	note := ""
	if w.full {
		note = " " + t.Warn.Of("There is no room for all of that.")
	}
	f.Lines = append(append(lines, f.Lines...), note)
	return f
}

// Bindings are for the footer.
func (w *Writing) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.press", Keys: []string{"enter"}, Words: "save", InField: true},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "leave, keeping the text", InField: true},
	}
}
