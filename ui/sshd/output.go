package sshd

// This file is what the program draws, on its way to the terminal.

import (
	"errors"
	"io"
	"sync"
	"time"
)

// output sends from its own goroutine, so that a program waits for a slow line
// only when so much is under way that it had better draw less: Bubble Tea draws
// what is true when it can write again, and leaves out what was between. A
// client that takes nothing for too long is hung up on.
type output struct {
	to     io.Writer
	stall  time.Duration
	hangUp func()

	mu      sync.Mutex
	changed *sync.Cond
	waiting []byte
	busy    bool
	err     error
	done    sync.WaitGroup
}

// What may be under way, and how much is sent in one piece. A line that can't
// take one piece within the time for stalled clients is as good as none.
const (
	maxWaiting = 64 << 10
	maxPiece   = 8 << 10
)

var errHungUp = errors.New("the line was closed")

func newOutput(to io.Writer, stall time.Duration, hangUp func()) *output {
	o := &output{to: to, stall: stall, hangUp: hangUp}
	o.changed = sync.NewCond(&o.mu)
	o.done.Go(o.pump)
	return o
}

// Write takes what is to be sent. It waits while too much is under way.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil && len(o.waiting) > 0 && len(o.waiting)+len(p) > maxWaiting {
		o.changed.Wait()
	}
	if o.err != nil {
		return 0, o.err
	}
	o.waiting = append(o.waiting, p...)
	o.changed.Broadcast()
	return len(p), nil
}

func (o *output) pump() {
	var piece []byte
	for {
		o.mu.Lock()
		o.busy = false
		o.changed.Broadcast()
		for o.err == nil && len(o.waiting) == 0 {
			o.changed.Wait()
		}
		if o.err != nil {
			o.mu.Unlock()
			return
		}
		n := min(len(o.waiting), maxPiece)
		piece = append(piece[:0], o.waiting[:n]...)
		o.waiting = o.waiting[:copy(o.waiting, o.waiting[n:])]
		if len(o.waiting) == 0 {
			o.waiting = nil // an idle session keeps no room
		}
		o.busy = true
		o.mu.Unlock()
		late := time.AfterFunc(o.stall, o.hangUp)
		_, err := o.to.Write(piece)
		late.Stop()
		if err != nil {
			o.fail(err)
		}
	}
}

// flush waits until everything is sent, or can't be.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil && (o.busy || len(o.waiting) > 0) {
		o.changed.Wait()
	}
}

// fail has whoever waits go on with an error.
func (o *output) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
	}
	o.changed.Broadcast()
}

// close ends the sending of what is left.
func (o *output) close() { o.fail(errHungUp) }
