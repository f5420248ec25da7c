package search

// Sets of rows as bitmaps. Most sets are nearly empty, so a set that is made
// for one search carries a summary that says which of its words may hold
// something: making, intersecting and clearing it costs what is in it.

import "math/bits"

// bitset is a set of rows.
type bitset struct {
	words   []uint64
	summary []uint64 // a bit for each word that may not be zero; nil: any may
	also    *bitset  // nil, or others that belong to it: see common
}

func newBitset(rows int) *bitset {
	words := bitWords(rows)
	return &bitset{words: make([]uint64, words), summary: make([]uint64, (words+63)/64)}
}

// bitWords tells how many words hold so many bits.
func bitWords(rows int) int { return (rows + 63) / 64 }

func (s *bitset) set(row uint32) {
	s.words[row>>6] |= 1 << (row & 63)
	s.summary[row>>12] |= 1 << (row >> 6 & 63)
}

// union adds all rows of a set that has no summary.
func (s *bitset) union(words []uint64) {
	for i, w := range words {
		s.words[i] |= w
	}
	s.fill()
}

// fill says that any word may not be zero.
func (s *bitset) fill() {
	for i := range s.summary {
		s.summary[i] = ^uint64(0)
	}
	if rest := len(s.words) % 64; rest != 0 {
		s.summary[len(s.summary)-1] = 1<<rest - 1
	}
}

// add adds all rows of a set that has a summary.
func (s *bitset) add(other *bitset) {
	for i, m := range other.summary {
		s.summary[i] |= m
		for ; m != 0; m &= m - 1 {
			at := i<<6 + bits.TrailingZeros64(m)
			s.words[at] |= other.words[at]
		}
	}
}

// clear empties a set that has a summary.
func (s *bitset) clear() {
	s.also = nil
	for i, m := range s.summary {
		if m == ^uint64(0) {
			clear(s.words[i<<6 : min(i<<6+64, len(s.words))])
			m = 0
		}
		for ; m != 0; m &= m - 1 {
			s.words[i<<6+bits.TrailingZeros64(m)] = 0
		}
		s.summary[i] = 0
	}
}

// common calls yield, in the order of rows, with every word of the
// intersection that isn't zero, until it says no.
func common(sets []*bitset, yield func(word int, rows uint64) bool) {
	var both, more [64]uint64
	words := len(sets[0].words)
	for b := 0; b<<6 < words; b++ {
		m := ^uint64(0)
		for _, s := range sets {
			m &= s.used(b)
		}
		if m == 0 {
			continue
		}
		first := b << 6
		last := min(first+64, words)
		if bits.OnesCount64(m) < 16 { // a few words
			for ; m != 0; m &= m - 1 {
				at := first + bits.TrailingZeros64(m)
				if at >= last {
					break
				}
				w := ^uint64(0)
				for _, s := range sets {
					w &= s.word(at)
				}
				if w != 0 && !yield(at, w) {
					return
				}
			}
			continue
		}
		part := sets[0].part(first, last, &both)
		for _, s := range sets[1:] {
			other := s.part(first, last, &more)
			for i := range part {
				both[i] = part[i] & other[i]
			}
			part = both[:last-first]
		}
		for i, w := range part {
			if w != 0 && !yield(first+i, w) {
				return
			}
		}
	}
}

// used tells which of a block of words may not be zero.
func (s *bitset) used(block int) (used uint64) {
	for ; s != nil; s = s.also {
		if s.summary == nil {
			return ^uint64(0)
		}
		used |= s.summary[block]
	}
	return used
}

func (s *bitset) word(at int) uint64 {
	w := s.words[at]
	for s = s.also; s != nil; s = s.also {
		w |= s.words[at]
	}
	return w
}

// part gives some words, at most a block, in space if they have to be put together.
func (s *bitset) part(first, last int, space *[64]uint64) []uint64 {
	part := s.words[first:last]
	for s = s.also; s != nil; s = s.also {
		for i, w := range s.words[first:last] {
			space[i] = part[i] | w
		}
		part = space[:last-first]
	}
	return part
}

// addCommon adds the intersection of the sets.
func (s *bitset) addCommon(sets []*bitset) {
	common(sets, func(at int, rows uint64) bool {
		s.words[at] |= rows
		s.summary[at>>6] |= 1 << (at & 63)
		return true
	})
}
