package storage

import "errors"

// The errors of the port. Adapters wrap them with what they know; callers ask
// with errors.Is.
var (
	// ErrConflict: others kept changing what the Update read. Nothing was
	// written; trying again later is safe.
	ErrConflict = errors.New("the rows kept changing")

	// ErrUnknown: the commit was sent and its answer lost. It may have
	// happened. Look for a witness row before doing anything again.
	ErrUnknown = errors.New("the outcome of the commit is not known")

	// ErrTooLarge: a limit of limits.go was passed. Nothing was written.
	ErrTooLarge = errors.New("over the limits of the store")

	// ErrFull: no room to write. Nothing was written, reading goes on.
	ErrFull = errors.New("no room left in the store")

	// ErrInUse: another process holds the store.
	ErrInUse = errors.New("the store is in use by another process")

	// ErrForeign: what was opened is not a store of this program, or is
	// damaged. It was left as it is.
	ErrForeign = errors.New("not a store of callin")

	// ErrUnavailable: the store can't be reached now. Nothing was written.
	ErrUnavailable = errors.New("the store is out of reach")

	// ErrClosed: the store or the watcher was closed.
	ErrClosed = errors.New("closed")
)
