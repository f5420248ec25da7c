package bolt_test

// Copies made while others write.

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"callin/storage"
	"callin/storage/bolt"
)

func TestBackup(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
	count := func(tx storage.Txn) error {
		value, err := tx.Get("left")
		n, _ := strconv.Atoi(string(value))
		next := []byte(strconv.Itoa(n + 1))
		return errors.Join(err, tx.Put("left", next), tx.Put("row/"+strconv.Itoa(n), make([]byte, 2000)), tx.Put("right", next))
	}
	t.Run("is one revision while others write, and opens", func(t *testing.T) {
		var writer sync.WaitGroup
		stop := make(chan struct{})
		begun := make(chan struct{})
		writer.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if n == 50 {
					close(begun)
				}
				if _, err := s.Update(t.Context(), count); err != nil {
					t.Error(err)
					return
				}
			}
		})
		<-begun
		for range 5 {
			var copied bytes.Buffer
			from := standing(t, s)
			if err := s.Backup(t.Context(), &copied); err != nil {
				t.Error(err)
			}
			isWhole(t, copied.Bytes(), from, standing(t, s))
		}
		close(stop)
		writer.Wait()
	})
	t.Run("reports what its writer says", func(t *testing.T) {
		for _, room := range []int{0, os.Getpagesize(), 3 * os.Getpagesize()} {
			if err := s.Backup(t.Context(), &small{room}); !errors.Is(err, errSmall) {
				t.Errorf("Backup into %d bytes: %v", room, err)
			}
		}
		put(t, s, "still", "works")
	})
	t.Run("ends with its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		if err := s.Backup(ctx, cancels(cancel)); !errors.Is(err, context.Canceled) {
			t.Errorf("Backup: %v", err)
		}
	})
}

// isWhole opens a copy: both rows are of one commit, between two revisions.
func isWhole(t *testing.T, content []byte, from, to storage.Rev) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	write(t, path, content)
	s := open(t, path, bolt.Options{})
	err := s.View(t.Context(), func(v storage.Snapshot) error {
		left, err := v.Get("left")
		right, err2 := v.Get("right")
		n, _ := strconv.Atoi(string(left))
		if !bytes.Equal(left, right) || int(v.Rev()) != n || v.Rev() < from || v.Rev() > to {
			t.Errorf("a copy made between %d and %d holds %s and %s at %d", from, to, left, right, v.Rev())
		}
		for i := range n {
			if row, err := v.Get("row/" + strconv.Itoa(i)); err != nil || len(row) != 2000 {
				t.Errorf("row %d of %d has %d bytes, %v", i, n, len(row), err)
			}
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Error(err)
	}
	put(t, s, "writable", "yes")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

var errSmall = errors.New("no more room here")

// small is a writer that fails after some bytes.
type small struct{ room int }

func (s *small) Write(b []byte) (int, error) {
	if s.room -= len(b); s.room < 0 {
		return 0, errSmall
	}
	return len(b), nil
}

// cancels is a writer that cancels the context once it is written to.
type cancels context.CancelFunc

func (c cancels) Write(b []byte) (int, error) {
	c()
	return len(b), nil
}
