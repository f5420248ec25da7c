package search

// The base: most people, in flat arrays that never change once they are built.
// They hold no pointers, so the garbage collector doesn't look into them, and
// they can be read from a file where they lie (see file.go).

import (
	"sort"
	"sync"

	"callin/model"
)

// base is the built part of an index. A person is a row; rows are numbered in
// the order of results (see appendOrder), so the best of a set of rows are its
// first. A word is a token; tokens are numbered in the order of their bytes, so
// those that begin alike stand together.
type base struct {
	rows   int
	stamp  string // see Index.Mark
	serial int    // the same for what was built and for the file of it

	rowText []byte   // what is shown of each person, see encodePerson
	rowAt   []uint32 // where each begins in rowText, and the end
	rowOf   []uint32 // row -> company record
	recText []byte   // what people of one account have in common, see encodeRecord
	recAt   []uint32

	byPerson []uint32 // rows in the order of personHash

	tokText []byte   // all tokens, one after the other
	tokAt   []uint32 // where each begins in tokText, and the end
	tokRows []uint32 // token -> its rows: one row, or where they are in lists
	lists   []byte   // see appendRows

	suffixes []uint32 // all ends of all tokens in order: token<<suffixBits | offset

	names    []uint32 // tokens that people misspell, in order
	nameMask []uint32 // which letters are in them, see maskOf
	nameKeys []uint64 // how they begin, see key8
	nameEnds []uint32 // all their ends in order: index in names<<suffixBits | offset

	insides nodes    // of suffixes
	begins  nodes    // of tokens
	bitmaps []uint64 // of nodes and of tokens with very many rows

	sets sync.Pool // of empty *bitset
}

const (
	suffixBits = 6       // an offset is below maxWord
	single     = 1 << 31 // of tokRows: the rest is the row
)

// node is a beginning or an inside of words that so many people have that their
// rows are looked up instead of put together: a stretch of an array (of tokens
// or of suffixes) and its rows.
type node struct {
	lo, hi uint32
	count  uint32 // how many rows
	rows   uint32 // where they are in lists
}

// nodes are in the order of their stretches.
type nodes []node

// find tells the node of a stretch.
func (n nodes) find(lo, hi int) (node, bool) {
	i := sort.Search(len(n), func(i int) bool {
		return int(n[i].lo) > lo || int(n[i].lo) == lo && int(n[i].hi) >= hi
	})
	if i == len(n) || int(n[i].lo) != lo || int(n[i].hi) != hi {
		return node{}, false
	}
	return n[i], true
}

// token gives a token's text.
func (b *base) token(t uint32) []byte { return b.tokText[b.tokAt[t]:b.tokAt[t+1]] }

// suffix gives the text of an entry of suffixes.
func (b *base) suffix(s uint32) []byte {
	t := s >> suffixBits
	return b.tokText[b.tokAt[t]+s&(1<<suffixBits-1) : b.tokAt[t+1]]
}

// row finds a person.
func (b *base) row(p model.PersonID) (uint32, bool) {
	want := personHash(p)
	var space [128]byte
	at := func(i int) []byte { return b.appendPerson(space[:0], b.byPerson[i]) }
	for i := sort.Search(len(b.byPerson), func(i int) bool { return personHash(at(i)) >= want }); i < len(b.byPerson); i++ {
		switch other := at(i); {
		case string(other) == string(p):
			return b.byPerson[i], true
		case personHash(other) != want:
			return 0, false
		}
	}
	return 0, false
}

// personHash is FNV-1a: the order of byPerson, also in files.
func personHash[T ~string | []byte](p T) uint32 {
	h := uint32(2166136261)
	for i := range len(p) {
		h = (h ^ uint32(p[i])) * 16777619
	}
	return h
}
