// This file tells a renderer's own sequences from those that a text smuggled
// in.
package terminal

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// finals end the sequences with which a renderer moves, erases, scrolls and
// colours. They have no parameters that could do anything else.
const finals = "@ABCDEFGHIJKLMPSTXZ`abdefmr"

// whole are the other sequences of a renderer, as they are: the alternate
// screen, pasting, whole frames, the cursor, wrapping, keys, tab stops, one line up, and
// its questions about frames, widths, keys and the background.
var whole = []string{
	"\x1b[?1049h", "\x1b[?1049l", "\x1b[?2004h", "\x1b[?2004l", "\x1b[?2026h", "\x1b[?2026l", "\x1b[?25h", "\x1b[?25l", "\x1b[?7h", "\x1b[?7l",
	"\x1b[>1u", "\x1b[<1u", "\x1b[>4;2m", "\x1b[>4m", "\x1b[?5W", "\x1bM",
	"\x1b[?2026$p", "\x1b[?2027$p", "\x1b[?u", "\x1b]11;?\a",
}

// Strange lists what a program sent that is neither text nor a renderer's own:
// other sequences, control characters, bytes that aren't UTF-8, and characters
// that hide or turn the direction of reading. Titles aren't judged here, see
// Titles.
func Strange(raw []byte) []string {
	var found []string
	var state byte
	for len(raw) > 0 {
		seq, width, n, next := ansi.DecodeSequence(raw, state, nil)
		if strange(seq, width) {
			if s := fmt.Sprintf("%q", seq); !slices.Contains(found, s) {
				found = append(found, s)
			}
		}
		raw, state = raw[n:], next
	}
	return found
}

func strange(seq []byte, width int) bool {
	s := string(seq)
	switch {
	case width > 0:
		return !utf8.Valid(seq) || strings.ContainsFunc(s, hiding)
	case slices.Contains(whole, s), strings.HasPrefix(s, "\x1b]2;"):
		return false
	case strings.HasPrefix(s, "\x1b["):
		body := strings.TrimLeft(s[2:], "0123456789;:")
		return body != " q" && (len(body) != 1 || !strings.Contains(finals, body))
	}
	if utf8.Valid(seq) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.M, r) }) {
		return false // marks that stand on the letter before
	}
	return s != "\r" && s != "\n" && s != "\b" && s != "\t"
}

// hiding tells whether a character can't be seen, or moves others about.
func hiding(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// Titles are all that the window was given, in order.
func (x *Terminal) Titles() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.titles)
}
