package search

// The classes of matches, and what each asks of every term.

// level says where in a word a term is found.
type level uint8

const (
	whole  level = iota // it is the word
	start               // the word begins with it
	inside              // anywhere in it
)

// class tells how well a person matches; small is better.
type class uint8

const (
	exact  class = iota // the whole text is the user name
	dialed              // as ending, and every number begins as typed, as extensions do
	wholes              // every term is a word
	ending              // every term is a word; the last is the beginning of one
	starts              // every term is the beginning of a word
	parts               // every term is in some word
	classes
)

// need tells what the class asks of the reading's i-th term. Beside words, the
// other classes ask nothing of numbers: people remember any part of them.
func (r *reading) need(c class, i int) level {
	last := i == len(r.terms)-1
	if r.words && r.terms[i].number {
		if c == dialed {
			return start
		}
		return inside
	}
	switch {
	case c <= wholes && c != dialed, c <= ending && !last:
		return whole
	case c <= starts:
		return start
	}
	return inside
}

// empty tells of a class that has nobody who isn't in another, by its nature.
func (r *reading) empty(c class) bool {
	switch c {
	case dialed:
		return !r.words || !r.numbers
	case ending:
		return len(r.terms) == 1
	}
	return false
}
