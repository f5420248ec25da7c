package model_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callin/model"
)

func TestCheckPassword(t *testing.T) {
	known := []string{"Ada Okafor", "a.okafor", "ada@lindgren.example", "Lindgren Pumps", "4410442", "Aptela"}
	for password, want := range map[string]string{
		"":                "at least 15",
		"fourteen chars":  "at least 15",
		"fifteen chars!!": "",
		"長いパスフレーズを使いましょう今日":              "",
		"blue kettle seven rivers":       "",
		"Tr0ub4dor&3 forever":            "",
		"xK9#mQ2$vL7@nR4!":               "",
		"aaaaaaaaaaaaaaaaaa":             "different characters",
		"abcabcabcabcabcabc":             "different characters",
		"violet violet violet":           "repeats itself",
		"qwertyuiopasdfghjkl":            "tries first",
		"1234567890123456":               "tries first",
		"abcdefghijklmnopqrstuvwxyz":     "tries first",
		"correct horse battery staple":   "tries first",
		"Password123456!":                "tries first",
		"P@ssw0rd P@$$word 2026":         "tries first",
		"Welcome Summer 2026!":           "tries first",
		"Lindgren Pumps 4410442":         "company's name",
		"ada.okafor.aptela":              "company's name",
		"okafor likes herring":           "",
		strings.Repeat("été ", 16) + "x": "different characters",
		long(256):                        "",
		long(257):                        "at most 256",
	} {
		got := model.CheckPassword(model.NewSecret(password), known...)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

// long is a text of n characters that doesn't repeat.
func long(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%x-", i*i*7919+13)
	}
	return b.String()[:n]
}

// TestCheckPassword_any: whatever is typed there is an answer, and a long text
// drawn by chance is taken.
func TestCheckPassword_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model.CheckPassword(model.NewSecret(rapid.String().Draw(t, "text")), rapid.String().Draw(t, "known"))
		drawn := rapid.StringOfN(rapid.SampledFrom([]rune("bcdfghjkmnpqrstvwxz23456789")), 24, 64, -1).Draw(t, "drawn")
		distinct := map[rune]bool{}
		for _, r := range drawn {
			distinct[r] = true
		}
		if got := model.CheckPassword(model.NewSecret(drawn)); got != "" && len(distinct) > 12 {
			t.Fatalf("%q %s", drawn, got)
		}
	})
}

func TestCheckNewPIN(t *testing.T) {
	for pin, ok := range map[string]bool{
		"8391": true, "7204": true, "9406": true, "123": false, "12345": false, "12a4": false, "": false, "١٢٣٤": false,
		"0000": false, "9999": false, "1234": false, "4321": false, "7890": false, "0987": false, "1212": false, "2580": false, "1984": false, "2026": false,
		"0101": false, "1010": false, "0204": false, "2040": false, "0020": true,
	} {
		ext := "204"
		if pin == "0101" || pin == "1010" {
			ext = "101"
		}
		if wrong := model.CheckNewPIN(pin, ext); (wrong == "") != ok {
			t.Errorf("%q with extension %s: %q", pin, ext, wrong)
		}
	}
	if model.CheckNewPIN("4711", "4711") == "" || model.CheckNewPIN("4711", "84711") == "" || model.CheckNewPIN("4711", "") != "" {
		t.Error("the own extension is no PIN, whatever its length")
	}
	taken := 0
	for n := range 10000 {
		if model.CheckNewPIN(fmt.Sprintf("%04d", n), "100") == "" {
			taken++
		}
	}
	if taken < 9500 {
		t.Errorf("only %d PINs are left", taken)
	}
}
