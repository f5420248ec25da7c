package model

import (
	"strings"
	"unicode"
)

// mark stands where a character was that could move the cursor, change
// direction or hide: visible, one column wide in every terminal.
const mark = '\u00bf' // ¿

// maxPile is how many combining marks may stand on one letter. Pointed Hebrew
// and Vedic Sanskrit need five; text of a hundred climbs over its neighbours.
const maxPile = 8

// Clean makes foreign text safe to keep and to draw: everything that a terminal
// could take for a command, that turns the direction of reading, that has no
// width or that our tables don't know becomes a visible mark, invalid UTF-8 the
// replacement sign, a tab a space, and emoji clusters (on whose width terminals
// disagree) their base. Combining marks need a letter to stand on and may not
// pile up. New lines stay, as '\n'. It is applied on the way in and again at the
// screen (OWASP ASVS 5.0.0 V1.3; CVE-2021-42574 for the bidi controls).
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	c := cleaner{}
	c.out.Grow(len(s))
	for _, r := range s {
		c.take(r)
	}
	if c.join {
		c.draw(mark)
	}
	return c.out.String()
}

// cleaner is Clean on its way through a text.
type cleaner struct {
	out  strings.Builder
	last rune // written last; 0 where a combining mark would have nothing to stand on
	pile int  // how many marks stand on the last letter
	join bool // a zero-width joiner after an emoji waits for what it joins
}

func (c *cleaner) take(r rune) {
	if c.join {
		c.join = false
		if emoji(r) {
			return // a cluster keeps its base alone
		}
		c.draw(mark) // the joiner joined no emoji: it was hidden text
	}
	seen := visible(r)
	switch {
	case r == '\u200d' && emoji(c.last):
		c.join = true
	case (variation(r) || skinTone(r)) && c.last != 0:
	case variation(r) || skinTone(r):
		c.draw(mark)
	case seen != r || !stacks(c.last, r):
		c.draw(seen)
	case c.last == 0:
		c.draw(mark)
	default:
		c.stack(r)
	}
}

// draw writes what takes a place of its own.
func (c *cleaner) draw(r rune) {
	if !linker(c.last) || !unicode.IsLetter(r) { // else it grows the same conjunct
		c.pile = 0
	}
	c.out.WriteRune(r)
	c.last = r
	if r == '\n' || r == ' ' {
		c.last = 0
	}
}

// stack writes what shares the place of what was drawn before.
func (c *cleaner) stack(r rune) {
	c.pile++
	switch {
	case c.pile <= maxPile:
		c.out.WriteRune(r)
		c.last = r
	case c.pile == maxPile+1: // once, for all that follow
		c.out.WriteRune(mark)
		c.last = mark
	}
}

// CleanLine is Clean for one line: new lines become spaces, and white space at
// the ends goes.
func CleanLine(s string) string {
	s = Clean(s)
	if strings.ContainsRune(s, '\n') {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return strings.TrimSpace(s)
}

// plain is the quick way out: most text is ASCII without controls.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 && s[i] != '\n' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// visible is what stands for a character by itself. Whatever isn't known to be
// drawn counts as hidden: controls, format characters, private use, and what
// Unicode has yet to assign, some of which terminals leave out already.
func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case !unicode.IsGraphic(r), unicode.Is(invisible, r):
		return mark
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators pair up to flags
		return 'A' + (r - 0x1f1e6)
	}
	return r
}

// stacks tells whether a character shares the place of the one before (UAX #29,
// 3.1.1): marks, what acts as one though it is called a letter, and the parts of
// a Hangul syllable written one by one.
func stacks(last, r rune) bool {
	return unicode.IsMark(r) || unicode.Is(trailing, r) || unicode.Is(leading, last) && unicode.Is(leading, r)
}

// linker tells which marks bind the consonant after them to the one before.
func linker(r rune) bool {
	switch r {
	case 0x094d, 0x09cd, 0x0acd, 0x0b4d, 0x0c4d, 0x0d4d:
		return true
	}
	return false
}

// trailing letters share the place of the one before.
var trailing = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0e33, Hi: 0x0e33, Stride: 1}, // Thai am
		{Lo: 0x0eb3, Hi: 0x0eb3, Stride: 1}, // Lao am
		{Lo: 0x1160, Hi: 0x11ff, Stride: 1}, // Hangul vowels and finals
		{Lo: 0xd7b0, Hi: 0xd7fb, Stride: 1},
		{Lo: 0xff9e, Hi: 0xff9f, Stride: 1}, // half-width katakana voicing
	},
}

// leading letters share the place of the one after.
var leading = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0d4e, Hi: 0x0d4e, Stride: 1}, // Malayalam dot reph
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, // Hangul initials
		{Lo: 0xa960, Hi: 0xa97c, Stride: 1},
	},
	R32: []unicode.Range32{ // signs of scripts of India and Central Asia
		{Lo: 0x111c2, Hi: 0x111c3, Stride: 1},
		{Lo: 0x1193f, Hi: 0x1193f, Stride: 1},
		{Lo: 0x11941, Hi: 0x11941, Stride: 1},
		{Lo: 0x11a3a, Hi: 0x11a3a, Stride: 1},
		{Lo: 0x11a84, Hi: 0x11a89, Stride: 1},
		{Lo: 0x11d46, Hi: 0x11d46, Stride: 1},
		{Lo: 0x11f02, Hi: 0x11f02, Stride: 1},
	},
}

// invisible characters that Unicode counts among the letters, marks and symbols.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x034f, Hi: 0x034f, Stride: 1}, // combining grapheme joiner
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1}, // Khmer inherent vowels
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // Mongolian selectors
		{Lo: 0x2800, Hi: 0x2800, Stride: 1}, // Braille blank
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1}, // half-width filler
	},
	R32: []unicode.Range32{
		{Lo: 0x16fe4, Hi: 0x16fe4, Stride: 1}, // Khitan filler
		{Lo: 0x1d159, Hi: 0x1d159, Stride: 1}, // musical null notehead
	},
}

func variation(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef || r == 0x20e3
}

func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// emoji tells what may stand in a cluster of emoji held by joiners.
func emoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2190 && r <= 0x21ff ||
		r >= 0x2b00 && r <= 0x2bff
}
