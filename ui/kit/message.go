// This file holds what a page may ask of the app. Each is a command that
// delivers a struct; pages return it from Update or from a Binding's Do.
package kit

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
)

// Level is how much a message matters, and so how long it stays.
type Level int

// The levels of a message.
const (
	Success Level = iota // 4 s
	Warning              // 8 s
	Failure              // until a key
)

// SayMsg is a line for the agent.
type SayMsg struct {
	Level Level
	Text  string
}

// Say shows a message above the footer and keeps it among the messages.
func Say(level Level, text string) tea.Cmd {
	return func() tea.Msg { return SayMsg{level, text} }
}

// SayError shows an error's public text: nothing for nil.
func SayError(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return Say(Failure, model.PublicText(err))
}

// OpenMsg asks for a page.
type OpenMsg struct {
	Page PageID
	Arg  any
}

// Open goes to a page. Esc there comes back here. See Opened for how a page
// that is there already learns of it.
func Open(page PageID, arg any) tea.Cmd {
	return func() tea.Msg { return OpenMsg{page, arg} }
}

// BackMsg asks for the page before.
type BackMsg struct{}

// Back closes the page and goes back to the one before; at the top it does
// nothing.
func Back() tea.Cmd {
	return func() tea.Msg { return BackMsg{} }
}

// TellMsg is what a page tells those that stand at its sides. Which those are, and
// what they make of it, it doesn't know.
type TellMsg struct {
	Page  PageID // who tells
	Value any
}

// Tell tells the pages at this one's sides something, such as what a caller has
// lost.
func Tell(page PageID, value any) tea.Cmd {
	return func() tea.Msg { return TellMsg{page, value} }
}

// LeaveMsg asks to end the session.
type LeaveMsg struct{}

// Leave ends the session, after a question when a page is Busy.
func Leave() tea.Cmd {
	return func() tea.Msg { return LeaveMsg{} }
}

// Status is what the header, the footer and the title say about the desk.
type Status struct {
	Role   model.AgentRole   // what the agent may do now
	Badges map[PageID]string // behind a screen's name, such as "12 !3"
	Line   string            // left of the clock; "" is "live"
	Title  string            // behind "callin" in the window's title; no personal data
}
