// Package hub tells watchers what commits changed, for adapters that live in
// one process. It keeps the newest changes in one ring that all watchers read
// at their own pace: memory is bounded whatever they do, a slow one holds up
// nobody, and one that falls out of the ring is told so (Resync).
package hub

import (
	"context"
	"strings"
	"sync"

	"callin/storage"
)

// Size is how many changed keys are kept when New is given none.
const Size = 4096

type change struct {
	rev storage.Rev
	key string
}

// Hub is the ring and its readers. Make one with New.
type Hub struct {
	mu    sync.Mutex
	ring  []change
	count uint64        // changes published ever; the newest is at count-1
	rev   storage.Rev   // the last commit published
	floor storage.Rev   // changes of later commits are all in the ring
	wake  chan struct{} // closed by the next publication; nil if nobody waits
	err   error         // why it ended
}

// New returns a hub for a store that stands at rev, and keeps size changes.
func New(rev storage.Rev, size int) *Hub {
	if size <= 0 {
		size = Size
	}
	return &Hub{ring: make([]change, size), rev: rev, floor: rev}
}

// Publish tells what a commit changed. The adapter calls it in commit order,
// after the commit can be read and before its Update returns.
func (h *Hub) Publish(rev storage.Rev, keys []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	size := uint64(len(h.ring))
	for _, key := range keys {
		slot := &h.ring[h.count%size]
		if h.count >= size {
			h.floor = slot.rev
		}
		*slot = change{rev: rev, key: key}
		h.count++
	}
	h.rev = rev
	h.rouse()
}

// Close ends every watcher with err. A later call changes the reason.
func (h *Hub) Close(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = err
	h.rouse()
}

// Watch is storage.Store's Watch.
func (h *Hub) Watch(ctx context.Context, prefix string, after storage.Rev) (storage.Watcher, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err != nil {
		return nil, h.err
	}
	w := &watcher{hub: h, prefix: prefix, after: after, next: h.oldest(), closed: make(chan struct{})}
	// A reader may have seen one commit that is about to be published. A
	// revision beyond that is not of this store: a backup was put back.
	w.lost = after < h.floor || after > h.rev+1
	return w, nil
}

// read takes what is new for w; with nothing new, the channel tells when to
// look again.
func (h *Hub) read(w *watcher) (batch storage.Batch, wake <-chan struct{}, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err != nil {
		return batch, nil, h.err
	}
	if w.lost || w.next < h.oldest() {
		w.lost, w.next, w.after = false, h.count, h.rev
		return storage.Batch{Rev: h.rev, Resync: true}, nil, nil
	}
	for ; w.next < h.count; w.next++ {
		c := h.ring[w.next%uint64(len(h.ring))]
		if c.rev > w.after && strings.HasPrefix(c.key, w.prefix) {
			batch.Keys = append(batch.Keys, c.key)
		}
	}
	if len(batch.Keys) > 0 {
		batch.Rev = h.rev
		return batch, nil, nil
	}
	if h.wake == nil {
		h.wake = make(chan struct{})
	}
	return batch, h.wake, nil
}

func (h *Hub) oldest() uint64 {
	if size := uint64(len(h.ring)); h.count > size {
		return h.count - size
	}
	return 0
}

func (h *Hub) rouse() {
	if h.wake != nil {
		close(h.wake)
		h.wake = nil
	}
}
