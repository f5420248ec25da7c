// This file is the keyboard: keys, text and pasted text, as a terminal sends
// them.
package terminal

import (
	"strings"
	"time"
	"unicode/utf8"
)

// keys that aren't letters, as xterm sends them.
var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "delete": "\x1b[3~",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
	"pgup": "\x1b[5~", "pgdown": "\x1b[6~",
}

// Press presses keys by their names: "c", "enter", "ctrl+p". Esc must be the
// last, and what it does be awaited before the next key: the same bytes without
// a pause between them mean another key.
func (x *Terminal) Press(names ...string) *Terminal {
	x.t.Helper()
	for _, name := range names {
		code, ok := keys[name]
		letter, ctrl := strings.CutPrefix(name, "ctrl+")
		switch {
		case ok:
		case ctrl && len(letter) == 1:
			code = string(letter[0] & 0x1f)
		case utf8.RuneCountInString(name) == 1:
			code = name
		default:
			x.t.Fatalf("there is no key called %q", name)
		}
		x.send(code, true)
		x.escaped = name == "esc"
	}
	return x
}

// Type types a text.
func (x *Terminal) Type(text string) *Terminal {
	x.t.Helper()
	x.send(text, false)
	return x
}

// TypeSecret types what no failure may print.
func (x *Terminal) TypeSecret(text string) *Terminal {
	x.t.Helper()
	x.Hide(text)
	return x.Type(text)
}

// Paste pastes a text as a terminal does, between brackets; a closing bracket
// in the text itself is left out, as terminals do.
func (x *Terminal) Paste(text string) *Terminal {
	x.t.Helper()
	x.send("\x1b[200~"+strings.ReplaceAll(text, "\x1b[201~", "")+"\x1b[201~", false)
	return x
}

// PasteSecret pastes what no failure may print.
func (x *Terminal) PasteSecret(text string) *Terminal {
	x.t.Helper()
	x.Hide(text)
	return x.Paste(text)
}

// person is how long a person takes at least from one key to the next. A program
// may tell keys from pasted text by that.
const person = 30 * time.Millisecond

// Torn sends bytes in pieces that arrive far apart, as a bad line tears a key or a
// paste.
func (x *Terminal) Torn(pieces ...string) *Terminal {
	x.t.Helper()
	for _, p := range pieces {
		x.give(stroke{[]byte(p), torn})
	}
	return x
}

// torn is longer than a program waits for the rest of a key.
const torn = 150 * time.Millisecond

// stroke is what goes down the line at once, and how long after the one before.
type stroke struct {
	bytes []byte
	after time.Duration
}

func (x *Terminal) send(bytes string, byPerson bool) {
	x.t.Helper()
	s := stroke{bytes: []byte(bytes)}
	if byPerson {
		s.after = person
	}
	x.give(s)
}

func (x *Terminal) give(s stroke) {
	x.t.Helper()
	if x.escaped {
		x.t.Fatal("a key right behind Esc is another key: await what Esc does first")
	}
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case x.typed <- s:
	case <-limit.C:
		x.fail("the program doesn't read its keys")
	}
}
