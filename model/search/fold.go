package search

// Folding: what is the same to somebody who types in a hurry becomes the same
// bytes.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which text is compared: lower case, without accents
// (Unicode NFKD without its marks), ø as o, ß as ss, æ as ae, ł as l and the
// like, apostrophes dropped, and every other run of signs and spaces one space,
// none at the ends. Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	if folded(s) {
		return s
	}
	return string(appendFold(make([]byte, 0, len(s)+8), s))
}

// folded tells of most text that is folded already, so that it isn't copied.
func folded(s string) bool {
	space := true // a space may not come now
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return !space || s == ""
}

// appendFold appends the folded text to dst.
func appendFold(dst []byte, s string) []byte {
	start := len(dst)
	dst = slices.Grow(dst, len(s)) // enough: a space stands for at least one sign
	out := dst[start : start+len(s)]
	n, gap := 0, false
	for i := range len(s) {
		c := foldedByte[s[i]]
		if c > foreign {
			if gap && n > 0 {
				out[n] = ' '
				n++
			}
			out[n], gap = c, false
			n++
			continue
		}
		if c == foreign {
			return appendFoldUnicode(dst, s)
		}
		gap = gap || c == gapSign
	}
	return dst[:start+n]
}

// What isn't a letter or digit of ASCII becomes one of these.
const (
	gapSign = iota // words end here
	noSign         // dropped
	foreign        // to be folded as a character
)

// foldedByte folds single bytes.
var foldedByte = func() (table [256]byte) {
	for i := range table {
		switch c := byte(i); {
		case 'A' <= c && c <= 'Z':
			table[i] = c + 'a' - 'A'
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			table[i] = c
		case c == '\'', c == '`':
			table[i] = noSign
		case c >= utf8.RuneSelf:
			table[i] = foreign
		}
	}
	return table
}()

func appendFoldUnicode(dst []byte, s string) []byte {
	start := len(dst)
	gap := false
	put := func(r rune) {
		if gap && len(dst) > start {
			dst = append(dst, ' ')
		}
		gap = false
		dst = utf8.AppendRune(dst, r)
	}
	// Decomposing makes a space and a mark of a lone acute accent, but people
	// type it for an apostrophe.
	for _, r := range norm.NFKD.String(strings.ReplaceAll(s, "\u00b4", "'")) {
		if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		}
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			put(r)
		case 'A' <= r && r <= 'Z':
			put(r + 'a' - 'A')
		case apostrophe(r), silent(r):
		case r == utf8.RuneError, !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mc, r):
			gap = true
		default:
			if plain := undecomposed(r); plain != "" {
				for _, p := range plain {
					put(p)
				}
			} else {
				put(r)
			}
		}
	}
	return dst
}

// silent tells of a mark on another character.
func silent(r rune) bool { return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) }

func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '\u2018', '\u2019', '\u201b', '\u02b9', '\u02bb', '\u02bc', '\u02bd', '\uff07':
		return true
	}
	return false
}

// undecomposed spells the letters that Unicode gives no decomposition, though
// people who lack the key type them so.
func undecomposed(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ł', 'ƚ':
		return "l"
	case 'đ', 'ð', 'ɖ':
		return "d"
	case 'þ':
		return "th"
	case 'ħ':
		return "h"
	case 'ŧ':
		return "t"
	case 'ŋ':
		return "n"
	case 'ı':
		return "i"
	case 'ĸ':
		return "k"
	case 'ƀ':
		return "b"
	case 'ɨ':
		return "i"
	case 'ə':
		return "e"
	case 'ς':
		return "σ"
	}
	return ""
}
