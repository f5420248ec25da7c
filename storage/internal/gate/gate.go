// Package gate counts who is inside a store, so that Close can turn newcomers
// away and wait for the rest. A read-write mutex would do, but for one thing:
// while its writer waits, a read inside a read would hang.
package gate

import (
	"sync"

	"callin/storage"
)

// Gate is open until Shut. Make one with New.
type Gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
	done   chan struct{}
}

// New returns an open gate.
func New() *Gate { return &Gate{done: make(chan struct{})} }

// Enter lets a caller in, who then owes a Leave. Errors: storage.ErrClosed.
func (g *Gate) Enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return storage.ErrClosed
	}
	g.inside.Add(1)
	return nil
}

// Leave ends what Enter began.
func (g *Gate) Leave() { g.inside.Done() }

// Done is closed by Shut: those inside who only wait should leave then.
func (g *Gate) Done() <-chan struct{} { return g.done }

// Shut closes the gate and waits until nobody is inside. It may be called
// often; each call waits, and only the first returns true.
func (g *Gate) Shut() (first bool) {
	g.mu.Lock()
	first = !g.closed
	if first {
		g.closed = true
		close(g.done)
	}
	g.mu.Unlock()
	g.inside.Wait()
	return first
}
