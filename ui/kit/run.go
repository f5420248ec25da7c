// This file is the one way to the outside: everything that reads or writes
// anything runs here, off the screen's goroutine.
package kit

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
)

// Gen tells one run from another. It is unique in a session, so a page can
// tell by it alone whether an answer is the one that it waits for.
type Gen uint64

// Reply is the answer of a run. It goes to its page even when another page is
// in front; Task.Take drops the late ones.
type Reply struct {
	Page  PageID
	Gen   Gen
	Value any
	Err   error // always fit for model.CodeOf and model.PublicText
}

// Run does fn off the screen's goroutine, within the session and a time limit,
// and delivers a Reply. A panic in fn becomes an Internal error. Most pages
// want a Task, which also drops late answers and knows how long it has waited.
func Run[T any](env *Env, page PageID, gen Gen, limit time.Duration, fn func(context.Context) (T, error)) tea.Cmd {
	return run(env.Ctx, env, page, gen, limit, fn)
}

// Listen waits in fn for as long as the session lasts and delivers what it
// returns as a Reply. The page that wants more listens again.
func Listen[T any](env *Env, page PageID, gen Gen, next func(context.Context) (T, error)) tea.Cmd {
	return env.block(run(env.Ctx, env, page, gen, 0, next))
}

func run[T any](ctx context.Context, env *Env, page PageID, gen Gen, limit time.Duration, fn func(context.Context) (T, error)) tea.Cmd {
	return func() tea.Msg {
		if limit > 0 {
			var stop context.CancelFunc
			ctx, stop = context.WithTimeout(ctx, limit)
			defer stop()
		}
		value, err := call(ctx, env, fn)
		if _, ours := errors.AsType[*model.Error](err); !ours && errors.Is(err, context.DeadlineExceeded) {
			err = &model.Error{Code: model.Uncertain, Cause: err, Public: fmt.Sprintf(
				"No answer within %s. Look whether it happened before you try again.", seconds(limit))}
		}
		return Reply{Page: page, Gen: gen, Value: value, Err: err}
	}
}

func call[T any](ctx context.Context, env *Env, fn func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = Crash(env, caught)
		}
	}()
	return fn(ctx)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

// Crash turns what recover returned into an Internal error, and reports it.
// Of the value only what the language itself says is kept: any other may hold
// what somebody typed.
func Crash(env *Env, caught any) *model.Error {
	text := fmt.Sprintf("%T", caught)
	if err, ok := caught.(runtime.Error); ok {
		text = err.Error()
	}
	number := env.report(fmt.Errorf("panic: %s\n%s", text, debug.Stack()))
	public := "Something went wrong inside callin. What you typed is kept; the log says more."
	if number != "" {
		public = "Something went wrong inside callin, error " + number + ". What you typed is kept; the log says more."
	}
	return &model.Error{Code: model.Internal, Public: public, Cause: errors.New("panic: " + text)}
}
