// This file joins the desk of another callin of this user, as one more terminal.
package cli

import (
	"context"
	"errors"

	"github.com/charmbracelet/x/term"

	"callin/ui/sshd"
)

// join shows the desk that the line leads to.
func (sh *shell) join(ctx context.Context, line *sshd.Line) (err error) {
	defer line.Close() //nolint:errcheck // all is said
	in, ok := sh.edge.In.(term.File)
	if !ok {
		return sh.needTerminal()
	}
	out, ok := sh.edge.Out.(term.File)
	if !ok {
		return sh.needTerminal()
	}
	w, h, err := term.GetSize(out.Fd())
	if err != nil {
		return sh.broken(err)
	}
	before, err := term.MakeRaw(in.Fd())
	if err != nil {
		return sh.broken(err)
	}
	defer func() { err = errors.Join(err, term.Restore(in.Fd(), before)) }()
	sizes, done := sizesOf(out)
	defer done()
	code, err := line.Join(ctx, sshd.Terminal{
		In: in, Out: out, Name: sh.variable("TERM"), Environ: sh.edge.Environ,
		Window: sshd.Window{Width: w, Height: h}, Resized: sizes,
	})
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		return &problem{exit: exitNoStore, cause: err, text: "The callin that holds the store is gone. Start callin again; what it had acknowledged is kept."}
	case code != exitDone:
		return ended(code)
	}
	return nil
}

// sizesOf tells the sizes that a terminal takes on, until done is called.
func sizesOf(out term.File) (sizes <-chan sshd.Window, done func()) {
	changed, stop := resized()
	all := make(chan sshd.Window)
	over := make(chan struct{})
	go func() {
		for {
			select {
			case <-changed:
			case <-over:
				return
			}
			w, h, err := term.GetSize(out.Fd())
			if err != nil {
				continue
			}
			select {
			case all <- sshd.Window{Width: w, Height: h}:
			case <-over:
				return
			}
		}
	}()
	return all, func() { stop(); close(over) }
}

// errDismissed ends a desk on this machine for somebody who may no longer be at
// it.
var errDismissed = &problem{exit: exitRefused, text: "You no longer have access to this desk. Ask a manager."}
