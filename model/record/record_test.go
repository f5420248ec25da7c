package record_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/model"
	"callin/model/record"
)

// master is a key of one byte again and again.
func master(b byte) []byte { return bytes.Repeat([]byte{b}, record.MasterSize) }

func keys(t testing.TB, b byte) *record.Keys {
	t.Helper()
	k, err := record.NewKeys(master(b))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestNewKeys_size(t *testing.T) {
	for _, size := range []int{0, 16, 31, 33, 64} {
		if k, err := record.NewKeys(make([]byte, size)); k != nil || err == nil {
			t.Errorf("a key of %d bytes is taken", size)
		}
	}
}

func TestKeys_Encode_roundTrip(t *testing.T) {
	k := keys(t, 1)
	at := time.Date(2026, time.March, 2, 10, 0, 0, 12345, time.UTC)
	nouns := map[string]any{
		"account": &model.Account{ID: "acme", ClientID: "4410442", Company: "Lindgren & Söhne\n", Status: model.Active, Created: at, Version: model.Version{Changes: 7}},
		"person":  &model.Person{ID: "acme.ada", Name: "Ada <Okafor>", Role: model.Admin, EmailChanged: at, Question: "Name?"},
		"call": &model.Call{
			ID: "c", Checks: []model.Verification{{At: at, Agent: "amy", Person: "acme.ada", Method: model.MethodAnswer, Passed: true}},
			Deeds: []model.Deed{{At: at, Lost: model.ClientID, Way: model.WayTell}},
		},
		"ticket":      &model.Ticket{Number: 1<<64 - 1, Due: at, Priority: model.High},
		"job":         &model.MailJob{ID: "j", State: model.MailDeferred, Attempts: 3, Steps: []model.MailStep{{At: at, State: model.MailQueued, Said: "250"}}},
		"tries":       &model.Tries{Wrong: []time.Time{at}, LockedUntil: at},
		"credentials": &record.Credentials{Answer: "$a", Temporary: &record.Temporary{Hash: "$b", Job: "j", Expires: at}},
		"mailings":    &record.Mailings{Sent: []time.Time{at}},
		"head":        &record.Head{Seq: 9, Sum: []byte{1, 2}},
	}
	for key, noun := range nouns {
		row, err := k.Encode(key, noun)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]any{
			"account": &model.Account{}, "person": &model.Person{}, "call": &model.Call{}, "ticket": &model.Ticket{}, "job": &model.MailJob{},
			"tries": &model.Tries{}, "credentials": &record.Credentials{}, "mailings": &record.Mailings{}, "head": &record.Head{},
		}[key]
		if err := k.Decode(key, row, got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(noun, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	if _, err := k.Encode("key", make(chan int)); err == nil {
		t.Error("a channel is encoded")
	}
}

// TestKeys_Decode_forged: whoever can write the file but lacks the key can
// change, move and cut nothing.
func TestKeys_Decode_forged(t *testing.T) {
	k := keys(t, 1)
	row, err := k.Encode("tries/acme", model.Tries{Wrong: []time.Time{{}}})
	if err != nil {
		t.Fatal(err)
	}
	other, err := k.Encode("tries/bolt", model.Tries{})
	if err != nil {
		t.Fatal(err)
	}
	forged := func(name string, k *record.Keys, key string, row []byte) {
		t.Helper()
		got := model.Tries{LockedUntil: time.Unix(1, 0)}
		if err := k.Decode(key, row, &got); !errors.Is(err, record.ErrForged) || !strings.HasPrefix(err.Error(), key) {
			t.Errorf("%s: %v", name, err)
		}
		if got.Wrong != nil || !got.LockedUntil.Equal(time.Unix(1, 0)) {
			t.Errorf("%s: something of a forged row is read: %+v", name, got)
		}
	}
	for i := range row {
		for _, bit := range []byte{1, 0x80} {
			flipped := slices.Clone(row)
			flipped[i] ^= bit
			forged("byte flipped", k, "tries/acme", flipped)
		}
	}
	for i := range row {
		forged("cut off", k, "tries/acme", row[:i])
		forged("cut at the beginning", k, "tries/acme", row[i+1:])
	}
	forged("longer", k, "tries/acme", append(slices.Clone(row), 0))
	forged("nothing", k, "tries/acme", nil)
	forged("another row", k, "tries/acme", other)
	forged("in another place", k, "tries/bolt", row)
	forged("another kind", k, "mailed/acme", row)
	forged("a longer key", k, "tries/acme\x00", row)
	forged("another master key", keys(t, 2), "tries/acme", row)
}

// sign makes a row as a newer program would: the same MAC over another format.
func sign(t *testing.T, key string, body []byte) []byte {
	t.Helper()
	macKey, err := hkdf.Key(sha256.New, master(1), nil, "callin rows", 32)
	if err != nil {
		t.Fatal(err)
	}
	h := hmac.New(sha256.New, macKey)
	h.Write(append(append([]byte(key), 0), body...))
	return append(slices.Clone(body), h.Sum(nil)[:16]...)
}

func TestKeys_Decode_newer(t *testing.T) {
	k := keys(t, 1)
	var tries model.Tries
	if err := k.Decode("tries/a", sign(t, "tries/a", []byte("\x01{}")), &tries); err != nil {
		t.Fatalf("this test signs wrongly: %v", err)
	}
	err := k.Decode("tries/a", sign(t, "tries/a", []byte("\x02{}")), &tries)
	if err == nil || errors.Is(err, record.ErrForged) || err.Error() != "tries/a was written by a newer callin (format 2); use that version" {
		t.Errorf("%v", err)
	}
	if err := k.Decode("tries/a", sign(t, "tries/a", []byte("\x01{")), &tries); err == nil || errors.Is(err, record.ErrForged) {
		t.Errorf("half a row, well signed: %v", err)
	}
	if err := k.Decode("tries/a", sign(t, "tries/a", nil), &tries); !errors.Is(err, record.ErrForged) {
		t.Errorf("a row without a format: %v", err)
	}
}

func TestKeys_Link(t *testing.T) {
	k := keys(t, 1)
	first := k.Link(nil, []byte("entry 1"))
	sums := [][]byte{
		first, k.Link(first, []byte("entry 2")), k.Link(nil, []byte("entry 2")), k.Link(first, []byte("entry 3")),
		keys(t, 2).Link(nil, []byte("entry 1")),
	}
	for i, a := range sums {
		for _, b := range sums[i+1:] {
			if bytes.Equal(a, b) {
				t.Error("two links are one")
			}
		}
	}
	if !bytes.Equal(first, k.Link(nil, []byte("entry 1"))) || len(first) != sha256.Size {
		t.Error("a link can't be checked")
	}
}

// FuzzDecode: no bytes bring the reader down, and none that weren't written
// here are taken.
func FuzzDecode(f *testing.F) {
	k := keys(f, 1)
	row, err := k.Encode("tries/a", model.Tries{})
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := k.Seal(bytes.NewReader(make([]byte, 80)), "body/a", []byte("text"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(row)
	f.Add(sealed)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		var tries model.Tries
		if err := k.Decode("tries/a", b, &tries); err == nil && !bytes.Equal(b, row) {
			t.Errorf("%x is taken", b)
		}
		if _, err := k.Open("body/a", b); err == nil && !bytes.Equal(b, sealed) {
			t.Errorf("%x is opened", b)
		}
	})
}

func TestKeys_Encode_property(t *testing.T) {
	k := keys(t, 1)
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.StringMatching(`[a-z./]{0,12}`).Draw(rt, "a"), rapid.StringMatching(`[a-z./]{0,12}`).Draw(rt, "b")
		text := rapid.String().Draw(rt, "text")
		row, err := k.Encode(a, text)
		if err != nil {
			rt.Fatal(err)
		}
		var got string
		if err := k.Decode(a, row, &got); err != nil || got != strings.ToValidUTF8(text, "\ufffd") {
			rt.Fatalf("%q, %v", got, err)
		}
		if err := k.Decode(b, row, &got); a != b && !errors.Is(err, record.ErrForged) {
			rt.Fatalf("read under %q: %v", b, err)
		}
	})
}
