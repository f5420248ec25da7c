// This file is the last wall before the terminal. Pages clean foreign text
// themselves; what one of them forgets stops here. The renderer is no
// sanitiser: it passes some sequences on.
package kit

import (
	"strings"
	"unicode/utf8"

	"callin/model"
)

// Scrub makes a finished line safe: the theme's own sequences stay, everything
// else is cleaned as foreign text, and it stays one line.
func Scrub(line string) string {
	if harmless(line) {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	styled := false
	for len(line) > 0 {
		if n := sequence(line); n > 0 {
			styled = line[:n] != off
			b.WriteString(line[:n])
			line = line[n:]
			continue
		}
		next := 1
		for next < len(line) && sequence(line[next:]) == 0 {
			next++
			if i := strings.IndexByte(line[next:], 0x1b); i < 0 {
				next = len(line)
			} else {
				next += i
			}
		}
		b.WriteString(strings.ReplaceAll(model.Clean(line[:next]), "\n", " "))
		line = line[next:]
	}
	if styled {
		b.WriteString(off)
	}
	return b.String()
}

// Text is foreign text as a line to draw: model.CleanLine, which costs nothing
// for text that needs no cleaning.
func Text(s string) string {
	for _, r := range s {
		if !narrow(r) {
			return model.CleanLine(s)
		}
	}
	return strings.TrimSpace(s)
}

// harmless is the quick way out, which most lines take.
func harmless(line string) bool {
	styled := false
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case c >= 0x20 && c < 0x7f:
			i++
		case c == 0x1b:
			n := sequence(line[i:])
			if n == 0 {
				return false
			}
			styled = line[i:i+n] != off
			i += n
		default:
			r, n := utf8.DecodeRuneInString(line[i:])
			if !narrow(r) {
				return false
			}
			i += n
		}
	}
	return !styled
}
