package search

// What a try looks for, and whether a person is it.

import (
	"slices"
	"strings"
)

// wanted is what one try looks for.
type wanted struct {
	reading
	typos *pass       // nil: as typed
	spelt []*spelling // the terms, when there are typing errors
}

// errors tells how many errors the i-th term may have in this try.
func (w *wanted) errors(i int) int {
	if w.typos == nil {
		return 0
	}
	return min(w.terms[i].errors(), w.typos.errors)
}

// hopeful tells quickly of most people, or of many at once by what they all
// have, that they don't match.
func (w *wanted) hopeful(in text) bool {
	wrong := 0
	for i, t := range w.terms {
		if strings.Contains(string(in), t.text) {
			continue
		}
		if w.typos == nil {
			return false
		}
		wrong++
		if wrong > 1 && w.typos.one {
			return false
		}
		if !slices.ContainsFunc(w.spelt[i].pieces[w.errors(i)], func(p piece) bool { return strings.Contains(string(in), p.text) }) {
			return false
		}
	}
	return true
}

// match tells in which class a person with that text is found; ok is false when
// not at all.
func (w *wanted) match(in text) (best class, ok bool) {
	if w.typos == nil {
		best, ok = w.matchTerms(in, -1)
		if ok && w.handle != "" && (in.is(w.handle, handle) || in.is(w.handle, joined)) {
			best = exact
		}
		return best, ok
	}
	if !w.typos.one {
		return w.matchTerms(in, len(w.terms))
	}
	best = classes
	for i, t := range w.terms {
		if t.errors() < w.typos.errors {
			continue
		}
		if c, found := w.matchTerms(in, i); found {
			best = min(best, c)
		}
	}
	return best, best < classes
}

// matchTerms is match with typing errors allowed in one term, the wrong-th, or
// with len(w.terms) in every term, or with -1 in none.
func (w *wanted) matchTerms(in text, wrong int) (class, bool) {
	var found [maxTerms]level
	for i, t := range w.terms {
		var l level
		var ok bool
		if i == wrong || wrong == len(w.terms) {
			l, ok = w.nearest(in, i)
		} else {
			l, ok = in.place(t.text)
		}
		if !ok {
			return classes, false
		}
		found[i] = l
	}
	for c := dialed; c < parts; c++ {
		fits := !w.empty(c)
		for i := range w.terms {
			fits = fits && found[i] <= w.need(c, i)
		}
		if fits {
			return c, true
		}
	}
	return parts, true
}

// nearest is place with as many typing errors as the i-th term may have.
func (w *wanted) nearest(in text, i int) (best level, ok bool) {
	best, ok = in.place(w.terms[i].text)
	k := w.errors(i)
	if k == 0 {
		return best, ok
	}
	for word := range strings.SplitSeq(string(in), "\x00") {
		if word == "" || best == whole && ok {
			continue
		}
		if l, found := near(w.spelt[i], word, maskOf(word), k); found && (!ok || l < best) {
			best, ok = l, true
		}
	}
	return best, ok
}
