package search

// Typing errors. They are looked for only when nobody matches as typed.
//
// An error is a character too many, one missing, a wrong one, or two
// neighbours swapped (optimal string alignment, the distance that counts each
// of these as one). A term of four letters or more may have one, from eight
// letters two. They are compared with the words of names and companies, by their
// beginning, because typing goes on. A number of seven digits or more may have
// one error; it is compared with all numbers, by their end, because people leave
// the country code away.

import (
	"unicode/utf8"
)

// pass is one try with typing errors. The first that finds somebody is the
// answer: so few errors are assumed as possible.
type pass struct {
	one    bool // only one of the terms has errors
	errors int  // so many at most, in one term
}

func passes() [3]pass { return [...]pass{{true, 1}, {true, 2}, {false, 2}} }

// mostErrors is the most that any term may have.
const mostErrors = 2

// errors tells how many typing errors the term may have. A term of letters and
// digits is no word that anybody spells: it has none.
func (t term) errors() int {
	n := utf8.RuneCountInString(t.text)
	switch {
	case t.number && n >= 7:
		return 1
	case t.number || n < 4 || maskOf(t.text)&maskDigit != 0:
		return 0
	case n < 8:
		return 1
	}
	return mostErrors
}

// spelling is a term made ready to be compared with many words. It is shared by
// the passes of one search.
type spelling struct {
	term
	mask   uint32 // see maskOf
	size   int    // characters
	starts []int  // where each begins in the text, and the end
	ascii  [utf8.RuneSelf]uint64
	others []letter
	pieces [mostErrors + 1][]piece
	known  [mostErrors + 1]*nearTokens // in the base
}

// letter says where in the term a character stands.
type letter struct {
	r  rune
	at uint64
}

func newSpelling(t term) *spelling {
	s := &spelling{term: t, mask: maskOf(t.text)}
	rs := []rune(t.text)
	s.size = len(rs)
	for i, r := range rs {
		if t.number {
			i = len(rs) - 1 - i
		}
		if r < utf8.RuneSelf {
			s.ascii[r] |= 1 << i
		} else {
			s.others = append(s.others, letter{r, s.at(r) | 1<<i})
		}
	}
	for i := range t.text {
		s.starts = append(s.starts, i)
	}
	s.starts = append(s.starts, len(t.text))
	for k := 1; k <= t.errors(); k++ {
		s.pieces[k] = s.even(k)
	}
	return s
}

// at is the set of places where the term has a character.
func (s *spelling) at(r rune) uint64 {
	if r < utf8.RuneSelf {
		return s.ascii[r]
	}
	for i := len(s.others) - 1; i >= 0; i-- { // the last of a letter has all its places
		if s.others[i].r == r {
			return s.others[i].at
		}
	}
	return 0
}

// near tells whether the word, whose mask this is, can be meant by the term
// with at most k errors: whole, or in its beginning (of a number: its end).
func near[T string | []byte](s *spelling, word T, mask uint32, k int) (level, bool) {
	if len(word) < s.size-k || !s.alike(mask, k) {
		return inside, false
	}
	row := column{s: s, plus: ^uint64(0), distance: s.size}
	nearest := s.size
	for n := 0; len(word) > 0; n++ {
		if n == s.size+k { // what follows can only be what is typed next
			row.distance = k + 1
			break
		}
		r, used := rune(word[0]), 1
		switch {
		case s.number:
			r = rune(word[len(word)-1])
			word = word[:len(word)-1]
			used = 0
		case r >= utf8.RuneSelf:
			r, used = utf8.DecodeRuneInString(string(word[:min(len(word), utf8.UTFMax)]))
		}
		word = word[used:]
		row.next(s.at(r))
		nearest = min(nearest, row.distance)
	}
	if row.distance <= k {
		return whole, true
	}
	return start, nearest <= k
}

// alike tells from the masks that a word may be near. What is typed in plain
// letters is never near to a word in others.
func (s *spelling) alike(mask uint32, k int) bool {
	if s.number != (mask == maskDigit) || mask&^s.mask&(maskDigit|maskOther|maskMark) != 0 {
		return false
	}
	missing := s.mask &^ mask
	for range k {
		missing &= missing - 1
	}
	return missing == 0
}

// column is a column of the table of distances between the beginnings of the
// term and those of a word, as the differences between neighbours: one bit for
// each character of the term (Hyyrö, A bit-vector algorithm for computing
// Levenshtein and Damerau edit distances, 2003; the form for optimal string
// alignment).
type column struct {
	s           *spelling
	plus, minus uint64 // where the distance grows or shrinks by one downwards
	diagonal    uint64 // where it stays the same along the diagonal
	before      uint64 // places of the character before
	distance    int    // of the whole term and what there is of the word
}

// next goes on to the word's next character, whose places in the term these are.
func (c *column) next(places uint64) {
	swapped := (^c.diagonal & places) << 1 & c.before
	c.diagonal = ((places & c.plus) + c.plus) ^ c.plus | places | c.minus | swapped
	right := c.minus | ^(c.diagonal | c.plus)
	left := c.diagonal & c.plus
	last := uint64(1) << (c.s.size - 1)
	if right&last != 0 {
		c.distance++
	}
	if left&last != 0 {
		c.distance--
	}
	right = right<<1 | 1
	left <<= 1
	c.plus = left | ^(c.diagonal | right)
	c.minus = right & c.diagonal
	c.before = places
}
