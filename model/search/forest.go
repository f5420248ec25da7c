package search

// An ordered array of texts as the tree that it is, and what is heavy in it.

import (
	"encoding/binary"
	"sort"
)

// What putting rows together costs, in nanoseconds as measured on two cores
// that share a memory; only their order of magnitude matters.
const (
	costSingle = 30
	costList   = 60
	costRow    = 2
	costDense  = 5000
)

// stretch is a node to be, in a tree of them: the kids lie in it, in order.
type stretch struct {
	lo, hi int
	cost   int
	kids   []*stretch

	count int
	list  []byte // of rows; nil:
	dense int    // which bitmap they are
	at    uint32 // where the list is kept
}

// cost tells what a token's rows cost.
func (b *base) cost(t uint32) int {
	ref := b.tokRows[t]
	if ref&single != 0 {
		return costSingle
	}
	if b.lists[ref] == 0 {
		return costDense
	}
	n, _ := binary.Uvarint(b.lists[ref:])
	return costList + costRow*int(n)
}

// forest is an ordered array of texts, seen as the tree that they make when
// those that begin alike hang together.
type forest struct {
	n     int
	token func(int) uint32
	text  func(int) []byte
	sums  []int // of the costs of so many blocks
	base  *base
}

const block = 16 // texts

func newForest(x *base, n int, token func(int) uint32, text func(int) []byte) *forest {
	f := &forest{n: n, token: token, text: text, base: x, sums: make([]int, 1, n/block+2)}
	sum := 0
	for i := range n {
		sum += x.cost(token(i))
		if i%block == block-1 {
			f.sums = append(f.sums, sum)
		}
	}
	return f
}

// upTo gives the cost of the first texts.
func (f *forest) upTo(n int) int {
	sum := f.sums[n/block]
	for i := n - n%block; i < n; i++ {
		sum += f.base.cost(f.token(i))
	}
	return sum
}

// grow finds what is heavy in a stretch whose texts share so many bytes.
func (f *forest) grow(lo, hi, depth, heavy int) *stretch {
	cost := f.upTo(hi) - f.upTo(lo)
	if cost < heavy {
		return nil
	}
	s := &stretch{lo: lo, hi: hi, cost: cost}
	first, last := f.text(lo), f.text(hi-1)
	for depth < len(first) && first[depth] == last[depth] {
		depth++ // all go on alike: no other stretch
	}
	for lo < hi && len(f.text(lo)) == depth {
		lo++
	}
	for lo < hi {
		c := f.text(lo)[depth]
		end := lo + sort.Search(hi-lo, func(i int) bool { return f.text(lo + i)[depth] > c })
		if kid := f.grow(lo, end, depth+1, heavy); kid != nil {
			s.kids = append(s.kids, kid)
		}
		lo = end
	}
	return s
}

// each calls yield with a stretch and all in it.
func (s *stretch) each(yield func(*stretch)) {
	for _, kid := range s.kids {
		kid.each(yield)
	}
	yield(s)
}

func (f *forest) add(set *bitset, lo, hi int) {
	for i := lo; i < hi; i++ {
		f.base.addToken(set, f.token(i))
	}
}
