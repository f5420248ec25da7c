package search

// Building the dictionary that misspelt words are looked up in.

import (
	"bytes"
	"cmp"
	"unicode/utf8"
)

// listNames makes the dictionary that misspelt words are looked up in: the
// words of names and companies that have no digits.
func (b *builder) listNames() {
	x := b.base
	for t := range uint32(len(x.tokAt) - 1) {
		if maskOf(x.token(t))&(maskDigit|maskMark) == 0 {
			x.names = append(x.names, t)
		}
	}
	for i, t := range x.names {
		text := x.token(t)
		x.nameMask = append(x.nameMask, maskOf(text))
		x.nameKeys = append(x.nameKeys, key8(text))
		for at := range text {
			if utf8.RuneStart(text[at]) {
				x.nameEnds = append(x.nameEnds, uint32(i)<<suffixBits|uint32(at))
			}
		}
	}
	keys := make([]keyed, len(x.nameEnds))
	for i, e := range x.nameEnds {
		keys[i] = keyed{key8(x.nameEnd(e)), e}
	}
	sortKeyed(keys, b.workers, func(i, j uint32) int { return cmp.Or(bytes.Compare(x.nameEnd(i), x.nameEnd(j)), cmp.Compare(i, j)) })
	for i, k := range keys {
		x.nameEnds[i] = k.at
	}
}
