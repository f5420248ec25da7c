package bolt_test

// Failing disks, by putting another file under the store's descriptor: Linux
// has devices that are always full or can't be synced.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"callin/storage"
	"callin/storage/bolt"
)

func TestCommit_full(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callin.db")
	s := open(t, path, bolt.Options{Fatal: func(err error) { t.Errorf("fatal: %v", err) }})
	last := warm(t, s)
	restore := replace(t, path, "/dev/full", os.O_RDWR)
	for range 3 {
		_, err := s.Update(t.Context(), func(tx storage.Txn) error { return tx.Put("k", []byte("lost")) })
		if !errors.Is(err, storage.ErrFull) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Update: %v", err)
		}
		if rev := standing(t, s); rev != last {
			t.Errorf("the store stands at %d, the last commit was %d", rev, last)
		}
	}
	restore()
	if rev := put(t, s, "k", "v"); rev != last+1 {
		t.Errorf("with room again, commit %d after %d", rev, last)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if rev := standing(t, open(t, path, bolt.Options{})); rev != last+1 {
		t.Errorf("opened again, it stands at %d", rev)
	}
}

func TestCommit_fatal(t *testing.T) {
	faults := map[string]struct {
		device string
		flag   int
	}{
		"a write fails": {"/dev/null", os.O_RDONLY},
		"a sync fails":  {"/dev/null", os.O_RDWR},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "callin.db")
			var s *bolt.Store
			fatal := 0
			s = open(t, path, bolt.Options{Fatal: func(err error) {
				fatal++
				if err == nil || !errors.Is(s.View(t.Context(), nil), storage.ErrUnavailable) {
					t.Errorf("when told of %v, the store is in use", err)
				}
			}})
			last := warm(t, s)
			w, err := s.Watch(t.Context(), "", last)
			if err != nil {
				t.Fatal(err)
			}
			restore := replace(t, path, fault.device, fault.flag)
			_, err = s.Update(t.Context(), func(tx storage.Txn) error { return tx.Put("k", []byte("?")) })
			if !errors.Is(err, storage.ErrUnknown) || fatal != 1 {
				t.Errorf("Update: %v, told the program %d times", err, fatal)
			}
			restore() // a disk that is well again doesn't heal the store
			_, update := s.Update(t.Context(), func(storage.Txn) error { return nil })
			_, next := w.Next(t.Context())
			_, watch := s.Watch(t.Context(), "", last)
			for _, err := range []error{update, s.View(t.Context(), nil), s.Backup(t.Context(), nil), next, watch} {
				if !errors.Is(err, storage.ErrUnavailable) {
					t.Errorf("afterwards: %v", err)
				}
			}
			if fatal != 1 {
				t.Errorf("told the program %d times", fatal)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if rev := standing(t, open(t, path, bolt.Options{})); rev != last {
				t.Errorf("opened again, it stands at %d, acknowledged was %d", rev, last)
			}
		})
	}
}

// Fatal may close the store.
func TestCommit_fatalCloses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callin.db")
	var s *bolt.Store
	s = open(t, path, bolt.Options{Fatal: func(error) { _ = s.Close() }})
	warm(t, s)
	replace(t, path, "/dev/null", os.O_RDWR) // for good: Close gives the number back
	_, err := s.Update(t.Context(), func(tx storage.Txn) error { return tx.Put("k", nil) })
	if !errors.Is(err, storage.ErrUnknown) {
		t.Errorf("Update: %v", err)
	}
	if err := s.View(t.Context(), nil); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("View: %v", err)
	}
}

func TestOutOfRoom(t *testing.T) {
	errs := map[error]bool{
		&fs.PathError{Op: "write", Err: syscall.ENOSPC}: true,
		&fs.PathError{Op: "write", Err: syscall.EDQUOT}: true,
		&fs.PathError{Op: "write", Err: syscall.EIO}:    false,
		syscall.ENOSPC: false, // by fdatasync: what was written is lost
		fmt.Errorf("file resize error: %s", &fs.PathError{Op: "truncate", Path: "x", Err: syscall.ENOSPC}): true, //nolint:errorlint // as bbolt does
		errors.New("file sync error: sync x: no space left on device"):                                     false,
		&fs.PathError{Op: "sync", Err: syscall.ENOSPC}:                                                     false,
	}
	for err, want := range errs {
		if got := bolt.OutOfRoom(err); got != want {
			t.Errorf("%v: harmless is %t, want %t", err, got, want)
		}
	}
}

// A file that belongs to somebody else. The superuser may read all, so this
// thread reads as another user.
func TestOpen_forbidden(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callin.db")
	if err := open(t, path, bolt.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with its changed user
		_, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		_, err := bolt.Open(context.Background(), path, bolt.Options{})
		done <- err
	}()
	if err := <-done; !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Open: %v", err)
	}
}

// While one waits for the lock, another file is put under the name (a backup):
// it is that one which counts.
func TestOpen_replaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callin.db")
	old := open(t, path, bolt.Options{})
	other := filepath.Join(t.TempDir(), "other.db")
	write(t, other, storeBytes(t))
	done := make(chan *bolt.Store)
	go func() {
		s, err := bolt.Open(t.Context(), path, bolt.Options{LockWait: time.Minute})
		if err != nil {
			t.Errorf("Open: %v", err)
		}
		done <- s
	}()
	for len(descriptors(t, path)) < 2 {
		runtime.Gosched() // until it waits for the old one
	}
	if err := errors.Join(os.Rename(other, path), old.Close()); err != nil {
		t.Fatal(err)
	}
	s := <-done
	if rev := standing(t, s); rev == 0 {
		t.Error("the file that was replaced is in use")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// warm commits until bbolt has free pages and the file needn't grow.
func warm(t *testing.T, s *bolt.Store) (last storage.Rev) {
	t.Helper()
	for i := range 10 {
		last = put(t, s, "k", strconv.Itoa(i))
	}
	return last
}

// replace puts a device in the place of the open file at path, under the same
// descriptor, until restore is called.
func replace(t *testing.T, path, device string, flag int) (restore func()) {
	t.Helper()
	fds := descriptors(t, path)
	if len(fds) != 1 {
		t.Fatalf("%s is open %d times", path, len(fds))
	}
	dev, err := os.OpenFile(device, flag, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = dev.Close() }()
	saved, err := syscall.Dup(fds[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Dup3(int(dev.Fd()), fds[0], syscall.O_CLOEXEC); err != nil {
		t.Fatal(err)
	}
	return sync.OnceFunc(func() {
		_ = syscall.Dup3(saved, fds[0], syscall.O_CLOEXEC)
		_ = syscall.Close(saved)
	})
}

// descriptors are the numbers under which this process has the file open.
func descriptors(t *testing.T, path string) (fds []int) {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if target, _ := os.Readlink("/proc/self/fd/" + entry.Name()); target == path {
			fd, _ := strconv.Atoi(entry.Name())
			fds = append(fds, fd)
		}
	}
	return fds
}
