package search

// Saving an index to a file.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Save builds in what waits, and writes the index to a file, which takes the
// name only when it's whole and on the disk. From then on the index reads from
// that file instead of its own memory. Stamp (at most 1 KiB) is given back by
// Open: say in it up to which change of the store the index was fed before Save
// was called. Changes made meanwhile may be in the file or not.
func (x *Index) Save(ctx context.Context, path, stamp string) error {
	if err := x.buildIn(ctx); err != nil {
		return fmt.Errorf("saving the search index: %w", err)
	}
	b := x.view.Load().base
	if err := b.write(path, stamp); err != nil {
		return fmt.Errorf("saving the search index: %w", err)
	}
	mapped, _, err := openBase(path)
	if err != nil {
		return fmt.Errorf("reading back what was saved: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if v := x.view.Load(); v.base == b {
		x.view.Store(&view{base: mapped, hidden: v.hidden, fresh: v.fresh})
	}
	return nil
}

// buildIn makes a base of all that is there when it's called.
func (x *Index) buildIn(ctx context.Context) error {
	if err := x.Settle(ctx); err != nil {
		return err
	}
	x.mu.Lock()
	v := x.view.Load()
	if x.work.closed {
		x.mu.Unlock()
		return errors.New("the index is closed")
	}
	if v.base != nil && v.pending() == 0 {
		x.mu.Unlock()
		return nil
	}
	if x.work.cancel == nil {
		x.begin(v)
	}
	x.mu.Unlock()
	if err := x.Settle(ctx); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case x.work.closed:
		return errors.New("the index is closed")
	case x.work.refused:
		return errTooMany
	}
	return nil
}

// write writes the base to a new file and gives it the name.
func (b *base) write(path, stamp string) (err error) {
	h, err := b.header(stamp)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, ".search-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // a second time, perhaps; what counts is err
			_ = os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	parts := [][]byte{h.encode()}
	for _, a := range b.arrays() {
		raw := a.bytes()
		parts = append(parts, raw, make([]byte, padding(uint64(len(raw)))))
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	if err := errors.Join(w.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

// syncFolder makes a rename last. Where folders can't be synced, as on Windows,
// the rename is as good as it gets.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // it was only read
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
