package mail_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail"

	"github.com/emersion/go-msgauth/dkim"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// rsaKey is made once: it takes a while.
var rsaKey = sync.OnceValue(func() []byte { return pkcs8(rsa.GenerateKey(rand.Reader, 2048)) })

func pkcs8(key any, err error) []byte {
	if err != nil {
		panic(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func edKey(seed byte) []byte {
	return pkcs8(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)), nil)
}

func signer(t fataler, selector string, key []byte) *mail.Signer {
	t.Helper()
	s, err := mail.NewSigner("aptela.example", selector, key)
	if err != nil {
		t.Fatalf("no signer: %v", err)
	}
	return s
}

// verify does what a receiver does, with a DNS of our own.
func verify(t fataler, body []byte, signers ...*mail.Signer) []*dkim.Verification {
	t.Helper()
	found, err := dkim.VerifyWithOptions(bytes.NewReader(body), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		for _, s := range signers {
			if s.RecordName() == name {
				return []string{s.Record()}, nil
			}
		}
		return nil, fmt.Errorf("no such name: %s", name)
	}})
	if err != nil {
		t.Fatalf("verifying: %v", err)
	}
	return found
}

func wantGood(t fataler, found []*dkim.Verification, n int) {
	t.Helper()
	if len(found) != n {
		t.Fatalf("%d signatures, want %d", len(found), n)
	}
	for _, v := range found {
		if v.Err != nil || v.Domain != "aptela.example" || !v.Expiration.IsZero() {
			t.Fatalf("%s: %v, expires %v", v.Domain, v.Err, v.Expiration)
		}
	}
}

func TestDKIM(t *testing.T) {
	old, young := signer(t, "desk1", rsaKey()), signer(t, "desk2", edKey(1))
	c, err := mail.NewComposer(model.DefaultProvider(), "Aptela Support <support@aptela.example>", mail.SignedBy(young, old))
	if err != nil {
		t.Fatal(err)
	}
	l := letter(model.MailTemporary)
	m, err := c.Compose(l)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("two signatures, RSA first", func(t *testing.T) {
		found := verify(t, m.Body, old, young)
		wantGood(t, found, 2)
		if !found[0].Time.Equal(l.At) {
			t.Errorf("signed at %v, want %v", found[0].Time, l.At)
		}
		if a, b := strings.Index(string(m.Body), "a=rsa-sha256"), strings.Index(string(m.Body), "a=ed25519-sha256"); a < 0 || a > b {
			t.Errorf("RSA at %d, Ed25519 at %d", a, b)
		}
		for line := range strings.SplitSeq(string(m.Body[:bytes.Index(m.Body, []byte("\r\nFrom:"))]), "\r\n") {
			if len(line) > 78 {
				t.Errorf("a line of %d bytes: %s", len(line), line)
			}
		}
		if wrong := mail.CheckLines(m.Body); wrong != "" {
			t.Error(wrong)
		}
	})
	t.Run("the same bytes again", func(t *testing.T) {
		again, err := c.Compose(l)
		if err != nil || !bytes.Equal(m.Body, again.Body) {
			t.Errorf("two mails of one letter differ: %v", err)
		}
	})
	t.Run("a change breaks it", func(t *testing.T) {
		for what, changed := range map[string]string{
			"another sender in front": "From: <evil@evil.example>\r\n" + string(m.Body),
			"another subject":         strings.Replace(string(m.Body), "\r\nSubject:", "\r\nSubject: x\r\nSubject:", 1),
			"another recipient":       strings.Replace(string(m.Body), "\r\nTo:", "\r\nTo: <b@evil.example>\r\nTo:", 1),
			"another date":            strings.Replace(string(m.Body), "\r\nDate:", "\r\nDate: Thu, 01 Jan 1970 00:00:00 +0000\r\nDate:", 1),
			"another type":            strings.Replace(string(m.Body), "multipart/alternative", "multipart/mixed", 1),
			"another word":            strings.Replace(string(m.Body), "temporary login", "temporal login", 1),
			"no longer automatic":     strings.Replace(string(m.Body), "Auto-Submitted: auto-generated", "Auto-Submitted: no", 1),
		} {
			if changed == string(m.Body) {
				t.Fatalf("%s: nothing was changed", what)
			}
			for _, v := range verify(t, []byte(changed), old, young) {
				if v.Err == nil {
					t.Errorf("%s: still good", what)
				}
			}
		}
	})
	t.Run("a server on the way may fold and pad", func(t *testing.T) {
		padded := strings.Replace(string(m.Body), "\r\nSubject: Your temporary", "\r\nSUBJECT:   Your \r\n\t temporary", 1) + "\r\n\r\n"
		wantGood(t, verify(t, []byte(padded), old, young), 2)
	})
}

