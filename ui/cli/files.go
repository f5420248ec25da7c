// This file is how commands reach the files that somebody named: at this end, or
// at the other end of the control socket.
package cli

import (
	"io"
	"os"
)

// files opens them.
type files struct {
	open   func(name string) (io.ReadCloser, error)
	create func(name string) (io.WriteCloser, error) // for its owner alone; what was in it is gone
}

// ownFiles are this machine's.
func ownFiles() files {
	return files{
		open: func(name string) (io.ReadCloser, error) { return os.Open(name) },
		create: func(name string) (io.WriteCloser, error) {
			return os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		},
	}
}

// read reads a small one.
func (f files) read(name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return io.ReadAll(io.LimitReader(file, 1<<20))
}

// standardInput is what "-" names.
func (sh *shell) standardInput(string) (io.ReadCloser, error) { return io.NopCloser(sh.edge.In), nil }
