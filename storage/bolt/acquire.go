package bolt

// Taking hold of the file, before bbolt sees it: bbolt would make a new
// database of an empty file, commit into another program's, and crash on a
// truncated one. So the lock is taken and the file looked at here first.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"callin/storage"
)

const lockPause = 20 * time.Millisecond // between two tries to take the lock

// acquire returns the file at path: made if it was missing, locked, and found
// to be a whole bbolt file.
func acquire(ctx context.Context, path string, wait time.Duration) (*os.File, error) {
	// More than one turn only when the file is made now, or was replaced
	// while we waited for its lock.
	for range 5 {
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrNotExist) {
			if err = create(path); err != nil {
				return nil, fmt.Errorf("making a new store: %w", err)
			}
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("opening the store: %w", err)
		}
		same, err := hold(ctx, file, path, wait)
		if err == nil && same {
			return file, nil
		}
		_ = file.Close() // nothing was written
		if err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("opening the store: %s keeps being replaced", path)
}

// hold locks the open file and looks at it. It is false when path has come to
// mean another file meanwhile.
func hold(ctx context.Context, file *os.File, path string, wait time.Duration) (same bool, err error) {
	info, err := file.Stat()
	if err != nil {
		return false, fmt.Errorf("opening the store: %w", err)
	}
	if !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s is no ordinary file: %w", path, storage.ErrForeign)
	}
	if err := await(ctx, file, path, wait); err != nil {
		return false, err
	}
	now, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(info, now) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("opening the store: %w", err)
	}
	if err := inspect(file); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	return true, nil
}

// await takes the file's lock, for as long as wait.
func await(ctx context.Context, file *os.File, path string, wait time.Duration) error {
	limit := time.NewTimer(wait)
	defer limit.Stop()
	again := time.NewTicker(lockPause)
	defer again.Stop()
	for {
		held, err := lock(file)
		if err != nil {
			return fmt.Errorf("locking %s: %w", path, err)
		}
		if held {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-limit.C:
			return inUse(path)
		case <-again.C:
		}
	}
}

func inUse(path string) error {
	return fmt.Errorf("%s: %w; one callin at a time may open it: connect to the one that runs, or ask whoever runs it", path, storage.ErrInUse)
}
