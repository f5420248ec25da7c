package main

// What a terminal or a stranger may send that nobody meant: rubbish pasted
// anywhere, endless answers, windows of any size, and words from files and mail
// servers that are commands to a terminal.

import (
	"math/rand/v2"
	"strings"
	"testing"

	"callin/model/mail/mailtest"
	tty "callin/ui/uitest/terminal"
)

// commands are what a terminal would obey if it got them.
var commands = []string{
	"\x1b]0;owned\a", "\x1b]2;owned\x1b\\", "\x1b]52;c;b3duZWQ=\a", "\x1b]8;;http://owned.example\x1b\\click\x1b]8;;\x1b\\", "\x1b[5n", "\x1b[c",
	"\x1b[?1049l", "\x1b[?1000h", "\x1b[8;9;9t", "\x1b[2J", "\x1bc", "\x1bP$qm\x1b\\", "\x1b_owned\x1b\\", "\x1b]open ended", "\x1b[31",
	"\u009b31m", "\u009d0;owned\u009c", "\x9b31m", "\u202eowned\u202c", "\u200b\u200d\ufeff", "\x00\x07\x08\x7f", "\xff\xfe\xc3\x28", "\r\n", "\t",
}

// rubbish is the same blob each time: the commands, among bytes of all values.
func rubbish() string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range 4 {
		for _, c := range commands {
			for range 8 {
				b.WriteByte(byte(r.UintN(256)))
			}
			b.WriteString(c)
		}
	}
	return b.String()
}

func (p *place) pasted() {
	x := p.start()
	x.Paste(rubbish()).Await("¿", "Nobody matches") // FIELD: what to search for
	x.Press("esc").AwaitGone("¿").Press("esc").Await("KEYS")
	x.Paste("q"+rubbish()+"\rq\r").Await("¿", "FIELD", "Nobody matches") // KEYS: the same, and not a key of it
	x.Press("esc").AwaitGone("¿")
	p.call(x, carlos)
	x.Paste("c\rt\rs\rd\r" + rubbish()).Paste("p\rr\r") // nothing to paste into
	x.Press("c").Await("Name of your first school?", "FIELD").Paste(rubbish()).Await("¿")
	x.Press("esc").AwaitGone("¿").Await("3 tries left today").Press("esc").Await("How can I help you?")
	x.Press("d").Await("Outcome", "> unsolved").Paste(rubbish()).Await("¿", "FIELD")
	x.Press("enter").Await("Next caller", "1 ticket waits, most urgent T-1")
	p.leave(x)
	if mails := p.outbox(); len(mails) > 0 {
		p.Errorf("pasting sent %v", mails)
	}
	if x.EverShown("Wrong") || x.EverShown("T-2") || x.EverShown("Your Client ID") {
		p.Error("pasting ran something")
	}
	p.clean()
}

func (p *place) endless() {
	x := p.start()
	p.call(x, carlos)
	x.Press("c").Await("Name of your first school?", "3 tries left today")
	long := strings.Repeat("Alesund ", 1250)
	for _, enter := range []func(string) *tty.Terminal{x.PasteSecret, x.TypeSecret} {
		enter(long).Await("lesund").Press("enter").Await("10000 characters", "It was not counted")
		x.Press("ctrl+u").AwaitGone("lesund").Await("3 tries left today")
	}
	x.TypeSecret(carlos.says).Press("enter").Await(carlos.told)
	p.leave(x)
	p.unwritten(long[:40])
	p.clean()
}

func (p *place) resized() {
	x := p.start()
	p.call(x, carlos)
	x.Press("c").Await("Name of your first school?").TypeSecret(carlos.says[:4]).Await(carlos.says[:4])
	x.Resize(1, 1).Resize(200, 5).Await("callin needs a window of 60×16; this one has 200×5")
	x.Press("enter", "X", "ctrl+u", "ctrl+p").Await("Esc closes what is open") // all but the last do nothing that can't be seen
	x.Press("esc").AwaitGone("Esc closes").Resize(80, 24).Await("Name of your first school?", carlos.says[:4], "3 tries left today")
	if x.Screen().Has("X") {
		p.Errorf("what was typed blindly is there\n%s", x.Picture())
	}
	for _, size := range [][2]int{{120, 40}, {60, 16}, {59, 40}, {300, 100}, {100, 30}} {
		x.Resize(size[0], size[1])
		if size[0] < 60 {
			x.Await("needs a window")
			continue
		}
		x.Await("Name of your first school?", carlos.says[:4])
	}
	x.TypeSecret(carlos.says[4:]).Press("enter").Await(carlos.told).Resize(70, 20).Await(carlos.told)
	x.Resize(30, 8).Await("needs a window").AwaitGone(carlos.told)
	p.leave(x)
	p.onlyTyped(carlos.says)
	p.clean()
}

// foreign brings the commands in by the accounts and by a mail server's answer,
// and looks at every page that shows them.
func (p *place) foreign() {
	server := mailtest.Start(p.T, mailtest.Script{On: mailtest.At("MAIL", mailtest.Act{
		Reply: "451 4.3.0 \x1b]0;owned\a\x1b[2J\u202ecall \x9b31m later" + commands[0],
	})})
	p.configure(server.Addr())
	x := p.start()
	p.call(x, nadia)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "mail deferred !", "451", "later")
	x.Press("enter").Await("Next caller", "deferred", "later").Press("esc").Await("KEYS").Resize(260, 30).Press("5")
	p.choose(x, "password request")
	x.Press("enter").Await("Story", "later")
	p.leave(x)
	if mails := p.outbox(); len(mails) != 1 || strings.ContainsAny(mails[0].Said, "\x1b\a\u202e") {
		p.Errorf("the outbox has %q", mails)
	}
	p.clean()
}

func TestRubbish(t *testing.T) {
	for _, c := range commands {
		if !strings.Contains(rubbish(), c) {
			t.Errorf("%q isn't in it", c)
		}
	}
}
