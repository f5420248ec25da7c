package search

// Which pieces of three bytes are in a text, roughly: enough to tell of most
// people that they don't match without looking at them.

import "slices"

// grams is a set of them: a bit for each that was met, some sharing one.
type grams [8]uint64

func (g *grams) add(s string) {
	for i := 0; i+3 <= len(s); i++ {
		h := (uint32(s[i])<<16 | uint32(s[i+1])<<8 | uint32(s[i+2])) * 2654435761 >> 23
		g[h>>6] |= 1 << (h & 63)
	}
}

// all tells whether a set has everything that another has.
func (g *grams) all(of *grams) bool {
	return of[0]&^g[0]|of[1]&^g[1]|of[2]&^g[2]|of[3]&^g[3]|of[4]&^g[4]|of[5]&^g[5]|of[6]&^g[6]|of[7]&^g[7] == 0
}

// sieve is what a try looks for, as grams.
type sieve struct {
	*wanted
	all    grams     // of all terms
	terms  []grams   // of each
	pieces [][]grams // of each term's pieces, when there are typing errors
}

func newSieve(w *wanted) *sieve {
	s := &sieve{wanted: w, terms: make([]grams, len(w.reading.terms)), pieces: make([][]grams, len(w.reading.terms))}
	for i, t := range w.reading.terms {
		s.all.add(t.text)
		s.terms[i].add(t.text)
		if w.typos == nil {
			continue
		}
		for _, p := range w.spelt[i].pieces[w.errors(i)] {
			var g grams
			g.add(p.text)
			s.pieces[i] = append(s.pieces[i], g)
		}
	}
	return s
}

// hopeful is wanted.hopeful from the grams of a person.
func (s *sieve) hopeful(in *grams) bool {
	if s.typos == nil || in.all(&s.all) {
		return in.all(&s.all)
	}
	wrong := 0
	for i := range s.terms {
		if in.all(&s.terms[i]) {
			continue
		}
		if wrong++; wrong > 1 && s.typos.one {
			return false
		}
		if !slices.ContainsFunc(s.pieces[i], func(p grams) bool { return in.all(&p) }) {
			return false
		}
	}
	return true
}
