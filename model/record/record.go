// Package record is how nouns become keys and bytes: the names of the rows,
// their encoding under a MAC, the sealing of what must stay secret, and the
// hashing of what people prove themselves with. It decides nothing.
//
// Every row carries a MAC over its key and bytes, so that an address, a role or
// a counter edited in the file by somebody without the key is refused when it
// is read, and so is a good row copied to another place.
package record

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
)

// MasterSize is the length of the master key, in bytes.
const MasterSize = 32

// macSize is half of HMAC-SHA256's output (RFC 2104, 5 allows it): 128 bits
// keep a million small rows small and can't be guessed.
const macSize = 16

// version of the encoding, the first byte of a row. A reader of newer code
// brings older rows up to date when it reads them; this is the first.
const version = 1

// ErrForged says that a row doesn't carry the right MAC: it was edited outside
// the program, or belongs to another key.
var ErrForged = errors.New("the row was changed outside callin, or the key file is another store's")

// Keys are derived from the one master key that lives outside the store.
type Keys struct {
	mac, wrap, pepper, check, alike []byte
}

// NewKeys derives the keys (RFC 5869, HKDF with SHA-256), one for each use, so
// that none can be turned against another.
func NewKeys(master []byte) (*Keys, error) {
	if len(master) != MasterSize {
		return nil, fmt.Errorf("the key must have %d bytes, not %d", MasterSize, len(master))
	}
	k := &Keys{}
	for _, use := range []struct {
		key  *[]byte
		name string
	}{
		{&k.mac, "rows"}, {&k.wrap, "sealing"}, {&k.pepper, "answers and passwords"}, {&k.check, "audit"}, {&k.alike, "answers alike"},
	} {
		derived, err := hkdf.Key(sha256.New, master, nil, "callin "+use.name, 32)
		if err != nil {
			return nil, fmt.Errorf("deriving the key for %s: %w", use.name, err)
		}
		*use.key = derived
	}
	return k, nil
}

// Encode writes a noun as the row under key.
func (k *Keys) Encode(key string, noun any) ([]byte, error) {
	body, err := json.Marshal(noun)
	if err != nil {
		return nil, fmt.Errorf("encoding %s: %w", key, err)
	}
	row := make([]byte, 0, 1+len(body)+macSize)
	row = append(append(row, version), body...)
	return append(row, k.sum(key, row)...), nil
}

// Decode reads the noun in the row under key. The error is ErrForged when the
// row isn't what was written there.
func (k *Keys) Decode(key string, row []byte, noun any) error {
	if len(row) < 1+macSize {
		return fmt.Errorf("%s: %w", key, ErrForged)
	}
	body, sum := row[:len(row)-macSize], row[len(row)-macSize:]
	if !hmac.Equal(sum, k.sum(key, body)) {
		return fmt.Errorf("%s: %w", key, ErrForged)
	}
	if body[0] != version {
		return newer(key, body[0])
	}
	if err := json.Unmarshal(body[1:], noun); err != nil {
		return fmt.Errorf("decoding %s: %w", key, err)
	}
	return nil
}

func newer(key string, format byte) error {
	return fmt.Errorf("%s was written by a newer callin (format %d); use that version", key, format)
}

func (k *Keys) sum(key string, body []byte) []byte {
	h := hmac.New(sha256.New, k.mac)
	h.Write([]byte(key))
	h.Write([]byte{0}) // keys hold no NUL: the border is clear
	h.Write(body)
	return h.Sum(nil)[:macSize]
}

// Link is one step of a chain: the MAC of what stands now and the link before.
func (k *Keys) Link(prev, body []byte) []byte {
	h := hmac.New(sha256.New, k.check)
	h.Write(prev)
	h.Write(body)
	return h.Sum(nil)
}
