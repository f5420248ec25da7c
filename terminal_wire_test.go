package main

// What goes over the wire for each thing that happens: an agent may sit at the
// end of a slow line.

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	tty "callin/ui/uitest/terminal"
)

// cost is how many bytes came from the program while something was done.
// Terminals that show frames as a whole (mode 2026) cost the brackets besides,
// 16 bytes a frame, which only those get that asked for them.
func cost(x *tty.Terminal, do func()) (int, []byte) {
	before := len(x.Raw())
	do()
	came := x.Raw()[before:]
	n := len(came)
	for _, bracket := range []string{"\x1b[?2026h", "\x1b[?2026l"} {
		n -= len(bracket) * bytes.Count(came, []byte(bracket))
	}
	return n, came
}

func (p *place) thrifty() {
	within := func(what string, most int, x *tty.Terminal, do func()) {
		p.Helper()
		n, came := cost(x, do)
		p.Logf("%s: %d bytes", what, n)
		if n > most || n == 0 {
			p.Errorf("%s: %d bytes, at most %d are allowed: %q", what, n, most, came)
		}
	}
	// In a wide window what was typed stands out in two places of a row, and who is
	// chosen stands beside the list in full.
	for _, size := range [][3]int{{80, 24, 300}, {120, 36, 450}, {160, 45, 450}} {
		at := fmt.Sprintf(" at %d×%d", size[0], size[1])
		x := tty.Start(p.T, tty.Program{File: p.program, Home: p.home, Width: size[0], Height: size[1]}).Await("Next caller", "live")
		x.AwaitThat("colours", func(s tty.Screen) bool { return s.Cells[1][0].Fg != nil })
		within("a list of results"+at, 6000, x, func() { x.Type("carl").Await("> carl", "people match").Await("Carlos") })
		within("another"+at, 6000, x, func() { x.Press("ctrl+u").AwaitGone("> carl").Type("na").Await("> na", "people match") })
		row := func(s tty.Screen) string { // the chosen one, below the field
			i := slices.IndexFunc(s.Lines[5:], func(l string) bool { return strings.Contains(l, " > ") })
			return s.Lines[5+max(i, 0)]
		}
		was := row(x.Screen())
		within("a moved cursor"+at, size[2], x, func() {
			x.Press("down").AwaitThat("another row", func(s tty.Screen) bool { return row(s) != was })
		})
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
