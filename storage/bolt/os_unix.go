//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package bolt

// What differs between systems: locks, folders, and the names of errors.

import (
	"errors"
	"os"
	"syscall"
)

// lock tries to take the same lock that bbolt takes, on the same descriptor,
// for which bbolt's own attempt then does nothing.
func lock(file *os.File) (held bool, err error) {
	for {
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}

// unlock lets go of the file though it may still be mapped: a mapping keeps the
// lock alive when the file is closed.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) }

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// noRoom are the errors of a full disk and of a used-up quota.
var noRoom = []error{syscall.ENOSPC, syscall.EDQUOT}
