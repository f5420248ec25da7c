// What must stand in DNS for a signature to count, and whether it does.

package mail

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"callin/model"

	"github.com/emersion/go-msgauth/dkim"
)

// RecordName is the name of the TXT record (RFC 6376, 3.6.2.1).
func (s *Signer) RecordName() string { return s.selector + "._domainkey." + s.domain }

// Record is the text of the TXT record. One of more than 255 bytes, as of every
// RSA key, is written in a zone file as several strings side by side.
func (s *Signer) Record() string {
	kind, public := "ed25519", []byte(nil)
	switch k := s.key.Public().(type) {
	case ed25519.PublicKey:
		public = k
	case *rsa.PublicKey:
		kind = "rsa"
		public, _ = x509.MarshalPKIXPublicKey(k) // fails for unknown kinds of key alone
	}
	return "v=DKIM1; k=" + kind + "; p=" + base64.StdEncoding.EncodeToString(public)
}

// CheckRecord tells whether receivers who find this record will take the
// signatures, by doing what they do: a mail is signed and verified with it. The
// error is a sentence for the operator.
func (s *Signer) CheckRecord(txt string) error {
	for tag := range strings.SplitSeq(txt, ";") {
		name, flags, _ := strings.Cut(tag, "=")
		if strings.TrimSpace(name) == "t" && strings.Contains(":"+strings.ReplaceAll(flags, " ", "")+":", ":y:") {
			return fmt.Errorf("the record %s says t=y, testing: receivers then treat a mail as unsigned; take t=y out", s.RecordName())
		}
	}
	signed, err := s.Sign([]byte("From: <desk@"+s.domain+">\r\nSubject: a check\r\n\r\nof the key\r\n"), time.Unix(0, 0))
	if err != nil {
		return err
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(signed), &dkim.VerifyOptions{
		LookupTXT: func(string) ([]string, error) { return []string{txt}, nil },
	})
	if err == nil && len(found) == 1 {
		err = found[0].Err
	} else if err == nil {
		err = errors.New("no signature found")
	}
	if err != nil {
		return fmt.Errorf("the record %s doesn't fit the key (%s); it must be: %s",
			s.RecordName(), model.CleanLine(strings.TrimPrefix(err.Error(), "dkim: ")), s.Record())
	}
	return nil
}
