// Package kit is the contract between the app and its pages: what a page is,
// how it reaches the desk, and what it may draw with. It knows no account and
// no ticket, and never the desk.
//
// This file says what a page is.
package kit

import tea "charm.land/bubbletea/v2"

// PageID names a page, such as "queue". It is stable: key maps and tests use it.
type PageID string

// Page is one screen. The app calls all of it from one goroutine; only the
// functions handed to Run and Listen run elsewhere.
//
// A key reaches a page in two ways: as a Binding's Do, when one of the page's
// bindings has it, or else as a tea.KeyPressMsg in Update. Pasted text comes as
// one tea.PasteMsg in either mode, and answers as a Reply.
type Page interface {
	ID() PageID
	Title() string          // in the header and the help, such as "Queue"
	Init() tea.Cmd          // once, before anything else but Resize
	Update(tea.Msg) tea.Cmd // no input or output in here: that is what Run is for
	Resize(w, h int)        // the size of the body
	View() Frame
	Bindings() []Binding // all of them, in order of importance; what isn't allowed now has a reason in Disabled
	Editing() bool       // true while printable keys are text (FIELD)
	Close()              // cancels what runs; nothing is called afterwards
}

// Frame is what a page shows: the body's lines, from the top. Lines too many
// or too wide are cut, so a page need not count.
type Frame struct {
	Lines  []string
	Cursor *Point // where the real cursor stands; nil hides it
}

// Point is a place in the body, counted from 0 at the top left.
type Point struct{ X, Y int }

// HeadLine is one line of a page's own header.
type HeadLine struct {
	Left, Right string
	Tight       string // instead of Right where that would cut Left; "" without such
}

// Opened tells a page that somebody came to it again: from the page above it,
// from another screen, by Open with an argument, or, with Again set, by the key
// of the screen that was already in front. A new page gets its argument when it
// is made instead.
type Opened struct {
	Arg   any
	Again bool
}

// The following are abilities that a page may have besides.
type (
	// Headed pages replace the line of screens by their own header.
	Headed interface{ Head() []HeadLine }

	// Busy pages say why leaving the desk needs a question, as a sentence such as
	// "The call with Ada Okafor is open."; "" when it doesn't.
	Busy interface{ Busy() string }

	// Cancels pages stop what runs at ctrl+c, and tell whether anything did.
	Cancels interface{ Cancel() bool }
)
