//go:build unix

package search

// Mapping a file into memory.

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// mapFile maps a file for as long as the base is in use that it comes with.
func mapFile(path string) ([]byte, *base, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }() // the mapping stays
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	b := &base{}
	if info.Size() == 0 || !info.Mode().IsRegular() {
		return nil, b, nil // read finds that it's no index
	}
	data, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, err
	}
	runtime.AddCleanup(b, func(data []byte) { _ = unix.Munmap(data) }, data) // nothing can be done about a failure
	return data, b, nil
}
