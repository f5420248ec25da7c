package search

// The rows that have the terms of a try.

import "slices"

// sets gives the sets whose intersection is a class; nil when nobody is in it
// who isn't in the class before.
func (a *attempt) sets(c class) []*bitset {
	w := a.wanted
	if c == exact {
		return a.handle()
	}
	if w.empty(c) {
		return nil
	}
	var ways [][]*bitset
	for _, way := range a.ways {
		if sets := a.wayAt(way, c); sets != nil {
			ways = append(ways, sets)
		}
	}
	if len(ways) < 2 {
		return slices.Concat(ways...)
	}
	union := a.borrow()
	for _, sets := range ways {
		union.addCommon(sets)
	}
	return []*bitset{union}
}

// wayAt gives the sets of one way; nil when some term is nowhere.
func (a *attempt) wayAt(way []source, c class) []*bitset {
	for i := range way {
		if way[i].nowhere(a.wanted.need(c, i)) {
			return nil
		}
	}
	sets := make([]*bitset, len(way))
	for i := range way {
		sets[i] = a.rows(&way[i], a.wanted.need(c, i))
	}
	return sets
}

// handle gives those whose user name is the whole text.
func (a *attempt) handle() []*bitset {
	if a.wanted.handle == "" || a.wanted.typos != nil {
		return nil
	}
	var set *bitset
	for _, mark := range []byte{handle, joined} {
		if t, known := a.base.find(a.wanted.handle + string(rune(mark))); known {
			if set == nil {
				set = a.borrow()
			}
			a.base.addToken(set, t)
		}
	}
	if set == nil {
		return nil
	}
	return []*bitset{set}
}

// rows gives the rows that have a term at a level.
func (a *attempt) rows(s *source, l level) *bitset {
	l = s.least(l)
	if s.sets[l] == nil {
		s.sets[l] = a.set(s, l)
	}
	return s.sets[l]
}

// set makes the set of them. When there are several terms, the better classes will
// ask for those who have one at a better level, and these are in its set as well:
// they are put together once, and the others stand beside them.
func (a *attempt) set(s *source, l level) *bitset {
	b := a.base
	at, kept := b.kept(s, l)
	if kept && s.near.empty() {
		if _, _, bitmap := b.list(at); bitmap != nil {
			return bitmap
		}
	}
	set := a.borrow()
	several := len(a.wanted.terms) > 1
	switch {
	case kept:
		b.addList(set, at)
	case l == whole && s.token >= 0:
		b.addToken(set, uint32(s.token))
	case l == start && several && s.token >= 0:
		set.also = a.rows(s, whole)
		b.addTokens(set, s.lo+1, s.hi) // the first is the whole
	case l == start:
		b.addTokens(set, s.lo, s.hi)
	case l == inside && several && s.lo < s.hi:
		set.also = a.rows(s, start)
		b.addSuffixes(set, s.from, s.to, 1)
	case l == inside:
		b.addSuffixes(set, s.from, s.to, 0)
	}
	if s.near.empty() {
		return set
	}
	for _, t := range s.near.wholes {
		b.addToken(set, t)
	}
	if l != whole {
		for _, t := range s.near.starts {
			b.addToken(set, t)
		}
	}
	return set
}

// kept tells where the rows are in lists, if they are there all together.
func (b *base) kept(s *source, l level) (at uint32, ok bool) {
	switch {
	case l == inside:
		if n, ok := b.insides.find(s.from, s.to); ok {
			return n.rows, true
		}
	case l == start:
		if n, ok := b.begins.find(s.lo, s.hi); ok {
			return n.rows, true
		}
	case s.token >= 0:
		ref := b.tokRows[s.token]
		return ref, ref&single == 0
	}
	return 0, false
}

// borrow gives an empty set until giveBack.
func (a *attempt) borrow() *bitset {
	s := a.base.borrow()
	a.lent = append(a.lent, s)
	return s
}

func (a *attempt) giveBack() {
	for _, s := range a.lent {
		a.base.giveBack(s)
	}
	a.lent = nil
}
