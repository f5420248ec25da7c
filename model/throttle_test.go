package model_test

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

// TestThrottle: in no window of the limit's length is more than the limit let
// through, whenever tries come, and after a window without any there may be
// another.
func TestThrottle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := model.Limit{Most: rapid.IntRange(1, 5).Draw(t, "most"), In: time.Hour}
		var throttle model.Throttle
		now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		var let []time.Time
		for _, pause := range rapid.SliceOfN(rapid.IntRange(0, 80), 1, 60).Draw(t, "minutes") {
			now = now.Add(time.Duration(pause) * time.Minute)
			until := throttle.Full(limit, now)
			if until.IsZero() {
				throttle = throttle.Count(limit, now)
				let = append(let, now)
				continue
			}
			if !until.After(now) || until.Sub(now) > limit.In {
				t.Fatalf("at %s it says until %s", now, until)
			}
			if !throttle.Full(limit, until).IsZero() {
				t.Fatal("full at the time that it told")
			}
		}
		for i := range let {
			n := 0
			for _, at := range let[i:] {
				if at.Sub(let[i]) < limit.In {
					n++
				}
			}
			if n > limit.Most {
				t.Fatalf("%d within an hour of %s", n, let[i])
			}
		}
		if len(throttle.At) > limit.Most {
			t.Fatalf("%d times are kept", len(throttle.At))
		}
	})
}

func TestOrigin(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.7:4022":            "203.0.113.7",
		"203.0.113.7":                 "203.0.113.7",
		"[::ffff:203.0.113.7]:22":     "203.0.113.7",
		"[2001:db8:1:2:3:4:5:6]:4022": "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1":        "2001:db8:1:2::/64",
		"[fe80::1%eth0]:22":           "fe80::/64",
		"":                            "local",
		"@":                           "local",
		"/run/callin.sock":            "local",
		"203.0.113.7\x1b[2J":          "local",
	} {
		if got := model.Origin(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// counting is a source of bytes that anybody can repeat.
type counting struct{ n byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = sha256.New().Sum([]byte{c.n})[0] * 37
	}
	return len(p), nil
}

func TestNewCode(t *testing.T) {
	seen := map[string]bool{}
	r := &counting{}
	for range 30 {
		code, err := model.NewCode(r)
		if err != nil {
			t.Fatal(err)
		}
		grouped := model.GroupCode(code)
		back, wrong := model.NormalCode(model.NewSecret(" " + grouped + " "))
		if len(grouped) != 9 || grouped[4] != ' ' || wrong != "" || back.Reveal() != code.Reveal() {
			t.Fatalf("%q comes back as %q, %s", grouped, back.Reveal(), wrong)
		}
		seen[grouped] = true
	}
	if len(seen) < 25 {
		t.Errorf("%d different codes of 30", len(seen))
	}
	for _, typed := range []string{"", "1234567", "123456789", "1234 567a", "١٢٣٤٥٦٧٨", strings.Repeat("1", 4000)} {
		if _, wrong := model.NormalCode(model.NewSecret(typed)); wrong == "" {
			t.Errorf("%.20q is taken for a code", typed)
		}
	}
}
