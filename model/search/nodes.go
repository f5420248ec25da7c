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

// nodeRoom is how many bytes there are for the rows of nodes, for each row that
// there is.
const nodeRoom = 104

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
		s.list = appendRows(nil, set.rowsOf())
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
	room := nodeRoom * x.rows
	number := map[int]int{} // of the bitmaps kept, beside those that are there
	at := map[string]uint32{}
	words := bitWords(x.rows)
	for _, s := range all {
		key := string(s.list)
		if s.list == nil {
			if _, is := number[s.dense]; !is && s.dense >= b.pool.tokens {
				if room < 8*words {
					continue
				}
				room -= 8 * words
				number[s.dense] = len(x.bitmaps) / words
				x.bitmaps = append(x.bitmaps, b.pool.sets[s.dense]...)
			}
			n := s.dense
			if n >= b.pool.tokens {
				n = number[n]
			}
			key = string(appendDense(nil, n))
		}
		where, known := at[key]
		if !known {
			if room < len(key) || len(x.lists)+len(key) >= single {
				continue
			}
			room -= len(key)
			where = uint32(len(x.lists))
			at[key] = where
			x.lists = append(x.lists, key...)
		}
		s.at = where
		kept[into[s]] = append(kept[into[s]], s)
	}
	x.insides, x.begins = inOrder(kept[0]), inOrder(kept[1])
	x.lists, x.bitmaps = slices.Clip(x.lists), slices.Clip(x.bitmaps)
}

func inOrder(kept []*stretch) nodes {
	all := make(nodes, len(kept))
	for i, s := range kept {
		all[i] = node{uint32(s.lo), uint32(s.hi), uint32(s.count), s.at}
	}
	slices.SortFunc(all, func(a, b node) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	return all
}
