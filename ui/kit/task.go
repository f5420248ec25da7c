// This file holds Task: a place on a page where one kind of answer arrives.
package kit

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Waiting shows from here on: sooner it would only flicker, and later somebody
// with a caller on the line wants to know how long it has been.
const (
	showAfter  = 150 * time.Millisecond
	countAfter = 2 * time.Second
)

// Task runs one thing at a time: a new run cancels the one before, and the
// answers of all but the newest are dropped. Search as you type is a Task that
// is started at each key.
//
//	p.search = kit.NewTask[model.Found](env, p.ID())
//	cmd := p.search.Run(2*time.Second, func(ctx context.Context) (model.Found, error) {…})
//	…
//	case kit.Reply, kit.Wait:
//		if found, err, ok := p.search.Take(msg); ok {…}
//		return p.search.Tick(msg)
type Task[T any] struct {
	env    *Env
	page   PageID
	gen    Gen // of the run that is waited for, 0 when none is
	stop   context.CancelFunc
	shown  bool          // it has taken long enough to say so
	waited time.Duration // counted once it is worth a number
}

// Wait is the tick of a run that takes its time.
type Wait struct {
	Page PageID
	Gen  Gen
	ctx  context.Context // the run's: ticks end with it
}

// NewTask makes a task of a page.
func NewTask[T any](env *Env, page PageID) *Task[T] { return &Task[T]{env: env, page: page} }

// Run starts fn, with a time limit; see Run.
func (t *Task[T]) Run(limit time.Duration, fn func(context.Context) (T, error)) tea.Cmd {
	ctx := t.begin()
	return tea.Batch(
		run(ctx, t.env, t.page, t.gen, limit, fn),
		t.env.Tick(ctx, showAfter, Wait{t.page, t.gen, ctx}),
	)
}

// Listen waits for the next value without a time limit and without ever
// counting as loading.
func (t *Task[T]) Listen(next func(context.Context) (T, error)) tea.Cmd {
	ctx := t.begin()
	return t.env.block(run(ctx, t.env, t.page, t.gen, 0, next))
}

// After delivers the zero value when d has passed: a timer of the page.
func (t *Task[T]) After(d time.Duration) tea.Cmd {
	ctx := t.begin()
	var zero T
	return t.env.Tick(ctx, d, Reply{Page: t.page, Gen: t.gen, Value: zero})
}

func (t *Task[T]) begin() context.Context {
	t.Cancel()
	ctx, stop := context.WithCancel(t.env.Ctx)
	t.gen, t.stop = t.env.NextGen(), stop
	return ctx
}

// Take gives the answer that the task waits for. ok is false for any other
// message, late answers among them.
func (t *Task[T]) Take(msg tea.Msg) (value T, err error, ok bool) { //nolint:revive // the error is part of the answer, ok tells whether it is one
	reply, is := msg.(Reply)
	if !is || t.gen == 0 || reply.Gen != t.gen {
		return value, nil, false
	}
	t.Cancel()
	value, _ = reply.Value.(T)
	return value, reply.Err, true
}

// Tick counts the waiting when msg is the task's own, and asks for the next.
func (t *Task[T]) Tick(msg tea.Msg) tea.Cmd {
	wait, is := msg.(Wait)
	if !is || t.gen == 0 || wait.Gen != t.gen {
		return nil
	}
	switch {
	case !t.shown:
		t.shown = true
		return t.env.Tick(wait.ctx, countAfter-showAfter, wait)
	case t.waited == 0:
		t.waited = countAfter
	default:
		t.waited += time.Second
	}
	return t.env.Tick(wait.ctx, time.Second, wait)
}

// Cancel ends the run, and tells whether there was one.
func (t *Task[T]) Cancel() bool {
	was := t.gen != 0
	if t.stop != nil {
		t.stop()
	}
	t.gen, t.stop, t.shown, t.waited = 0, nil, false, 0
	return was
}

// Pending tells whether an answer is waited for.
func (t *Task[T]) Pending() bool { return t.gen != 0 }

// Loading is what to show for the waiting: nothing at first, "loading" after
// 150 ms, "loading 3 s" after 2 s.
func (t *Task[T]) Loading() string {
	switch {
	case !t.shown:
		return ""
	case t.waited == 0:
		return "loading"
	}
	return fmt.Sprintf("loading %d s", int(t.waited.Seconds()))
}

// Doing is what to show for a command from its start: what it does, with the
// seconds after 2 s.
func (t *Task[T]) Doing(what string) string {
	if t.waited == 0 {
		return what
	}
	return fmt.Sprintf("%s %d s", what, int(t.waited.Seconds()))
}
