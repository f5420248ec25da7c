// This file holds Style: how a piece of text looks, as the escape sequence that
// turns it on. It is a string and not a lipgloss.Style because a screen holds
// hundreds of pieces and is built after every message.
package kit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"callin/model"
)

// Span is a part of a text: the bytes from From up to To.
type Span = model.Span

// Style is how a piece of text looks. The zero Style is plain. Styles don't
// nest: the end of the inner one ends the outer one too.
type Style struct{ on string }

const off = "\x1b[m"

// Of returns the text in the style. The text must be one line and already
// clean.
func (s Style) Of(text string) string {
	if s.on == "" || text == "" {
		return text
	}
	return s.on + text + off
}

// Begin writes what goes before a styled text behind b. Lists, which draw many
// short texts into one buffer, use it with End instead of Of.
func (s Style) Begin(b []byte) []byte { return append(b, s.on...) }

// End writes what goes behind a styled text.
func (s Style) End(b []byte) []byte {
	if s.on == "" {
		return b
	}
	return append(b, off...)
}

// Attributes of SGR (ECMA-48, 8.3.117).
const (
	bold      = 1
	underline = 4
	reverse   = 7
)

// style makes a Style of a colour such as "#87afff", or none, and attributes.
func style(colour string, attributes ...int) Style {
	var codes []string
	for _, a := range attributes {
		codes = append(codes, strconv.Itoa(a))
	}
	if colour != "" {
		n, err := strconv.ParseUint(colour[1:], 16, 32)
		if err != nil {
			panic(fmt.Sprintf("colour %q: %v", colour, err)) // the tables below are constants
		}
		codes = append(codes, fmt.Sprintf("38;2;%d;%d;%d", n>>16, n>>8&0xff, n&0xff))
	}
	if len(codes) == 0 {
		return Style{}
	}
	return Style{"\x1b[" + strings.Join(codes, ";") + "m"}
}

// known are the only escape sequences that may leave for the terminal.
var known = func() []string {
	list := []string{off}
	for _, t := range themes {
		for _, s := range t.styles() {
			if s.on != "" && !slices.Contains(list, s.on) {
				list = append(list, s.on)
			}
		}
	}
	return list
}()

// sequence returns the length of the known escape sequence that s begins with,
// or 0.
func sequence(s string) int {
	for _, k := range known {
		if strings.HasPrefix(s, k) {
			return len(k)
		}
	}
	return 0
}
