package search

// Words with one typing error.
//
// With one error, what is typed is right until there and right from there on. Of a
// short term that is so little that thousands of words have it, and comparing them
// all is slow. So it is gone about the other way: each error that the term may have
// is put right, and what comes of it is looked up in the list of names. Only such
// letters are tried as some name goes on with there.

import (
	"cmp"
	"iter"
	"slices"
	"unicode/utf8"
)

// run is a part of the list of names: those that begin alike.
type run struct{ lo, hi int }

// slips finds the names within one error of a term.
func (n *nearTokens) slips(b *base, s *spelling) {
	var starts []run
	text := make([]byte, 0, 2*maxWord)
	look := func(in run, parts ...[]byte) {
		text = text[:0]
		for _, p := range parts {
			text = append(text, p...)
		}
		found := b.beginWith(in, text)
		if found.lo == found.hi {
			return
		}
		starts = append(starts, found)
		if first := b.names[found.lo]; string(b.token(first)) == string(text) && s.alike(b.nameMask[found.lo], 1) {
			n.wholes = append(n.wholes, first)
		}
	}
	term, in := []byte(s.text), run{0, len(b.names)}
	for _, at := range s.starts {
		before, behind := term[:at], term[at:]
		if in = b.beginWith(in, before); in.lo == in.hi {
			break
		}
		_, n := utf8.DecodeRune(behind)
		letter, rest := behind[:n], behind[n:]
		look(in, before, rest) // one too many, or at the end none
		_, n = utf8.DecodeRune(rest)
		look(in, before, rest[:n], letter, rest[n:]) // two swapped
		for other, going := range b.goingOn(in, at) {
			if string(other) == string(letter) {
				continue // right, or one too few that comes to the same behind it
			}
			look(going, before, other, behind) // one too few
			look(going, before, other, rest)   // a wrong one
		}
	}
	n.starts = b.tokensOf(starts, func(i int) bool { return s.alike(b.nameMask[i], 1) })
}

// beginWith gives the names of a run that begin with the text.
func (b *base) beginWith(in run, text []byte) run {
	if len(text) == 0 {
		return in
	}
	first := key8(text)
	last := first | ^uint64(0)>>(8*min(8, len(text)))
	n, _ := slices.BinarySearch(b.nameKeys[in.lo:in.hi], first)
	lo := in.lo + n
	if lo == in.hi || b.nameKeys[lo] > last {
		return run{lo, lo}
	}
	n, _ = slices.BinarySearch(b.nameKeys[lo:in.hi], last+1) // no text has a byte 255
	found := run{lo, lo + n}
	if len(text) > 8 {
		from, to := stretchOf(n, string(text), func(i int) []byte { return b.token(b.names[lo+i]) })
		found = run{lo + from, lo + to}
	}
	return found
}

// goingOn gives the letters that the names of a run have behind so many bytes,
// which are the same in all, and the names that go on with each.
func (b *base) goingOn(in run, behind int) iter.Seq2[[]byte, run] {
	return func(yield func([]byte, run) bool) {
		for in.lo < in.hi {
			name := b.token(b.names[in.lo])
			if len(name) == behind {
				in.lo++
				continue
			}
			_, n := utf8.DecodeRune(name[behind:])
			going := b.beginWith(in, name[:behind+n])
			if !yield(name[behind:behind+n], going) {
				return
			}
			in.lo = going.hi
		}
	}
}

// tokensOf gives the tokens of the names in the runs that are taken, each once and in
// order.
func (b *base) tokensOf(all []run, takes func(i int) bool) (tokens []uint32) {
	slices.SortFunc(all, func(a, b run) int { return cmp.Compare(a.lo, b.lo) })
	done := 0
	for _, in := range all {
		for i := max(in.lo, done); i < in.hi; i++ {
			if takes(i) {
				tokens = append(tokens, b.names[i])
			}
		}
		done = max(done, in.hi)
	}
	return tokens
}