// TestDKIMForm signs text of every shape and lets the library, which has its
// own idea of the canonical form, look at it.
func TestDKIMForm(t *testing.T) {
	s := signer(t, "desk2", edKey(1))
	piece := rapid.SampledFrom([]string{" ", "\t", "  ", "a", "B", "é", ":", ";", "=", "\r\n", "\r\n\r\n", " \r\n", ".\r\n"})
	value := rapid.SampledFrom([]string{" ", "\t", "x", "\r\n ", "\r\n\t ", ":", "é", "=?utf-8?q?=C3=A9?="})
	rapid.Check(t, func(t *rapid.T) {
		subject := strings.Join(rapid.SliceOfN(value, 0, 10).Draw(t, "subject"), "")
		text := strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "text"), "")
		// A line of white space alone ends a header for the library, and can't be
		// in ours.
		body := "From: <a@aptela.example>\r\nSubject:" + subject + ".\r\nDATE :now\r\nSubject: a second one\r\n\r\n" + text
		signed, err := s.Sign([]byte(body), noon)
		if err != nil {
			t.Fatal(err)
		}
		wantGood(t, verify(t, signed, s), 1)
	})
}

func TestSignerKeys(t *testing.T) {
	small := pkcs8(rsa.GenerateKey(rand.Reader, 1024))
	curve := pkcs8(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	block, _ := pem.Decode(rsaKey())
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	pkcs1 := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(parsed.(*rsa.PrivateKey))})
	locked := pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte("canary-4471")})
	for name, try := range map[string]struct {
		domain, selector string
		key              []byte
		says             string // "" when it's good
	}{
		"RSA, PKCS #8":        {"aptela.example", "desk1", rsaKey(), ""},
		"RSA, PKCS #1":        {"aptela.example", "desk1", pkcs1, ""},
		"Ed25519":             {"aptela.example", "2026.desk", edKey(1), ""},
		"RSA too small":       {"aptela.example", "desk1", small, "1024 bits"},
		"a curve":             {"aptela.example", "desk1", curve, "neither RSA nor Ed25519"},
		"with a passphrase":   {"aptela.example", "desk1", locked, "passphrase"},
		"no PEM":              {"aptela.example", "desk1", []byte("canary-4471"), "no PEM"},
		"no domain":           {"", "desk1", edKey(1), "domain"},
		"a header for domain": {"a.example;\r\nBcc: x", "desk1", edKey(1), "domain"},
		"no selector":         {"aptela.example", "", edKey(1), "selector"},
		"a tag for selector":  {"aptela.example", "a; x=1", edKey(1), "selector"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := mail.NewSigner(try.domain, try.selector, try.key)
			if (err == nil) != (try.says == "") || err != nil && !strings.Contains(err.Error(), try.says) {
				t.Fatalf("got %v, want %q", err, try.says)
			}
			if err != nil && strings.Contains(err.Error(), "canary") {
				t.Error("the error holds the key")
			}
			if s != nil {
				for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%s"} {
					if shown := fmt.Sprintf(verb, s); len(shown) > 80 {
						t.Errorf("%s shows %q", verb, shown)
					}
				}
			}
		})
	}
}

func TestCheckRecord(t *testing.T) {
	for _, s := range []*mail.Signer{signer(t, "desk1", rsaKey()), signer(t, "desk2", edKey(1))} {
		good := s.Record()
		other := signer(t, "desk2", edKey(2)).Record()
		for name, try := range map[string]struct{ txt, says string }{
			"as it must be":     {good, ""},
			"with notes":        {strings.Replace(good, "; p=", "; n=desk; s=email; p=", 1), ""},
			"another key":       {other, "must be: " + good},
			"revoked":           {"v=DKIM1; p=", "revoked"},
			"nothing":           {"", "missing"},
			"something else":    {"v=spf1 -all", "must be"},
			"testing":           {good + "; t=y", "t=y"},
			"testing, and more": {good + "; t=s : y", "t=y"},
			"not for mail":      {good + "; s=tlsrpt", "inappropriate service"},
			"an escape":         {"\x1b[2J", "must be"},
		} {
			t.Run(name, func(t *testing.T) {
				err := s.CheckRecord(try.txt)
				if (err == nil) != (try.says == "") || err != nil && !strings.Contains(err.Error(), try.says) {
					t.Fatalf("got %v, want %q", err, try.says)
				}
			})
		}
	}
}

func TestSignersMustSpeakForTheSender(t *testing.T) {
	for domain, good := range map[string]bool{
		"aptela.example": true, "mail.aptela.example": true, "evil.example": false, "notaptela.example": false,
	} {
		s, err := mail.NewSigner(domain, "desk1", edKey(1))
		if err != nil {
			t.Fatal(err)
		}
		_, err = mail.NewComposer(model.DefaultProvider(), "support@aptela.example", mail.SignedBy(s))
		if (err == nil) != good {
			t.Errorf("%s: %v", domain, err)
		}
	}
}
