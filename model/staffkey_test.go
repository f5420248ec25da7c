package model_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"callin/model"
)

// Public keys made for these tests.
const (
	plainKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICEnWkIP+yfnbxRKu0fTlP/w8BXkh+Zh9i2GI6OCMYJz"
	otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILqR1WDPvmrhyPCMCmORNI+UK/+tL3WhsnnB6DkwqNwF"
)

func TestReadStaffKey(t *testing.T) {
	for name, text := range map[string]string{
		"as it comes":        plainKey + " amy@laptop\n",
		"with comment lines": "# amy's\n\n" + plainKey + " amy@laptop\r\n",
		"with options":       `no-touch-required,command="rm -rf /",from="*" ` + plainKey + " amy@laptop",
		"hostile comment":    plainKey + " amy@laptop\x1b]0;x\x07\u202e",
	} {
		key, err := model.ReadStaffKey(text)
		if err != nil || key.Line != plainKey || !strings.HasPrefix(key.Comment, "amy@laptop") ||
			key.Fingerprint != fingerprint(t, plainKey) || key.Kind() != "ed25519" {
			t.Errorf("%s: %+v, %v", name, key, err)
		}
		if strings.ContainsAny(key.Comment, "\x1b\x07\u202e") {
			t.Errorf("%s: the comment is %q", name, key.Comment)
		}
	}
	if key, err := model.ReadStaffKey(plainKey + " " + strings.Repeat("ø", 500)); err != nil || key.Comment != strings.Repeat("ø", 64) {
		t.Errorf("%q, %v", key.Comment, err)
	}
}

func fingerprint(t *testing.T, line string) string {
	t.Helper()
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	return ssh.FingerprintSHA256(key)
}

func TestReadStaffKey_refused(t *testing.T) {
	short, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // too short on purpose
	if err != nil {
		t.Fatal(err)
	}
	public, err := ssh.NewPublicKey(&short.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"": "There is no public key in it", "hello": "There is no public key in it", "ssh-ed25519 AAAA": "There is no public key",
		"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz": "This is a private key",
		plainKey + "\n" + otherKey:                      "There are several keys",
		strings.Repeat("x", 20<<10):                     "too long",
		string(ssh.MarshalAuthorizedKey(public)):        "It has 1024 bits",
	} {
		_, err := model.ReadStaffKey(text)
		if model.CodeOf(err) != model.Invalid || !strings.Contains(model.PublicText(err), want) {
			t.Errorf("%.20q…: %v, want %q", text, err, want)
		}
	}
}

func TestReadStaffKey_certificate(t *testing.T) {
	public, _, _, _, err := ssh.ParseAuthorizedKey([]byte(plainKey))
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private, err := ssh.NewSignerFromKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert := &ssh.Certificate{Key: public, CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity, ValidPrincipals: []string{"amy"}}
	if err := cert.SignCert(rand.Reader, private); err != nil {
		t.Fatal(err)
	}
	_, err = model.ReadStaffKey(string(ssh.MarshalAuthorizedKey(cert)))
	if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "aren't taken") {
		t.Error(err)
	}
}

func FuzzReadStaffKey(f *testing.F) {
	f.Add(plainKey + " amy")
	f.Add(`command="x" ` + plainKey)
	f.Fuzz(func(t *testing.T, text string) {
		key, err := model.ReadStaffKey(text)
		if err != nil {
			return
		}
		again, err := model.ReadStaffKey(key.Line + " " + key.Comment)
		if err != nil || again.Fingerprint != key.Fingerprint || model.CleanLine(key.Comment) != key.Comment {
			t.Fatalf("%+v, %v", again, err)
		}
	})
}
