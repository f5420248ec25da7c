package main

// Line mode at a pseudo-terminal: what is typed is shown, an answer never, and
// nothing but text goes out.

import (
	"bytes"
	"strings"

	tty "callin/ui/uitest/terminal"
)

func (p *place) inLines() {
	x := tty.Start(p.T, tty.Program{File: p.program, Args: []string{"--plain"}, Home: p.home, Env: []string{"TERM=dumb"}, Height: 60})
	p.terminals = append(p.terminals, x)
	x.Await("Who is calling?").Type("carlos evanx").Press("backspace").Type("s coastal").Press("enter").Await("carlos evans coastal", "1 person matches.")
	x.Press("enter").Await("What is lost").Type("clientt\x1b[A").Press("backspace").Type(" id").Press("enter")
	x.Await("Type the answer; it isn't shown.").TypeSecret("Trondheim").Press("enter").Await("Wrong.", "2 tries left today")
	x.TypeSecret("nothing of it").Press("ctrl+u").TypeSecret(carlos.says).Press("enter").Await("Passed.", "Your Client ID is: "+carlos.told)
	x.Type("done").Press("enter").Await("Outcome: told.").Press("enter").Await("A note?").Press("enter").Await("The call has ended: told.")
	y := tty.Start(p.T, tty.Program{File: p.program, Args: []string{"--plain"}, Home: p.home}) // the first holds the store
	p.terminals = append(p.terminals, y)
	y.Await("Who is calling?").Type("carlos evans coastal").Press("enter").Await("carlos evans coastal", "1 person matches.").Press("enter")
	y.Await("What is lost").Type("u").Press("enter").Await("Type the answer").TypeSecret(carlos.says).Press("enter").Await("Passed.", "Your user name is:")
	y.Press("ctrl+c").Await("is parked.")
	if code := y.Exit(); code != 0 || !y.Restored() {
		p.Errorf("the second ended with %d, line restored: %t", code, y.Restored())
	}
	x.Type("quit").Press("enter").Await("Goodbye.")
	if code := x.Exit(); code != 0 || !x.Restored() {
		p.Errorf("it ended with %d, line restored: %t", code, x.Restored())
	}
	for _, z := range []*tty.Terminal{x, y} {
		for _, secret := range []string{carlos.says, carlos.kept, "Trondheim", "nothing of it"} {
			if z.EverShown(secret) {
				p.Error("an answer was shown")
			}
		}
		for _, b := range z.Raw() {
			if b < ' ' && !strings.ContainsRune("\r\n\b", rune(b)) || b == 0x7f {
				p.Fatalf("byte %#x went out", b)
			}
		}
		if !bytes.Contains(z.Raw(), []byte("\r\n")) {
			p.Error("lines don't end as a raw terminal needs them")
		}
	}
	p.unwritten(carlos.says, carlos.kept)
}
