package model

import (
	"crypto/rsa"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

// StaffKey is an SSH public key that somebody on the staff signs in with.
type StaffKey struct {
	Fingerprint string // SHA256:…
	Line        string // type and key as in an authorized_keys file, nothing else
	Comment     string // whose it is, by its own words
	Added       time.Time
}

// leastRSA is the shortest RSA key that is taken, in bits (NIST SP 800-57 part
// 1, table 2: 112 bits of security, the least until 2030).
const leastRSA = 2048

// staffKeyTypes are taken. The sk ones live in a security key, which asks for a
// touch at each log-in; no option of a line can waive that, because options
// aren't kept.
var staffKeyTypes = map[string]bool{
	ssh.KeyAlgoED25519: true, ssh.KeyAlgoSKED25519: true, ssh.KeyAlgoSKECDSA256: true,
	ssh.KeyAlgoECDSA256: true, ssh.KeyAlgoECDSA384: true, ssh.KeyAlgoECDSA521: true, ssh.KeyAlgoRSA: true,
}

// maxStaffKey bounds the text of a key, in bytes; RSA with 16,384 bits has 2.8 kB.
const maxStaffKey = 16 << 10

// ReadStaffKey reads the one public key in a text such as a file id_ed25519.pub:
// a line of an authorized_keys file (sshd(8)), with comment lines around it or
// not. Options before the key are left out, and the comment is cleaned.
//
// Errors: Invalid, in words for whoever brought the key.
func ReadStaffKey(text string) (StaffKey, error) {
	if len(text) > maxStaffKey {
		return StaffKey{}, invalidKey("It is too long for a public key.")
	}
	if strings.Contains(text, "PRIVATE KEY") {
		return StaffKey{}, invalidKey("This is a private key, which nobody else may have. Bring the public one, in the file that ends in .pub.")
	}
	line := ""
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		if line != "" {
			return StaffKey{}, invalidKey("There are several keys in it. Bring one at a time.")
		}
		line = l
	}
	key, comment, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return StaffKey{}, invalidKey(`There is no public key in it. It is one line that begins with a word such as "ssh-ed25519".`)
	}
	if why := unfitKey(key); why != "" {
		return StaffKey{}, invalidKey(why)
	}
	return StaffKey{
		Fingerprint: ssh.FingerprintSHA256(key),
		Line:        strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))),
		Comment:     short(CleanLine(comment), 64),
	}, nil
}

func invalidKey(why string) error { return FailField("key", "That key can't be used. "+why) }

// unfitKey tells why a key isn't taken, or "".
func unfitKey(key ssh.PublicKey) string {
	if !staffKeyTypes[key.Type()] {
		return fmt.Sprintf("Keys of the type %s aren't taken. Make one with ssh-keygen -t ed25519.", CleanLine(key.Type()))
	}
	holder, ok := key.(ssh.CryptoPublicKey)
	if !ok {
		return ""
	}
	if public, ok := holder.CryptoPublicKey().(*rsa.PublicKey); ok && public.N.BitLen() < leastRSA {
		return fmt.Sprintf("It has %d bits, and an RSA key needs %d. Make one with ssh-keygen -t ed25519.", public.N.BitLen(), leastRSA)
	}
	return ""
}

// short cuts a text after so many characters.
func short(s string, most int) string {
	for i := range s {
		if most--; most < 0 {
			return s[:i]
		}
	}
	return s
}

// Kind is the key's type in a word: "ed25519", or "ed25519 with touch" for one
// in a security key.
func (k StaffKey) Kind() string {
	name, _, _ := strings.Cut(k.Line, " ")
	switch name {
	case ssh.KeyAlgoED25519:
		return "ed25519"
	case ssh.KeyAlgoSKED25519:
		return "ed25519 with touch"
	case ssh.KeyAlgoSKECDSA256:
		return "ecdsa with touch"
	case ssh.KeyAlgoRSA:
		return "rsa"
	}
	return "ecdsa"
}
