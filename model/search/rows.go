package search

// Lists of rows, as bytes: their number, then the first and the distances
// between them; or, in the place of the number, zero and the number of a bitmap.

import (
	"encoding/binary"
	"math/bits"
)

// appendRows appends a list of rows in order.
func appendRows(dst []byte, rows []uint32) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(rows)))
	last := uint32(0)
	for _, row := range rows {
		dst = binary.AppendUvarint(dst, uint64(row-last))
		last = row
	}
	return dst
}

// appendDense appends the place of a bitmap.
func appendDense(dst []byte, bitmap int) []byte {
	return binary.AppendUvarint(append(dst, 0), uint64(bitmap))
}

// list reads the beginning of a list: how many rows, or else the bitmap.
func (b *base) list(at uint32) (rows int, from []byte, bitmap *bitset) {
	list := b.lists[at:]
	n, used := binary.Uvarint(list)
	if n > 0 {
		return int(n), list[used:], nil
	}
	m, _ := binary.Uvarint(list[used:])
	words := bitWords(b.rows)
	return 0, nil, &bitset{words: b.bitmaps[int(m)*words : int(m+1)*words]}
}

// eachRow calls yield with n rows of a list until it says no.
func eachRow(list []byte, n int, yield func(row uint32) bool) {
	row := uint32(0)
	for i := 0; n > 0; n-- {
		step := uint32(list[i])
		i++
		if step >= 0x80 {
			step &= 0x7f
			for shift := 7; ; shift += 7 {
				more := list[i]
				i++
				step |= uint32(more&0x7f) << shift
				if more < 0x80 {
					break
				}
			}
		}
		row += step
		if !yield(row) {
			return
		}
	}
}

// addList adds the rows of a list.
func (b *base) addList(to *bitset, at uint32) {
	n, list, bitmap := b.list(at)
	if bitmap != nil {
		to.union(bitmap.words)
		return
	}
	row := uint32(0) // as in eachRow; a call for each row would double the time
	for i := 0; n > 0; n-- {
		step := uint32(list[i])
		i++
		if step >= 0x80 {
			step &= 0x7f
			for shift := 7; ; shift += 7 {
				more := list[i]
				i++
				step |= uint32(more&0x7f) << shift
				if more < 0x80 {
					break
				}
			}
		}
		row += step
		to.words[row>>6] |= 1 << (row & 63)
		to.summary[row>>12] |= 1 << (row >> 6 & 63)
	}
}

// addToken adds the rows that have a token.
func (b *base) addToken(to *bitset, t uint32) {
	if ref := b.tokRows[t]; ref&single != 0 {
		to.set(ref &^ single)
	} else {
		b.addList(to, ref)
	}
}

func (b *base) addTokens(to *bitset, lo, hi int) {
	for t := lo; t < hi; t++ {
		b.addToken(to, uint32(t))
	}
}

func (b *base) addSuffixes(to *bitset, lo, hi int) {
	for _, s := range b.suffixes[lo:hi] {
		b.addToken(to, s>>suffixBits)
	}
}

// rowsOf lists the rows of a set, which has so many.
func (s *bitset) rowsOf(n int) []uint32 {
	rows := make([]uint32, 0, n)
	common([]*bitset{s}, func(at int, word uint64) bool {
		for ; word != 0; word &= word - 1 {
			rows = append(rows, uint32(at<<6+bits.TrailingZeros64(word)))
		}
		return true
	})
	return rows
}

// borrow gives an empty set of rows, to be given back.
func (b *base) borrow() *bitset {
	if s, ok := b.sets.Get().(*bitset); ok {
		return s
	}
	return newBitset(b.rows)
}

func (b *base) giveBack(s *bitset) {
	s.clear()
	b.sets.Put(s)
}
