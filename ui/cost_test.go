//go:build !race

// What a screen costs is counted without the race detector, which throws pooled
// memory away at random.
package ui_test

import (
	"testing"

	"callin/ui/kit"
)

// TestView_cost: a screen is built after every message, so it must cost little.
func TestView_cost(t *testing.T) {
	for _, name := range []string{"ready", "call", "call-wrap", "queue", "~outbox"} {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t)
			for _, s := range scenes {
				if s.name == name {
					s.play(f)
				}
			}
			f.look(kit.Dark, false).Resize(160, 45)
			f.looked()
			if n := testing.AllocsPerRun(20, func() { f.app.View() }); n > 200 {
				t.Errorf("%.0f allocations for one screen, at most 200 are allowed", n)
			}
		})
	}
}
