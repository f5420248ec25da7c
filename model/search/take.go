package search

// Taking the first rows of what a try has found, class after class.

import "math/bits"

// best gives the first rows of each class in turn; rest gives those of the last.
func (a *attempt) best(limit int, rest func([]ranked) []ranked) []ranked {
	best := make([]ranked, 0, min(limit, a.base.rows))
	for c := exact; c < parts && len(best) < limit && a.ctx.Err() == nil; c++ {
		if c != exact && len(a.wanted.terms) == 1 && a.wanted.typos == nil {
			best = a.takeOne(best, c, limit)
		} else if sets := a.sets(c); sets != nil {
			best = a.take(best, c, limit, sets)
		}
	}
	if len(best) < limit {
		best = rest(best)
	}
	return best
}

// take appends the first rows of an intersection that aren't taken or hidden.
func (a *attempt) take(best []ranked, c class, limit int, sets []*bitset) []ranked {
	before := best
	common(sets, func(at int, rows uint64) bool {
		rows &^= a.hidden.word(at)
		for ; rows != 0 && len(best) < limit; rows &= rows - 1 {
			best = takeRow(best, before, c, uint32(at<<6+bits.TrailingZeros64(rows)))
		}
		return len(best) < limit
	})
	return best
}

// takeOne is take for the only term, as typed: of each word that may be meant the
// first rows are enough.
func (a *attempt) takeOne(best []ranked, c class, limit int) []ranked {
	s, l := a.ways[0][0], a.wanted.need(c, 0)
	if a.wanted.empty(c) || s.nowhere(l) {
		return best
	}
	if at, kept := a.base.kept(&s, l); kept {
		return a.takeList(best, c, limit, at)
	}
	if l == whole {
		s.lo, s.hi = s.token, s.token+1
	}
	most := limit + len(best) // those taken may be among the first
	set := a.borrow()
	behind, added := ^uint32(0), 0 // rows from there on come too late
	for t := s.lo; t < s.hi; t++ {
		added += a.addFirst(set, uint32(t), behind, most)
		if added > 4*most {
			behind, added = a.nth(set, most), 0
		}
	}
	return a.take(best, c, limit, []*bitset{set})
}

// addFirst adds the first rows that have a token, aren't hidden and come before
// a row, and tells how many it has added.
func (a *attempt) addFirst(to *bitset, t, behind uint32, most int) (added int) {
	ref := a.base.tokRows[t]
	if ref&single != 0 {
		to.set(ref &^ single)
		return 1
	}
	n, list, bitmap := a.base.list(ref)
	if bitmap != nil {
		to.union(bitmap.words)
		return 0
	}
	eachRow(list, n, func(row uint32) bool {
		if row >= behind {
			return false
		}
		if !a.hidden.has(row) {
			to.set(row)
			added++
		}
		return added < most
	})
	return added
}

// nth gives the n-th row of a set that isn't hidden, or one behind all.
func (a *attempt) nth(set *bitset, n int) (row uint32) {
	row = ^uint32(0)
	common([]*bitset{set}, func(at int, rows uint64) bool {
		rows &^= a.hidden.word(at)
		for ; rows != 0 && n > 0; rows &= rows - 1 {
			row = uint32(at<<6 + bits.TrailingZeros64(rows))
			n--
		}
		return n > 0
	})
	if n > 0 {
		return ^uint32(0)
	}
	return row
}

// takeList is take from one list.
func (a *attempt) takeList(best []ranked, c class, limit int, at uint32) []ranked {
	n, list, bitmap := a.base.list(at)
	if bitmap != nil {
		return a.take(best, c, limit, []*bitset{bitmap})
	}
	before := best
	eachRow(list, n, func(row uint32) bool {
		if !a.hidden.has(row) {
			best = takeRow(best, before, c, row)
		}
		return len(best) < limit
	})
	return best
}

func takeRow(best, before []ranked, c class, row uint32) []ranked {
	for _, r := range before {
		if r.row == row {
			return best
		}
	}
	return append(best, ranked{c, row})
}
