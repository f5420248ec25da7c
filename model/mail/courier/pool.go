// The few connections that are kept between mails, and the bound on all.

package courier

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

var errClosed = errors.New("callin is closing")

type pool struct {
	slots chan struct{} // one for each mail under way
	idle  time.Duration

	mu     sync.Mutex
	closed bool
	kept   []*parked // the newest last: it's the likeliest to be alive
	ending sync.WaitGroup
}

type parked struct {
	session *session
	timer   *time.Timer
}

func newPool(l Limits) *pool {
	return &pool{slots: make(chan struct{}, l.Connections), idle: l.Idle}
}

// enter waits for a slot.
func (p *pool) enter(ctx context.Context) error {
	if ctx.Err() != nil { // select would pick either
		return context.Cause(ctx)
	}
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		p.leave()
		return errClosed
	}
	return nil
}

func (p *pool) leave() { <-p.slots }

// take gives the newest kept connection, nil when there is none.
func (p *pool) take() *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) == 0 {
		return nil
	}
	last := p.kept[len(p.kept)-1]
	p.kept = p.kept[:len(p.kept)-1]
	last.timer.Stop()
	return last.session
}

// park keeps a connection for the next mail, or for the idle time.
func (p *pool) park(s *session) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		s.quit()
		return
	}
	defer p.mu.Unlock()
	k := &parked{session: s}
	k.timer = time.AfterFunc(p.idle, func() { p.expire(k) })
	p.kept = append(p.kept, k)
}

func (p *pool) expire(k *parked) {
	p.mu.Lock()
	i := slices.Index(p.kept, k)
	if i >= 0 {
		p.kept = slices.Delete(p.kept, i, i+1)
		p.ending.Add(1)
	}
	p.mu.Unlock()
	if i >= 0 { // else a mail or close was faster
		defer p.ending.Done()
		k.session.quit()
	}
}

// close ends all kept connections and waits for their good-byes.
func (p *pool) close() {
	p.mu.Lock()
	p.closed = true
	for _, k := range p.kept {
		k.timer.Stop()
		p.ending.Go(k.session.quit)
	}
	p.kept = nil
	p.mu.Unlock()
	p.ending.Wait()
}
