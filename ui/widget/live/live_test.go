package live_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/live"
)

// page shows a number that counts the readings.
type page struct {
	live  *live.Source[string]
	shown []string
}

func (*page) ID() kit.PageID          { return "page" }
func (*page) Title() string           { return "Page" }
func (p *page) Init() tea.Cmd         { return p.live.Start() }
func (*page) Resize(int, int)         {}
func (*page) Editing() bool           { return false }
func (*page) Bindings() []kit.Binding { return nil }
func (p *page) Close()                { p.live.Close() }

func (p *page) View() kit.Frame {
	return kit.Frame{Lines: []string{p.live.Notice(kit.Mono), p.live.Empty("The page", "")}}
}

func (p *page) Update(msg tea.Msg) tea.Cmd {
	value, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.shown = append(p.shown, value)
	}
	return cmd
}

type feed struct {
	events chan model.Changes
	closed bool
}

func (f *feed) Next(ctx context.Context) (model.Changes, error) {
	select {
	case c, open := <-f.events:
		if !open {
			return c, model.Fail(model.Unavailable, "The desk is closing.")
		}
		return c, nil
	case <-ctx.Done():
		return model.Changes{}, ctx.Err()
	}
}

func (f *feed) Close() { f.closed = true }

type rig struct {
	*uitest.Driver
	*page
	feed  *feed
	stage *uitest.Stage
	reads atomic.Int32
	err   error
}

func newRig(t *testing.T, err error) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), feed: &feed{events: make(chan model.Changes, 4)}, err: err}
	r.page = &page{live: live.New[string](r.Env, "page", r.feed)}
	r.live.Rhythm = time.Minute
	r.live.Wants = func(c model.Changes) bool { return c.Mails }
	r.live.Fetch = func(context.Context) (string, error) { return fmt.Sprint("whole ", r.reads.Add(1)), r.err }
	r.stage = r.Driver.Page(r.page)
	return r
}

// step delivers what one command brings, and no more.
func (r *rig) step(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			r.step(c)
		}
	case nil:
	default:
		r.Send(msg)
	}
}

func TestSource(t *testing.T) {
	r := newRig(t, nil)
	if len(r.shown) != 1 || !r.live.Current() {
		t.Fatalf("shown %q", r.shown)
	}
	r.feed.events <- model.Changes{Calls: true}
	r.feed.events <- model.Changes{Mails: true}
	r.Await("it reads what matters", func() bool { return len(r.shown) == 2 })
	if r.Advance(3 * time.Minute); len(r.shown) != 5 {
		t.Errorf("after three minutes %d readings", len(r.shown)-2)
	}
	close(r.feed.events)
	r.Await("it says that it is deaf", func() bool { return r.Has("Changes no longer arrive") })
	if r.live.Current() || !r.live.Deaf() {
		t.Error("yet it counts as current")
	}
	if r.stage.Close(); !r.feed.closed {
		t.Error("the feed is open")
	}
}

func TestSource_fails(t *testing.T) {
	r := newRig(t, model.Fail(model.Unavailable, "The store is out of reach."))
	if !r.Has("The page can't be read. The store is out of reach. Press . to try again.") {
		t.Fatal(r.Plain())
	}
	r.Advance(2 * time.Minute)
	if len(r.stage.Said) != 1 {
		t.Errorf("said %d times", len(r.stage.Said))
	}
	r.err = nil
	if r.Advance(time.Minute); r.Has("can't") || !r.live.Current() {
		t.Error(r.Plain())
	}
	r.err = model.Fail(model.Unavailable, "The store is out of reach.")
	if r.Advance(time.Minute); !r.Has("Not up to date: The store is out of reach. Press . to try again.") || r.live.Current() {
		t.Error(r.Plain())
	}
}

// Another question doesn't wait for the reading under way, and the reading that
// had to make room for it is made up for, once.
func TestSource_now(t *testing.T) {
	r := newRig(t, nil)
	part := func(name string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return name, nil }
	}
	whole := r.live.Reload()
	first, second := r.live.Now(part("a")), r.live.Now(part("ab"))
	r.step(whole)
	r.step(first)
	if len(r.shown) != 1 {
		t.Fatalf("late answers are shown: %q", r.shown)
	}
	r.step(second)
	if got := fmt.Sprint(r.shown); got != "[whole 1 ab whole 3]" {
		t.Errorf("shown %s", got)
	}
	r.live.Now(part("abx"))
	if r.step(r.live.Now(part("abc"))); fmt.Sprint(r.shown[3:]) != "[abc]" {
		t.Errorf("it reads the whole for nothing: %q", r.shown)
	}
}
