package model

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
)

// Tally is a set of counters: how often each of many things has happened. It is
// kept sorted and free of zeros, so that two tallies with the same counts are
// equal, and is written in two to four bytes a counter, because a command of the
// desk reads and writes a few of them.
type Tally []Counted

// Counted is one counter.
type Counted struct {
	What Counter
	N    uint64
}

// Counter says what is counted; see counter.go for what there is.
type Counter uint32

// Add counts something so often more.
func (t *Tally) Add(what Counter, n uint64) {
	if n == 0 {
		return
	}
	i, found := slices.BinarySearchFunc(*t, what, byCounter)
	if found {
		(*t)[i].N += n
		return
	}
	*t = slices.Insert(*t, i, Counted{what, n})
}

func byCounter(c Counted, what Counter) int { return int(int64(c.What) - int64(what)) }

// Merge adds what another tally has counted.
func (t *Tally) Merge(other Tally) {
	if len(*t) == 0 {
		*t = slices.Clone(other)
		return
	}
	sum := make(Tally, 0, len(*t)+len(other))
	mine := *t
	for len(mine) > 0 && len(other) > 0 {
		switch a, b := mine[0], other[0]; {
		case a.What < b.What:
			sum, mine = append(sum, a), mine[1:]
		case a.What > b.What:
			sum, other = append(sum, b), other[1:]
		default:
			sum, mine, other = append(sum, Counted{a.What, a.N + b.N}), mine[1:], other[1:]
		}
	}
	*t = append(append(sum, mine...), other...)
}

// Less takes back what another tally has counted. What wasn't counted can't be
// taken back.
func (t *Tally) Less(other Tally) {
	for _, c := range other {
		if i, found := slices.BinarySearchFunc(*t, c.What, byCounter); found {
			(*t)[i].N -= min((*t)[i].N, c.N)
		}
	}
	*t = slices.DeleteFunc(*t, func(c Counted) bool { return c.N == 0 })
}

// N is how often something was counted.
func (t Tally) N(what Counter) uint64 {
	if i, found := slices.BinarySearchFunc(t, what, byCounter); found {
		return t[i].N
	}
	return 0
}

// Sum is everything counted together.
func (t Tally) Sum() uint64 {
	sum := uint64(0)
	for _, c := range t {
		sum += c.N
	}
	return sum
}

// MarshalText writes the counters as the gaps between them and how often each
// was counted, in variable lengths.
func (t Tally) MarshalText() ([]byte, error) {
	raw := make([]byte, 0, 4*len(t))
	before := Counter(0)
	for _, c := range t {
		raw = binary.AppendUvarint(raw, uint64(c.What-before))
		raw = binary.AppendUvarint(raw, c.N)
		before = c.What
	}
	return base64.RawStdEncoding.AppendEncode(nil, raw), nil
}

// errTally says that a text is no tally. The rows' MACs keep that from happening
// to any but a newer version's.
var errTally = errors.New("not a tally")

// UnmarshalText reads what MarshalText has written.
func (t *Tally) UnmarshalText(text []byte) error {
	raw, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil {
		return errTally
	}
	read := make(Tally, 0, len(raw)/2)
	at := uint64(0)
	for len(raw) > 0 {
		gap, size := binary.Uvarint(raw)
		if size <= 0 {
			return errTally
		}
		n, more := binary.Uvarint(raw[size:])
		if at += gap; more <= 0 || n == 0 || at > 1<<32-1 || gap == 0 && len(read) > 0 {
			return errTally
		}
		read = append(read, Counted{Counter(at), n})
		raw = raw[size+more:]
	}
	*t = read
	return nil
}
