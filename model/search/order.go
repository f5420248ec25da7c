package search

// Sorting by the beginnings of texts.

import (
	"slices"
	"sync"
)

// keyed is a thing to sort by its first eight bytes.
type keyed struct {
	key uint64
	at  uint32
}

// key8 is the beginning of a text as a number that orders as the text does, as
// long as no text holds a zero byte.
func key8(text []byte) uint64 {
	var key uint64
	for i := range min(8, len(text)) {
		key |= uint64(text[i]) << (56 - 8*i)
	}
	return key
}

// sortKeyed sorts by key, then by the rest.
func sortKeyed(all []keyed, workers int, rest func(i, j uint32) int) {
	order := func(a, b keyed) int {
		if c := compare64(a.key, b.key); c != 0 {
			return c
		}
		return rest(a.at, b.at)
	}
	if workers < 2 || len(all) < 1<<14 {
		slices.SortFunc(all, order)
		return
	}
	half := len(all) / 2
	var group sync.WaitGroup
	group.Go(func() { sortKeyed(all[:half], workers/2, rest) })
	sortKeyed(all[half:], workers-workers/2, rest)
	group.Wait()
	merged := make([]keyed, 0, len(all))
	a, b := all[:half], all[half:]
	for len(a) > 0 && len(b) > 0 {
		if order(b[0], a[0]) < 0 {
			merged, b = append(merged, b[0]), b[1:]
		} else {
			merged, a = append(merged, a[0]), a[1:]
		}
	}
	copy(all, append(append(merged, a...), b...))
}

func compare64(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
