package search

// One try on the base: how many rows fit one reading of what was typed, and
// which are the first.

import (
	"context"
	"math/bits"
	"slices"
)

// ranked is a row found.
type ranked struct {
	class class
	row   uint32
}

// attempt is a try at work. Its sets are borrowed from the base.
type attempt struct {
	ctx    context.Context
	base   *base
	wanted *wanted
	hidden *hidden
	ways   [][]source // of each way to spread the errors: a source for each term
	lent   []*bitset
}

// try finds how many rows fit, without those that are hidden, and the first of
// them up to limit, with their classes.
func (b *base) try(ctx context.Context, w *wanted, h *hidden, limit int) (total int, best []ranked) {
	a := &attempt{ctx: ctx, base: b, wanted: w, hidden: h}
	defer a.giveBack()
	a.look()
	if len(a.ways) == 0 {
		return 0, nil
	}
	if total, at, ok := a.ready(); ok && total > limit {
		return total, a.best(limit, func(best []ranked) []ranked { return a.takeList(best, parts, limit, at) })
	}
	loose := a.sets(parts) // never nil: some way has all terms somewhere
	total, first := a.count(loose, limit)
	if total <= limit {
		return total, a.classify(first)
	}
	return total, a.best(limit, func(best []ranked) []ranked { return a.take(best, parts, limit, loose) })
}

// ready gives the answer that is kept ready, if there's one: that's for one term
// alone.
func (a *attempt) ready() (total int, list uint32, ok bool) {
	if len(a.wanted.terms) != 1 || a.wanted.typos != nil {
		return 0, 0, false
	}
	s := a.ways[0][0]
	n, ok := a.base.insides.find(s.from, s.to)
	if !ok {
		return 0, 0, false
	}
	return int(n.count) - a.hiddenIn(n.rows), n.rows, true
}

// hiddenIn counts the rows of a list that are hidden.
func (a *attempt) hiddenIn(at uint32) (hidden int) {
	if !a.hidden.any() {
		return 0
	}
	n, list, bitmap := a.base.list(at)
	if bitmap == nil {
		eachRow(list, n, func(row uint32) bool {
			if a.hidden.has(row) {
				hidden++
			}
			return true
		})
		return hidden
	}
	for i, page := range a.hidden.pages {
		if page == nil {
			continue
		}
		for j, rows := range bitmap.words[i*len(page) : min((i+1)*len(page), len(bitmap.words))] {
			hidden += bits.OnesCount64(rows & page[j])
		}
	}
	return hidden
}

// count tells how many rows an intersection has, and the first of them.
func (a *attempt) count(sets []*bitset, limit int) (total int, first []uint32) {
	common(sets, func(at int, rows uint64) bool {
		rows &^= a.hidden.word(at)
		total += bits.OnesCount64(rows)
		for ; rows != 0 && len(first) < limit; rows &= rows - 1 {
			first = append(first, uint32(at<<6+bits.TrailingZeros64(rows)))
		}
		return true
	})
	return total, first
}

// classify looks at a few rows one by one.
func (a *attempt) classify(rows []uint32) []ranked {
	best := make([]ranked, 0, len(rows))
	var words, scratch []byte
	for i, e := range a.base.entries(rows) {
		words, scratch = e.appendText(words[:0], scratch)
		c, _ := a.wanted.match(text(words))
		best = append(best, ranked{c, rows[i]})
	}
	slices.SortFunc(best, func(a, b ranked) int {
		return compare64(uint64(a.class)<<32|uint64(a.row), uint64(b.class)<<32|uint64(b.row))
	})
	return best
}
