//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package bolt

// Systems without flock: bbolt locks by its own means there.

import "os"

// lock leaves it to bbolt, which locks the file with a time-out of its own.
func lock(*os.File) (held bool, err error) { return true, nil }

// unlock leaves it to closing the file.
func unlock(*os.File) {}

// syncFolder does nothing: folders can't be synced everywhere.
func syncFolder(string) error { return nil }

// noRoom is empty: every failed commit ends the store.
var noRoom []error
