package bolt_test

// Files that are no store of this program, or a damaged one.

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"callin/storage"
	"callin/storage/bolt"
)

// What is no store of this program is refused and left byte for byte as it was.
func TestOpen_foreign(t *testing.T) {
	whole := storeBytes(t)
	page := os.Getpagesize()
	zeroed := bytes.Clone(whole)
	clear(zeroed[2*page:])
	headless := bytes.Clone(whole)
	clear(headless[:2*page])
	files := map[string][]byte{
		"empty":              {},
		"text":               bytes.Repeat([]byte("Dear customer,\n"), 4000),
		"zeros":              make([]byte, 64<<10),
		"no heads":           headless,
		"zeros behind heads": zeroed,
		"other bbolt": bboltBytes(t, &bbolt.Options{Timeout: time.Second}, func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("theirs"))
			return err
		}),
		"other bbolt without free list": bboltBytes(t, &bbolt.Options{Timeout: time.Second, NoFreelistSync: true}, func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("callin"))
			return err
		}),
		"other bbolt with our bucket's name": bboltBytes(t, nil, func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("callin"))
			_, err2 := tx.CreateBucket([]byte("rows"))
			return errors.Join(err, err2, b.Put([]byte("magic"), []byte("something else")),
				b.Put([]byte("format"), []byte("1")), b.Put([]byte("revision"), make([]byte, 8)))
		}),
	}
	for _, size := range []int{1, 100, page, page + 100, 2 * page, 3 * page, len(whole) / 2, len(whole) - page, len(whole) - 1} {
		files[fmt.Sprintf("cut to %d of %d", size, len(whole))] = whole[:size]
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			err := refused(t, content)
			if !errors.Is(err, storage.ErrForeign) {
				t.Errorf("Open: %v", err)
			}
		})
	}
	t.Run("a newer format", func(t *testing.T) {
		newer := bboltBytes(t, nil, func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("callin"))
			return errors.Join(err, b.Put([]byte("magic"), []byte("callin store")), b.Put([]byte("format"), []byte("2")))
		})
		if err := refused(t, newer); !errors.Is(err, bolt.ErrNewer) {
			t.Errorf("Open: %v", err)
		}
	})
}

// What can't be opened at all is the operating system's error.
func TestOpen_noFile(t *testing.T) {
	t.Run("a folder", func(t *testing.T) {
		if _, err := bolt.Open(t.Context(), t.TempDir(), bolt.Options{}); err == nil {
			t.Error("opened a folder")
		}
	})
	t.Run("below a file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		write(t, file, []byte("x"))
		if _, err := bolt.Open(t.Context(), filepath.Join(file, "callin.db"), bolt.Options{}); err == nil {
			t.Error("opened a file below a file")
		}
	})
}

// The copy that the damaged ones are made from is good.
func TestOpen_copy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callin.db")
	write(t, path, storeBytes(t))
	if rev := standing(t, open(t, path, bolt.Options{})); rev == 0 {
		t.Error("it is empty")
	}
}

// A head that a power cut left half written is not the end: the other counts.
func TestOpen_tornHead(t *testing.T) {
	for head := range 2 {
		torn := storeBytes(t)
		clear(torn[head*os.Getpagesize()+40 : head*os.Getpagesize()+60])
		path := filepath.Join(t.TempDir(), "callin.db")
		write(t, path, torn)
		s := open(t, path, bolt.Options{})
		put(t, s, "k", "v")
	}
}

// A bad page deep inside is met only when it is read: an error, not a crash.
func TestView_damaged(t *testing.T) {
	content := storeBytes(t)
	for at := 4 * os.Getpagesize(); at < len(content); at += os.Getpagesize() {
		damaged := bytes.Clone(content)
		clear(damaged[at : at+os.Getpagesize()])
		path := filepath.Join(t.TempDir(), "callin.db")
		write(t, path, damaged)
		s, err := bolt.Open(t.Context(), path, bolt.Options{})
		if errors.Is(err, storage.ErrForeign) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		err = s.View(t.Context(), func(v storage.Snapshot) error {
			_, scan := v.Scan("", "", 0)
			_, get := v.Get("row/000150")
			return errors.Join(scan, get)
		})
		if err != nil && !errors.Is(err, storage.ErrUnavailable) {
			t.Errorf("with page %d zeroed: %v", at/os.Getpagesize(), err)
		}
		_ = s.Close()
	}
}

// refused opens a file of that content, which must fail and change nothing.
func refused(t *testing.T, content []byte) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "callin.db")
	write(t, path, content)
	s, err := bolt.Open(t.Context(), path, bolt.Options{})
	if err == nil {
		_ = s.Close()
	}
	now, readErr := os.ReadFile(path)
	if readErr != nil || !bytes.Equal(now, content) {
		t.Errorf("the file was changed: %d bytes before, %d now, %v", len(content), len(now), readErr)
	}
	entries, _ := os.ReadDir(filepath.Dir(path))
	if len(entries) != 1 {
		t.Errorf("something was left beside the file: %v", entries)
	}
	// Nobody holds it any more.
	again, err2 := bolt.Open(t.Context(), path, bolt.Options{LockWait: time.Millisecond})
	if err2 == nil {
		_ = again.Close()
	}
	if errors.Is(err2, storage.ErrInUse) {
		t.Error("the refused file is still locked")
	}
	return err
}

// storeBytes is a store of some 300 rows, without room behind its last page.
func storeBytes(t *testing.T) []byte {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
	for part := range 6 {
		_, err := s.Update(t.Context(), func(tx storage.Txn) error {
			for i := range 50 {
				if err := tx.Put(fmt.Sprintf("row/%06d", part*50+i), make([]byte, 300)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var copied bytes.Buffer
	if err := s.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	return copied.Bytes()
}

func bboltBytes(t *testing.T, options *bbolt.Options, fn func(tx *bbolt.Tx) error) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, fs.FileMode(0o600)); err != nil {
		t.Fatal(err)
	}
}
