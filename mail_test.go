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
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/rogpeppe/go-internal/testscript"

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
