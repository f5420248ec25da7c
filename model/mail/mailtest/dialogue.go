// One connection's dialogue: commands in, replies out, as the script says.

package mailtest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"strings"
)

type dialogue struct {
	server *Server
	conn   net.Conn // TLS or raw
	raw    net.Conn
	r      *bufio.Reader
	number int
	tls    bool
	authed bool
	from   string // the MAIL command of the open transaction
	to     string
}

func (d *dialogue) run() {
	if d.server.script.Mode == Implicit && !d.secure() {
		return
	}
	d.r = bufio.NewReader(d.conn)
	if !d.step("CONNECT", "", "220 mail.test ESMTP") {
		return
	}
	for {
		line, err := d.line()
		if err != nil {
			return
		}
		verb, arg, _ := strings.Cut(line, " ")
		if !d.command(strings.ToUpper(verb), arg, line) {
			return
		}
	}
}

// step asks the script and replies; it tells whether the dialogue goes on.
func (d *dialogue) step(verb, line, usual string) bool {
	ok, _ := d.act(verb, line, usual)
	return ok
}

// act is step that also tells the reply that was sent.
func (d *dialogue) act(verb, line, usual string) (goOn bool, reply string) {
	a := d.server.ask(Event{Verb: verb, Line: line, Conn: d.number, TLS: d.tls})
	return d.follow(a, usual)
}

func (d *dialogue) follow(a Act, usual string) (goOn bool, reply string) {
	reply = a.Reply
	if reply == "" && a.Then == GoOn {
		reply = usual
	}
	if reply != "" && !d.say(reply) {
		return false, reply
	}
	switch a.Then {
	case GoOn:
		return true, reply
	case Stall:
		<-d.server.ending.Done()
	case Flood:
		for d.say("250-" + strings.Repeat("and more ", 50)) {
		}
	case Cut:
	}
	return false, reply
}

func (d *dialogue) say(reply string) bool {
	_, err := io.WriteString(d.conn, reply+"\r\n")
	return err == nil
}

func (d *dialogue) line() (string, error) {
	s, err := d.r.ReadString('\n')
	return strings.TrimRight(s, "\r\n"), err
}

func (d *dialogue) command(verb, arg, line string) bool {
	script := d.server.script
	switch verb {
	case "EHLO", "HELO":
		d.from, d.to = "", ""
		return d.step(verb, line, d.hello(verb))
	case "STARTTLS":
		ok, reply := d.act(verb, line, "220 go")
		if !ok || !strings.HasPrefix(reply, "220") {
			return ok
		}
		ok = d.secure()
		d.r = bufio.NewReader(d.conn)
		return ok
	case "AUTH":
		return d.auth(arg)
	case "MAIL":
		usual := "250 2.1.0 sender ok"
		if script.Mode == StartTLS && !d.tls {
			usual = "530 5.7.0 must issue a STARTTLS command first"
		} else if script.User != "" && !d.authed {
			usual = "530 5.7.0 authentication required"
		}
		return d.envelope(verb, line, usual, &d.from)
	case "RCPT":
		usual := "250 2.1.5 recipient ok"
		if d.from == "" {
			usual = "503 5.5.1 MAIL first"
		}
		return d.envelope(verb, line, usual, &d.to)
	case "DATA":
		usual := "354 end with a dot"
		if d.to == "" {
			usual = "503 5.5.1 RCPT first"
		}
		ok, reply := d.act(verb, line, usual)
		if !ok || !strings.HasPrefix(reply, "354") {
			return ok
		}
		return d.data()
	case "RSET":
		d.from, d.to = "", ""
		return d.step(verb, line, "250 2.0.0 ok")
	case "NOOP":
		return d.step(verb, line, "250 2.0.0 ok")
	case "QUIT":
		d.step(verb, line, "221 2.0.0 bye")
		return false
	}
	return d.step(verb, line, "500 5.5.2 unknown command")
}

func (d *dialogue) hello(verb string) string {
	if verb == "HELO" {
		return "250 mail.test"
	}
	lines := append([]string{"mail.test"}, d.server.script.Offer...)
	if d.server.script.Mode == StartTLS && !d.tls {
		lines = append(lines, "STARTTLS")
	}
	if d.server.script.User != "" && (d.tls || d.server.script.Mode == Plain) {
		lines = append(lines, "AUTH "+d.server.script.Mechanisms)
	}
	last := len(lines) - 1
	return "250-" + strings.Join(lines[:last], "\r\n250-") + "\r\n250 " + lines[last]
}

func (d *dialogue) envelope(verb, line, usual string, kept *string) bool {
	ok, reply := d.act(verb, line, usual)
	if strings.HasPrefix(reply, "2") {
		*kept = line
	}
	return ok
}

func (d *dialogue) secure() bool {
	c := tls.Server(d.raw, &tls.Config{Certificates: []tls.Certificate{d.server.cert}, MinVersion: tls.VersionTLS12})
	if err := c.HandshakeContext(d.server.ending); err != nil {
		return false
	}
	d.conn, d.tls = c, true
	return true
}

// auth knows PLAIN and LOGIN, each with an initial response (RFC 4954).
func (d *dialogue) auth(arg string) bool {
	mechanism, first, _ := strings.Cut(arg, " ")
	got, err := base64.StdEncoding.DecodeString(first)
	if err != nil {
		return d.step("AUTH", "AUTH "+mechanism, "501 5.5.2 not base64")
	}
	given := string(got)
	if mechanism == "LOGIN" {
		if !d.say("334 " + base64.StdEncoding.EncodeToString([]byte("Password:"))) {
			return false
		}
		line, err := d.line()
		if err != nil {
			return false
		}
		password, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return d.step("AUTH", "AUTH "+mechanism, "501 5.5.2 not base64")
		}
		given = "\x00" + given + "\x00" + string(password)
	}
	usual := "535 5.7.8 wrong user or password"
	if given == "\x00"+d.server.script.User+"\x00"+d.server.script.Password {
		usual = "235 2.7.0 welcome"
	}
	ok, reply := d.act("AUTH", "AUTH "+mechanism, usual)
	d.authed = d.authed || strings.HasPrefix(reply, "235")
	return ok
}

// data reads a message. Only CRLF, dot, CRLF ends it (RFC 5321, 4.1.1.4).
func (d *dialogue) data() bool {
	var body bytes.Buffer
	for first := true; ; first = false {
		line, err := d.r.ReadBytes('\n')
		if err != nil {
			return false
		}
		if bytes.Equal(line, []byte(".\r\n")) {
			break
		}
		body.Write(bytes.TrimPrefix(line, []byte(".")))
		if first && !d.step("BODY", "", "") {
			return false
		}
	}
	got := Received{Mail: d.from, Rcpt: d.to, Body: body.Bytes(), Conn: d.number}
	d.from, d.to = "", ""
	a := d.server.ask(Event{Verb: ".", Line: ".", Conn: d.number, TLS: d.tls})
	if !strings.HasPrefix(a.Reply, "4") && !strings.HasPrefix(a.Reply, "5") {
		d.server.change(func() { d.server.mails = append(d.server.mails, got) })
	}
	ok, _ := d.follow(a, fmt.Sprintf("250 2.0.0 queued as %d", len(d.server.Mails())))
	return ok
}
