//go:build !unix

package search

// Where files aren't mapped, they are read.

import "os"

// mapFile reads a file.
func mapFile(path string) ([]byte, *base, error) {
	data, err := os.ReadFile(path)
	return data, &base{}, err
}
