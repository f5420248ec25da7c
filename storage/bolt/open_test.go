package bolt_test

// Opening: the first file, and who may have it.

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"callin/storage"
	"callin/storage/bolt"
)

func TestOpen(t *testing.T) {
	t.Run("makes the file and its folders for the owner only", func(t *testing.T) {
		top := t.TempDir()
		path := filepath.Join(top, "a", "b", "callin.db")
		s := open(t, path, bolt.Options{})
		for name, mode := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Join(top, "a"): 0o700} {
			info, err := os.Stat(name)
			if err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s has mode %v, %v; want %v", name, info.Mode(), err, mode)
			}
		}
		files, _ := os.ReadDir(filepath.Dir(path))
		if len(files) != 1 {
			t.Errorf("beside the store was left: %v", files)
		}
		if rev := standing(t, s); rev != 0 {
			t.Errorf("a new store stands at %d", rev)
		}
	})
	t.Run("of several at once, one makes it and the rest wait in vain", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "callin.db")
		var group sync.WaitGroup
		var winner atomic.Pointer[bolt.Store]
		for range 6 {
			group.Go(func() {
				s, err := bolt.Open(t.Context(), path, bolt.Options{LockWait: 50 * time.Millisecond})
				switch {
				case err == nil && !winner.CompareAndSwap(nil, s):
					t.Error("two have it open")
				case err != nil && !errors.Is(err, storage.ErrInUse):
					t.Error(err)
				}
			})
		}
		group.Wait()
		put(t, winner.Load(), "k", "v")
		if err := winner.Load().Close(); err != nil {
			t.Fatal(err)
		}
		if rev := standing(t, open(t, path, bolt.Options{})); rev != 1 {
			t.Errorf("what the winner wrote is lost: the store stands at %d", rev)
		}
	})
}

func TestOpen_waits(t *testing.T) {
	t.Run("waits for the one before to finish", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "callin.db")
		first := open(t, path, bolt.Options{})
		done := make(chan error, 1)
		go func() {
			second, err := bolt.Open(t.Context(), path, bolt.Options{LockWait: 20 * time.Second})
			if err == nil {
				err = second.Close()
			}
			done <- err
		}()
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Errorf("after the first closed: %v", err)
		}
	})
	t.Run("stops waiting with its context", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "callin.db")
		open(t, path, bolt.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		_, err := bolt.Open(ctx, path, bolt.Options{LockWait: time.Hour})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Open: %v", err)
		}
	})
}

// Another process has the file: with default options, an answer in 5 s.
func TestOpen_inUse(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "callin.db")
	holder := start(t, "hold", path)
	if !holder.lines.Scan() {
		t.Fatal("the holder ended")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if _, err := bolt.Open(ctx, path, bolt.Options{}); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("Open: %v", err)
	}
	_ = holder.in.Close()
	if err := holder.Wait(); err != nil {
		t.Errorf("the holder: %v", err)
	}
	open(t, path, bolt.Options{})
}

func put(t testing.TB, s *bolt.Store, key, value string) storage.Rev {
	t.Helper()
	rev, err := s.Update(t.Context(), func(tx storage.Txn) error { return tx.Put(key, []byte(value)) })
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	return rev
}

func standing(t testing.TB, s *bolt.Store) (rev storage.Rev) {
	t.Helper()
	err := s.View(t.Context(), func(v storage.Snapshot) error {
		rev = v.Rev()
		return nil
	})
	if err != nil {
		t.Fatalf("View: %v", err)
	}
	return rev
}
