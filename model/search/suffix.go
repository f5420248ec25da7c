package search

// The array of all ends of all tokens, in order: whatever stands inside of
// words is the beginning of such an end, so it is found by halving.

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// sortSuffixes first deals the suffixes out by their first two bytes, then
// sorts each heap, several at once.
func (b *builder) sortSuffixes() error {
	x := b.base
	if len(x.tokText) < 1<<16 { // so few that dealing out would take longer
		eachSuffix(x, func(s uint32, _ []byte) { x.suffixes = append(x.suffixes, s) })
		slices.SortFunc(x.suffixes, x.compareSuffixes)
		return b.ctx.Err()
	}
	var heaps [1<<16 + 1]uint32
	eachSuffix(x, func(_ uint32, text []byte) { heaps[heap(text)+1]++ })
	for i := range heaps[1:] {
		heaps[i+1] += heaps[i]
	}
	x.suffixes = make([]uint32, heaps[1<<16])
	next := heaps
	eachSuffix(x, func(s uint32, text []byte) {
		h := heap(text)
		x.suffixes[next[h]] = s
		next[h]++
	})
	var group sync.WaitGroup
	var taken atomic.Int32
	for range b.workers {
		group.Go(func() {
			var keys []uint64
			var copied []uint32
			for h := int(taken.Add(1)) - 1; h < 1<<16 && b.ctx.Err() == nil; h = int(taken.Add(1)) - 1 {
				keys, copied = x.sortHeap(x.suffixes[heaps[h]:heaps[h+1]], keys, copied)
			}
		})
	}
	group.Wait()
	return b.ctx.Err()
}

// eachSuffix goes through all suffixes that are looked up, whole characters only.
func eachSuffix(x *base, yield func(s uint32, text []byte)) {
	for t := range uint32(len(x.tokRows)) {
		text := x.token(t)
		for i := range text {
			if utf8.RuneStart(text[i]) && text[i] > minor {
				yield(t<<suffixBits|uint32(i), text[i:])
			}
			if text[len(text)-1] == joined {
				break // found by its beginning alone
			}
		}
	}
}

func heap(text []byte) int {
	if len(text) == 1 {
		return int(text[0]) << 8
	}
	return int(text[0])<<8 | int(text[1])
}

// sortHeap sorts suffixes that share their first two bytes and come in the order
// of tokens. The next five bytes and the place in the heap make one number, so
// that most of the work is sorting numbers.
func (b *base) sortHeap(heap []uint32, keys []uint64, copied []uint32) ([]uint64, []uint32) {
	if len(heap) < 2 {
		return keys, copied
	}
	const rest = 24 // bits for the place
	if len(heap) >= 1<<rest {
		slices.SortFunc(heap, b.compareSuffixes)
		return keys, copied
	}
	keys = slices.Grow(keys[:0], len(heap))
	for i, s := range heap {
		text := b.suffix(s)
		keys = append(keys, key8(text[min(2, len(text)):])>>rest<<rest|uint64(i))
	}
	slices.Sort(keys)
	copied = append(copied[:0], heap...)
	for i, k := range keys {
		heap[i] = copied[k&(1<<rest-1)]
	}
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to]>>rest == keys[from]>>rest {
			to++
		}
		if to-from > 1 && keys[from]>>rest&0xff != 0 { // else all end here
			slices.SortFunc(heap[from:to], b.compareSuffixes)
		}
		from = to
	}
	return keys, copied
}

func (b *base) compareSuffixes(s, t uint32) int {
	return cmp.Or(bytes.Compare(b.suffix(s), b.suffix(t)), cmp.Compare(s, t))
}

// within gives the stretch of suffixes that begin with the text: the places
// where words have it.
func (b *base) within(text string) (lo, hi int) {
	return stretchOf(len(b.suffixes), text, func(i int) []byte { return b.suffix(b.suffixes[i]) })
}

// find gives the token that is the text.
func (b *base) find(text string) (uint32, bool) {
	t := sort.Search(len(b.tokRows), func(i int) bool { return string(b.token(uint32(i))) >= text })
	return uint32(t), t < len(b.tokRows) && string(b.token(uint32(t))) == text
}

// beginning gives the stretch of tokens that begin with the text.
func (b *base) beginning(text string) (lo, hi int) {
	return stretchOf(len(b.tokRows), text, func(i int) []byte { return b.token(uint32(i)) })
}

// stretchOf gives the stretch of an ordered array of texts in which all begin
// with the text.
func stretchOf(n int, text string, at func(int) []byte) (lo, hi int) {
	lo = sort.Search(n, func(i int) bool { return string(at(i)) >= text })
	// Most stretches are short: look near first, further with every step.
	step := 1
	for lo+step <= n && hasPrefix(at(lo+step-1), text) {
		step *= 2
	}
	from := lo + step/2
	hi = from + sort.Search(min(n, lo+step-1)-from, func(i int) bool { return !hasPrefix(at(from+i), text) })
	return lo, hi
}

func hasPrefix(s []byte, prefix string) bool {
	return len(s) >= len(prefix) && string(s[:len(prefix)]) == prefix
}
