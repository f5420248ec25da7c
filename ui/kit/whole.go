// This file mends what a line has torn. Bubble Tea takes the first half of an
// escape sequence for keys when the second is 50 ms late. For the end of a paste
// that is the end of the keyboard: the paste goes on for ever, and swallows all
// that is typed.
package kit

import (
	"bytes"
	"io"
)

// Whole hands on what a terminal sends, never half of a control sequence
// (ECMA-48, 5.4), nor half of what ends a paste. The other half is waited for as
// long as it takes: no key that means anything here begins like that. A single
// escape is a key, but for one in a paste.
type Whole struct {
	from    io.Reader
	held    []byte
	pasting bool
}

// NewWhole mends a terminal's input.
func NewWhole(from io.Reader) *Whole { return &Whole{from: from} }

// The brackets around pasted text (xterm's bracketed paste).
var (
	pasteBegins = []byte("\x1b[200~")
	pasteEnds   = []byte("\x1b[201~")
)

// mostHeld bounds what is held; no sequence of a keyboard is longer.
const mostHeld = 64

// Read may give nothing without an error, while it holds half of something.
func (w *Whole) Read(p []byte) (int, error) {
	if len(p) <= len(w.held) {
		n := copy(p, w.held)
		w.held = w.held[n:]
		return n, nil
	}
	had := copy(p, w.held)
	n, err := w.from.Read(p[had:])
	n += had
	w.held = w.held[:0]
	if err != nil {
		return n, err //nolint:wrapcheck // the terminal's own, io.EOF among it
	}
	whole := w.cut(p[:n])
	w.held = append(w.held, p[whole:n]...)
	return whole, nil
}

// cut tells how much of b is whole.
func (w *Whole) cut(b []byte) int {
	w.pasting = bytes.LastIndex(b, pasteBegins) > bytes.LastIndex(b, pasteEnds) ||
		w.pasting && !bytes.Contains(b, pasteEnds)
	at := bytes.LastIndexByte(b, 0x1b)
	if at < 0 || len(b)-at > mostHeld {
		return len(b)
	}
	switch tail := b[at+1:]; {
	case len(tail) == 0 && w.pasting:
		return at
	case len(tail) == 0 || tail[0] != '[':
		return len(b)
	case bytes.IndexFunc(tail[1:], func(r rune) bool { return r < 0x20 || r > 0x3f }) >= 0: // it has its end
		return len(b)
	}
	return at
}
