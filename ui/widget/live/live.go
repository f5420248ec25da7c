// Package live keeps what a page shows up to date: it reads at the start, after
// each change that the page cares about, and now and then because time alone
// changes things. One reading at a time, so that a busy desk can't keep one from
// ending; a failure is said once and shown for as long as it lasts.
package live

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Feed tells what has moved.
type Feed interface {
	Next(ctx context.Context) (model.Changes, error)
	Close()
}

// patience bounds every reading.
const patience = 10 * time.Second

// Source is where a page's rows come from.
type Source[T any] struct {
	Fetch  func(context.Context) (T, error) // reads; runs elsewhere, so that it must not touch the page
	Wants  func(model.Changes) bool         // tells which changes matter
	Rhythm time.Duration                    // how often to read when nothing has moved
	Again  string                           // the action that reads again; "" where there is none

	env     *kit.Env
	feed    Feed
	read    *kit.Task[T]
	heard   *kit.Task[model.Changes]
	clock   *kit.Task[struct{}]
	started bool   // there was a reading
	failed  string // why there was none the last time
	deaf    bool   // changes are no longer heard of
	stale   bool   // something moved while there was a reading under way
	partial bool   // the reading under way is one of Now
}

// New makes a source of a page. It closes the feed in the end.
func New[T any](env *kit.Env, page kit.PageID, feed Feed) *Source[T] {
	return &Source[T]{
		Again: string(page) + ".fresh", env: env,
		feed: feed, read: kit.NewTask[T](env, page),
		heard: kit.NewTask[model.Changes](env, page), clock: kit.NewTask[struct{}](env, page),
	}
}

// Start reads and begins to listen.
func (s *Source[T]) Start() tea.Cmd {
	return tea.Batch(s.Reload(), s.heard.Listen(s.feed.Next), s.clock.After(s.Rhythm))
}

// Close ends what runs.
func (s *Source[T]) Close() {
	s.read.Cancel()
	s.heard.Cancel()
	s.clock.Cancel()
	s.feed.Close()
}

// Reload reads. While a reading is under way it only notes that there must be
// one more.
func (s *Source[T]) Reload() tea.Cmd {
	if s.read.Pending() {
		s.stale = true
		return nil
	}
	s.stale, s.partial = false, false
	return s.read.Run(patience, s.Fetch)
}

// Now reads something else at once, in place of the reading under way: the page
// asks another question, as at each key of a search. If a whole reading had to
// make room it is made up for.
func (s *Source[T]) Now(fetch func(context.Context) (T, error)) tea.Cmd {
	s.stale = s.stale || s.read.Pending() && !s.partial
	s.partial = true
	return s.read.Run(patience, fetch)
}

// Take takes an answer, and goes on: value is new when fresh. The message may
// belong to the page; the command is to be run in either case.
func (s *Source[T]) Take(msg tea.Msg) (value T, fresh bool, cmd tea.Cmd) {
	if value, err, ok := s.read.Take(msg); ok {
		return value, err == nil, s.have(err)
	}
	if changes, err, ok := s.heard.Take(msg); ok {
		return value, false, s.moved(changes, err)
	}
	if _, _, ok := s.clock.Take(msg); ok {
		return value, false, tea.Batch(s.clock.After(s.Rhythm), s.Reload())
	}
	return value, false, s.read.Tick(msg)
}

func (s *Source[T]) have(err error) tea.Cmd {
	var again tea.Cmd
	if s.stale {
		again = s.Reload()
	}
	if err == nil {
		s.started, s.failed = true, ""
		return again
	}
	before := s.failed
	s.failed = model.CleanLine(model.PublicText(err))
	if before == s.failed {
		return again
	}
	return tea.Batch(again, kit.SayError(err))
}

// moved reads again what has changed. The feed ends with the session or the
// desk; should it end before, the screen says that it is no longer live.
func (s *Source[T]) moved(changes model.Changes, err error) tea.Cmd {
	if err != nil {
		s.deaf = true
		return nil
	}
	cmds := []tea.Cmd{s.heard.Listen(s.feed.Next)}
	if s.Wants(changes) {
		cmds = append(cmds, s.Reload())
	}
	return tea.Batch(cmds...)
}
