package bolt

// What a failed commit means. After a failed sync the system may have thrown
// the unwritten pages away and still show them to readers, so that memory and
// disk tell different stories; a later sync would succeed and make it worse.
// Only one failure is harmless: no room was left before anything was visible.

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.etcd.io/bbolt"

	"callin/storage"
)

// commit makes the transaction durable or explains why not.
func (s *Store) commit(tx *bbolt.Tx, before storage.Rev) error {
	settled := false
	defer func() {
		if !settled {
			s.spoil(errors.New("bbolt panicked while committing"))
		}
	}()
	err := tx.Commit()
	if err == nil {
		settled = true
		return nil
	}
	clean := outOfRoom(err) && s.stands(before)
	settled = true
	if clean {
		return fmt.Errorf("writing %s: %w: %w", s.path, storage.ErrFull, err)
	}
	s.spoil(err)
	return fmt.Errorf("writing %s: %w: %w", s.path, storage.ErrUnknown, err)
}

// outOfRoom tells a write that found no room, which is a *fs.PathError, from a
// sync that reports the same, which bbolt hands on as the bare number: by then
// data that was taken as written is lost. bbolt flattens a failure to lengthen
// the file into text.
func outOfRoom(err error) bool {
	var path *fs.PathError
	write := errors.As(err, &path) && path.Op == "write"
	for _, full := range noRoom {
		lengthen := strings.HasPrefix(err.Error(), "file resize error: ") && strings.HasSuffix(err.Error(), full.Error())
		if write && errors.Is(err, full) || lengthen {
			return true
		}
	}
	return false
}

// stands reports whether readers still see the revision of before the commit.
func (s *Store) stands(before storage.Rev) bool {
	tx, err := s.db.Begin(false)
	if err != nil {
		return false
	}
	defer func() { _ = tx.Rollback() }()
	return revision(tx) == before
}

// spoil makes every later call fail; the first reason stays.
func (s *Store) spoil(err error) {
	if s.broken.CompareAndSwap(nil, &err) {
		s.hub.Close(fmt.Errorf("%w since a write to %s failed: %w", storage.ErrUnavailable, s.path, err))
	}
}

// alarm tells the program, once, that it has to end.
func (s *Store) alarm() {
	broken := s.broken.Load()
	if broken == nil || s.fatal == nil {
		return
	}
	s.alarmed.Do(func() {
		s.fatal(fmt.Errorf("a write to %s failed, and what the disk holds is uncertain until a new start: %w", s.path, *broken))
	})
}
