package main

// The calls that go well, those that are refused, and the ways out.

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"callin/model"
	"callin/ui/cli"
	tty "callin/ui/uitest/terminal"
)

func (p *place) told() {
	x := p.start()
	ticket := p.call(x, carlos)
	x.Press("c").Await("Name of your first school?").TypeSecret(carlos.says).Press("enter")
	x.Await("Your Client ID is:", carlos.told, "Client ID: told")
	x.Press("enter").Await("Outcome", "> told").AwaitGone(carlos.told)
	x.Press("enter").Await("Next caller")
	if ticket != "T-1" || x.EverShown(carlos.id) {
		p.Errorf("the ticket is %s, or the Client ID was shown before it was told", ticket)
	}
	p.leave(x)
	p.onlyTyped(carlos.says)
	p.nowhere(carlos.kept)
	p.clean()
}

func (p *place) ticket() {
	x := p.start()
	number := p.call(x, carlos)
	x.Press("p").Await("account change ticket").Press("t").Await("Name of your first school?")
	x.TypeSecret(carlos.says).Press("enter").Await("account change: a new login password", "send it")
	x.Press("enter").Press("s").Await("Outcome", "> mailed", "mail accepted")
	m, secret := p.mail(carlos.email)
	if !strings.Contains(m.Text, number) {
		p.Errorf("the mail doesn't name the ticket %s", number)
	}
	x.Press("enter").Await("Next caller", "accepted").Press("esc").Await("KEYS").Resize(260, 30)
	x.Press("5")
	p.choose(x, "temporary password")
	x.Press("enter").Await("c****0@whitfieldcoastalflooring0.example", "Story", "queued", "accepted")
	if x.EverShown(carlos.email) {
		p.Error("the address on file was shown in full")
	}
	p.leave(x)
	p.onlyTyped(carlos.says)
	p.once(1)
	p.nowhere(carlos.kept, secret)
	p.clean()
}

func (p *place) requested() {
	x := p.start()
	p.call(x, nadia)
	x.Press("p").Await("spam folder", "send the Password Request mail").Press("enter")
	x.Await("Next caller") // Enter referred her, which is what stands beside it: it sends nothing
	p.once(0)
	p.call(x, nadia)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "> mailed", "mail accepted")
	_, secret := p.mail(nadia.email)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("A mail went to this person")
	p.leave(x)
	p.once(1) // in two minutes
	p.nowhere(secret)
	p.clean()
}

func (p *place) referred() {
	x := p.start()
	p.call(x, nadia)
	x.Press("u").Await("That is Carlos Evans.", "the account admin does it")
	if s := x.Screen(); s.Has("Ask ") || s.Has(carlos.id) {
		p.Errorf("the wrong page:\n%s", x.Picture())
	}
	x.Press("enter").Await("Next caller")
	p.leave(x)
	p.clean()
}

func (p *place) locked() {
	x := p.start()
	p.call(x, carlos)
	x.Press("c").Await("Name of your first school?", "3 tries left today")
	for _, left := range []string{"wrong ! 2 tries left today", "wrong ! 1 try left today", "locked !"} {
		x.TypeSecret("Trondheim").Press("enter").Await(left)
	}
	x.Press("e").Await("What should the next agent know?", "Locked after wrong answers").Press("enter").Await("Next caller")
	p.leave(x)
	for _, start := range []func() *tty.Terminal{
		func() *tty.Terminal { return p.start() },
		func() *tty.Terminal { return p.startAs("ben") },
	} {
		y := start()
		y.Type(carlos.search).Await("1 person matches", "locked !").Press("enter").Await("How can I help you?", "locked ! after wrong answers")
		y.Press("c").Await("not possible: locked after wrong answers")
		y.Press("t", "s") // neither may do anything
		y.Press("d").Await("Outcome", "> unsolved")
		if y.EverShown(carlos.told) || y.EverShown("Ask ") || y.EverShown("mail accepted") {
			p.Errorf("an account that is locked was asked, told or mailed:\n%s", y.Picture())
		}
		y.Press("enter").Await("Next caller").Press("ctrl+c").Await("ctrl+c again").Press("ctrl+c")
		y.AwaitThat("the desk to be left", func(s tty.Screen) bool { return !s.Alternate })
		if y == p.terminals[1] && y.Exit() != 0 {
			p.Error("left, it ended with", y.Exit())
		}
	}
	p.onlyTyped("Trondheim")
}

// startAs runs the program in this process for another user of the machine,
// after a manager has put them on the staff.
func (p *place) startAs(user model.AgentName) *tty.Terminal {
	p.Helper()
	x, line := tty.Open(p.T, 80, 24)
	p.terminals = append(p.terminals, x)
	e := machine()
	e.Args, e.Environ, e.In, e.Out, e.Err = nil, p.home.Environ(), line, line, line
	e.User = func() (string, error) { return string(user), nil }
	e.Open = func(ctx context.Context, o cli.Opening) (cli.Opened, error) {
		opened, err := open(ctx, o)
		if err != nil {
			return opened, err
		}
		return opened, opened.Desk.Operator("test").AddAgent(ctx, user, model.RoleAgent)
	}
	ctx, leave := context.WithCancel(p.Context())
	left := make(chan int, 1)
	go func() { left <- cli.Run(ctx, e) }()
	p.Cleanup(func() { leave(); <-left })
	return x.Await("Next caller", "live", string(user))
}

func (p *place) ended() {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		x := p.start()
		p.call(x, carlos)
		x.Press("c").Await("Name of your first school?").TypeSecret(carlos.says).Await(carlos.says)
		code := x.Signal(signal).Exit()
		if s := x.Screen(); code != 0 || s.Alternate || !s.CursorShown || !x.Restored() || s.Title != "" {
			p.Errorf("%s: exit code %d, line restored: %t\n%s", signal, code, x.Restored(), x.Picture())
		}
		for _, undo := range []string{"\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"} {
			if !bytes.Contains(x.Raw(), []byte(undo)) {
				p.Errorf("%s: the terminal wasn't sent %q", signal, undo)
			}
		}
	}
	p.clean()
}

// colour is a sequence that sets one.
var colour = regexp.MustCompile(`\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)

func (p *place) colourless() {
	coloured := func(s tty.Screen) bool {
		return slices.ContainsFunc(s.Cells, func(line []tty.Cell) bool {
			return slices.ContainsFunc(line, func(c tty.Cell) bool { return c.Fg != nil || c.Bg != nil })
		})
	}
	x := tty.Start(p.T, tty.Program{File: p.program, Home: p.home, Env: []string{"NO_COLOR=yes please"}})
	p.call(x.Await("Next caller", "live"), carlos)
	if coloured(x.Screen()) || colour.Match(x.Raw()) {
		p.Errorf("there is colour in spite of NO_COLOR\n%s", x.Picture())
	}
	p.leave(x)
	y := p.start().AwaitThat("colour without NO_COLOR", coloured)
	if !colour.Match(y.Raw()) {
		p.Error("colours aren't known when they are seen")
	}
	p.leave(y)
}
