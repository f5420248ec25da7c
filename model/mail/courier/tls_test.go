package courier_test

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail/courier"
	"callin/model/mail/mailtest"
)

func signedIn(s *mailtest.Server, tls string) courier.Config {
	cfg := config(s, tls)
	cfg.User, cfg.Password = user, model.NewSecret(password)
	return cfg
}

func TestTLS(t *testing.T) {
	for mode, tls := range map[mailtest.Mode]string{mailtest.StartTLS: courier.StartTLS, mailtest.Implicit: courier.Implicit} {
		t.Run(tls, func(t *testing.T) {
			s := mailtest.Start(t, mailtest.Script{Mode: mode, User: user, Password: password, On: func(e mailtest.Event) mailtest.Act {
				if (e.Verb == "MAIL" || e.Verb == "AUTH") && !e.TLS {
					t.Errorf("%s without TLS", e.Verb)
				}
				return mailtest.Act{}
			}})
			c := open(t, signedIn(s, tls))
			for range 2 {
				if f := send(t, c, letter()); f != nil {
					t.Fatal(f)
				}
			}
			if s.Saw("AUTH") != 1 || s.Saw("CONNECT") != 1 {
				t.Errorf("%d AUTH, %d connections", s.Saw("AUTH"), s.Saw("CONNECT"))
			}
			for _, line := range s.Lines() {
				if strings.HasPrefix(line, "EHLO") && line != "EHLO desk.aptela.example" {
					t.Errorf("said %q", line)
				}
			}
		})
	}
}

// TestNoTLSNoMail is the attack: somebody on the way spoils TLS in one of
// several manners and waits for the password or the mail.
func TestNoTLSNoMail(t *testing.T) {
	for name, try := range map[string]struct {
		script mailtest.Script
		tls    string
		spoil  func(*courier.Config)
		says   string
	}{
		"STARTTLS stripped": {mailtest.Script{User: user, Password: password}, courier.StartTLS, nil, "STARTTLS"},
		"STARTTLS refused": {
			mailtest.Script{Mode: mailtest.StartTLS, On: mailtest.At("STARTTLS", mailtest.Act{Reply: "454 4.7.0 not now"})},
			courier.StartTLS, nil, "not now",
		},
		"STARTTLS refused for good": {
			mailtest.Script{Mode: mailtest.StartTLS, On: mailtest.At("STARTTLS", mailtest.Act{Reply: "554 5.7.0 never"})},
			courier.StartTLS, nil, "never",
		},
		"STARTTLS cut":                   {mailtest.Script{Mode: mailtest.StartTLS, On: mailtest.At("STARTTLS", mailtest.Act{Then: mailtest.Cut})}, courier.StartTLS, nil, "STARTTLS"},
		"no EHLO, no STARTTLS":           {mailtest.Script{Mode: mailtest.StartTLS, On: mailtest.At("EHLO", mailtest.Act{Reply: "502 5.5.1 what"})}, courier.StartTLS, nil, "what"},
		"words slipped in before TLS":    {mailtest.Script{Mode: mailtest.StartTLS, On: mailtest.At("STARTTLS", mailtest.Act{Reply: "220 go\r\n250 AUTH PLAIN"})}, courier.StartTLS, nil, "between STARTTLS and TLS"},
		"plain where TLS is due":         {mailtest.Script{User: user, Password: password}, courier.Implicit, nil, "TLS handshake"},
		"a stranger's certificate":       {mailtest.Script{Mode: mailtest.StartTLS}, courier.StartTLS, func(c *courier.Config) { c.RootCAs = x509.NewCertPool() }, "certificate"},
		"another host's certificate":     {mailtest.Script{Mode: mailtest.StartTLS, Hosts: []string{"other.example"}}, courier.StartTLS, nil, "certificate"},
		"another host's, implicit":       {mailtest.Script{Mode: mailtest.Implicit, Hosts: []string{"other.example"}}, courier.Implicit, nil, "certificate"},
		"a stranger's certificate, impl": {mailtest.Script{Mode: mailtest.Implicit}, courier.Implicit, func(c *courier.Config) { c.RootCAs = x509.NewCertPool() }, "certificate"},
	} {
		t.Run(name, func(t *testing.T) {
			s := mailtest.Start(t, try.script)
			cfg := signedIn(s, try.tls)
			cfg.Limits.Connect = 2e9
			if try.spoil != nil {
				try.spoil(&cfg)
			}
			got := send(t, open(t, cfg), letter())
			wantFate(t, got, model.FateDeferred)
			if !strings.Contains(got.Said, try.says) {
				t.Errorf("said %q, want something of %q", got.Said, try.says)
			}
			if s.Saw("MAIL")+s.Saw("AUTH") != 0 {
				t.Errorf("went on without TLS: %q", s.Lines())
			}
		})
	}
}

