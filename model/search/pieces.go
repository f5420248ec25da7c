package search

// Quick ways to tell that a word isn't near a term: other letters, and none of
// the term's pieces.

import "math"

// Which characters are in a word: a bit for each letter, one for all others,
// one for digits, one for marks.
const (
	maskOther = 1 << 26
	maskDigit = 1 << 27
	maskMark  = 1 << 28
)

func maskOf[T string | []byte](word T) uint32 {
	var mask uint32
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z':
			mask |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			mask |= maskDigit
		case c <= minor:
			mask |= maskMark
		default:
			mask |= maskOther
		}
	}
	return mask
}

// piece is a part of a term and where it begins, in bytes.
type piece struct {
	text string
	at   int
}

// cut gives the pieces of a term between gaps of one character. So many typing
// errors as there are gaps leave at least one piece as it is, even those that
// swap two neighbours: an error touches one piece, or a gap and one piece.
func (s *spelling) cut(gaps ...int) []piece {
	pieces := make([]piece, 0, mostErrors+1)
	from := 0
	for _, gap := range append(gaps, s.size) {
		pieces = append(pieces, piece{s.text[s.starts[from]:s.starts[gap]], s.starts[from]})
		from = gap + 1
	}
	return pieces
}

// even cuts a term into pieces of about the same length.
func (s *spelling) even(k int) []piece {
	gaps := make([]int, k, k+1)
	for i := range gaps {
		gaps[i] = i + (s.size-k)*(i+1)/(k+1)
	}
	return s.cut(gaps...)
}

// rarest cuts a term so that few words have its pieces, which cost says.
func (s *spelling) rarest(k int, cost func(i int, p piece) int) []piece {
	var best []piece
	least := math.MaxInt
	known := map[piece]int{}
	try := func(gaps ...int) {
		pieces := s.cut(gaps...)
		sum := 0
		for i, p := range pieces {
			if p.text == "" {
				return
			}
			if _, ok := known[p]; !ok {
				known[p] = cost(i, p)
			}
			sum += known[p]
		}
		if sum < least {
			best, least = pieces, sum
		}
	}
	if k == 1 && s.size <= 12 {
		for gap := range s.size {
			try(gap)
		}
		return best
	}
	if k == 1 {
		return s.even(k)
	}
	third := (s.size - k) / 3
	for _, a := range []int{-1, 0, 1} {
		for _, b := range []int{-1, 0, 1} {
			try(third+a, 2*third+1+b)
		}
	}
	return best
}
