// This file is a feed of changes in the hands of a test.
package uitest

import (
	"context"

	"callin/model"
)

// Feed hands a page what a test sends, in that order.
type Feed struct {
	Closed bool

	events chan event
}

type event struct {
	changes model.Changes
	err     error
}

// NewFeed makes a feed on which nothing has happened.
func NewFeed() *Feed { return &Feed{events: make(chan event, 8)} }

// Tell announces a change. The page hears of it at the driver's next Await.
func (f *Feed) Tell(changes model.Changes) { f.events <- event{changes: changes} }

// Break ends the feed, as when the desk closes.
func (f *Feed) Break() {
	f.events <- event{err: model.Fail(model.Unavailable, "The desk is closing.")}
}

// Next waits for the next change.
func (f *Feed) Next(ctx context.Context) (model.Changes, error) {
	select {
	case e := <-f.events:
		return e.changes, e.err
	case <-ctx.Done():
		return model.Changes{}, ctx.Err()
	}
}

// Close notes that the page has closed it.
func (f *Feed) Close() { f.Closed = true }
