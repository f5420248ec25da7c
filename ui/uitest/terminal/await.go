// This file waits for what the screen shows, and says what it shows instead.
package terminal

import (
	"fmt"
	"strings"
	"time"
)

// patience is how long anything may take; far more than on a quiet machine,
// because tests of many packages share it.
const patience = 20 * time.Second

// Await waits until the screen shows all the texts, however they are wrapped.
func (x *Terminal) Await(texts ...string) *Terminal {
	x.t.Helper()
	for _, text := range texts {
		x.AwaitThat(fmt.Sprintf("the screen to show %q", text), func(s Screen) bool { return s.Has(text) })
	}
	return x
}

// AwaitGone waits until the screen doesn't show a text any more.
func (x *Terminal) AwaitGone(text string) *Terminal {
	x.t.Helper()
	return x.AwaitThat(fmt.Sprintf("%q to go away", text), func(s Screen) bool { return !s.Has(text) })
}

// AwaitThat waits until the screen is as a test wants it. It never sees one
// that is half drawn.
func (x *Terminal) AwaitThat(what string, holds func(Screen) bool) *Terminal {
	x.t.Helper()
	x.escaped = false
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		x.mu.Lock()
		s, drawing, over, changed := x.look(), x.drawing, x.over, x.changed
		x.mu.Unlock()
		switch {
		case (!drawing || over) && holds(s):
			return x
		case over:
			x.fail("the program ended before %s", what)
		}
		select {
		case <-changed:
		case <-limit.C:
			x.fail("waited in vain for %s", what)
		}
	}
}

// Hide masks a text in every failure from now on.
func (x *Terminal) Hide(text string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.hidden = append(x.hidden, text)
}

// fail ends the test with the screen.
func (x *Terminal) fail(format string, args ...any) {
	x.t.Helper()
	x.t.Fatalf("%s\n%s", x.mask(fmt.Sprintf(format, args...)), x.Picture())
}

// Picture is the screen for a failure: in a frame, without secrets.
func (x *Terminal) Picture() string {
	s := x.Screen()
	var b strings.Builder
	fmt.Fprintf(&b, "the screen, %d×%d, cursor at %d,%d (shown: %t), alternate: %t, title %q:\n",
		len(s.Cells[0]), len(s.Lines), s.CursorX, s.CursorY, s.CursorShown, s.Alternate, x.mask(s.Title))
	for _, line := range s.Lines {
		b.WriteString("| " + x.mask(line) + "\n")
	}
	return b.String()
}

// mask draws over every four characters in a row that a secret has too: a
// failure may come when half of it is typed.
func (x *Terminal) mask(text string) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	const least = 4
	rs := []rune(text)
	out := []rune(text)
	for i := 0; i+least <= len(rs); i++ {
		for _, secret := range x.hidden {
			if strings.Contains(secret, string(rs[i:i+least])) {
				copy(out[i:i+least], []rune("▒▒▒▒"))
			}
		}
	}
	return string(out)
}
