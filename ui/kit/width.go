// This file measures, cuts and pads text by the columns it takes in a terminal.
package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many columns a line takes; escape sequences take none. Where
// terminals disagree it is the larger number, so that nothing is pushed out of
// the window.
func Width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7f:
			w++
			i++
		case c == 0x1b:
			n := sequence(s[i:])
			if n == 0 {
				return slowWidth(s)
			}
			i += n
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !narrow(r) {
				return slowWidth(s)
			}
			w++
			i += n
		}
	}
	return w
}

func slowWidth(s string) int { return max(ansi.StringWidth(s), ansi.StringWidthWc(s)) }

// narrow tells of the characters that most screens hold besides ASCII that they
// take one column everywhere, join with nothing and need no cleaning. It is
// true of no character for which that is wrong, and false of many for which it
// is right: those are measured the slow way.
func narrow(r rune) bool {
	switch {
	case r < 0xa1:
		return r >= 0x20 && r < 0x7f
	case r < 0x300:
		return r != 0xad // soft hyphen
	case r < 0x2010:
		return r >= 0x391 && r < 0x482 && r != 0x3a2 || r >= 0x48a && r < 0x530 // Greek, Cyrillic
	case r < 0x2028:
		return true // dashes, quotes, dots
	}
	return r >= 0x2190 && r < 0x2200 || r >= 0x2500 && r < 0x25fd // arrows, rules, blocks
}

// Clip cuts a line to at most w columns; what is cut ends in "…".
func Clip(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w && !strings.Contains(s, "\x1b") && utf8.RuneCountInString(s) == len(s) || Width(s) <= w {
		return s
	}
	cut := ansi.Truncate(s, w, "…")
	for n := w - 1; n > 0 && Width(cut) > w; n-- {
		cut = ansi.Truncate(s, n, "…")
	}
	if Width(cut) > w {
		return "…"
	}
	return cut
}

// Fit cuts or pads a line to exactly w columns, its text at the left.
func Fit(s string, w int) string {
	s = Clip(s, w)
	return s + Space(w-Width(s))
}

// FitRight is Fit with the text at the right, for numbers.
func FitRight(s string, w int) string {
	s = Clip(s, w)
	return Space(w-Width(s)) + s
}

// AppendFit writes Fit, or FitRight, behind b.
func AppendFit(b []byte, s string, w int, right bool) []byte {
	s = Clip(s, w)
	gap := Space(w - Width(s))
	if right {
		return append(append(b, gap...), s...)
	}
	return append(append(b, s...), gap...)
}

// Sides is a line of w columns with one text at the left and one at the right.
// When both don't fit, the left one is cut.
func Sides(left, right string, w int) string {
	if right == "" {
		return Fit(left, w)
	}
	right = Clip(right, w)
	room := w - Width(right)
	if room < 2 {
		return Fit(right, w)
	}
	return Fit(left, room-1) + " " + right
}

const blank = "                                                                                "

// Space is n spaces, none if n is negative.
func Space(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blank) {
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}

// Rule is a horizontal line of w columns.
func Rule(w int) string { return strings.Repeat("─", max(w, 0)) }

// Wrap breaks a text into lines of at most w columns, at spaces where it can.
// New lines in the text are kept.
func Wrap(s string, w int) []string {
	if s == "" || w <= 0 {
		return nil
	}
	if !strings.Contains(s, "\n") && Width(s) <= w { // as most texts are
		return []string{strings.TrimRight(s, " ")}
	}
	var lines []string
	for line := range strings.SplitSeq(ansi.Wrap(s, w, " "), "\n") {
		line = strings.TrimRight(line, " ")
		if Width(line) > w { // measured otherwise: see Width
			lines = append(lines, strings.Split(ansi.HardwrapWc(line, w, true), "\n")...)
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// WrapUnder wraps a text behind a label, its further lines under the first:
//
//	Say   "Before I can tell you that, please answer
//	      the security question."
func WrapUnder(label, s string, w int) []string {
	indent := Width(label)
	lines := Wrap(s, w-indent)
	for i := range lines {
		if i == 0 {
			lines[i] = label + lines[i]
			continue
		}
		lines[i] = Space(indent) + lines[i]
	}
	return lines
}
