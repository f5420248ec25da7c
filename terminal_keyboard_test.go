package main

// Keyboards of all kinds: keys as old terminals send them and as those with the
// kitty protocol do, and a line that tears them.

import (
	"testing"
)

func TestTerminal_torn(t *testing.T) {
	p := newOffice(t).place(t)
	x := p.start()
	x.Torn("\x1b[200~carlos ev", "ans coa", "stal\x1b", "[201~").Await("> carlos evans coastal", "1 person matches")
	x.Press("ctrl+u").AwaitGone("coastal")
	x.Torn("\x1b[200~carlos evans\x1b[20", "1~").Await("> carlos evans").Type(" coastal").Await("1 person matches")
	p.leave(x)
}
