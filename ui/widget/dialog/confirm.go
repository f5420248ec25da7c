// Package dialog holds the questions that lie over a page. They act on
// nothing: the page that asked gets the outcome.
//
// This file is the question with two buttons.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Question is a yes-or-no question. The marked button starts on No.
type Question struct {
	title, text string
	yes, no     string
	onYes       bool
	done        bool
	outcome     any
}

// Confirm asks before something that can't be taken back. The buttons say what
// they do, such as "Delete it" and "Keep it"; y and n press them as well. Its
// outcome is true or false, nil for Esc.
func Confirm(title, text, yes, no string) *Question {
	return &Question{title: title, text: text, yes: yes, no: no}
}

// Title is the question in short.
func (q *Question) Title() string { return q.title }

// Editing is false: letters are commands here.
func (q *Question) Editing() bool { return false }

// Done gives the outcome.
func (q *Question) Done() (any, bool) { return q.outcome, q.done }

// Update takes the keys.
func (q *Question) Update(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch key.String() {
	case "y":
		q.done, q.outcome = true, true
	case "n":
		q.done, q.outcome = true, false
	case "enter":
		q.done, q.outcome = true, q.onYes
	case "esc", "q":
		q.done, q.outcome = true, nil
	case "left", "right", "up", "down", "tab", "shift+tab", "h", "l":
		q.onYes = !q.onYes
	}
	return nil
}

// View draws the text and the buttons.
func (q *Question) View(t *kit.Theme, w, _ int) kit.Frame {
	lines := kit.WrapUnder(" ", model.Clean(q.text), w-1)
	no, yes := button(t, q.no, !q.onYes), button(t, q.yes, q.onYes)
	x := 1
	if q.onYes {
		x += kit.Width(no) + 2
	}
	lines = append(lines, "", kit.Clip(" "+no+"  "+yes, w))
	return kit.Frame{Lines: lines, Cursor: &kit.Point{X: x, Y: len(lines) - 1}}
}

// button marks the chosen one by a sign too, for terminals without styles.
func button(t *kit.Theme, words string, marked bool) string {
	if marked {
		return t.Selected.Of(">[ " + words + " ]")
	}
	return " [ " + words + " ]"
}

// Bindings are for the footer.
func (q *Question) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.yes", Keys: []string{"y"}, Words: q.yes},
		{ID: "dialog.no", Keys: []string{"n"}, Words: q.no},
		{ID: "dialog.move", Keys: []string{"left", "right"}, Words: "choose"},
		{ID: "dialog.press", Keys: []string{"enter"}, Words: "take the marked"},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "back"},
	}
}
