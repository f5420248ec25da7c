// This file is the way out of the terminal: onto paper, or into a file.
package kit

import "context"

// Paper is the machine that the agent sits at, as far as it has a printer and
// folders. Over SSH there is none.
type Paper interface {
	// Save writes a file and returns its whole path. The name has no folder in
	// it. A file that is there already stays as it is, unless replace is set.
	//
	// Errors: Conflict when there is such a file, Unavailable.
	Save(ctx context.Context, name string, body []byte, replace bool) (path string, err error)

	// Print hands a text to the printer and returns what its program said.
	//
	// Errors: Unavailable.
	Print(ctx context.Context, title, text string) (said string, err error)
}

// NoPaper says why nothing can be printed or saved, or "" when it can: for a
// binding's Disabled.
func (e *Env) NoPaper() string {
	if e.Paper == nil {
		return "This session has no printer and no folder: it runs on the desk's machine, not on yours."
	}
	return ""
}
