package hub

// The reader's side: a place in the ring and what it is to be told of.

import (
	"context"
	"sync"

	"callin/storage"
)

type watcher struct {
	hub    *Hub
	prefix string
	after  storage.Rev // what the reader has seen already
	next   uint64      // the change to read next
	lost   bool        // changes were missed: say Resync first
	once   sync.Once
	closed chan struct{}
}

// Next is storage.Watcher's Next.
func (w *watcher) Next(ctx context.Context) (storage.Batch, error) {
	for {
		select {
		case <-w.closed:
			return storage.Batch{}, storage.ErrClosed
		default:
		}
		// Asked before reading, so that a cancelled Next takes nothing away.
		if err := ctx.Err(); err != nil {
			return storage.Batch{}, err
		}
		batch, wake, err := w.hub.read(w)
		if err != nil || wake == nil {
			return batch, err
		}
		select {
		case <-wake:
		case <-w.closed:
		case <-ctx.Done():
		}
	}
}

// Close is storage.Watcher's Close.
func (w *watcher) Close() error {
	w.once.Do(func() { close(w.closed) })
	return nil
}
