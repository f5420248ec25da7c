package main

// The way of the mails, out and back, as the scripts and the tests here see it:
// a mail server on a real socket that does as it is told, keys that sign, and
// reports that come back.

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/rogpeppe/go-internal/testscript"

	"callin/model"
	"callin/model/desk"
	"callin/model/mail"
	"callin/model/mail/mailtest"
	"callin/ui/cli"
)

// posts are the mail servers of all scripts, by what is in the variables.
var posts sync.Map

// smtpd NAME MODE [USER PASSWORD [VERB REPLY]] starts a mail server, puts its
// address into the variable and its certificate into ca.pem. It answers one
// verb in its own way.
func smtpd(t *testing.T) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		script := mailtest.Script{Mode: mailtest.Mode(strings.Replace(args[1], "plain", "", 1))}
		if rest := args[2:]; len(rest)%2 == 0 && len(rest) > 0 && rest[0] != strings.ToUpper(rest[0]) {
			script.User, script.Password = rest[0], rest[1]
			args = append(args[:2], rest[2:]...)
		}
		if len(args) > 2 {
			script.On = mailtest.At(args[2], mailtest.Act{Reply: args[3]})
		}
		server := mailtest.Start(t, script)
		posts.Store(server.Addr(), server)
		ts.Setenv(args[0], server.Addr())
		ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), authority(t), 0o600))
	}
}

// authority is the certificate of the test servers, in PEM.
func authority(t *testing.T) []byte {
	t.Helper()
	cert, _, err := mailtest.Certificate("127.0.0.1", "localhost")
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
}

// expand FROM TO writes a file with the variables in it filled in.
func expand(ts *testscript.TestScript, _ bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// mailed NAME N FILE checks how many mails a server has taken, and writes the
// last one to a file, its envelope beside it.
func mailed(ts *testscript.TestScript, _ bool, args []string) {
	server, _ := posts.Load(ts.Getenv(args[0]))
	mails := server.(*mailtest.Server).Mails() //nolint:forcetypeassert // smtpd puts nothing else there
	if want, err := strconv.Atoi(args[1]); err != nil || len(mails) != want {
		ts.Fatalf("the server has taken %d mails, want %s", len(mails), args[1])
	}
	if len(mails) > 0 {
		last := mails[len(mails)-1]
		ts.Check(os.WriteFile(ts.MkAbs(args[2]), last.Body, 0o600))
		ts.Check(os.WriteFile(ts.MkAbs(args[2]+".envelope"), []byte(last.Mail+"\n"+last.Rcpt+"\n"), 0o600))
	}
}

// dkimkeys RSA ED25519 draws two keys.
func dkimkeys(ts *testscript.TestScript, _ bool, args []string) {
	first, err := rsa.GenerateKey(rand.Reader, 2048)
	ts.Check(err)
	_, second, err := ed25519.GenerateKey(rand.Reader)
	ts.Check(err)
	for i, key := range []any{first, second} {
		ts.Check(os.WriteFile(ts.MkAbs(args[i]), keyPEM(key), 0o600))
	}
}

func keyPEM(key any) []byte {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err) // a key that was just drawn
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// signed MAIL KEY… verifies, as a receiver would, that each key has signed.
func signed(ts *testscript.TestScript, _ bool, args []string) {
	records := map[string]string{}
	for i, name := range args[1:] {
		s, err := mail.NewSigner("aptela.example", fmt.Sprintf("desk%d", i+1), []byte(ts.ReadFile(name)))
		ts.Check(err)
		records[s.RecordName()] = s.Record()
	}
	found, err := dkim.VerifyWithOptions(strings.NewReader(ts.ReadFile(args[0])), &dkim.VerifyOptions{
		LookupTXT: func(name string) ([]string, error) { return []string{records[name]}, nil },
	})
	ts.Check(err)
	if len(found) != len(records) {
		ts.Fatalf("%d signatures, want %d", len(found), len(records))
	}
	for _, v := range found {
		ts.Check(v.Err)
	}
}

// shell runs a command in this process.
func shell(t *testing.T, change func(*cli.Edge), args ...string) (code int, out, said string) {
	t.Helper()
	var o, s bytes.Buffer
	e := machine()
	e.Args, e.Environ, e.Out, e.Err = args, []string{"HOME=" + t.TempDir()}, &o, &s
	if change != nil {
		change(&e)
	}
	code = cli.Run(t.Context(), e)
	return code, o.String(), s.String()
}

// must is shell for what has to work.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, said := shell(t, nil, args...)
	if code != 0 {
		t.Fatalf("%v ended with %d: %s", args, code, said)
	}
	return out
}

