package search

// Where the terms of a try are found in the dictionary.

import "slices"

// source is what a term is found in.
type source struct {
	token    int // that it is; -1: none
	lo, hi   int // tokens that it begins
	from, to int // suffixes that it begins
	near     *nearTokens
	sets     [inside + 1]*bitset // its rows, once they have been asked for
}

// nowhere tells whether no word has the term at the level.
func (s *source) nowhere(l level) bool {
	switch {
	case l == whole:
		return s.token < 0 && (s.near == nil || len(s.near.wholes) == 0)
	case l == start:
		return s.lo == s.hi && s.near.empty()
	}
	return s.from == s.to && s.near.empty()
}

// least gives the level at which the same words have the term as at l: where all
// words that have it begin with it, or are it, nobody needs to look further in.
func (s *source) least(l level) level {
	if !s.near.empty() {
		return l
	}
	if l == inside && s.to-s.from == s.hi-s.lo {
		l = start
	}
	if l == start && s.hi-s.lo == 1 && s.token == s.lo {
		l = whole
	}
	return l
}

// source looks a term up.
func (b *base) source(t term) source {
	s := source{token: -1}
	s.from, s.to = b.within(t.text)
	if s.from == s.to {
		return s
	}
	s.lo, s.hi = b.beginning(t.text)
	if s.lo < s.hi && string(b.token(uint32(s.lo))) == t.text {
		s.token = s.lo
	}
	return s
}

// look finds the sources of all terms. No ways are left when some term is
// nowhere.
func (a *attempt) look() {
	w := a.wanted
	typed := make([]source, len(w.terms))
	for i, t := range w.terms {
		if typed[i] = a.base.source(t); typed[i].from == typed[i].to && w.typos == nil {
			return
		}
	}
	if w.typos == nil {
		a.addWay(typed)
		return
	}
	wrong := func(way []source, i int) {
		if k := w.errors(i); k > 0 && a.ctx.Err() == nil {
			way[i].near = a.base.near(w.spelt[i], k)
		}
	}
	if !w.typos.one {
		for i := range w.terms {
			if wrong(typed, i); typed[i].nowhere(inside) {
				return
			}
		}
		a.addWay(typed)
		return
	}
	for i, t := range w.terms {
		if t.errors() >= w.typos.errors && !a.lacking(typed, i) {
			way := slices.Clone(typed)
			wrong(way, i)
			a.addWay(way)
		}
	}
}

// lacking tells whether some term, beside one, is found nowhere.
func (a *attempt) lacking(way []source, beside int) bool {
	for i, s := range way {
		if i != beside && s.nowhere(inside) {
			return true
		}
	}
	return false
}

// addWay takes a way unless some term of it is found nowhere.
func (a *attempt) addWay(way []source) {
	if !a.lacking(way, -1) {
		a.ways = append(a.ways, way)
	}
}
