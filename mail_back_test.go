package main

// What comes back about mails, and mails that are flushed.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/smtp"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail/mailtest"
	"callin/ui/cli"
)

// bounce is a delivery report on a job, as Postfix writes them.
func bounce(job string) []byte {
	return []byte(strings.ReplaceAll(`From: MAILER-DAEMON@mx.lindgren.example
To: support@aptela.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lindgren.example
Original-Envelope-Id: `+job+`

Final-Recipient: rfc822; new@lindgren.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <`+job+`@aptela.example>

--b--
`, "\n", "\r\n"))
}

// TestBounce: what comes back while the desk is open is on the mail; what is
// about no mail of ours is counted, and not asked for again.
func TestBounce(t *testing.T) {
	home := t.TempDir()
	post := mailtest.Start(t, mailtest.Script{})
	config := filepath.Join(home, "config.toml")
	write(t, config, "db = \"callin.db\"\n[smtp]\nserver = \""+post.Addr()+"\"\ntls = \"none\"\n[bounces]\nlisten = \"127.0.0.1:0\"\naddress = \"bounces@mx.aptela.example\"\n", 0o600)
	people := "client_id,company,name,role,email\n4410442,Lindgren Pumps,Ada Okafor,admin,"
	for i, address := range []string{"ada@lindgren.example", "new@lindgren.example"} {
		name := filepath.Join(home, fmt.Sprintf("people%d.csv", i))
		write(t, name, people+address+"\n", 0o600)
		must(t, "--config", config, "import", name)
	}
	must(t, "--config", config, "mail", "flush")
	job := regexp.MustCompile(`(?i)message-id: <([^@>]+)@aptela\.example>`).FindSubmatch(post.Mails()[0].Body)
	if job == nil {
		t.Fatalf("no Message-ID of ours in\n%s", post.Mails()[0].Body)
	}

	heard := make(chan cli.Listener, 1)
	screen, tty := newTerminal(t)
	e := machine()
	e.Args, e.In, e.Out, e.Err = []string{"--config", config}, tty, tty, new(bytes.Buffer)
	e.Environ = []string{"TERM=xterm-256color", "HOME=" + home}
	e.Bounces = func(b cli.Bounces, take func(context.Context, model.MailReport) error) (cli.Listener, error) {
		if want := (cli.Bounces{Listen: "127.0.0.1:0", Address: "bounces@mx.aptela.example", Domain: "aptela.example"}); b != want {
			t.Errorf("listening for %+v", b)
		}
		l, err := hear(b, take)
		heard <- l
		return l, err
	}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	ended := make(chan int, 1)
	go func() { ended <- cli.Run(ctx, e) }()
	var listener cli.Listener
	select {
	case listener = <-heard:
	case code := <-ended:
		t.Fatal("the desk ended with", code, e.Err)
	}
	screen.until("Next caller")
	drained := screen.rest()
	for _, id := range []string{string(job[1]), "0000000000000000nobody"} {
		if err := smtp.SendMail(listener.Addr(), nil, "", []string{"bounces@mx.aptela.example"}, bounce(id)); err != nil {
			t.Error(id, err)
		}
	}
	leave()
	if code := <-ended; code != 0 {
		t.Error("the desk ended with", code, e.Err)
	}
	_ = tty.Close()
	<-drained
	if got := listener.Counts(); !strings.Contains(got, "Bounces:1") || !strings.Contains(got, "Unknown:1") {
		t.Error("counted", got)
	}
	status := must(t, "--config", config, "mail", "status", "--json")
	if strings.Count(status, `"bounced"`) != 1 || !strings.Contains(status, "5.1.1") {
		t.Errorf("the bounce isn't on the mail:\n%s", status)
	}
	exported := must(t, "--config", config, "export", "mails")
	for text, n := range map[string]int{
		",notice_of_change,": 2, ",bounced,": 1, ",accepted,": 1, ",n****w@lindgren.example,": 1, ",a****a@lindgren.example,": 1,
		"new@lindgren.example": 0, "4410442": 0, "Okafor": 0,
	} {
		if got := strings.Count(exported, text); got != n {
			t.Errorf("%q is exported %d times, want %d:\n%s", text, got, n, exported)
		}
	}
}

// TestFlush_noTime: of two mails one goes and one is stuck; the flush doesn't
// wait for ever, and counts the one that went behind the other.
func TestFlush_noTime(t *testing.T) {
	home := t.TempDir()
	post := mailtest.Start(t, mailtest.Script{On: mailtest.Once("MAIL", mailtest.Act{Then: mailtest.Stall})})
	config := filepath.Join(home, "config.toml")
	write(t, config, "db = \"callin.db\"\n[smtp]\nserver = \""+post.Addr()+"\"\ntls = \"none\"\n", 0o600)
	people := "client_id,company,name,role,email\n4410442,Lindgren Pumps,Ada Okafor,admin,"
	for i, address := range []string{"ada@lindgren.example", "new@lindgren.example"} {
		name := filepath.Join(home, fmt.Sprintf("people%d.csv", i))
		write(t, name, people+address+"\n", 0o600)
		must(t, "--config", config, "import", name)
	}
	code, out, said := shell(t, nil, "--config", config, "mail", "flush", "--wait", "1s")
	if code != 1 || out != "1 mail accepted by the mail server\n1 mail not tried yet\n" || !strings.Contains(said, "1 mail didn't go.") {
		t.Errorf("exit code %d, %q, %q", code, out, said)
	}
}

// TestBounce_later: a report that can't be taken now comes again.
func TestBounce_later(t *testing.T) {
	l, err := hear(cli.Bounces{Listen: "127.0.0.1:0", Address: "support@aptela.example", Domain: "aptela.example"},
		func(context.Context, model.MailReport) error { return errors.New("the disk is full") })
	if err != nil {
		t.Fatal(err)
	}
	err = smtp.SendMail(l.Addr(), nil, "", []string{"support@aptela.example"}, bounce("0001"))
	if err == nil || !strings.HasPrefix(err.Error(), "451 ") {
		t.Errorf("answered with %v", err)
	}
	if err := l.Close(); err != nil || !strings.Contains(l.Counts(), "Deferred:1") {
		t.Error(err, l.Counts())
	}
}

// TestBounce_nowhere: a desk that can't listen where it should says so.
func TestBounce_nowhere(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, "config.toml"), "[bounces]\nlisten = \"192.0.2.1:25\"\n", 0o600)
	var said bytes.Buffer
	code, _ := atDesk(t, "", func(e *cli.Edge) { e.Err = &said }, "--db", filepath.Join(home, "callin.db"), "--config", filepath.Join(home, "config.toml"))
	if code != 1 || !strings.Contains(said.String(), "The bounce listener listens on this machine alone") || !strings.Contains(said.String(), "Change listen below [bounces]") {
		t.Errorf("exit code %d, said %q", code, said.String())
	}
}