// TestDoctor_dkim: each answer of DNS, and no name asked for but the keys'.
func TestDoctor_dkim(t *testing.T) {
	home := t.TempDir()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(home, "key.pem"), string(keyPEM(key)), 0o600)
	config := filepath.Join(home, "config.toml")
	write(t, config, "[smtp]\ndkim = { domain = \"aptela.example\", selector = \"desk1\", key_file = \"key.pem\" }\n", 0o600)
	signer, err := mail.NewSigner("aptela.example", "desk1", keyPEM(key))
	if err != nil {
		t.Fatal(err)
	}
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := mail.NewSigner("aptela.example", "desk1", keyPEM(other))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		records []string
		err     error
		level   string
		text    string
	}{
		"fits":      {[]string{signer.Record()}, nil, "ok", "The record fits the key."},
		"differs":   {[]string{stranger.Record()}, nil, "error", "must be: " + signer.Record()},
		"testing":   {[]string{signer.Record() + "; t=y"}, nil, "error", "take t=y out"},
		"two":       {[]string{signer.Record(), signer.Record()}, nil, "error", "DNS holds 2 records"},
		"none":      {nil, &net.DNSError{IsNotFound: true}, "error", "DNS holds no such record"},
		"empty":     {nil, nil, "error", "DNS holds no such record"},
		"no answer": {nil, &net.DNSError{Err: "server misbehaving", IsTemporary: true}, "warn", "DNS doesn't answer"},
		"too late":  {nil, context.DeadlineExceeded, "warn", "DNS doesn't answer"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, _ := shell(t, func(e *cli.Edge) {
				e.LookupTXT = func(_ context.Context, asked string) ([]string, error) {
					if asked != "desk1._domainkey.aptela.example" {
						t.Errorf("asked for %s", asked)
					}
					return c.records, c.err
				}
			}, "--config", config, "doctor", "--json")
			var found struct {
				OK     bool
				Checks []struct{ Name, Level, Text string }
			}
			if err := json.Unmarshal([]byte(out), &found); err != nil {
				t.Fatal(err, out)
			}
			if found.OK != (c.level != "error") || (code == 0) != found.OK {
				t.Errorf("ok is %v, exit code %d", found.OK, code)
			}
			n := 0
			for _, check := range found.Checks {
				if check.Name != "dkim desk1._domainkey.aptela.example" {
					continue
				}
				if n++; check.Level != c.level || !strings.Contains(check.Text, c.text) {
					t.Errorf("%s: %s, want %s with %q", check.Level, check.Text, c.level, c.text)
				}
			}
			if n != 1 {
				t.Errorf("%d checks of the key", n)
			}
		})
	}
}

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

// TestExport: what a morning at the desk left behind, in both forms, and
// nothing in it that only a verified caller may know.
func TestExport(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "demo")
	if code, _ := atDesk(t, "DEMO", nil, "demo", "--keep", kept, "--accounts", "30"); code != 0 {
		t.Fatal("the demo ended with", code)
	}
	config := filepath.Join(t.TempDir(), "demo.toml")
	write(t, config, "db = \""+kept+"/demo.db\"\nkeys.file = \""+kept+"/demo.key\"\n", 0o600)
	clients := regexp.MustCompile(`(?m)^(\d{7}),`).FindAllStringSubmatch(must(t, "--config", config, "export", "accounts"), -1)
	if len(clients) < 30 {
		t.Fatalf("%d Client IDs to look for", len(clients))
	}
	for what, want := range map[string]struct{ csv, json string }{
		"tickets": {"ticket,kind,state,priority,owner,company,name,text,created,due,closed\r\n", `"state": "open"`},
		"calls":   {"call,ticket,agent,company,name,said,from,state,opened,ended,outcome,checks_passed,checks_failed,done,note\r\n", `"voicemail PIN: portal"`},
		"mails":   {"mail,kind,state,ticket,address,created,due,attempts,server,said\r\n", "[]"},
		"audit":   {"lane,seq,at,agent,verb,text,account,person,call,ticket,mail,command,prev,sum\r\n", `"verb": "refer"`},
	} {
		t.Run(what, func(t *testing.T) {
			table, list := must(t, "--config", config, "export", what), must(t, "--config", config, "export", what, "--format", "json")
			if !strings.HasPrefix(table, want.csv) || !strings.Contains(list, want.json) {
				t.Errorf("%q and\n%s", table[:min(len(table), 200)], list[:min(len(list), 400)])
			}
			var rows []map[string]any
			if err := json.Unmarshal([]byte(list), &rows); err != nil || len(rows) != strings.Count(table, "\r\n")-1 {
				t.Errorf("%d rows in JSON, %d lines of CSV, %v", len(rows), strings.Count(table, "\r\n"), err)
			}
			if what != "mails" && len(rows) < 5 {
				t.Errorf("%d rows: the morning had 5 calls", len(rows))
			}
			for _, id := range clients {
				if strings.Contains(table+list, id[1]) {
					t.Errorf("the Client ID %s is in it", id[1])
				}
			}
		})
	}
}

