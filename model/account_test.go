package model_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

// TestLists: what screens offer, in the manual's order.
func TestLists(t *testing.T) {
	for _, list := range [][2]any{
		{model.AccountStatuses, []model.AccountStatus{"active", "suspended", "closed"}},
		{model.Roles, []model.Role{"admin", "user", "phone"}},
		{model.Credentials, []model.Credential{"login password", "user name", "Client ID", "voicemail PIN", "SIP or FTP password", "Polycom password"}},
		{model.Outcomes, []model.Outcome{"told", "mailed", "logged in", "referred", "explained", "not verified", "unsolved", "line dropped"}},
	} {
		if diff := cmp.Diff(list[1], list[0]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestCheckClientID(t *testing.T) {
	for id, want := range map[string]string{
		"1000":          "",
		"4410442":       "",
		"123456789012":  "",
		"":              "is missing",
		"123":           "must have 4 to 12 digits",
		"1234567890123": "must have 4 to 12 digits",
		"44l0442":       "must be digits only",
		"44 0442":       "must be digits only",
		"-410442":       "must be digits only",
		"１２３４":          "must be digits only", // full width
		"1234\n":        "must be digits only",
		"12/34":         "must be digits only",
		"12:34":         "must be digits only",
	} {
		if got := model.CheckClientID(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

func TestMaskClientID(t *testing.T) {
	for id, want := range map[string]string{
		"4410442": "44·····", "1234": "12·····", "123456789012": "12·····",
		"": "·······", "123": "·······", "éèêë": "·······",
	} {
		if got := model.MaskClientID(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

func TestCheckPhone(t *testing.T) {
	for number, ok := range map[string]bool{
		"+17035550110": true, "+1234567": true, "+123456789012345": true,
		"": false, "+": false, "+123456": false, "+1234567890123456": false, "17035550110": false, "0017035550110": false,
		"+1 7035550110": false, "+1703555011x": false, "++7035550110": false, "+١٢٣٤٥٦٧٨": false, "+17035550110\n": false,
	} {
		got := model.CheckPhone(number)
		if ok && got != "" || !ok && got != "must be a plus sign and 7 to 15 digits" {
			t.Errorf("%q: %q", number, got)
		}
	}
}

func TestCheckExtension(t *testing.T) {
	for number, ok := range map[string]bool{
		"10": true, "100": true, "123456": true, "007": true,
		"": false, "1": false, "1234567": false, "1o0": false, "10 ": false, "-10": false, "１０": false,
	} {
		got := model.CheckExtension(number)
		if ok && got != "" || !ok && got != "must be 2 to 6 digits" {
			t.Errorf("%q: %q", number, got)
		}
	}
}

func TestCheckPIN(t *testing.T) {
	for pin, ok := range map[string]bool{
		"4821": true, "0000": true,
		"": false, "482": false, "48211": false, "48a1": false, "４": false, "１２": false, "48 1": false, "-482": false,
	} {
		got := model.CheckPIN(pin)
		if ok && got != "" || !ok && got != "must be exactly four digits" {
			t.Errorf("%q: %q", pin, got)
		}
	}
}

func TestCheckUserName(t *testing.T) {
	const length, letters = "must have 2 to 64 characters", "may hold a to z, digits and . _ - @ + only"
	for name, want := range map[string]string{
		"a.okafor": "", "ab": "", "0_-@+.z": "", strings.Repeat("z", 64): "",
		"": length, "a": length, strings.Repeat("z", 65): length,
		"A.okafor": letters, "a okafor": letters, "a/okafor": letters, "søren": letters, "a\x00b": letters,
		"\u212aelvin": letters, "ada\u200d": letters, "a\xff": letters, "a=b": letters,
	} {
		if got := model.CheckUserName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCheckUserName_ascii(t *testing.T) {
	for c := range byte(128) {
		want := strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789._-@+", rune(c))
		if got := model.CheckUserName("a" + string(rune(c))); (got == "") != want {
			t.Errorf("%q: %q", c, got)
		}
	}
}

func TestMaskUserName(t *testing.T) {
	for name, want := range map[string]string{
		"a.okafor": "a·····", "b": "b·····", "": "", "ødegård": "ø·····", "田中": "田·····", "\xffab": "\ufffd·····",
	} {
		if got := model.MaskUserName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestPerson_CanLogIn(t *testing.T) {
	for _, role := range model.Roles {
		for _, name := range []string{"", "a.okafor"} {
			want := name != "" && role != model.Phone
			if got := (model.Person{Role: role, UserName: name}).CanLogIn(); got != want {
				t.Errorf("%s %q: %t", role, name, got)
			}
		}
	}
}

func TestCheckColour(t *testing.T) {
	for colour, good := range map[string]bool{
		"#2a7f9e": true, "#2A7F9E": true, "": false, "2a7f9e": false, "#2a7f9": false, "#2a7f9g": false, "red": false,
		"#fff;}/*": false, "#00000\n": false,
	} {
		if (model.CheckColour(colour) == "") != good {
			t.Errorf("%q: %q", colour, model.CheckColour(colour))
		}
	}
}

func TestReadPhone(t *testing.T) {
	for typed, want := range map[string]string{
		"(703) 555-0110": "+17035550110", "703.555.0110": "+17035550110", "1 703 555 0110": "+17035550110", " +17035550110 ": "+17035550110",
		"+49 30 123456": "+4930123456", "0049 30/123456": "+4930123456", "011 49 30 123456": "+4930123456",
		"": "", "555-0110": "", "0703555011": "", "+": "", "+1 703 555 0110 ext 4": "", "withheld": "", "703+5550110": "",
		"+12345678901234567": "", "\x1b[2J7035550110": "", "٧٠٣٥٥٥٠١١٠": "",
	} {
		got := model.ReadPhone(typed)
		if got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
		if got != "" && model.ReadPhone(got) != got {
			t.Errorf("%q is read as another number the second time", got)
		}
	}
}
