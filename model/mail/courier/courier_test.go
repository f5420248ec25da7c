package courier_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail/courier"
	"callin/model/mail/mailtest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	user     = "callin"
	password = "courier-canary-8812"
)

func letter() model.Mail {
	return model.Mail{
		ID:   "0v9q2m4x7c1d",
		From: "support@aptela.example",
		To:   "anna@lindgren.example",
		Body: []byte("Subject: hello\r\n\r\n.a line that begins with a dot\r\n..two\r\nbye\r\n"),
	}
}

// config fits a server; limits are short enough for tests of silence and long
// enough for a busy machine.
func config(s *mailtest.Server, tls string) courier.Config {
	return courier.Config{Server: s.Addr(), TLS: tls, Hello: "desk.aptela.example", RootCAs: s.Roots()}
}

func open(t testing.TB, cfg courier.Config) *courier.Courier {
	t.Helper()
	c, err := courier.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// send sends one letter and gives the failure, nil when it was taken.
func send(t testing.TB, c *courier.Courier, m model.Mail) *model.MailError {
	t.Helper()
	_, err := c.Send(t.Context(), m)
	return failure(t, err)
}

func failure(t testing.TB, err error) *model.MailError {
	t.Helper()
	if err == nil {
		return nil
	}
	f, ok := errors.AsType[*model.MailError](err)
	if !ok {
		t.Fatalf("not a MailError: %T %v", err, err)
	}
	return f
}

func wantFate(t testing.TB, got *model.MailError, want model.Fate) {
	t.Helper()
	if got == nil {
		t.Fatalf("the mail was accepted, want %s", want)
	}
	if got.Fate != want {
		t.Fatalf("%s, want %s: %v", got.Fate, want, got)
	}
}

func TestSend(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{})
	c := open(t, config(s, courier.None))
	got, err := c.Send(t.Context(), letter())
	if err != nil {
		t.Fatal(err)
	}
	if want := (model.Receipt{Server: s.Addr(), Said: "2.0.0 queued as 1"}); got != want {
		t.Errorf("receipt %+v, want %+v", got, want)
	}
	mails := s.Mails()
	if len(mails) != 1 || string(mails[0].Body) != string(letter().Body) {
		t.Fatalf("the server got %+v", mails)
	}
	if want := "MAIL FROM:<support@aptela.example> BODY=8BITMIME SIZE=62 RET=HDRS ENVID=0v9q2m4x7c1d"; mails[0].Mail != want {
		t.Errorf("said %q\nwant %q", mails[0].Mail, want)
	}
	if want := "RCPT TO:<anna@lindgren.example>"; mails[0].Rcpt != want {
		t.Errorf("said %q, want %q", mails[0].Rcpt, want)
	}
	if first := s.Lines()[0]; first != "EHLO desk.aptela.example" {
		t.Errorf("began with %q", first)
	}
}

func TestSendWithoutExtensions(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{Offer: []string{}})
	c := open(t, config(s, courier.None))

	t.Run("plain mail says nothing extra", func(t *testing.T) {
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		if want := "MAIL FROM:<support@aptela.example>"; s.Mails()[0].Mail != want {
			t.Errorf("said %q, want %q", s.Mails()[0].Mail, want)
		}
	})
	t.Run("a server that knows HELO alone", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.At("EHLO", mailtest.Act{Reply: "502 5.5.1 what"})})
		if f := send(t, open(t, config(s, courier.None)), letter()); f != nil {
			t.Fatal(f)
		}
	})
	t.Run("an international address is refused", func(t *testing.T) {
		m := letter()
		m.To = "änna@lindgren.example"
		f := send(t, c, m)
		wantFate(t, f, model.FateRefused)
		if !strings.Contains(f.Said, "SMTPUTF8") {
			t.Errorf("said %q", f.Said)
		}
	})
	t.Run("8-bit text is refused", func(t *testing.T) {
		m := letter()
		m.Body = []byte("Subject: hej\r\n\r\nhallå\r\n")
		f := send(t, c, m)
		wantFate(t, f, model.FateRefused)
		if !strings.Contains(f.Said, "8BITMIME") {
			t.Errorf("said %q", f.Said)
		}
	})
	if n := s.Saw("CONNECT"); n != 1 {
		t.Errorf("%d connections, want 1: a refusal of ours harms none", n)
	}
}

