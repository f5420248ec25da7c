package search

// The best of what is found.

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// found is one person found.
type found struct {
	class class
	order string // see appendOrder
	entry *Entry
}

func compareFound(a, b found) int {
	return cmp.Or(cmp.Compare(a.class, b.class), strings.Compare(a.order, b.order))
}

// top keeps the best of what is found, in order, and counts all.
type top struct {
	limit int
	total int
	best  []found
}

func (t *top) add(f found) {
	t.total++
	t.keep(f)
}

func (t *top) keep(f found) {
	if len(t.best) == t.limit {
		if t.limit == 0 || compareFound(f, t.best[t.limit-1]) >= 0 {
			return
		}
		t.best = t.best[:t.limit-1]
	}
	at, _ := slices.BinarySearchFunc(t.best, f, compareFound)
	t.best = slices.Insert(t.best, at, f)
}

func (t *top) merge(other *top) {
	t.total += other.total
	for _, f := range other.best {
		t.keep(f)
	}
}

// addRows adds the rows found in a base: how many, and the best of them in
// order.
func (t *top) addRows(b *base, total int, best []ranked) {
	t.total += total
	rows := make([]uint32, len(best))
	for i, r := range best {
		rows[i] = r.row
	}
	entries := b.entries(rows)
	merged := make([]found, 0, min(t.limit, len(best)+len(t.best)))
	at := 0 // in best
	take := func(end int) {
		for ; at < end && len(merged) < t.limit; at++ {
			merged = append(merged, found{class: best[at].class, entry: &entries[at]})
		}
	}
	var order []byte
	for _, f := range t.best {
		take(at + sort.Search(len(best)-at, func(i int) bool {
			if c := best[at+i].class; c != f.class {
				return c > f.class
			}
			order = entries[at+i].appendOrder(order[:0])
			return string(order) > f.order
		}))
		if len(merged) < t.limit {
			merged = append(merged, f)
		}
	}
	take(len(best))
	t.best = merged
}
