package search

// What the tests in search_test need from inside.

import (
	"context"
	"slices"
)

// Build builds everything in at once, however little there is.
func (x *Index) Build() error {
	x.mu.Lock()
	if x.work.cancel == nil {
		x.begin(x.view.Load())
	}
	x.mu.Unlock()
	return x.Settle(context.Background())
}

// Lightest keeps everything ready that can be, however little it weighs.
func (x *Index) Lightest(bitmaps bool) {
	x.heaviness = heaviness{dense: 2, node: 1}
	if !bitmaps {
		x.heaviness.dense = 1 << 40
	}
}

// Pending tells how many changes wait to be built in, and how many people are
// built in.
func (x *Index) Pending() (pending, built int) {
	v := x.view.Load()
	if v.base != nil {
		built = v.base.rows
	}
	return v.pending(), built
}

// Oracle answers as the index should, by looking at everybody.
func Oracle(entries []Entry, text string, limit int) Result {
	var docs []*doc
	for _, e := range entries {
		docs = append(docs, newDoc(e))
	}
	all := readings(text)
	var tries []*wanted
	for _, r := range all {
		tries = append(tries, &wanted{reading: r})
	}
	for _, p := range passes() {
		if len(all) > 0 {
			tries = append(tries, &wanted{reading: all[0], typos: &p, spelt: all[0].spell()})
		}
	}
	for _, w := range tries {
		var every []found
		for _, d := range docs {
			if c, ok := w.match(d.text); ok {
				every = append(every, found{class: c, order: d.order, entry: &d.Entry})
			}
		}
		if len(every) > 0 {
			slices.SortFunc(every, compareFound)
			return w.result(&top{limit: limit, total: len(every), best: every[:min(limit, len(every))]})
		}
	}
	return Result{}
}

// Footprint gives the sizes of the parts of what is built, in bytes.
func (x *Index) Footprint() map[string]int {
	b := x.view.Load().base
	n := func(words ...[]uint32) (sum int) {
		for _, w := range words {
			sum += 4 * len(w)
		}
		return sum
	}
	return map[string]int{
		"people": len(b.rowText) + n(b.rowAt, b.rowOf, b.byPerson), "records": len(b.recText) + n(b.recAt),
		"tokens": len(b.tokText) + n(b.tokAt, b.tokRows), "names": n(b.names, b.nameMask, b.nameEnds) + 8*len(b.nameKeys), "lists": len(b.lists), "suffixes": n(b.suffixes),
		"nodes": 16 * (len(b.insides) + len(b.begins)), "bitmaps": 8 * len(b.bitmaps),
	}
}

// Near tells whether a term and a word are near to each other.
func Near(text, word string, k int) (isWhole, isStart bool) {
	s := newSpelling(term{text: text})
	l, ok := near(s, word, maskOf(word), k)
	return ok && l == whole, ok
}

// Terms gives the terms of every reading.
func Terms(text string) [][]string {
	var all [][]string
	for _, r := range readings(text) {
		var terms []string
		for _, t := range r.terms {
			terms = append(terms, t.text)
		}
		all = append(all, terms)
	}
	return all
}

// FoldedHas tells whether a folded word stands in a value.
func FoldedHas(value, word string, join bool) bool { return foldedHas(value, word, join) }

// NearNames gives the names in the built part that are near to a term.
func (x *Index) NearNames(text string, k int) (wholes, starts []string) {
	b := x.view.Load().base
	n := b.near(newSpelling(term{text: text}), k)
	for _, t := range n.wholes {
		wholes = append(wholes, string(b.token(t)))
	}
	for _, t := range n.starts {
		starts = append(starts, string(b.token(t)))
	}
	return wholes, starts
}
