package search

// An index in a file. It is read where it lies, mapped into memory, so that a
// process is ready at once. It is nothing but a shadow of the store: whatever is
// wrong with it, it's thrown away and built again.
//
// The file: a header, then the base's arrays one after the other, each at a
// multiple of 64 bytes, numbers in the machine's own order. It holds what the
// store holds of customers (not their answers), so only its owner may read it.
// Nobody may change it in place: a new one takes its name.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"unicode"
	"unsafe"

	"golang.org/x/text/unicode/norm"
)

// ErrUnusable is why Open gives no index though there is a file: build it again.
var ErrUnusable = errors.New("the file with the search index can't be used")

const (
	magic     = "callin search 4\n" // the number grows with every change of format, folding or words
	fileAlign = 64
	maxStamp  = 8 << 10
	arrays    = 18 // of a base
)

// header begins the file.
type header struct {
	Magic   [len(magic)]byte
	Order   uint32 // 1, in the machine's own order
	Folding uint32 // checksum of the versions of Unicode that folding goes by
	Rows    uint64 // people
	Sizes   [arrays]uint64
	Sums    [arrays]uint32 // CRC-32C of each array
	StampOf uint32         // length of:
	Stamp   [maxStamp]byte // what the caller says of it
	Sum     uint32         // CRC-32C of the header until here
}

func castagnoli(data []byte) uint32 {
	return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
}

func foldingVersion() uint32 { return castagnoli([]byte(unicode.Version + " " + norm.Version)) }

// arrays lists the arrays of a base in the order of the file.
func (b *base) arrays() [arrays]array {
	return [...]array{
		arrayOf(&b.rowText), arrayOf(&b.rowAt), arrayOf(&b.rowOf), arrayOf(&b.recText), arrayOf(&b.recAt),
		arrayOf(&b.byPerson), arrayOf(&b.tokText), arrayOf(&b.tokAt), arrayOf(&b.tokRows), arrayOf(&b.lists),
		arrayOf(&b.suffixes), arrayOf(&b.names), arrayOf(&b.nameMask), arrayOf(&b.nameKeys), arrayOf(&b.nameEnds),
		arrayOf((*[]node)(&b.insides)), arrayOf((*[]node)(&b.begins)), arrayOf(&b.bitmaps),
	}
}

// array is one of them, seen as bytes.
type array struct {
	bytes func() []byte
	set   func([]byte)
}

func arrayOf[T any](s *[]T) array {
	var one T
	size := int(unsafe.Sizeof(one))
	return array{
		bytes: func() []byte {
			return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(*s))), len(*s)*size)
		},
		set: func(raw []byte) {
			*s = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(raw))), len(raw)/size)
		},
	}
}

// header describes the base.
func (b *base) header(stamp string) (*header, error) {
	if len(stamp) > maxStamp {
		return nil, errors.New("the search index's stamp is too long")
	}
	h := &header{Order: 1, Folding: foldingVersion(), Rows: uint64(b.rows), StampOf: uint32(len(stamp))}
	copy(h.Magic[:], magic)
	copy(h.Stamp[:], stamp)
	for i, a := range b.arrays() {
		h.Sizes[i] = uint64(len(a.bytes()))
		h.Sums[i] = castagnoli(a.bytes())
	}
	h.Sum = h.sum()
	return h, nil
}

// encode gives the header's bytes, up to where the first array begins.
func (h *header) encode() []byte {
	var buf bytes.Buffer
	_ = binary.Write(&buf, binary.NativeEndian, h) // a buffer takes everything
	return append(buf.Bytes(), make([]byte, padding(uint64(buf.Len())))...)
}

// sum is the checksum of all but itself.
func (h *header) sum() uint32 {
	other := *h
	other.Sum = 0
	return castagnoli(other.encode())
}

func padding(size uint64) uint64 { return -size % fileAlign }