func TestSendInternational(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{Offer: []string{"8BITMIME", "SMTPUTF8"}})
	c := open(t, config(s, courier.None))
	m := letter()
	m.To = "änna@bücher.example"
	if f := send(t, c, m); f != nil {
		t.Fatal(f)
	}
	if f := send(t, c, letter()); f != nil {
		t.Fatal(f)
	}
	mails := s.Mails()
	if !strings.HasSuffix(mails[0].Mail, " SMTPUTF8") || mails[0].Rcpt != "RCPT TO:<änna@bücher.example>" {
		t.Errorf("said %q, %q", mails[0].Mail, mails[0].Rcpt)
	}
	if strings.Contains(mails[1].Mail, "SMTPUTF8") {
		t.Errorf("SMTPUTF8 without need: %q", mails[1].Mail)
	}
}

func TestSendRefusesBeforeTheWire(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{})
	c := open(t, config(s, courier.None))
	for name, spoil := range map[string]func(*model.Mail){
		"a parameter in the recipient": func(m *model.Mail) { m.To = "a@b.example> SIZE=1" },
		"a command in the recipient":   func(m *model.Mail) { m.To = "a@b.example>\r\nRCPT TO:<c@d.example" },
		"a parameter in the sender":    func(m *model.Mail) { m.From = "a@b.example> AUTH=<>" },
		"no recipient":                 func(m *model.Mail) { m.To = "" },
		"a bare LF":                    func(m *model.Mail) { m.Body = []byte("a\r\n\n.\r\nMAIL FROM:<x@y.example>\r\n") },
		"a bare CR":                    func(m *model.Mail) { m.Body = []byte("a\r\n.\rb\r\n") },
		"an unfinished line":           func(m *model.Mail) { m.Body = []byte("a") },
		"a long line":                  func(m *model.Mail) { m.Body = []byte(strings.Repeat("a", 999) + "\r\n") },
		"a parameter in the id":        func(m *model.Mail) { m.ID = "x RET=FULL" },
	} {
		t.Run(name, func(t *testing.T) {
			m := letter()
			spoil(&m)
			wantFate(t, send(t, c, m), model.FateRefused)
		})
	}
	if n := s.Saw("CONNECT"); n != 0 {
		t.Errorf("%d connections for mails that can't go", n)
	}
}

func TestConnections(t *testing.T) {
	t.Run("are reused, with nothing between", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		c := open(t, config(s, courier.None))
		for range 5 {
			if f := send(t, c, letter()); f != nil {
				t.Fatal(f)
			}
		}
		if s.Saw("CONNECT") != 1 || s.Saw("EHLO") != 1 || s.Saw("RSET") != 0 || len(s.Mails()) != 5 {
			t.Errorf("%d connections, %d EHLO, %d RSET, %d mails", s.Saw("CONNECT"), s.Saw("EHLO"), s.Saw("RSET"), len(s.Mails()))
		}
	})
	t.Run("survive a refused recipient, with RSET", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.Once("RCPT", mailtest.Act{Reply: "550 5.1.1 nobody"})})
		c := open(t, config(s, courier.None))
		wantFate(t, send(t, c, letter()), model.FateRefused)
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		if s.Saw("CONNECT") != 1 || s.Saw("RSET") != 1 {
			t.Errorf("%d connections, %d RSET", s.Saw("CONNECT"), s.Saw("RSET"))
		}
	})
	t.Run("are bounded", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		cfg := config(s, courier.None)
		cfg.Limits.Connections = 3
		c := open(t, cfg)
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				if _, err := c.Send(t.Context(), letter()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := s.Saw("CONNECT"); n > 3 || len(s.Mails()) != 40 {
			t.Errorf("%d connections for %d mails", n, len(s.Mails()))
		}
	})
	t.Run("end with QUIT when idle", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		cfg := config(s, courier.None)
		cfg.Limits.Idle = time.Millisecond
		c := open(t, cfg)
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		s.AwaitClosed(t)
		if s.Saw("QUIT") != 1 {
			t.Errorf("%d QUIT, want 1", s.Saw("QUIT"))
		}
	})
	t.Run("a dead one costs nothing", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		c := open(t, config(s, courier.None))
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		s.CutAll()
		s.AwaitClosed(t)
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		if s.Saw("CONNECT") != 2 {
			t.Errorf("%d connections, want 2", s.Saw("CONNECT"))
		}
	})
	for name, act := range map[string]func(mailtest.Event) bool{
		"says 421 to MAIL":      func(e mailtest.Event) bool { return e.Verb == "MAIL" && e.Nth == 2 },
		"says 421 to RSET":      func(e mailtest.Event) bool { return e.Verb == "RSET" },
		"refuses to greet anew": func(e mailtest.Event) bool { return e.Verb == "EHLO" && e.Nth == 2 },
	} {
		t.Run("one that "+name+" costs nothing", func(t *testing.T) {
			afterMail := name == "says 421 to MAIL" // else after a mail that was refused, for RSET comes then alone
			s := mailtest.Start(t, mailtest.Script{On: func(e mailtest.Event) mailtest.Act {
				switch {
				case e.Conn == 1 && act(e):
					return mailtest.Act{Reply: "421 4.4.2 enough of you", Then: mailtest.Cut}
				case !afterMail && e.Verb == "RCPT" && e.Nth == 1:
					return mailtest.Act{Reply: "550 5.1.1 nobody"}
				}
				return mailtest.Act{}
			}})
			c := open(t, config(s, courier.None))
			if f := send(t, c, letter()); (f == nil) != afterMail {
				t.Fatal(f)
			}
			if f := send(t, c, letter()); f != nil {
				t.Fatal(f)
			}
			if s.Saw("CONNECT") != 2 {
				t.Errorf("%d connections, want 2", s.Saw("CONNECT"))
			}
		})
	}
	t.Run("a fresh one isn't tried twice", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.At("MAIL", mailtest.Act{Then: mailtest.Cut})})
		wantFate(t, send(t, open(t, config(s, courier.None)), letter()), model.FateDeferred)
		if s.Saw("CONNECT") != 1 {
			t.Errorf("%d connections, want 1", s.Saw("CONNECT"))
		}
	})
	t.Run("a failed QUIT is no failure", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.At("QUIT", mailtest.Act{Then: mailtest.Cut})})
		c := open(t, config(s, courier.None))
		if f := send(t, c, letter()); f != nil {
			t.Fatal(f)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if s.Saw("QUIT") != 1 {
			t.Errorf("%d QUIT, want 1", s.Saw("QUIT"))
		}
	})
	t.Run("none after Close", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		c := open(t, config(s, courier.None))
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		wantFate(t, send(t, c, letter()), model.FateDeferred)
		if s.Saw("CONNECT") != 0 {
			t.Error("connected after Close")
		}
	})
}

