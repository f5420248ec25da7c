package desk_test

import (
	"fmt"
	"testing"
	"time"

	"callin/model"
)

func TestPresence(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	again := r.session("amy") // at another terminal
	here := func(want string) {
		t.Helper()
		v, err := ben.Queue(t.Context())
		if err != nil || fmt.Sprint(v[0].Here) != want {
			t.Errorf("%v: here are %v, want %s", err, v[0].Here, want)
		}
	}
	news := func(what string, do func()) {
		t.Helper()
		sub := ben.Subscribe()
		defer sub.Close()
		do()
		for {
			c, err := sub.Next(t.Context())
			if err != nil {
				t.Fatal(what, err)
			}
			if c.Here {
				return
			}
		}
	}
	here("[]")
	news("amy comes", func() { amy.At(n, false) })
	here("[{amy viewing}]")
	news("amy writes", func() { amy.At(n, true) })
	news("amy at another terminal", func() { again.At(n, false) })
	ben.At(n, false)
	here("[{amy editing} {ben viewing}]")
	r.clock.add(model.AwayAfter)
	ben.Active()
	here("[{amy away} {ben viewing}]")
	news("amy is back", amy.Active)
	here("[{amy editing} {ben viewing}]")
	ben.At(99, false)
	here("[{amy editing}]")
	news("ben writes from a list", func() { ben.Writing(98, n) })
	here("[{amy editing} {ben editing}]")
	news("ben is done", func() { ben.Writing() })
	here("[{amy editing}]")
	ben.At(0, false)
	news("ben writes again", func() { ben.Writing(n) })
	news("ben's line breaks", ben.Close)
	here("[{amy editing}]")
	amy.Close()
	here("[{amy away}]") // at the other terminal
	again.Close()
	here("[]")
	r.clock.add(time.Hour)
	amy.Active() // a key that comes late brings nobody back
	here("[]")
}

// TestDraft: what was typed outlives the session that it was typed in, and is
// its agent's alone.
func TestDraft(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	amy.KeepDraft(n, "The caller is in a tunnel and")
	amy.Close()
	if got := r.session("amy").Draft(n); got != "The caller is in a tunnel and" {
		t.Errorf("amy's next session has %q", got)
	}
	if got := ben.Draft(n); got != "" {
		t.Errorf("ben has %q", got)
	}
	if amy.KeepDraft(n, ""); amy.Draft(n) != "" {
		t.Error("it can't be thrown away")
	}
}
