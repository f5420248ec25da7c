// This file is the contract with what lies over a page and takes all keys.
package kit

import tea "charm.land/bubbletea/v2"

// Dialog is a question, a form or a list over the page. It acts on nothing:
// when it is done, its outcome goes to the page that asked, as an Answer.
type Dialog interface {
	Title() string
	Update(tea.Msg) tea.Cmd       // keys, pastes, and the page's Replies while it is on top
	Done() (outcome any, ok bool) // asked after each Update; a nil outcome means: called off
	View(t *Theme, w, h int) Frame
	Bindings() []Binding // for the footer; the dialog handles its keys itself
	Editing() bool
}

// AskMsg puts a dialog over its owner.
type AskMsg struct {
	Owner  PageID
	Name   string
	Dialog Dialog
}

// Answer is a dialog's outcome, delivered to its owner.
type Answer struct {
	Page    PageID
	Name    string // as given to Ask
	Outcome any    // nil when it was called off
}

// Ask puts a dialog over the page. The page gets an Answer with the same name.
func Ask(owner PageID, name string, d Dialog) tea.Cmd {
	return func() tea.Msg { return AskMsg{owner, name, d} }
}

// Yes tells whether a question was answered with yes.
func (a Answer) Yes() bool {
	yes, _ := a.Outcome.(bool)
	return yes
}
