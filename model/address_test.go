package model_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"callin/model"
)

func TestCheckAddress(t *testing.T) {
	x := strings.Repeat
	const (
		utf8Wrong    = "isn't valid UTF-8"
		noAt         = "has no @"
		noLocal      = "has nothing before the @"
		longLocal    = "has more than 64 bytes before the @"
		noDomain     = "has nothing after the @"
		longDomain   = "has more than 255 bytes after the @"
		dot          = "has a dot in the wrong place"
		local        = "holds a character that isn't allowed before the @"
		noDot        = "needs a dot after the @"
		dash         = "has a dot or dash in the wrong place after the @"
		longLabel    = "has a part of more than 63 bytes after the @"
		domain       = "holds a character that isn't allowed after the @"
		numeric      = "ends in a number"
		longest      = "a.example"
		sixtyFour    = 64
		twoFiftyFive = 255
	)
	full := x(x("a", 63)+".", 3) + x("b", 63) // 4 × 63 and three dots are 255
	for address, want := range map[string]string{
		"ada@lindgren.example":             "",
		"a@b.co":                           "",
		"ada.okafor+desk@lindgren.example": "",
		"!#$%&'*+-/=?^_`{|}~@odd.example":  "",
		"søren@lindgrün.example":           "",
		"田中@例え.example":                    "",
		"राम@उदाहरण.example":               "", // marks belong to the letters
		"ada@xn--lindgrn-d6a.example":      "",
		"ada@1.2.3.example":                "",
		"ada@mail.3com.example":            "",
		x("a", sixtyFour) + "@" + longest:  "",
		"a@" + full:                        "",

		x("a", sixtyFour+1) + "@" + longest: longLocal,
		x("ø", 33) + "@" + longest:          longLocal,
		"a@" + full + "b":                   longDomain,
		"a@" + x("b", 64) + ".example":      longLabel,
		"":                                  noAt,
		"ada":                               noAt,
		"gil at badmail":                    noAt,
		"@lindgren.example":                 noLocal,
		"ada@":                              noDomain,
		"ada@localhost":                     noDot,
		".ada@lindgren.example":             dot,
		"ada.@lindgren.example":             dot,
		"a..da@lindgren.example":            dot,
		"ada@.example":                      dash,
		"ada@lindgren..example":             dash,
		"ada@lindgren.example.":             dash,
		"ada@-lindgren.example":             dash,
		"ada@lindgren-.example":             dash,
		"ada@10.0.0.1":                      numeric,
		"ada@lindgren.1":                    numeric,
		"ada@[10.0.0.1]":                    domain,
		"ada@[IPv6:::1]":                    noDot,
		"ada@evil@lindgren.example":         domain,
		"ada@lindgren.exam ple":             domain,
		"ada@lindgren.exa_mple":             domain,
		"ada@lindgren.example:25":           domain,

		// injections into the envelope and the header
		"<ada@lindgren.example>":                     local,
		"hal@inject.example> NOTIFY=NEVER":           domain,
		"ian@split.example\nBcc: thief@evil.example": domain,
		"ian@split.example\r\nRCPT TO:<x@y.example>": domain,
		"ada\r\nDATA@lindgren.example":               local,
		"ada@lindgren.example\x00":                   domain,
		"ada lovelace@lindgren.example":              local,
		`"ada okafor"@lindgren.example`:              local,
		`ada\@x@lindgren.example`:                    local,
		"ada,bob@lindgren.example":                   local,
		"ada;bob@lindgren.example":                   local,
		"ada(x)@lindgren.example":                    local,
		"Ada <ada@lindgren.example":                  local,
		"@relay.example:ada@lindgren.example":        noLocal,
		"ada:x@lindgren.example":                     local,
		"ada@lindgren.example\t":                     domain,

		// what nobody sees, so that two addresses look alike
		"ada\u200b@lindgren.example":    local,
		"ada\u00ad@lindgren.example":    local,
		"ada\u202e@lindgren.example":    local,
		"ada\u3164@lindgren.example":    local,
		"ada\ufe0f@lindgren.example":    local,
		"ada\u034f@lindgren.example":    local,
		"\u0301ada@lindgren.example":    local,
		"ada@lind\u115fgren.example":    domain,
		"ada@lind\ufe00gren.example":    domain,
		"ada@lindgren.exam\u200dple":    domain,
		"ada@lindgren\u3002example.com": domain, // an ideographic full stop, which a resolver takes for a dot
		"ada@lindgren.\u0301example":    domain,
		"ada\xff@lindgren.example":      utf8Wrong,
		"ada@lindgren.example\xc0":      utf8Wrong,
	} {
		if got := model.CheckAddress(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
	if len(full) != twoFiftyFive {
		t.Fatal(len(full))
	}
}

// TestCheckAddress_ascii: of ASCII, the letters, the digits and what RFC 5322
// calls atext; after the @ letters, digits and the dash.
func TestCheckAddress_ascii(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for c := range byte(utf8.RuneSelf) {
		local := strings.ContainsRune(letters+"!#$%&'*+-/=?^_`{|}~.", rune(c))
		if got := model.CheckAddress("a" + string(rune(c)) + "b@lindgren.example"); (got == "") != local {
			t.Errorf("%q before the @: %q", c, got)
		}
		domain := strings.ContainsRune(letters+"-.", rune(c))
		if got := model.CheckAddress("ada@x" + string(rune(c)) + "y.example"); (got == "") != domain {
			t.Errorf("%q after the @: %q", c, got)
		}
	}
	if got := model.CheckAddress("ada٣@lindgren٣.example"); got != "" {
		t.Errorf("digits of another script: %q", got)
	}
}

// FuzzCheckAddress: what is taken can stand between angle brackets in a command
// line, on a screen and in a mask.
func FuzzCheckAddress(f *testing.F) {
	for _, seed := range []string{"ada@lindgren.example", "søren@例え.example", "a\r\n@b.c", "\"a b\"@c.d", "a@b.c>", "क\u094d@b.co"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if model.CheckAddress(address) != "" {
			return
		}
		if !utf8.ValidString(address) || strings.ContainsAny(address, " \t\r\n\x00<>()[]\\,;:\"") || strings.Count(address, "@") != 1 ||
			model.CleanLine(address) != address || len(address) > 64+1+255 {
			t.Errorf("%q is taken", address)
		}
	})
}

func TestMaskAddress(t *testing.T) {
	for address, want := range map[string]string{
		"ada.okafor@lindgren.example": "a****r@lindgren.example",
		"ada@lindgren.example":        "a****a@lindgren.example",
		"ab@lindgren.example":         "a****@lindgren.example",
		"a@lindgren.example":          "a****@lindgren.example",
		"søren.ø@lindgrün.example":    "s****ø@lindgrün.example",
		"田中様@例え.example":              "田****様@例え.example",
		"ø@lindgren.example":          "ø****@lindgren.example",
		"":                            "",
		"ada":                         "",
		"@lindgren.example":           "",
		"ada@very.long." + strings.Repeat("x", 60) + ".domain.example": "a****a@very.long." + strings.Repeat("x", 60) + ".domain.example",
	} {
		if got := model.MaskAddress(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// TestMaskAddress_property: never more than the first and the last letter, nor
// how many there are between.
func TestMaskAddress_property(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcøñ田中.-+")), 1, 30, -1)
	rapid.Check(t, func(rt *rapid.T) {
		local := []rune(letters.Draw(rt, "local"))
		got, found := strings.CutSuffix(model.MaskAddress(string(local)+"@lindgren.example"), "@lindgren.example")
		shown := []rune(strings.Replace(got, "****", "", 1))
		switch {
		case !found || strings.Count(got, "****") != 1 || !utf8.ValidString(got):
			rt.Fatalf("%q", got)
		case len(local) < 3 && len(shown) != 1, len(local) >= 3 && len(shown) != 2:
			rt.Fatalf("%q shows %d letters of %q", got, len(shown), string(local))
		case shown[0] != local[0] || len(shown) == 2 && shown[1] != local[len(local)-1]:
			rt.Fatalf("%q isn't the ends of %q", got, string(local))
		}
	})
}
