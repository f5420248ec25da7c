package record_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"

	"callin/model/record"
)

const letter = "Your temporary password is canary-canary-canary"

func sealed(t *testing.T, k *record.Keys, key, plain string) []byte {
	t.Helper()
	b, err := k.Seal(rand.Reader, key, []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestKeys_Seal_roundTrip(t *testing.T) {
	k := keys(t, 1)
	for _, plain := range []string{"", "x", letter, strings.Repeat(letter, 2000)} {
		got, err := k.Open("body/j", sealed(t, k, "body/j", plain))
		if err != nil || string(got) != plain {
			t.Errorf("%d bytes: %d, %v", len(plain), len(got), err)
		}
	}
	if _, err := k.Seal(bytes.NewReader(make([]byte, 79)), "body/j", nil); err == nil {
		t.Error("sealed without enough randomness")
	}
}

func TestKeys_Seal_hides(t *testing.T) {
	k := keys(t, 1)
	a, b := sealed(t, k, "body/j", letter), sealed(t, k, "body/j", letter)
	for i := range len(letter) - 4 {
		if part := []byte(letter[i : i+5]); bytes.Contains(a, part) || bytes.Contains(a, master(1)[:8]) {
			t.Fatalf("%q can be read", part)
		}
	}
	// format, nonce, wrapped key, nonce, text: all but the format are fresh
	parts := []int{1, 1 + 24, 1 + 24 + 48, 1 + 24 + 48 + 24, len(a)}
	for i := range parts[1:] {
		if bytes.Equal(a[parts[i]:parts[i+1]], b[parts[i]:parts[i+1]]) {
			t.Errorf("part %d of two sealed rows is the same", i+1)
		}
	}
	if bytes.Equal(a[parts[0]:parts[1]], a[parts[2]:parts[3]]) {
		t.Error("both layers have one nonce")
	}
}

// TestKeys_Seal_draws: every key and nonce comes from the source, none from
// another's bytes.
func TestKeys_Seal_draws(t *testing.T) {
	draw := make([]byte, 80)
	for i := range draw {
		draw[i] = byte(i)
	}
	k := keys(t, 1)
	b, err := k.Seal(bytes.NewReader(draw), "body/j", []byte(letter))
	if err != nil || !bytes.Equal(b[1:25], draw[32:56]) || !bytes.Equal(b[73:97], draw[56:80]) {
		t.Fatalf("%v: nonces aren't the drawn ones", err)
	}
	own, err := chacha20poly1305.NewX(draw[:32])
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := own.Open(nil, b[73:97], b[97:], append([]byte{1}, "body/j"...)); err != nil || string(plain) != letter {
		t.Errorf("the text isn't sealed by the drawn key: %v", err)
	}
	if bytes.Contains(b, draw[:32]) {
		t.Error("the drawn key isn't wrapped")
	}
}

func TestKeys_Open_forged(t *testing.T) {
	k := keys(t, 1)
	row := sealed(t, k, "body/j", letter)
	forged := func(name string, k *record.Keys, key string, row []byte) {
		t.Helper()
		if got, err := k.Open(key, row); got != nil || !errors.Is(err, record.ErrForged) || !strings.HasPrefix(err.Error(), key) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for i := range row {
		for _, bit := range []byte{1, 0x80} {
			flipped := slices.Clone(row)
			flipped[i] ^= bit
			forged("byte flipped", k, "body/j", flipped)
		}
	}
	for i := range row {
		forged("cut off", k, "body/j", row[:i])
	}
	forged("longer", k, "body/j", append(slices.Clone(row), 0))
	forged("in another place", k, "body/k", row)
	forged("another master key", keys(t, 2), "body/j", row)
	other := sealed(t, k, "body/j", letter)
	forged("another's text under this key", k, "body/j", append(slices.Clone(row[:73]), other[73:]...))
}

// TestKeys_Open_newer: a later format begins with the key, wrapped as now.
func TestKeys_Open_newer(t *testing.T) {
	k := keys(t, 1)
	wrap, err := hkdf.Key(sha256.New, master(1), nil, "callin sealing", 32)
	if err != nil {
		t.Fatal(err)
	}
	aead, err := chacha20poly1305.NewX(wrap)
	if err != nil {
		t.Fatal(err)
	}
	nonce := make([]byte, 24)
	row := append([]byte{2}, nonce...)
	row = aead.Seal(row, nonce, make([]byte, 32), append([]byte{2}, "body/j"...))
	row = append(row, make([]byte, 100)...)
	_, err = k.Open("body/j", row)
	if err == nil || errors.Is(err, record.ErrForged) || err.Error() != "body/j was written by a newer callin (format 2); use that version" {
		t.Errorf("%v", err)
	}
}
