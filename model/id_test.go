package model_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

func TestRandomText(t *testing.T) {
	for _, test := range []struct {
		bytes []byte
		want  string
	}{
		{[]byte{0, 0, 0, 0, 0}, "00000000"},
		{[]byte{255, 255, 255, 255, 255}, "zzzzzzzz"},
		{[]byte{0, 0, 0, 0, 1}, "00000001"},
		{[]byte{1}, "04"},
		{nil, ""},
	} {
		if got, err := model.RandomText(bytes.NewReader(test.bytes), len(test.bytes)); got != test.want || err != nil {
			t.Errorf("%v: %q, %v; want %q", test.bytes, got, err, test.want)
		}
	}
	for _, r := range []model.Rand{bytes.NewReader([]byte{1, 2, 3}), iotest.ErrReader(errors.New("dry"))} {
		if got, err := model.RandomText(r, 4); got != "" || err == nil {
			t.Errorf("from a source that runs dry: %q, %v", got, err)
		}
	}
	if got, err := model.RandomText(iotest.OneByteReader(strings.NewReader("\x00\x00\x00\x00\x01")), 5); got != "00000001" || err != nil {
		t.Errorf("from a slow source: %q, %v", got, err)
	}
}

func TestRandomText_property(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.SliceOfN(rapid.Byte(), 10, 10).Draw(rt, "a"), rapid.SliceOfN(rapid.Byte(), 10, 10).Draw(rt, "b")
		x, _ := model.RandomText(bytes.NewReader(a), 10)
		y, _ := model.RandomText(bytes.NewReader(b), 10)
		if len(x) != 16 || strings.Trim(x, "0123456789abcdefghjkmnpqrstvwxyz") != "" {
			rt.Fatalf("%q", x)
		}
		if bytes.Equal(a, b) != (x == y) {
			rt.Fatalf("%v %v: %s %s", a, b, x, y)
		}
	})
}

// TestNewestFirst: the first row of a range is the newest, whatever chance adds.
func TestNewestFirst(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		first := now.Add(time.Duration(rapid.Int64Range(0, int64(100*365*24*time.Hour)).Draw(rt, "first")))
		later := first.Add(time.Duration(rapid.Int64Range(1, int64(24*time.Hour)).Draw(rt, "later")))
		old, err := model.NewestFirst(first, bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 5, 5).Draw(rt, "a")))
		if err != nil {
			rt.Fatal(err)
		}
		fresh, err := model.NewestFirst(later, bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 5, 5).Draw(rt, "b")))
		if err != nil {
			rt.Fatal(err)
		}
		if fresh >= old || len(old) != 24 || len(fresh) != 24 {
			rt.Fatalf("%s: %s\n%s: %s", first, old, later, fresh)
		}
	})
	same := []string{}
	for i := range 3 {
		id, err := model.NewestFirst(now, bytes.NewReader([]byte{0, 0, 0, 0, byte(i)}))
		if err != nil || slices.Contains(same, id) {
			t.Errorf("%s of the same moment: %v, %v", id, same, err)
		}
		same = append(same, id)
	}
	if _, err := model.NewestFirst(now, strings.NewReader("")); err == nil {
		t.Error("no error without randomness")
	}
}

func TestPersonID_Account(t *testing.T) {
	for id, want := range map[model.PersonID]model.AccountID{"acme.ada": "acme", "acme.ada.b": "acme", "acme": "acme", "": "", ".x": ""} {
		if got := id.Account(); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
		if got := (model.Person{ID: id}).Account(); got != want {
			t.Errorf("person %q: %q, want %q", id, got, want)
		}
	}
}

func TestTicketNumber(t *testing.T) {
	for n, want := range map[model.TicketNumber]string{0: "", 1: "T-1", 4471: "T-4471", 1<<64 - 1: "T-18446744073709551615"} {
		if got := n.String(); got != want {
			t.Errorf("%d: %q, want %q", uint64(n), got, want)
		}
	}
}
