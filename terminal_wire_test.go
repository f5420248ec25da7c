package main

// What goes over the wire for each thing that happens: an agent may sit at the
// end of a slow line.

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/vt"

	tty "callin/ui/uitest/terminal"
)

// cost is what came from the program while something was done. Terminals that
// show frames as a whole (mode 2026) cost the brackets besides, 16 bytes a frame,
// which only those get that asked for them.
func cost(x *tty.Terminal, do func()) []byte {
	before := len(x.Raw())
	do()
	came := x.Raw()[before:]
	for _, bracket := range []string{"\x1b[?2026h", "\x1b[?2026l"} {
		came = bytes.ReplaceAll(came, []byte(bracket), nil)
	}
	return came
}

// rightOf tells how many of the bytes that came to a screen are for what stands
// from a column on: what is written there, its colours and the steps to it.
func rightOf(column int, was tty.Screen, came []byte) int {
	screen := vt.NewEmulator(len(was.Cells[0]), len(was.Cells))
	put := func(b []byte) { _, _ = screen.Write(b) } // it takes whatever comes
	put(fmt.Appendf(nil, "\x1b[%d;%dH", was.CursorY+1, was.CursorX+1))
	n, from := 0, 0
	for i := range came {
		at := screen.CursorPosition()
		put(came[i : i+1])
		now := screen.CursorPosition()
		if now == at {
			continue // in the middle of a character or a sequence
		}
		if now.X > column || now.X == column && now.Y != at.Y {
			n += i + 1 - from
		}
		from = i + 1
	}
	return n
}

func (p *place) thrifty() {
	within := func(what string, most int, x *tty.Terminal, do func()) {
		p.Helper()
		came := cost(x, do)
		p.Logf("%s: %d bytes", what, len(came))
		if n := len(came); n > most || n == 0 {
			p.Errorf("%s: %d bytes, at most %d are allowed: %q", what, n, most, came)
		}
	}
	for _, size := range [][2]int{{80, 24}, {120, 36}, {160, 45}} {
		at := fmt.Sprintf(" at %d×%d", size[0], size[1])
		x := tty.Start(p.T, tty.Program{File: p.program, Home: p.home, Width: size[0], Height: size[1]}).Await("Next caller", "live")
		x.AwaitThat("colours", func(s tty.Screen) bool { return s.Cells[1][0].Fg != nil })
		within("a list of results"+at, 6000, x, func() { x.Type("carl").Await("> carl", "people match").Await("Carlos") })
		within("another"+at, 6000, x, func() { x.Press("ctrl+u").AwaitGone("> carl").Type("na").Await("> na", "people match") })
		row := func(s tty.Screen) string { // the chosen one, below the field
			i := slices.IndexFunc(s.Lines[5:], func(l string) bool { return strings.Contains(l, " > ") })
			return s.Lines[5+max(i, 0)]
		}
		// The two rows that change places have a budget, and what stands beside the list of
		// who is chosen, which is another person's, one of its own.
		for range 10 {
			was := x.Screen()
			came := cost(x, func() {
				x.Press("down").AwaitThat("another row", func(s tty.Screen) bool { return row(s) != row(was) })
			})
			beside := 0
			if rule := slices.IndexFunc(was.Cells[8][size[0]/2:], func(c tty.Cell) bool { return c.Text == "│" }); rule >= 0 {
				beside = rightOf(size[0]/2+rule, was, came)
			}
			rows := len(came) - beside
			p.Logf("a moved cursor%s: %d bytes, and %d beside the list", at, rows, beside)
			if rows > 300 || rows == 0 || beside > 300 || (beside > 0) != (size[0] >= 100) {
				p.Errorf("a moved cursor%s: %d bytes, and %d beside the list, at most 300 each are allowed: %q", at, rows, beside, came)
			}
		}
		p.leave(x)
	}
	x := tty.Start(p.T, tty.Program{File: p.program, Args: []string{"demo", "--accounts", "50", "--clock", "2026-03-02T10:41:48Z"}, Home: p.home})
	x.Await("Next caller", "live 10:41").AwaitThat("colours", func(s tty.Screen) bool { return s.Cells[1][0].Fg != nil })
	x.Press("esc").Await("KEYS").Press("7").AwaitGone("Next caller").Await("live 10:41") // a page without times
	within("a minute on the clock", 20, x, func() { x.Await("live 10:42") })
	p.leave(x)

	x = tty.Start(p.T, tty.Program{File: p.program, Args: []string{"demo", "--accounts", "50", "--clock", "2026-03-02T10:41:05Z"}, Home: p.home})
	x.Await("Next caller", "live 10:41").AwaitThat("colours", func(s tty.Screen) bool { return s.Cells[1][0].Fg != nil })
	x.Type("ada lindgren pumps").Await("1 person matches").Press("enter").Await("How can I help you?").Press("c").Await("Name of your first school?")
	x.Type("Lindenschule").Press("enter").Await("or in 00:56") // by then what the telling sets off is done
	within("a second while something is told", 20, x, func() { x.Await("or in 00:55") })
	p.leave(x)
}