func TestContext(t *testing.T) {
	t.Run("ended before", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{})
		c := open(t, config(s, courier.None))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := c.Send(ctx, letter())
		wantFate(t, failure(t, err), model.FateDeferred)
		if s.Saw("CONNECT") != 0 {
			t.Error("connected for nobody")
		}
	})
	for _, verb := range []string{"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"} {
		t.Run("ends in the silence at "+verb, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := mailtest.Start(t, mailtest.Script{On: func(e mailtest.Event) mailtest.Act {
				if e.Verb == verb {
					cancel()
					return mailtest.Act{Then: mailtest.Stall}
				}
				return mailtest.Act{}
			}})
			_, err := open(t, config(s, courier.None)).Send(ctx, letter())
			f := failure(t, err)
			wantFate(t, f, model.FateDeferred)
			if !strings.Contains(f.Said, "called off") || !errors.Is(f, context.Canceled) {
				t.Errorf("said %q, cause %v", f.Said, f.Cause)
			}
			if len(s.Mails()) != 0 {
				t.Error("the server has a mail")
			}
		})
	}
	t.Run("isn't heeded once the message is on its way", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := mailtest.Start(t, mailtest.Script{On: func(e mailtest.Event) mailtest.Act {
			if e.Verb == "." {
				cancel()
			}
			return mailtest.Act{}
		}})
		if _, err := open(t, config(s, courier.None)).Send(ctx, letter()); err != nil {
			t.Fatalf("the answer was thrown away: %v", err)
		}
	})
	t.Run("ends the wait for a connection", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.At(".", mailtest.Act{Then: mailtest.Stall})})
		cfg := config(s, courier.None)
		cfg.Limits.Connections = 1
		c := open(t, cfg)
		var first sync.WaitGroup
		first.Go(func() {
			if _, err := c.Send(t.Context(), letter()); err == nil {
				t.Error("accepted")
			}
		})
		s.AwaitSaw(t, ".", 1) // the only connection now waits for its answer
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, err := c.Send(ctx, letter())
		wantFate(t, failure(t, err), model.FateDeferred)
		s.CutAll()
		first.Wait()
		if s.Saw("CONNECT") != 1 {
			t.Errorf("%d connections, want 1", s.Saw("CONNECT"))
		}
	})
}
