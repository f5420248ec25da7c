//go:build e2e

package main

// Calls in the real program with mail servers and clients that are not ours:
// Debian's Postfix and swaks. A missing one fails the test: it would look at
// nothing.

import (
	"io"
	"net"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-message"

	tty "callin/ui/uitest/terminal"
)

// TestE2EPostfix plays a call for each row of the policy that mails, to a Postfix
// that wants TLS and a password; one of them while it is stopped.
func TestE2EPostfix(t *testing.T) {
	o, server := newOffice(t), newPostfix(t)
	p := o.place(t)
	_ = p.inbox.Close()
	write(t, p.home.File("config/password"), postfixPassword+"\n", 0o600)
	p.configure(server.addr, `tls = "starttls"`, `user = "`+postfixUser+`@mail.callin.example"`, `password_file = "`+p.home.File("config/password")+`"`)
	trusting := "SSL_CERT_FILE=" + server.file("certificate.pem") // instead of the machine's roots
	people := p.admins(3)

	x := p.startWith(trusting)
	t.Run("the Password Request mail, for a user", func(t *testing.T) {
		p.call(x, nadia)
		x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "> mailed", "mail accepted")
		x.Press("enter").Await("Next caller")
		server.arrives(t, nadia.email)
	})
	t.Run("the Password Request mail, for an admin", func(t *testing.T) {
		p.call(x, people[1])
		x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "> mailed", "mail accepted")
		x.Press("enter").Await("Next caller")
		server.arrives(t, people[1].email)
	})
	t.Run("the account change ticket, for an admin", func(t *testing.T) {
		p.byTicket(x, people[2], "mail accepted")
		server.arrives(t, people[2].email)
	})
	t.Run("while it is stopped the mail waits, over a restart too", func(t *testing.T) {
		server.stop()
		p.byTicket(x, people[0], "mail deferred !")
		x.Kill()
		if mails := p.outbox(); mails[0].State != "deferred" {
			t.Fatalf("the outbox has %+v", mails[0])
		}
		server.start()
		x = p.startWith(trusting)
		server.arrives(t, people[0].email)
		x.Press("esc").Await("KEYS").Press("5").Await("0 on the way").AwaitGone("deferred")
	})
	p.leave(x)

	t.Run("a server whose certificate nobody vouches for gets nothing", func(t *testing.T) {
		stranger := p.admins(4)[3]
		x := p.startWith("SSL_CERT_FILE=" + p.home.File("config/password"))
		p.call(x, stranger)
		x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "mail deferred !", "certificate")
		p.leave(x)
		if slices.ContainsFunc(server.mailbox(), func(m delivered) bool { return m.to == stranger.email }) {
			t.Error("the mail went all the same")
		}
	})
	names := map[string]bool{}
	for _, m := range server.mailbox() {
		if m.id == "" || names[m.id] || !m.secure {
			t.Errorf("a mail came twice, or without a name, TLS or a password: %+v", m.secure)
		}
		names[m.id] = true
		if secret := temporary.FindString(m.text); secret != "" {
			p.nowhere(secret)
		}
	}
	p.nowhere(postfixPassword)
	p.clean()
}

// TestE2ESwaks sends a mail to the demo's inbox with a client that isn't ours,
// and reads it in the demo.
func TestE2ESwaks(t *testing.T) {
	swaks, err := exec.LookPath("swaks")
	if err != nil {
		t.Fatal("swaks is missing: install swaks")
	}
	p := &place{T: t, program: tty.Build(t, "."), home: tty.NewHome(t)}
	x := p.start("demo", "--accounts", "5").Press("esc").Await("KEYS")
	// The first sample account's admin gets a mail, and the Outbox tells by whom.
	x.Press("/").Await("FIELD").Type("ada okafor").Await("Ada Okafor").Press("enter").Await("How can I help you?")
	x.Press("p").Await("send the Password Request mail").Press("r").Await("mail accepted")
	addr := regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(x.Screen().Text())
	if _, _, err := net.SplitHostPort(addr); err != nil {
		t.Fatalf("the screen doesn't tell who took the mail\n%s", x.Picture())
	}
	send := exec.CommandContext(t.Context(), swaks, "--server", addr, "--from", "somebody@sender.example", "--to", "you@callin.example",
		"--header", "Subject: Grüße \x1b[31mfrom elsewhere", "--body", "Hello \x1b]0;owned\a there.", "--timeout", "10")
	if said, err := send.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	x.Press("enter").Await("Next caller").Press("esc").Await("KEYS").Press("8")
	p.choose(x, "Grüße")
	x.Press("enter").Await("somebody@sender.example", "there.")
	p.leave(x)
	p.clean()
}

// startWith starts the desk with a variable in its environment.
func (p *place) startWith(variable string) *tty.Terminal {
	p.Helper()
	x := tty.Start(p.T, tty.Program{File: p.program, Home: p.home, Env: []string{variable}})
	p.terminals = append(p.terminals, x)
	return x.Await("Next caller", "live")
}

// byTicket plays an account change ticket until its mail is as far as said.
func (p *place) byTicket(x *tty.Terminal, c caller, said string) {
	p.Helper()
	p.call(x, c)
	x.Press("p").Await("account change ticket").Press("t").Await("Ask ").TypeSecret(c.says).Press("enter")
	x.Await("send it").Press("s").Await("Outcome", "> mailed", said).Press("enter").Await("Next caller")
}

// arrives waits for the mail with somebody's temporary password, and looks at
// its two parts.
func (s *postfix) arrives(t *testing.T, to string) {
	t.Helper()
	s.await("the mail to arrive", func() bool {
		for _, m := range s.mailbox() {
			secret := temporary.FindString(m.text)
			if m.to != to || secret == "" {
				continue
			}
			if !strings.Contains(m.html, secret) {
				t.Error("the HTML part lacks the password")
			}
			return true
		}
		return false
	})
}

// parts reads a mail's parts by their types.
func parts(t *testing.T, e *message.Entity) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := e.Walk(func(_ []int, part *message.Entity, err error) error {
		if err != nil || part.MultipartReader() != nil {
			return err
		}
		kind, _, err := part.Header.ContentType()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(part.Body)
		found[kind] = string(text)
		return err
	})
	if err != nil {
		t.Error("the mail is broken:", err)
	}
	return found
}
