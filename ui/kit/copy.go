// This file is the way to the terminal's clipboard.
package kit

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
)

// Copy puts a text into the clipboard of whoever sits at the terminal, by OSC 52,
// which works over SSH too. Terminals that don't know it do nothing, so the page
// says what was copied rather than that it was. Never a secret: the clipboard
// stays when the screen is locked.
func Copy(text string) tea.Cmd { return tea.SetClipboard(model.CleanLine(text)) }

// Copyable is one thing on a page that can be copied.
type Copyable struct {
	Key      string // behind y: t ticket number, c Client ID, l article link, e error number
	Text     string
	Disabled string // why not now, as a sentence
}

// Copies pages have something to copy besides what the app knows itself.
type Copies interface{ Copies() []Copyable }
