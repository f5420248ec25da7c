package bolt

// A look at a file's two header pages, by bbolt's format (its package
// internal/common, types Page and Meta; numbers are in the machine's byte
// order). bbolt maps the file and trusts it: a page beyond the end kills the
// process. This check turns that into an error and writes nothing.

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"math/bits"
	"os"

	"callin/storage"
)

const (
	headMagic   = 0xED0CDAED
	headVersion = 2
	headSkip    = 16 // the page's own header comes before the meta
	headSummed  = 56 // bytes of the meta that its checksum covers
	headSize    = 64
	minPage     = 1 << 10
	maxPage     = 16 << 20
)

// head is one of the two metas: where everything is, as of one commit.
type head struct {
	page, root, freelist, pages, txid uint64
}

// inspect refuses a file that bbolt could not open, or not without writing.
func inspect(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	newest, found := head{}, false
	// The second head is one page in, and how long a page is stands in the
	// heads only; so each length is tried, as bbolt does.
	for at := uint64(0); at <= maxPage; at = max(2*at, minPage) {
		h, ok := readHead(file, at)
		if ok && (at == 0 || at == h.page) && (!found || h.txid > newest.txid) {
			newest, found = h, true
		}
	}
	if !found {
		return fmt.Errorf("no database file, or damaged: %w", storage.ErrForeign)
	}
	// Without a stored free list bbolt would commit one while opening. This
	// program always stores it.
	if newest.freelist >= newest.pages || newest.root >= newest.pages {
		return fmt.Errorf("a database of another program: %w", storage.ErrForeign)
	}
	have := uint64(info.Size()) / newest.page //nolint:gosec // a size isn't negative
	if have < newest.pages {
		return fmt.Errorf("cut short: it should be %d pages of %d bytes and is %d: %w",
			newest.pages, newest.page, have, storage.ErrForeign)
	}
	return nil
}

func readHead(r io.ReaderAt, at uint64) (h head, ok bool) {
	var b [headSize]byte
	if _, err := r.ReadAt(b[:], int64(at)+headSkip); err != nil { //nolint:gosec // at most maxPage
		return h, false
	}
	sum := fnv.New64a()
	_, _ = sum.Write(b[:headSummed])
	order := binary.NativeEndian
	h = head{
		page: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), freelist: order.Uint64(b[32:]),
		pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:]),
	}
	ok = order.Uint32(b[0:]) == headMagic && order.Uint32(b[4:]) == headVersion &&
		order.Uint64(b[headSummed:]) == sum.Sum64() &&
		bits.OnesCount64(h.page) == 1 && h.page >= minPage && h.page <= maxPage
	return h, ok
}
