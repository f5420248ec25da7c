package search

// Bitmaps while they are made.

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"sync"
)

// pool holds the bitmaps of a base to be. What differs as text is often the same
// set of people ("denta", "ental"): such bitmaps are kept once.
type pool struct {
	base   *base
	least  int // rows of what is dense
	tokens int // how many of the bitmaps are of tokens
	seed   maphash.Seed

	mu   sync.Mutex
	made map[uint64][]int // hash -> numbers
	sets [][]uint64
}

func newPool(x *base, least int) *pool {
	return &pool{base: x, least: least, seed: maphash.MakeSeed(), made: map[uint64][]int{}}
}

// isDense tells of a number of rows that they are better kept as a bitmap: it
// takes no more than twice the room of a list, and a tenth of the time.
func (p *pool) isDense(rows int) bool { return rows >= p.least && rows > p.base.rows/16 }

// keep appends a list of rows, or the place of their bitmap.
func (p *pool) keep(lists []byte, rows []uint32) []byte {
	if !p.isDense(len(rows)) {
		return appendRows(lists, rows)
	}
	words := make([]uint64, bitWords(p.base.rows))
	for _, row := range rows {
		words[row>>6] |= 1 << (row & 63)
	}
	return appendDense(lists, p.add(words))
}

// add gives the number of a bitmap, which it copies.
func (p *pool) add(words []uint64) int {
	var h maphash.Hash
	h.SetSeed(p.seed)
	var bytes [8]byte
	for _, w := range words {
		binary.LittleEndian.PutUint64(bytes[:], w)
		_, _ = h.Write(bytes[:]) // never fails
	}
	sum := h.Sum64()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range p.made[sum] {
		if slices.Equal(p.sets[n], words) {
			return n
		}
	}
	n := len(p.sets)
	p.sets = append(p.sets, slices.Clone(words))
	p.made[sum] = append(p.made[sum], n)
	return n
}