// TestExport_report: each report comes in both forms with the same numbers, and
// they are those of the morning.
func TestExport_report(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "demo")
	if code, _ := atDesk(t, "DEMO", nil, "demo", "--keep", kept, "--accounts", "30"); code != 0 {
		t.Fatal("the demo ended with", code)
	}
	config := filepath.Join(t.TempDir(), "demo.toml")
	write(t, config, "db = \""+kept+"/demo.db\"\nkeys.file = \""+kept+"/demo.key\"\n", 0o600)
	year := time.Now().Format("2006")
	for _, kind := range model.AllFigures {
		args := []string{"--config", config, "export", "report", string(kind.Name), "--period", year}
		table, text := must(t, args...), must(t, append(args, "--format", "json")...)
		if !strings.HasPrefix(table, "report,period,part,row,column,value,unit\r\n") {
			t.Errorf("%s: %q", kind.Name, table[:min(len(table), 200)])
		}
		var report struct {
			Report, Period string
			Parts          []struct {
				Title string
				Rows  []struct{ Cells []map[string]any }
			}
		}
		if err := json.Unmarshal([]byte(text), &report); err != nil || report.Report != string(kind.Name) {
			t.Fatal(kind.Name, err, text)
		}
		cells := 0
		for _, p := range report.Parts {
			for _, r := range p.Rows {
				cells += len(r.Cells)
			}
		}
		if lines := strings.Count(table, "\r\n") - 1; lines != cells {
			t.Errorf("%s: %d numbers in JSON, %d lines of CSV", kind.Name, cells, lines)
		}
		if kind.Now == (report.Period == year) {
			t.Errorf("%s is about %q", kind.Name, report.Period)
		}
	}
	opened := strings.Count(must(t, "--config", config, "export", "calls", "--format", "json"), `"opened": "`+year+"-")
	calls := must(t, "--config", config, "export", "report", "calls", "--period", year)
	if opened < 5 || !strings.Contains(calls, fmt.Sprintf("calls,%s,Calls,opened,calls,%d,count\r\n", year, opened)) || !strings.Contains(calls, ",By outcome,unsolved,calls,5,count\r\n") {
		t.Errorf("%d calls, and\n%s", opened, calls)
	}
	for _, wrong := range [][]string{{"weather"}, {"calls", "--period", "yesterday"}, {"calls", "--period", "2026-13"}} {
		if code, _, said := shell(t, nil, append([]string{"--config", config, "export", "report"}, wrong...)...); code != 2 || !strings.Contains(said, wrong[len(wrong)-1]) {
			t.Errorf("%v: exit %d, %q", wrong, code, said)
		}
	}
}

// TestExport_formula: what somebody on the phone said is no formula to a
// spreadsheet, and no command to a terminal.
func TestExport_formula(t *testing.T) {
	home := t.TempDir()
	config, db := filepath.Join(home, "config.toml"), filepath.Join(home, "callin.db")
	write(t, config, "db = \"callin.db\"\n", 0o600)
	write(t, filepath.Join(home, "callin.key"), base64.StdEncoding.EncodeToString(make([]byte, 32)), 0o600)
	opened, err := open(t.Context(), cli.Opening{
		File: db, Key: func() ([]byte, error) { return make([]byte, 32), nil }, From: "Aptela Support <support@aptela.example>",
		Policy: model.Standard(), Provider: model.DefaultProvider(), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = opened.Desk.FirstManager(t.Context(), "amy")
	agent, err2 := opened.Desk.SignIn(t.Context(), "amy")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	call, err := agent.OpenCall(t.Context(), "", "=HYPERLINK(1)")
	if err == nil {
		err = agent.EndCall(t.Context(), call, model.WrapUp{Outcome: model.Unsolved, Note: "@SUM(1) \x1b[31m"})
	}
	if err := errors.Join(err, opened.Close()); err != nil {
		t.Fatal(err)
	}
	calls, tickets := must(t, "--config", config, "export", "calls"), must(t, "--config", config, "export", "tickets")
	if !strings.Contains(calls, ",'=HYPERLINK(1),") || !strings.Contains(calls, ",'@SUM(1) ") || !strings.Contains(tickets, ",'=HYPERLINK(1),") {
		t.Errorf("%q\n%q", calls, tickets)
	}
	if got := desk.Cell("=1\x1b[31m"); !strings.HasPrefix(got, "'=1") || strings.Contains(calls+got, "\x1b") {
		t.Errorf("%q and %q", got, calls)
	}
}
