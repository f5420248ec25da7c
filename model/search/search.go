package search

// One search, from text to answer.

import (
	"context"
	"runtime"
)

// Search finds the people that the text fits, at most limit of them, the best
// first. An empty text finds nobody. When ctx ends it returns soon and what it
// returns means nothing: ask ctx.
func (x *Index) Search(ctx context.Context, text string, limit int) Result {
	v := x.view.Load()
	defer runtime.KeepAlive(v)
	limit = max(limit, 0)
	all := readings(text)
	for _, r := range all {
		if result, found := v.try(ctx, &wanted{reading: r}, limit); found {
			return result
		}
	}
	if len(all) == 0 {
		return Result{}
	}
	spelt := all[0].spell()
	for _, p := range passes() {
		w := &wanted{reading: all[0], typos: &p, spelt: spelt}
		if !w.possible() {
			continue
		}
		if result, found := v.try(ctx, w, limit); found {
			return result
		}
	}
	return Result{}
}

// spell makes the terms ready for typing errors.
func (r *reading) spell() []*spelling {
	all := make([]*spelling, len(r.terms))
	for i, t := range r.terms {
		all[i] = newSpelling(t)
	}
	return all
}

// possible tells whether the pass allows any errors at all in these terms.
func (w *wanted) possible() bool {
	for _, t := range w.terms {
		if t.errors() >= w.typos.errors || t.errors() > 0 && !w.typos.one {
			return true
		}
	}
	return false
}

// try answers from the base and from the changes. It says that the search is
// over when somebody is found or ctx has ended.
func (v *view) try(ctx context.Context, w *wanted, limit int) (Result, bool) {
	t, err := w.scan(ctx, v.fresh, limit)
	if err != nil {
		return Result{}, true
	}
	if v.base != nil {
		total, best := v.base.try(ctx, w, v.hidden, limit)
		if ctx.Err() != nil {
			return Result{}, true
		}
		t.addRows(v.base, total, best)
	}
	if t.total == 0 {
		return Result{}, false
	}
	return w.result(t), true
}

// result makes the answer.
func (w *wanted) result(t *top) Result {
	if len(w.terms) > 1 && t.total <= t.limit {
		w.namesFirst(t.best)
	}
	r := Result{Total: t.total, Approximate: w.typos != nil, Hits: make([]Hit, len(t.best))}
	l := newLabeller(w, len(t.best))
	for i, f := range t.best {
		r.Hits[i] = Hit{*f.entry, l.label(f.entry)}
	}
	return r
}
