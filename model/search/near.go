package search

// Typing errors, looked up in the dictionary.

import (
	"slices"
	"unicode/utf8"
)

// nearTokens are the tokens that can be meant by a term with typing errors:
// as a whole, or by their beginning.
type nearTokens struct{ wholes, starts []uint32 }

func (n *nearTokens) empty() bool { return n == nil || len(n.wholes)+len(n.starts) == 0 }

// note takes a token when it's near.
func (n *nearTokens) note(b *base, s *spelling, token, mask uint32, k int) {
	if !s.alike(mask, k) {
		return
	}
	switch l, ok := near(s, b.token(token), mask, k); {
	case ok && l == whole:
		n.wholes = append(n.wholes, token)
	case ok:
		n.starts = append(n.starts, token)
	}
}

// near looks up the tokens within k errors, once in a search. One of the
// term's pieces must be in them as it is, and hardly out of its place.
func (b *base) near(s *spelling, k int) *nearTokens {
	if s.known[k] == nil {
		n := &nearTokens{}
		switch {
		case s.number:
			n.numbers(b, s, k)
		case k == 1:
			n.slips(b, s)
		default:
			n.names(b, s, k)
		}
		for _, tokens := range []*[]uint32{&n.wholes, &n.starts} {
			slices.Sort(*tokens)
			*tokens = slices.Compact(*tokens)
		}
		s.known[k] = n
	}
	return s.known[k]
}

func (n *nearTokens) numbers(b *base, s *spelling, k int) {
	pieces := s.rarest(k, func(_ int, p piece) int {
		lo, hi := b.within(p.text)
		return hi - lo
	})
	for _, p := range pieces {
		behind := len(s.text) - p.at
		lo, hi := b.within(p.text)
		for _, e := range b.suffixes[lo:hi] {
			if left := len(b.suffix(e)); left >= behind-k && left <= behind+k {
				t := e >> suffixBits
				n.note(b, s, t, maskOf(b.token(t)), k)
			}
		}
	}
}

func (n *nearTokens) names(b *base, s *spelling, k int) {
	beginning := func(p piece) (lo, hi int) {
		return stretchOf(len(b.names), p.text, func(i int) []byte { return b.token(b.names[i]) })
	}
	within := func(p piece) (lo, hi int) {
		return stretchOf(len(b.nameEnds), p.text, func(i int) []byte { return b.nameEnd(b.nameEnds[i]) })
	}
	pieces := s.rarest(k, func(i int, p piece) int {
		lo, hi := 0, 0
		if i == 0 {
			lo, hi = beginning(p)
		} else {
			lo, hi = within(p)
		}
		return hi - lo
	})
	lo, hi := beginning(pieces[0]) // nothing before it that could have moved it
	for i := lo; i < hi; i++ {
		n.note(b, s, b.names[i], b.nameMask[i], k)
	}
	far := k // an error moves what follows by a character
	if s.mask&maskOther != 0 {
		far = utf8.UTFMax * k
	}
	for _, p := range pieces[1:] {
		lo, hi := within(p)
		for _, e := range b.nameEnds[lo:hi] {
			if at := int(e & (1<<suffixBits - 1)); at >= p.at-far && at <= p.at+far {
				n.note(b, s, b.names[e>>suffixBits], b.nameMask[e>>suffixBits], k)
			}
		}
	}
}

// nameEnd gives the text of an entry of nameEnds.
func (b *base) nameEnd(e uint32) []byte { return b.token(b.names[e>>suffixBits])[e&(1<<suffixBits-1):] }
