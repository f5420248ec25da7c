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
	class  class
	order  string // see appendOrder
	entry  *Entry
	strewn uint8 // 1: the terms aren't all in the name; see namesFirst
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

// namesFirst moves those to the front of their class who have all terms in their
// name: "ben so" is Ben Sørensen before Ben Chen of Okafor & Sons. It's done for
// all that is found or, when that is more than are asked for, not at all: those in
// the background would never be seen to come first.
func (w *wanted) namesFirst(all []found) {
	var words, scratch []byte
	for i, f := range all {
		words, scratch = f.entry.fieldWords(words[:0], scratch, FieldName)
		words = append(words, 0)
		c, ok := w.match(text(words))
		if all[i].strewn = 0; !ok || c > f.class {
			all[i].strewn = 1
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.strewn, b.strewn))
	})
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
