package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark stands where a character was that could move the cursor, change
// direction or hide: visible, one column wide in every terminal.
const mark = '\u00bf' // ¿

// Clean makes foreign text safe to keep and to draw: everything that a terminal
// could take for a command, that turns the direction of reading, or that has no
// width becomes a visible mark, invalid UTF-8 the replacement sign, a tab a
// space, and emoji clusters (on whose width terminals disagree) their base. New
// lines stay, as '\n'. It is applied on the way in and again at the screen
// (OWASP ASVS 5.0.0 V1.3; CVE-2021-42574 for the bidi controls). Clean(Clean(s))
// is Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	join := false // the last rune was a zero-width joiner after something drawn
	drawn := false
	for _, r := range s {
		switch {
		case r == '\u200d':
			if drawn {
				join = true
				continue
			}
			b.WriteRune(mark)
		case join && emojiPart(r):
			join = false // a cluster keeps its base alone
		case variation(r) || skinTone(r):
			join = false
			if !drawn {
				b.WriteRune(mark)
				drawn = true
			}
		default:
			if join {
				b.WriteRune(mark) // the joiner joined no emoji: it was hidden text
				join = false
			}
			b.WriteRune(visible(r))
			drawn = r != '\n'
		}
	}
	if join {
		b.WriteRune(mark)
	}
	return b.String()
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

func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t', r == '\u00a0', r == '\u3000':
		return ' '
	case r == utf8.RuneError:
		return utf8.RuneError
	case r < 0x20, r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return mark
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return mark // bidi controls, zero width, tags, line separators
	case unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r), unicode.Is(noncharacter, r):
		return mark
	case unicode.Is(invisible, r):
		return mark
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators pair up to flags
		return 'A' + (r - 0x1f1e6)
	}
	return r
}

// invisible characters that Unicode doesn't count among the format controls.
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
		{Lo: 0x1d173, Hi: 0x1d17a, Stride: 1}, // musical controls
		{Lo: 0xe0000, Hi: 0xe0fff, Stride: 1}, // tags and their block
	},
}

var noncharacter = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0xfdd0, Hi: 0xfdef, Stride: 1}, {Lo: 0xfffe, Hi: 0xffff, Stride: 1}},
}

func variation(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef || r == 0x20e3
}

func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// emojiPart tells what may follow a joiner inside an emoji cluster.
func emojiPart(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2190 && r <= 0x21ff ||
		r >= 0x2b00 && r <= 0x2bff
}
