package search

// Numbering words while an index is built: Go's map would keep a string for
// each.

import (
	"bytes"
	"hash/maphash"
)

// wordTable numbers words in the order in which they are met.
type wordTable struct {
	seed maphash.Seed
	text []byte
	at   []uint32 // where a word begins in text
	size []uint8
	hash []uint32
	slot []uint32 // open addressing; number+1, 0 is free
}

func newWordTable() wordTable {
	return wordTable{seed: maphash.MakeSeed(), slot: make([]uint32, 1024)}
}

func (w *wordTable) word(n uint32) []byte { return w.text[w.at[n] : w.at[n]+uint32(w.size[n])] }

// number gives a word's number, a new one when it is new.
func (w *wordTable) number(word []byte) uint32 {
	h := uint32(maphash.Bytes(w.seed, word))
	mask := uint32(len(w.slot) - 1)
	i := h & mask
	for ; w.slot[i] != 0; i = (i + 1) & mask {
		if n := w.slot[i] - 1; w.hash[n] == h && bytes.Equal(w.word(n), word) {
			return n
		}
	}
	n := uint32(len(w.at))
	w.at = append(w.at, uint32(len(w.text)))
	w.text = append(w.text, word...)
	w.size = append(w.size, uint8(len(word)))
	w.hash = append(w.hash, h)
	w.slot[i] = n + 1
	if len(w.at)*2 > len(w.slot) {
		w.grow()
	}
	return n
}

func (w *wordTable) grow() {
	w.slot = make([]uint32, 2*len(w.slot))
	mask := uint32(len(w.slot) - 1)
	for n, h := range w.hash {
		i := h & mask
		for w.slot[i] != 0 {
			i = (i + 1) & mask
		}
		w.slot[i] = uint32(n) + 1
	}
}
