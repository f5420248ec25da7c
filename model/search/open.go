package search

// Opening an index's file.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"runtime"

	"golang.org/x/sync/errgroup"

	"callin/model"
)

// Open reads an index that Save has written, and gives the stamp that it was
// saved with. It is ready at once, with everything. The file may be replaced
// while the index is in use, but not changed.
//
// Errors: one that is ErrUnusable when the file is damaged, foreign or of another
// version; one that is fs.ErrNotExist when there's none; others when it can't be
// read.
func Open(path string) (x *Index, stamp string, err error) {
	x = New()
	err = x.LoadFile(path, func(of string) error { stamp = of; return nil })
	if err != nil {
		return nil, "", err
	}
	return x, stamp, nil
}

// LoadFile replaces everybody by those in a file that Save or Keep has written,
// if fits takes its stamp, which becomes the index's Mark.
//
// Errors: those of Open and of fits.
func (x *Index) LoadFile(path string, fits func(stamp string) error) error {
	b, err := openBase(path)
	if err != nil {
		return err
	}
	if err := fits(b.stamp); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.work.bases++
	b.serial = x.work.bases
	x.stamp, x.places = b.stamp, map[model.PersonID]int{}
	x.view.Store(&view{base: b})
	x.restart()
	return nil
}

func openBase(path string) (*base, error) {
	data, b, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("opening the search index %s: %w", path, err)
	}
	if b.stamp, err = b.read(data); err != nil {
		return nil, fmt.Errorf("%w: %s %w", ErrUnusable, path, err)
	}
	return b, nil
}

// read checks a file's content and points the arrays into it.
func (b *base) read(data []byte) (stamp string, err error) {
	var h header
	size := uint64(binary.Size(h))
	if uint64(len(data)) < size || !bytes.HasPrefix(data, []byte(magic[:len("callin search ")])) {
		return "", errors.New("is no search index")
	}
	if _, err := binary.Decode(data, binary.NativeEndian, &h); err != nil {
		return "", err
	}
	switch {
	case string(h.Magic[:]) != magic || h.Order != 1 || h.Folding != foldingVersion():
		return "", errors.New("is of another version of callin, or of another kind of machine")
	case h.Sum != h.sum() || h.StampOf > maxStamp || h.Rows > math.MaxInt32:
		return "", errors.New("is damaged")
	}
	at := size + padding(size)
	var parts [arrays][]byte
	for i, n := range h.Sizes {
		if n > uint64(len(data)) || at+n > uint64(len(data)) {
			return "", errors.New("is cut short")
		}
		parts[i] = data[at : at+n : at+n]
		at += n + padding(n)
	}
	var group errgroup.Group
	group.SetLimit(max(runtime.GOMAXPROCS(0)-1, 1)) // one is left to the screen, which is drawn meanwhile
	for i, a := range b.arrays() {
		group.Go(func() error {
			if castagnoli(parts[i]) != h.Sums[i] {
				return errors.New("is damaged")
			}
			return nil
		})
		a.set(parts[i])
	}
	if err := group.Wait(); err != nil {
		return "", err
	}
	b.rows = int(h.Rows)
	return string(h.Stamp[:h.StampOf]), nil
}
