// This file tries what runs off the screen's goroutine.
package kit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// msgs runs a command and gives what it delivers, each part in a goroutine of
// its own.
func msgs(cmd tea.Cmd) <-chan tea.Msg {
	out := make(chan tea.Msg, 8)
	go func() {
		msg := cmd()
		batch, ok := msg.(tea.BatchMsg)
		if !ok {
			out <- msg
			return
		}
		for _, c := range batch {
			go func() { out <- c() }()
		}
	}()
	return out
}

func answer(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func TestTask(t *testing.T) {
	t.Run("answer", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			task := kit.NewTask[string](&kit.Env{Ctx: t.Context()}, "page")
			got, err, ok := task.Take(<-msgs(task.Run(time.Second, answer("found"))))
			if got != "found" || err != nil || !ok || task.Pending() {
				t.Errorf("got %q, %v, %v, pending %v", got, err, ok, task.Pending())
			}
			synctest.Wait() // the tick ended with the run
		})
	})
	t.Run("late", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			env := &kit.Env{Ctx: t.Context()}
			task := kit.NewTask[string](env, "page")
			var first context.Context
			old := msgs(task.Run(time.Minute, func(ctx context.Context) (string, error) {
				first = ctx
				<-ctx.Done()
				return "late", ctx.Err()
			}))
			synctest.Wait()
			fresh := msgs(task.Run(time.Minute, answer("new")))
			if _, _, ok := task.Take(<-old); ok || first.Err() == nil {
				t.Errorf("the run before was taken (%v) or went on (%v)", ok, first.Err())
			}
			other := kit.NewTask[string](env, "page")
			reply := <-fresh
			if _, _, ok := other.Take(reply); ok {
				t.Error("another task took the answer")
			}
			if got, _, ok := task.Take(reply); !ok || got != "new" {
				t.Errorf("got %q, %v", got, ok)
			}
		})
	})
	t.Run("cancel", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			task := kit.NewTask[string](&kit.Env{Ctx: t.Context()}, "page")
			out := msgs(task.Run(time.Second, answer("x")))
			if !task.Cancel() || task.Cancel() {
				t.Error("Cancel tells wrongly whether something ran")
			}
			if _, _, ok := task.Take(<-out); ok {
				t.Error("an answer after Cancel was taken")
			}
		})
	})
}

func TestTask_Loading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		task := kit.NewTask[string](&kit.Env{Ctx: t.Context()}, "page")
		out := msgs(task.Run(time.Minute, func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}))
		begin := time.Now()
		for _, want := range []struct {
			after time.Duration
			shown string
		}{{150 * time.Millisecond, "loading"}, {2 * time.Second, "loading 2 s"}, {3 * time.Second, "loading 3 s"}} {
			next := task.Tick(<-out)
			if got := time.Since(begin); got != want.after || task.Loading() != want.shown {
				t.Errorf("after %s: %q, want %q after %s", got, task.Loading(), want.shown, want.after)
			}
			out = msgs(next)
		}
		task.Cancel()
		if got := <-out; got != nil || task.Loading() != "" {
			t.Errorf("after Cancel came %v, shown %q", got, task.Loading())
		}
	})
}

func TestRun(t *testing.T) {
	for _, tc := range []struct {
		name string
		fn   func(context.Context) (string, error)
		code model.Code
	}{
		{"ours", func(context.Context) (string, error) { return "", model.Fail(model.Locked, "Wait.") }, model.Locked},
		{"panic", func(context.Context) (string, error) { panic("answer: rosebud") }, model.Internal},
		{"other", func(context.Context) (string, error) { return "", errors.New("x") }, model.Internal},
		{"time-out", func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }, model.Uncertain},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var logged string
				env := &kit.Env{Ctx: t.Context(), Report: func(err error) string { logged = err.Error(); return "E-7" }}
				reply := (<-msgs(kit.Run(env, "page", env.NextGen(), time.Second, tc.fn))).(kit.Reply)
				if got := model.CodeOf(reply.Err); got != tc.code || reply.Page != "page" {
					t.Errorf("got %s of %s, want %s", got, reply.Page, tc.code)
				}
				if all := logged + model.PublicText(reply.Err); strings.Contains(all, "rosebud") {
					t.Errorf("what was typed is in the report: %s", all)
				}
				if tc.name == "panic" && !strings.Contains(model.PublicText(reply.Err), "E-7") {
					t.Errorf("no number in %q", model.PublicText(reply.Err))
				}
			})
		})
	}
}

func TestListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		env := &kit.Env{Ctx: ctx}
		feed := make(chan string, 1)
		out := msgs(kit.Listen(env, "page", env.NextGen(), func(ctx context.Context) (string, error) {
			select {
			case s := <-feed:
				return s, nil
			case <-ctx.Done():
				return "", ctx.Err()
			}
		}))
		synctest.Wait()
		stop()
		if reply := (<-out).(kit.Reply); !errors.Is(reply.Err, context.Canceled) {
			t.Errorf("the end of the session gave %v", reply.Err)
		}
	})
}
