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
