package main

// Mails in the real program when the mail server isn't there, and the demo,
// whose mails can be read inside it.

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"callin/model/mail/mailtest"
	tty "callin/ui/uitest/terminal"
)

// unplugged: the server isn't there, the program is killed and started, and the
// mail goes out when the server is back, once.
func (p *place) unplugged() {
	addr := p.inbox.Addr()
	_ = p.inbox.Close()
	x := p.start()
	number := p.call(x, nadia)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "mail deferred !", "next try")
	x.Press("enter").Await("Next caller", "deferred").Press("esc").Await("KEYS").Resize(260, 30).Press("5")
	p.choose(x, "password request")
	x.Await("again ").Press("s").Await("is tried again now")
	x.Kill()
	if mails := p.outbox(); len(mails) != 1 || mails[0].State == "accepted" || mails[0].Ticket != number {
		p.Fatalf("the outbox has %+v", mails)
	}
	p.listen(addr)
	y := p.start()
	y.Press("esc").Await("KEYS").Resize(260, 30).Press("5")
	p.choose(y, "password request")
	y.Press("s").AwaitThat("the mail to go", func(s tty.Screen) bool { return strings.Contains(s.Line(" > "), "accepted") })
	_, secret := p.mail(nadia.email)
	p.leave(y)
	p.once(1)
	p.nowhere(secret)
	p.clean()
}

// uncertain: the line breaks when a whole mail is with the server and its answer
// isn't. The mail goes again by itself, as the same.
func (p *place) uncertain() {
	p.again(mailtest.Cut, "mail uncertain !")
}

// unanswered: the program is killed while it waits for that answer.
func (p *place) unanswered() {
	p.again(mailtest.Stall, "sending")
}

// again has a server behave in a way after the end of each mail, kills the
// program when its screen says so, and starts it with a good server.
func (p *place) again(then mailtest.Then, shown string) {
	p.Helper()
	_ = p.inbox.Close()
	server := mailtest.Start(p.T, mailtest.Script{On: mailtest.At(".", mailtest.Act{Then: then})})
	p.configure(server.Addr())
	x := p.start()
	p.call(x, nadia)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", shown)
	for n := 1; !slices.ContainsFunc(server.Mails(), carriesPassword); n++ {
		server.AwaitMails(p.T, n) // notices come too
	}
	x.Kill()
	server.Shut()
	server.CutAll()
	p.listen(server.Addr())
	y := p.start()
	m, secret := p.mail(nadia.email)
	y.Press("esc").Await("KEYS").Press("5").Await("0 on the way", "accepted").AwaitGone("uncertain")
	p.leave(y)
	p.once(1)
	same := 0
	for _, first := range server.Mails() {
		if bytes.Contains(first.Body, []byte("<"+m.MessageID+">")) {
			same++
		}
	}
	if same != 1 {
		p.Errorf("the mail went %d times by that name before, want once", same)
	}
	p.nowhere(secret)
	p.clean()
}

func carriesPassword(m mailtest.Received) bool { return temporary.Match(m.Body) }

// demoCard is one of the demo's people.
type demoCard struct {
	Name, Role, Email, Question, Answer string
	ClientID                            string `json:"client_id"`
}

// demo plays a call with one of the people on its cards, and reads the mail.
func (p *place) demo() {
	var cards []demoCard
	if err := json.Unmarshal([]byte(p.run("demo", "--card", "--json")), &cards); err != nil {
		p.Fatal(err)
	}
	c := cards[slices.IndexFunc(cards, func(c demoCard) bool { return c.Role == "admin" && c.Email != "" && c.Question != "" })]
	x := p.start("demo").Await("DEMO", "Queue", "Next caller")
	p.call(x, caller{search: c.ClientID + " " + c.Name, name: c.Name})
	x.Press("p").Await("account change ticket").Press("t").Await(c.Question).TypeSecret(c.Answer).Press("enter")
	x.Await("send it").Press("s").Await("Outcome", "mail accepted").Press("enter").Await("Next caller").Press("esc").Await("KEYS")
	before := len(x.Frames())
	x.Press("8").Await("in the demo's inbox", c.Email[:8])
	p.choose(x, "Your temporary")
	x.Press("enter").AwaitThat("the mail with its password", func(s tty.Screen) bool { return temporary.MatchString(s.Text()) })
	secret := temporary.FindString(x.Screen().Text())
	x.Hide(secret)
	if slices.ContainsFunc(x.Frames()[:before], func(f string) bool { return strings.Contains(f, secret) }) {
		p.Error("a temporary password was shown elsewhere than in the inbox")
	}
	p.leave(x)
	if kept := ls(p.T, p.home.File("tmp")); len(kept) > 0 {
		p.Errorf("the demo kept %v", kept)
	}
	p.clean()
}
