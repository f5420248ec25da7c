package bolt_test

// The suite that every adapter passes, on a file.

import (
	"path/filepath"
	"testing"

	"callin/storage"
	"callin/storage/bolt"
	"callin/storage/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storage.Store {
		return open(t, filepath.Join(t.TempDir(), "callin.db"), bolt.Options{})
	})
	storetest.RunDurable(t, func(t *testing.T, dir string) storage.Store {
		return open(t, filepath.Join(dir, "callin.db"), bolt.Options{})
	})
}

// open opens a store that is closed at the end of the test.
func open(t testing.TB, path string, opts bolt.Options) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}
