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
	switch {
	case bitmap != nil:
		to.union(bitmap.words)
	case n > b.rows/128: // a row in every second word: the summary would say little
		addRows(to.words, list, n)
		to.fill()
	default:
		to.addFew(list, n)
	}
}

// addFew adds n rows of a list. It is eachRow once more, without a call a row.
func (s *bitset) addFew(list []byte, n int) {
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
		s.words[row>>6] |= 1 << (row & 63)
		s.summary[row>>12] |= 1 << (row >> 6 & 63)
	}
}

// addRows adds n rows of a list, eight at a time where the distances are short: a
// call for each would take three times as long.
func addRows(words []uint64, list []byte, n int) {
	row := uint32(0)
	for n > 0 {
		if n >= 8 && len(list) >= 8 {
			if steps := binary.LittleEndian.Uint64(list); steps&0x8080808080808080 == 0 {
				for range 8 {
					row += uint32(steps & 0x7f)
					steps >>= 8
					words[row>>6] |= 1 << (row & 63)
				}
				list = list[8:]
				n -= 8
				continue
			}
		}
		step, used := uint64(list[0]), 1
		if step >= 0x80 {
			step, used = binary.Uvarint(list)
		}
		row += uint32(step)
		words[row>>6] |= 1 << (row & 63)
		list = list[used:]
		n--
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

// ahead is how many lists are looked up before the first of them is read. They
// lie anywhere in a hundred megabytes, and a processor waits for many places at
// once if it isn't asked for one after the other.
const ahead = 32

func (b *base) addTokens(to *bitset, lo, hi int) {
	var refs [ahead]uint32
	for t := lo; t < hi; t += ahead {
		b.addRefs(to, refs[:copy(refs[:], b.tokRows[t:hi])])
	}
}

// addSuffixes adds the rows of the suffixes that begin so far in their tokens, at
// least.
func (b *base) addSuffixes(to *bitset, lo, hi int, least uint32) {
	var refs [ahead]uint32
	n := 0
	for _, s := range b.suffixes[lo:hi] {
		if s&(1<<suffixBits-1) < least {
			continue
		}
		refs[n] = b.tokRows[s>>suffixBits]
		if n++; n == ahead {
			b.addRefs(to, refs[:])
			n = 0
		}
	}
	b.addRefs(to, refs[:n])
}

// addRefs adds the rows of at most so many tokens.
func (b *base) addRefs(to *bitset, refs []uint32) {
	var first [ahead]byte
	for i, ref := range refs {
		if ref&single == 0 {
			first[i] = b.lists[ref]
		}
	}
	for i, ref := range refs {
		switch n := first[i]; {
		case ref&single != 0:
			to.set(ref &^ single)
		case n-1 < 0x7f:
			to.addFew(b.lists[ref+1:], int(n))
		default:
			b.addList(to, ref)
		}
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
