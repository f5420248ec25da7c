package bolt

// Opening with bbolt, and the rows by which a store knows itself: whose it is,
// its format, its revision.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"callin/storage"
)

// ErrNewer: the file was written by a later version of this program, whose
// format this one doesn't know.
var ErrNewer = errors.New("the store was written by a newer callin: use that version or a later one")

const (
	magic  = "callin store"
	format = 1 // grows when older programs could misread the file

	// mapRoom is how much address space to map from the start, and at least.
	// Growing out of the mapping makes the writer wait for all readers, and
	// new readers for the writer.
	mapRoom = 1 << 30
)

var (
	metaName, rowsName           = []byte("callin"), []byte("rows")
	magicKey, formatKey, revName = []byte("magic"), []byte("format"), []byte("revision")
)

// load opens the locked file and reads its revision. On an error it closes it.
func load(file *os.File, path string, wait time.Duration) (db *bbolt.DB, rev storage.Rev, err error) {
	defer func() {
		// bbolt panics on pages that make no sense, and then still holds
		// locks of its own: so only the file is closed, never the DB.
		if p := recover(); p != nil {
			unlock(file)
			_ = file.Close()
			db, err = nil, fmt.Errorf("%s: damaged (%v): %w", path, p, storage.ErrForeign)
		}
	}()
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, 0, fmt.Errorf("opening the store: %w", err)
	}
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         wait,
		InitialMmapSize: max(mapRoom, 2*int(info.Size())),
		NoStatistics:    true,
		OpenFile:        func(string, int, fs.FileMode) (*os.File, error) { return file, nil },
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, 0, inUse(path)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("opening %s: %w", path, err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		rev, err = identify(tx)
		return err
	})
	if err != nil {
		_ = db.Close()
		return nil, 0, fmt.Errorf("%s: %w", path, err)
	}
	return db, rev, nil
}

// found writes the rows of an empty store.
func found(tx *bbolt.Tx) error {
	meta, err := tx.CreateBucket(metaName)
	if err != nil {
		return err
	}
	_, err = tx.CreateBucket(rowsName)
	return errors.Join(err,
		meta.Put(magicKey, []byte(magic)),
		meta.Put(formatKey, []byte(strconv.Itoa(format))),
		setRevision(tx, 0),
	)
}

// identify refuses what isn't a store of this program, and reads its revision.
func identify(tx *bbolt.Tx) (storage.Rev, error) {
	meta := tx.Bucket(metaName)
	if meta == nil || string(meta.Get(magicKey)) != magic {
		return 0, fmt.Errorf("a database of another program: %w", storage.ErrForeign)
	}
	is, err := strconv.Atoi(string(meta.Get(formatKey)))
	if err != nil {
		return 0, fmt.Errorf("damaged (no format number): %w", storage.ErrForeign)
	}
	if is > format {
		return 0, fmt.Errorf("%w (its format is %d, this one knows up to %d)", ErrNewer, is, format)
	}
	if tx.Bucket(rowsName) == nil || len(meta.Get(revName)) != 8 {
		return 0, fmt.Errorf("damaged (rows are missing): %w", storage.ErrForeign)
	}
	return revision(tx), nil
}

func revision(tx *bbolt.Tx) storage.Rev {
	return storage.Rev(binary.BigEndian.Uint64(tx.Bucket(metaName).Get(revName)))
}

func setRevision(tx *bbolt.Tx, rev storage.Rev) error {
	return tx.Bucket(metaName).Put(revName, binary.BigEndian.AppendUint64(nil, uint64(rev)))
}
