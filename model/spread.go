package model

import (
	"math"
	"math/bits"
	"time"
)

// Spread is how durations are spread, in steps that can be added up: over agents,
// over days. Below 32 seconds a step is a second; from there on each doubling is
// cut into 16 steps, so that a step's middle is at most 1/32 away from what was
// counted in it: about 3 %.
type Spread struct {
	steps [spreadSteps]uint64
	n     uint64
}

const (
	spreadSteps  = 256
	spreadExact  = 5 // doublings that are counted by the second
	spreadPieces = 4 // each later doubling has 1<<4 steps
)

// step is where a duration is counted. What is negative, because a clock was set
// back, counts as none; what is longer than six days as the longest.
func step(d time.Duration) int {
	s := uint64(max(d, 0) / time.Second)
	if s < 1<<spreadExact {
		return int(s)
	}
	e := bits.Len64(s) - 1
	return min((e-spreadExact+2)<<spreadPieces+int(s>>(e-spreadPieces))&(1<<spreadPieces-1), spreadSteps-1)
}

// middle is what a duration counted at a step is taken for.
func middle(step int) time.Duration {
	if step < 1<<spreadExact {
		return time.Duration(step) * time.Second
	}
	e := step>>spreadPieces - 2 + spreadExact
	width := uint64(1) << (e - spreadPieces)
	low := uint64(1)<<e + uint64(step&(1<<spreadPieces-1))*width
	return time.Duration(low)*time.Second + time.Duration(width-1)*time.Second/2
}

// Add counts a duration.
func (s *Spread) Add(d time.Duration) { s.put(step(d), 1) }

func (s *Spread) put(step int, n uint64) {
	s.steps[step] += n
	s.n += n
}

// N is how many durations there are.
func (s *Spread) N() uint64 { return s.n }

// Quantile is the duration that the share q of all don't exceed: 0.5 for the
// median, 0.9 for nine in ten. Without any there is none: 0.
func (s *Spread) Quantile(q float64) time.Duration {
	rank := max(uint64(math.Ceil(q*float64(s.n))), 1)
	for i, n := range s.steps {
		if rank <= n {
			return middle(i)
		}
		rank -= n
	}
	return 0
}
