package mem_test

// The suite that every adapter passes, in memory.

import (
	"testing"

	"callin/storage"
	"callin/storage/mem"
	"callin/storage/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storage.Store {
		s := mem.New(mem.Options{})
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
}
