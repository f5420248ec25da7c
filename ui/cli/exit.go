// This file holds how a command ends: its exit code and its last words.
package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"callin/model"
)

// The exit codes. Scripts rely on them.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2 // wrong arguments or configuration
	exitNoStore = 3 // the store is in use or out of reach
	exitRefused = 4 // by policy
)

// problem is an error with its exit code. Its text is one sentence on what
// happened and one on what to do.
type problem struct {
	exit  int
	text  string
	cause error
}

func (p *problem) Error() string { return p.text }
func (p *problem) Unwrap() error { return p.cause }

func failed(format string, args ...any) error {
	return &problem{exit: exitFailed, text: fmt.Sprintf(format, args...)}
}

func misused(format string, args ...any) error {
	return &problem{exit: exitUsage, text: fmt.Sprintf(format, args...)}
}

// Misconfigured is about settings that can't be used. text says what is wrong,
// without a full stop.
func Misconfigured(text string) error {
	return misused("The configuration can't be used: %s. \"callin config show\" tells where each setting comes from.", model.CleanLine(text))
}

// fatal is the end of the program for a store that can't be trusted any more.
type fatal struct{ cause error }

func (f fatal) Error() string {
	return "The store can't be trusted any more: " + model.CleanLine(f.cause.Error()) +
		". Look after the disk and start callin again; what was acknowledged is kept."
}

func (f fatal) Unwrap() error { return f.cause }

func fatalCause(ctx context.Context) error {
	if f, ok := errors.AsType[fatal](context.Cause(ctx)); ok {
		return f
	}
	return nil
}

// end writes the last words and chooses the exit code.
func (sh *shell) end(err error) int {
	if err == nil {
		return exitDone
	}
	if code, said := errors.AsType[ended](err); said {
		return int(code)
	}
	if sh.console { // where the last words go as well
		sh.log = slog.New(slog.DiscardHandler)
	}
	sh.log.Error("callin ends", "error", err, "cause", errors.Unwrap(err))
	fmt.Fprintf(sh.edge.Err, "callin: %s\n", model.CleanLine(err.Error())) //nolint:errcheck // the exit code says it too
	return exitOf(err)
}

func exitOf(err error) int {
	if p, ok := errors.AsType[*problem](err); ok {
		return p.exit
	}
	switch model.CodeOf(err) {
	case model.Unavailable, model.Uncertain:
		return exitNoStore
	case model.Forbidden, model.Unverified, model.Locked:
		return exitRefused
	}
	return exitFailed
}
