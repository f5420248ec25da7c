package search

// Finding the nodes: the beginnings and insides of words whose rows would take
// too long to put together while somebody waits for the next key.

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// nodeRoom tells how many bytes there are for the rows of nodes. Each row makes
// every answer that isn't ready take longer, so where there are very many of them
// more has to be ready; they are read from a file then, and not held.
func nodeRoom(rows int) int { return 104*rows + 104*max(0, rows-1<<21) }

// heaviness tells what is worth keeping ready. Tests lower it, because a small
// population has nothing heavy in it.
type heaviness struct {
	dense int // how many rows a bitmap must have, beside being one in sixteen
	node  int // cost from which rows are kept together, as long as there's room
}

func usual() heaviness { return heaviness{dense: 256, node: 60_000} }

// findNodes fills insides and begins.
func (b *builder) findNodes() error {
	x := b.base
	forests := []*forest{
		newForest(x, len(x.suffixes), func(i int) uint32 { return x.suffixes[i] >> suffixBits }, func(i int) []byte { return x.suffix(x.suffixes[i]) }),
		newForest(x, len(x.tokRows), func(i int) uint32 { return uint32(i) }, func(i int) []byte { return x.token(uint32(i)) }),
	}
	var found [2][]*stretch // of both forests
	b.pool.tokens = len(b.pool.sets)
	x.bitmaps = slices.Concat(b.pool.sets...)
	for i, f := range forests {
		if f.n == 0 || b.ctx.Err() != nil {
			continue
		}
		if all := f.grow(0, f.n, 0, b.heaviness.node); all != nil {
			found[i] = all.kids // not the empty text
		}
		var group sync.WaitGroup
		var taken atomic.Int64
		for range b.workers {
			group.Go(func() {
				for n := int(taken.Add(1)) - 1; n < len(found[i]) && b.ctx.Err() == nil; n = int(taken.Add(1)) - 1 {
					set := x.borrow()
					b.pool.answer(f, found[i][n], set)
					x.giveBack(set)
				}
			})
		}
		group.Wait()
	}
	if b.ctx.Err() != nil {
		return b.ctx.Err()
	}
	b.store(found)
	return nil
}

// answer adds the rows of a stretch to a set, and notes the rows of it and of
// all in it.
func (p *pool) answer(f *forest, s *stretch, set *bitset) {
	at := s.lo
	for _, kid := range s.kids {
		f.add(set, at, kid.lo)
		own := p.base.borrow()
		p.answer(f, kid, own)
		set.add(own)
		p.base.giveBack(own)
		at = kid.hi
	}
	f.add(set, at, s.hi)
	common([]*bitset{set}, func(_ int, rows uint64) bool {
		s.count += bits.OnesCount64(rows)
		return true
	})
	if p.isDense(s.count) {
		s.dense = p.add(set.words)
	} else {
		s.list = appendRows(make([]byte, 0, s.count+s.count/4+16), set.rowsOf(s.count))
	}
}

// store keeps the nodes, the costliest first, as long as there's room.
func (b *builder) store(found [2][]*stretch) {
	x := b.base
	var all []*stretch
	var kept [2][]*stretch
	into := map[*stretch]int{}
	for i := range found {
		for _, s := range found[i] {
			s.each(func(s *stretch) { all, into[s] = append(all, s), i })
		}
	}
	slices.SortStableFunc(all, func(a, c *stretch) int { return cmp.Compare(c.cost, a.cost) })
	words := bitWords(x.rows)
	w := &shelf{pool: b.pool, room: nodeRoom(x.rows), words: words, size: len(x.lists), numbers: map[int]int{}, at: map[string]uint32{}}
	for _, s := range all {
		if w.take(s) {
			kept[into[s]] = append(kept[into[s]], s)
		}
	}
	x.insides, x.begins = inOrder(kept[0]), inOrder(kept[1])
	x.lists = slices.Concat(append([][]byte{x.lists}, w.lists...)...) // of exactly the size
	sets := b.pool.sets[:b.pool.tokens:b.pool.tokens]
	for _, n := range w.sets {
		sets = append(sets, b.pool.sets[n])
	}
	x.bitmaps = slices.Concat(sets...)
}

// shelf says what of the nodes is kept.
type shelf struct {
	pool    *pool
	room    int // in bytes
	words   int // of a bitmap
	size    int // of all lists
	lists   [][]byte
	at      map[string]uint32 // where each list begins
	sets    []int             // numbers of the bitmaps in the pool, beside those of tokens
	numbers map[int]int       // of those: in the pool -> in the base
}

// take takes a node if there's room for its rows.
func (w *shelf) take(s *stretch) bool {
	list := s.list
	if list == nil {
		n, ok := w.bitmap(s.dense)
		if !ok {
			return false
		}
		list = appendDense(nil, n)
	}
	at, known := w.at[string(list)]
	if !known {
		if w.room < len(list) || w.size+len(list) >= single {
			return false
		}
		at = uint32(w.size)
		w.at[string(list)] = at
		w.lists = append(w.lists, list)
		w.size += len(list)
		w.room -= len(list)
	}
	s.at = at
	return true
}

// bitmap gives the number that a bitmap of the pool has in the base.
func (w *shelf) bitmap(n int) (number int, ok bool) {
	if n < w.pool.tokens {
		return n, true
	}
	if number, ok := w.numbers[n]; ok {
		return number, true
	}
	if w.room < 8*w.words {
		return 0, false
	}
	w.room -= 8 * w.words
	number = w.pool.tokens + len(w.sets)
	w.sets = append(w.sets, n)
	w.numbers[n] = number
	return number, true
}

func inOrder(kept []*stretch) nodes {
	all := make(nodes, len(kept))
	for i, s := range kept {
		all[i] = node{uint32(s.lo), uint32(s.hi), uint32(s.count), s.at}
	}
	slices.SortFunc(all, func(a, b node) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	return all
}