func TestAuth(t *testing.T) {
	echo := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
	for name, try := range map[string]struct {
		script mailtest.Script
		says   string // "" when the mail goes through
	}{
		"PLAIN before LOGIN": {mailtest.Script{Mechanisms: "LOGIN PLAIN", On: func(e mailtest.Event) mailtest.Act {
			if e.Verb == "AUTH" && e.Line != "AUTH PLAIN" {
				return mailtest.Act{Reply: "535 5.7.8 chose " + e.Line}
			}
			return mailtest.Act{}
		}}, ""},
		"LOGIN alone":       {mailtest.Script{Mechanisms: "LOGIN"}, ""},
		"neither":           {mailtest.Script{Mechanisms: "CRAM-MD5"}, "no AUTH PLAIN or LOGIN"},
		"wrong password":    {mailtest.Script{Password: "another"}, "535"},
		"broken off":        {mailtest.Script{On: mailtest.At("AUTH", mailtest.Act{Then: mailtest.Cut})}, "closed"},
		"password repeated": {mailtest.Script{On: mailtest.At("AUTH", mailtest.Act{Reply: "535 5.7.8 bad password " + password + " in " + echo})}, "bad password"},
		"password babbled":  {mailtest.Script{On: mailtest.At("AUTH", mailtest.Act{Reply: "you said " + password})}, "you said"},
	} {
		t.Run(name, func(t *testing.T) {
			try.script.Mode, try.script.User = mailtest.Implicit, user
			if try.script.Password == "" {
				try.script.Password = password
			}
			s := mailtest.Start(t, try.script)
			got := send(t, open(t, signedIn(s, courier.Implicit)), letter())
			if try.says == "" {
				if got != nil {
					t.Fatal(got)
				}
				return
			}
			wantFate(t, got, model.FateDeferred)
			all := fmt.Sprintf("%d %s %v %+v", got.Reply, got.Said, got, got.Cause)
			if !strings.Contains(all, try.says) {
				t.Errorf("said %q, want something of %q", got.Said, try.says)
			}
			if strings.Contains(all, password) || strings.Contains(all, echo) {
				t.Error("the error holds the password")
			}
			if s.Saw("MAIL") != 0 {
				t.Error("MAIL without AUTH")
			}
		})
	}
}

func TestNew(t *testing.T) {
	good := courier.Config{Server: "mail.aptela.example:587", TLS: courier.StartTLS}
	for name, try := range map[string]struct {
		change func(*courier.Config)
		says   string // "" when it's good
	}{
		"as it is":                  {func(*courier.Config) {}, ""},
		"plain to this machine":     {func(c *courier.Config) { c.Server, c.TLS = "127.0.0.1:25", courier.None }, ""},
		"plain to this machine, v6": {func(c *courier.Config) { c.Server, c.TLS = "[::1]:25", courier.None }, ""},
		"plain to localhost":        {func(c *courier.Config) { c.Server, c.TLS = "localhost:25", courier.None }, ""},
		"plain to elsewhere":        {func(c *courier.Config) { c.TLS = courier.None }, "this machine alone"},
		"plain to a neighbour":      {func(c *courier.Config) { c.Server, c.TLS = "192.0.2.1:25", courier.None }, "this machine alone"},
		"plain to a look-alike":     {func(c *courier.Config) { c.Server, c.TLS = "127.0.0.1.evil.example:25", courier.None }, "this machine alone"},
		"no TLS policy":             {func(c *courier.Config) { c.TLS = "" }, "implicit, starttls or none"},
		"an unknown TLS policy":     {func(c *courier.Config) { c.TLS = "opportunistic" }, "implicit, starttls or none"},
		"no port":                   {func(c *courier.Config) { c.Server = "mail.aptela.example" }, "host:port"},
		"no host":                   {func(c *courier.Config) { c.Server = ":25" }, "host:port"},
		"a port too high":           {func(c *courier.Config) { c.Server = "mail.aptela.example:70000" }, "65535"},
		"a user without password":   {func(c *courier.Config) { c.User = user }, "no password"},
		"a password without user":   {func(c *courier.Config) { c.Password = model.NewSecret(password) }, "no user"},
		"hello with a command":      {func(c *courier.Config) { c.Hello = "x\r\nMAIL FROM:<a@b.example>" }, "hello"},
		"hello with a literal":      {func(c *courier.Config) { c.Hello = "[192.0.2.1]" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			try.change(&cfg)
			_, err := courier.New(cfg)
			if (err == nil) != (try.says == "") || err != nil && !strings.Contains(err.Error(), try.says) {
				t.Fatalf("got %v, want %q", err, try.says)
			}
			if err != nil && strings.Contains(err.Error(), password) {
				t.Error("the error holds the password")
			}
		})
	}
}

func TestProbe(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{Mode: mailtest.StartTLS, User: user, Password: password})
	lines, err := open(t, signedIn(s, courier.StartTLS)).Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{s.Addr(), "TLS 1.3", "1 January 2100", "signed in as callin, AUTH PLAIN", "8BITMIME", "DSN"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in:\n%s", want, all)
		}
	}
	if s.Saw("MAIL") != 0 || s.Saw("QUIT") != 1 {
		t.Errorf("%d MAIL, %d QUIT", s.Saw("MAIL"), s.Saw("QUIT"))
	}

	t.Run("says how far it got", func(t *testing.T) {
		host, _, err := net.SplitHostPort(s.Addr())
		if err != nil {
			t.Fatal(err)
		}
		s.Shut()
		lines, err := open(t, signedIn(s, courier.StartTLS)).Probe(t.Context())
		wantFate(t, failure(t, err), model.FateDeferred)
		if len(lines) != 1 || !strings.Contains(lines[0], host) {
			t.Errorf("lines %q", lines)
		}
	})
}
