package main

// Keyboards of all kinds: keys as old terminals send them and as those with the
// kitty protocol do, and a line that tears them.

func (p *place) torn() {
	x := p.start()
	x.Torn("\x1b[200~carlos ev", "ans coa", "stal\x1b", "[201~").Await("> carlos evans coastal", "1 person matches")
	x.Press("ctrl+u").AwaitGone("coastal")
	x.Torn("\x1b[200~carlos evans\x1b[20", "1~").Await("> carlos evans").Type(" coastal").Await("1 person matches")
	p.leave(x)
}

// kitty plays a call as a terminal with kitty's keyboard protocol sends it: at
// its first level, and with event types, other layouts' keys and text, of which
// releases mean nothing (sw.kovidgoyal.net/kitty/keyboard-protocol).
func (p *place) kitty() {
	x := p.start()
	x.Torn("\x1b[99;1:1u\x1b[99;1:3u", "\x1b[97;1u", "\x1b[114:82;1:1;114u\x1b[114;1:3u", "\x1b[108;;108u").Await("> carl")
	x.Torn("\x1b[79:79;2:1;79u", "\x1b[115:83;2;83u").Await("> carlOS") // shift, with the shifted letter
	x.Torn("\x1b[127u").Await("> carlO").Torn("\x1b[117;5u").AwaitGone("carl")
	x.Type(carlos.search).Await("1 person matches").Torn("\x1b[13u").Await(carlos.name, "How can I help you?")
	x.Torn("\x1b[112;5u").Await("── Commands").Torn("\x1b[27u").AwaitGone("── Commands")
	x.Torn("\x1b[115:83;2;83u").Await("Lost: SIP").Torn("\x1b[27;1:1u\x1b[27;1:3u").Await("Lost: SIP")
	x.Torn("\x1b[1089::99;1;1089u").Await("Name of your first school?") // the Cyrillic letter on the key c
	x.TypeSecret(carlos.says).Torn("\x1b[13;1:1u\x1b[13;1:3u").Await(carlos.told)
	x.Torn("\x1b[99;5u").Await("ctrl+c again").Torn("\x1b[99;5u").Await("Leave the desk?").Torn("\x1b[121;1u")
	if code := x.Exit(); code != 0 {
		p.Errorf("it ended with %d", code)
	}
	p.clean()
}

// legacy plays the same keys as old terminals send them.
func (p *place) legacy() {
	x := p.start()
	x.Type("carlxs").Torn("\x1b[D", "\x08", "o", "\x1bOC", "\x1b[4~", "\x1b[1~", "\x1bOF").Await("> carlos")
	x.Press("ctrl+u").AwaitGone("carlos").Type(carlos.search).Await("1 person matches").Torn("\r").Await("How can I help you?")
	x.Torn("\x10").Await("── Commands").Torn("\x1bOB", "\x1b[B", "\x1b").AwaitGone("── Commands")
	x.Torn("c").Await("Name of your first school?").TypeSecret(carlos.says).Torn("\r").Await(carlos.told)
	p.leave(x)
	p.clean()
}
