// Signing (DKIM: RFC 6376, and RFC 8301 and 8463 on keys). The library signs
// with the clock's time; a mail of ours carries the time at which it was
// decided, so that composing it again gives the same bytes. So the few lines of
// canonical form are ours, and the library, as a receiver would, checks them:
// in tests, and in CheckRecord.

package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"callin/model"
)

// Key sizes in bits. Receivers need not look at more than 4096 (RFC 8301, 3.2).
const (
	minRSA = 2048
	maxRSA = 4096
)

// signedHeaders in their order. The first four stand there once more: a second
// header of the name, which a reader might show instead, breaks the signature
// (RFC 6376, 8.15).
var signedHeaders = []string{
	"From", "From", "To", "To", "Subject", "Subject", "Date", "Date",
	"Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted",
}

// Signer signs finished mails with one key. It is safe for use by several
// goroutines at once, and printing it shows no key.
type Signer struct {
	domain, selector string
	algorithm        string // as the signature names it
	key              crypto.Signer
}

// NewSigner reads a private key from PEM: RSA (PKCS #1 or #8) of 2048 to 4096
// bits, or Ed25519 (PKCS #8). Its public half must stand in DNS, see Record.
// The error is a sentence for the operator and holds nothing of the key.
func NewSigner(domain, selector string, keyPEM []byte) (*Signer, error) {
	if wrong := model.CheckAddress("x@" + domain); wrong != "" || !ascii(domain) {
		return nil, fmt.Errorf("the DKIM domain must be a domain in plain ASCII, such as aptela.example, not %q", model.CleanLine(domain))
	}
	if wrong := model.CheckAddress("x@" + selector + "." + domain); wrong != "" || !ascii(selector) {
		return nil, fmt.Errorf("the DKIM selector must be a short name in plain ASCII, such as desk1, not %q", model.CleanLine(selector))
	}
	key, err := parseKey(keyPEM)
	if err != nil {
		return nil, err
	}
	s := &Signer{domain: strings.ToLower(domain), selector: strings.ToLower(selector), key: key, algorithm: "ed25519-sha256"}
	if k, isRSA := key.(*rsa.PrivateKey); isRSA {
		s.algorithm = "rsa-sha256"
		if n := k.N.BitLen(); n < minRSA || n > maxRSA {
			return nil, fmt.Errorf("the DKIM key has %d bits; RSA keys need %d to %d", n, minRSA, maxRSA)
		}
	}
	return s, nil
}

func parseKey(keyPEM []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(keyPEM)
	if block == nil {
		return nil, errors.New("the DKIM key file holds no PEM block: it must begin with -----BEGIN PRIVATE KEY-----")
	}
	if k, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return k, nil
	}
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the DKIM key file's %q can't be read: RSA (PKCS #1 or #8) and Ed25519 (PKCS #8) can, without a passphrase", model.CleanLine(block.Type))
	}
	switch k := k.(type) {
	case *rsa.PrivateKey:
		return k, nil
	case ed25519.PrivateKey:
		return k, nil
	}
	return nil, errors.New("the DKIM key is neither RSA nor Ed25519")
}

// Domain is whom the signature speaks for.
func (s *Signer) Domain() string { return s.domain }

// Format keeps every verb of fmt from reaching the key.
func (s *Signer) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "DKIM "+s.algorithm+" "+s.RecordName()) // fmt.State never fails
}

// rsaKey tells whether the key is one that every receiver knows.
func (s *Signer) rsaKey() bool { return s.algorithm == "rsa-sha256" }

// Sign puts a DKIM-Signature on top of a finished mail and leaves the rest as
// it is. at is the time that the signature carries (t=), to the second; it
// never expires (no x=), because a mail may wait and be tried again. The same
// key, mail and time give the same bytes.
func (s *Signer) Sign(body []byte, at time.Time) ([]byte, error) {
	header, text, found := bytes.Cut(body, []byte("\r\n\r\n"))
	if !found {
		return nil, errors.New("a mail without a body can't be signed")
	}
	fields := splitHeader(header)
	if _, found := fields.nth("From", 0); !found {
		return nil, errors.New("a mail without a sender can't be signed")
	}
	hash := sha256.Sum256(relaxBody(text))
	unsigned := "DKIM-Signature: v=1; a=" + s.algorithm + "; c=relaxed/relaxed; d=" + s.domain + ";\r\n" +
		" s=" + s.selector + "; t=" + strconv.FormatInt(at.Unix(), 10) + ";\r\n" +
		" h=" + fold(strings.Join(signedHeaders, ":"), ":") + ";\r\n" +
		" bh=" + base64.StdEncoding.EncodeToString(hash[:]) + ";\r\n b="
	digest := sha256.New()
	seen := map[string]int{}
	for _, name := range signedHeaders {
		if field, found := fields.nth(name, seen[name]); found { // one that isn't there counts as empty (RFC 6376, 5.4)
			_, _ = io.WriteString(digest, relaxField(field)+"\r\n") // a hash never fails
		}
		seen[name]++
	}
	_, _ = io.WriteString(digest, relaxField(unsigned)) // without CRLF (RFC 6376, 3.7)
	signature, err := s.sign(digest.Sum(nil))
	if err != nil {
		return nil, err
	}
	return append([]byte(unsigned+fold(base64.StdEncoding.EncodeToString(signature), "")+"\r\n"), body...), nil
}

// sign needs no randomness: neither PKCS #1 v1.5 nor Ed25519 does.
func (s *Signer) sign(digest []byte) ([]byte, error) {
	if s.rsaKey() {
		b, err := s.key.Sign(nil, digest, crypto.SHA256)
		if err != nil {
			return nil, fmt.Errorf("signing with %v: %w", s, err)
		}
		return b, nil
	}
	b, err := s.key.Sign(nil, digest, crypto.Hash(0)) // Ed25519 over the SHA-256 (RFC 8463, 3)
	if err != nil {
		return nil, fmt.Errorf("signing with %v: %w", s, err)
	}
	return b, nil
}
