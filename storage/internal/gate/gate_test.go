package gate_test

// Closing while several are inside.

import (
	"errors"
	"testing"
	"testing/synctest"

	"callin/storage"
	"callin/storage/internal/gate"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New()
		for range 2 {
			if err := g.Enter(); err != nil {
				t.Fatal(err)
			}
		}
		firsts, shut := 0, make(chan bool, 2)
		for range 2 {
			go func() { shut <- g.Shut() }()
		}
		<-g.Done()
		synctest.Wait()
		if err := g.Enter(); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("entering while it is shut: %v", err)
		}
		g.Leave()
		synctest.Wait()
		if len(shut) != 0 {
			t.Error("shut while one was inside")
		}
		g.Leave()
		for range 2 {
			if <-shut {
				firsts++
			}
		}
		if firsts != 1 {
			t.Errorf("%d were the first to shut it", firsts)
		}
	})
}
