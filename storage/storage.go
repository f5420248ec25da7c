// Package storage is the port between the desk and whatever keeps its rows:
// an embedded file, a cluster, or memory for tests. It moves bytes under keys
// and knows no account and no ticket.
//
// The port promises only what every adapter can keep, so that the desk behaves
// the same on each. Its shape follows from the weakest of them: a cluster can
// check at commit that the keys a transaction read are unchanged, but it can't
// notice a row that has newly appeared inside a range. So a Txn has no Scan;
// whatever must be unique, counted or limited is a key of its own, read by Get.
package storage

import "context"

// Rev numbers the commits of one store. It grows with every commit and never
// repeats in the life of that store. 0 is the revision of an empty one.
type Rev uint64

// Item is one row.
type Item struct {
	Key   string
	Value []byte
}

// Store keeps rows. All methods may be called from many goroutines at once.
type Store interface {
	// View runs fn over one consistent revision. fn should be short: a long
	// reader makes an embedded file grow and a cluster keep history.
	//
	// Errors: what fn returned, ErrUnavailable, ErrClosed, ctx.Err().
	View(ctx context.Context, fn func(Snapshot) error) error

	// Update runs fn and commits what it wrote, all or nothing, if nothing
	// that it read or wrote has changed meanwhile; else it runs fn again, at
	// most MaxAttempts times with short random pauses. So fn must touch only
	// its Txn and variables it sets afresh on every run. An error from fn
	// aborts and is returned as it is. The revision returned is the commit's
	// (for an fn that wrote nothing: the one that was read).
	//
	// Errors: ErrConflict, ErrUnknown (the commit was sent and its outcome is
	// not known: look for a witness, never just repeat), ErrTooLarge, ErrFull,
	// ErrUnavailable, ErrClosed, ctx.Err().
	Update(ctx context.Context, fn func(Txn) error) (Rev, error)

	// Watch reports the keys under prefix that commits after the given
	// revision touch, in commit order. Start it with the revision of the
	// Snapshot that was read first, and no change is missed between. ctx
	// bounds the start only: the Watcher lives until it or the Store is closed.
	//
	// Errors: ErrUnavailable, ErrClosed, ctx.Err().
	Watch(ctx context.Context, prefix string, after Rev) (Watcher, error)

	// Close ends every Watcher and waits for running transactions. Closing
	// again is no error.
	Close() error
}

// Snapshot reads one revision. It is valid only inside the View's function.
type Snapshot interface {
	// Rev is the revision that is read.
	Rev() Rev

	// Get returns the value under key, or nil when there is none; an empty
	// value is not nil. The bytes are the caller's own.
	//
	// Errors: ErrTooLarge for a key over MaxKey or an empty one, ErrUnavailable.
	Get(key string) ([]byte, error)

	// Scan returns up to limit rows whose keys begin with prefix and come
	// after the key `after` ("" for the beginning), in ascending byte order
	// of the keys. Fewer rows than limit means that there are no more.
	// A limit below 1 or above MaxPage is MaxPage.
	//
	// Errors: ErrUnavailable.
	Scan(prefix, after string, limit int) ([]Item, error)
}

// Txn reads and writes inside an Update. Reading a key, absent or not, makes
// the commit depend on it. A Get after a Put or Delete sees that write.
type Txn interface {
	// Get is as in Snapshot.
	Get(key string) ([]byte, error)

	// Put sets the value, which is copied. A nil value is stored as empty.
	//
	// Errors: ErrTooLarge (the whole Update then fails even if fn goes on).
	Put(key string, value []byte) error

	// Delete removes the row; deleting an absent one is no error.
	//
	// Errors: ErrTooLarge.
	Delete(key string) error
}

// Watcher delivers changes. It is used by one goroutine.
type Watcher interface {
	// Next waits for the next Batch. A slow reader loses nothing but detail:
	// when the adapter can't keep all that happened, it delivers Resync.
	//
	// Errors: ctx.Err(), ErrClosed after Close of the Watcher or its Store,
	// ErrUnavailable (start a new Watch).
	Next(ctx context.Context) (Batch, error)

	// Close ends the watch; a Next that waits returns ErrClosed.
	Close() error
}

// Batch is what one or more commits changed.
type Batch struct {
	// Rev is the last commit that the batch covers.
	Rev Rev
	// Resync says that changes were skipped: read everything again at a
	// snapshot of Rev or later. Keys is then empty.
	Resync bool
	// Keys that were put or deleted, in commit order, each at least once.
	Keys []string
}
