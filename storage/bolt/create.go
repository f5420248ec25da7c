package bolt

// The first file. A crash at any moment leaves either no store or a whole one,
// and of two processes that start at once only one makes it.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// create makes an empty store at path, unless somebody was faster.
func create(path string) (err error) {
	folder := filepath.Dir(path)
	if err := makeFolder(folder); err != nil {
		return err
	}
	temp, err := os.CreateTemp(folder, "."+filepath.Base(path)+".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		// After a success the name is gone or is a second name of the store.
		if gone := os.Remove(temp.Name()); err == nil && !errors.Is(gone, fs.ErrNotExist) {
			err = gone
		}
		if err == nil {
			err = syncFolder(folder)
		}
	}()
	err = errors.Join(fill(temp.Name()), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	return publish(temp.Name(), path)
}

// fill writes an empty store into the empty file at path.
func fill(path string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	err = errors.Join(db.Update(found), db.Close())
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// publish gives the finished file its name. A link, because a rename would
// replace the store of a process that was faster, which then goes on writing
// into a file without a name. Renaming is for file systems without links.
func publish(temp, path string) error {
	if err := os.Link(temp, path); err == nil {
		return nil
	}
	if _, err := os.Lstat(path); err == nil {
		return nil // somebody was faster: theirs it is
	}
	return os.Rename(temp, path)
}

// makeFolder makes the folder and those above it, for the owner only.
func makeFolder(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is no folder", path)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := filepath.Dir(path)
	if err := makeFolder(above); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(above)
}
