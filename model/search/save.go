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
	"slices"
)

// file is where what is built is kept.
type file struct {
	path   string
	report func(error)
}

// Keep has everything that is built from now on written to a file, in the
// background, as Save does, with the Mark that held when building began. Without
// a Mark nothing is written. report is told of each time, with what went wrong.
func (x *Index) Keep(path string, report func(error)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.file = file{path, report}
}

// keep writes a base to the index's own file, if it has one.
func (x *Index) keep(ctx context.Context, b *base) {
	x.mu.Lock()
	f := x.file
	x.mu.Unlock()
	if f.path == "" || b.stamp == "" {
		return
	}
	if err := x.save(ctx, b, f.path, b.stamp); ctx.Err() == nil {
		f.report(err)
	}
}

// Save builds in what waits, and writes the index to a file, which takes the
// name only when it's whole and on the disk. From then on the index reads from
// that file instead of its own memory. Stamp (at most 8 KiB) is given back by
// Open: say in it up to which change of the store the index was fed before Save
// was called. Changes made meanwhile may be in the file or not.
func (x *Index) Save(ctx context.Context, path, stamp string) error {
	if err := x.buildIn(ctx); err != nil {
		return fmt.Errorf("saving the search index: %w", err)
	}
	return x.save(ctx, x.view.Load().base, path, stamp)
}

func (x *Index) save(ctx context.Context, b *base, path, stamp string) error {
	if err := b.write(ctx, path, stamp); err != nil {
		return fmt.Errorf("saving the search index: %w", err)
	}
	mapped, err := openBase(path)
	if err != nil {
		return fmt.Errorf("reading back what was saved: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if v := x.view.Load(); v.base == b {
		mapped.serial = b.serial
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

// syncEach is after how many bytes the file is brought to the disk: the last sync
// then takes no longer than somebody who leaves the desk waits for.
const syncEach = 32 << 20

// write writes the base to a new file and gives it the name. It ends early when
// ctx does.
func (b *base) write(ctx context.Context, path, stamp string) (err error) {
	h, err := b.header(stamp)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	unfinished := path + ".new" // one name, so that what a kill leaves doesn't pile up
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
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
	for _, part := range parts {
		for p := range slices.Chunk(part, syncEach) {
			if _, err := w.Write(p); err != nil {
				return err
			}
			if len(p) == syncEach {
				err = f.Sync()
			}
			if err = errors.Join(err, ctx.Err()); err != nil {
				return err
			}
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
