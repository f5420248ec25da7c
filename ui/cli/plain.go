// This file is line mode on this machine.
package cli

import (
	"context"
	"errors"
	"io"

	"github.com/charmbracelet/x/term"

	"callin/model/desk"
	"callin/ui/line"
	"callin/ui/sshd"
)

// talk plays line mode until the agent quits, the input ends or ctx does.
func (sh *shell) talk(ctx context.Context, r room, agent *desk.Session, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	gone := dismissed(ctx, agent)
	go func() {
		select {
		case <-gone:
			stop(errDismissed)
		case <-ctx.Done():
		}
	}()
	err := line.Run(ctx, agent, in, out, line.Options{Now: r.now, Demo: r.inbox != nil})
	if cause := context.Cause(ctx); errors.Is(cause, errDismissed) {
		return cause
	}
	return err
}

// streams are this terminal's, raw when it is one, so that an answer isn't
// shown; otherwise as they are. raw tells which.
func (sh *shell) streams() (in io.Reader, out io.Writer, raw bool, restore func() error, err error) {
	nothing := func() error { return nil }
	file, ok := sh.edge.In.(term.File)
	if !ok || !isTerminal(sh.edge.In) || !isTerminal(sh.edge.Out) {
		return sh.edge.In, sh.edge.Out, false, nothing, nil
	}
	before, err := term.MakeRaw(file.Fd())
	if err != nil {
		return nil, nil, false, nothing, sh.broken(err)
	}
	return sh.edge.In, sh.edge.Out, true, func() error { return term.Restore(file.Fd(), before) }, nil
}

// duplex is both streams of a terminal.
type duplex struct {
	io.Reader
	io.Writer
}

// talkHere plays line mode at this terminal.
func (sh *shell) talkHere(ctx context.Context, s seat) (err error) {
	defer s.agent.Sit()()
	in, out, raw, restore, err := sh.streams()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, restore()) }()
	if raw {
		cooked := line.Cook(duplex{in, out})
		in, out = cooked, cooked
	}
	return sh.talk(ctx, s.room, s.agent, in, out)
}

// talkThere plays line mode at the desk of another callin of this user.
func (sh *shell) talkThere(ctx context.Context, l *sshd.Line) (err error) {
	defer l.Close() //nolint:errcheck // all is said
	in, out, raw, restore, err := sh.streams()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, restore()) }()
	args := []string{"--plain"}
	if raw {
		args = append(args, "--raw")
	}
	code, err := l.Run(ctx, sshd.Command{Args: args, In: in, Out: out, Err: sh.edge.Err, Open: sh.files.open, Create: sh.files.create})
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

// talkFor plays line mode for another callin, which has the terminal.
func (sh *shell) talkFor(ctx context.Context) error {
	agent, err := sh.enter(ctx, sh.hosted.desk)
	if err != nil {
		return err
	}
	defer agent.Sit()()
	in, out := sh.edge.In, sh.edge.Out
	if sh.flags.Raw {
		cooked := line.Cook(duplex{in, out})
		in, out = cooked, cooked
	}
	return sh.talk(ctx, *sh.hosted, agent, in, out)
}
