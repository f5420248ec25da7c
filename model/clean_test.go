package model_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"callin/model"
)

//go:embed testdata/hostile.txt
var hostileText string

type payload struct{ name, in, want string }

func hostile(t testing.TB) (payloads []payload) {
	t.Helper()
	for line := range strings.Lines(hostileText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			t.Fatalf("%d cells in %q", len(cells), line)
		}
		in, err := strconv.Unquote(cells[1])
		if err != nil {
			t.Fatalf("%s: %v", cells[0], err)
		}
		want, err := strconv.Unquote(cells[2])
		if err != nil {
			t.Fatalf("%s: %v", cells[0], err)
		}
		payloads = append(payloads, payload{cells[0], in, want})
	}
	return payloads
}

func TestClean_hostile(t *testing.T) {
	payloads := hostile(t)
	if len(payloads) < 100 {
		t.Errorf("only %d payloads", len(payloads))
	}
	for _, p := range payloads {
		if got := model.Clean(p.in); got != p.want {
			t.Errorf("%s: %+q, want %+q", p.name, got, p.want)
		}
		if wrong := unsafe(model.Clean(p.in)); wrong != "" {
			t.Errorf("%s: %s", p.name, wrong)
		}
		check(t, p.in)
		// between other text nothing of it may stay that wasn't safe by itself
		if wrong := unsafe(model.Clean("Lou " + p.in + " Esc")); wrong != "" {
			t.Errorf("%s, inside a line: %s", p.name, wrong)
		}
	}
}

// ordinary text of many scripts, without joiners.
var ordinary = []string{
	"Ada Okafor, 44 Elm Street", "¿Qué tal, señor?", "Ödön Łukasz Þórðarson", "Zoe\u0308 A\u030asa", "Nguyễn Thị Minh Khai",
	"Αθήνα", "Київ, вулиця Хрещатик", "שָׁלוֹם עֲלֵיכֶם", "مُحَمَّد عَبْدُ اللّٰه", "سلام دنیا", "हिन्दी में क्षत्रिय", "বাংলা ভাষা", "தமிழ் மொழி",
	"ภาษาไทยที่นี่", "น้ำคำ", "ນ້ຳ", "कार्त्स्न्य", "ကျွန်ုပ်", "བོད་སྐད་", "ភាសាខ្មែរ", "አማርኛ", "ქართული", "Հայերեն", "日本語のテキスト、漢字", "がぎぐ か\u3099", "ﾊﾟﾋﾟ", "中文字符，標點。", "한국어 문장",
	"\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165\u1106\u116e\u11ab\u110c\u1161\u11bc", // the same, letter by letter
	"5 × 3 ≠ 16 → “no” — €10…", "☎ 703 555 0110 ✓", "🙂 👍", "line one\nline two", "¿", "\ufffd",
}

func TestClean_ordinary(t *testing.T) {
	for _, s := range ordinary {
		if got := model.Clean(s); got != s {
			t.Errorf("%s (%+q) became %s (%+q)", s, s, got, got)
		}
	}
}

func TestCleanLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"Ada Okafor":            "Ada Okafor",
		"  Ada  Okafor \t":      "Ada  Okafor",
		"one\ntwo\r\nthree\n":   "one two three",
		"\n\n":                  "",
		"\u00a0\u3000Ada\u2003": "Ada",
		" \u0301Ada":            "¿Ada",
		"a\n\u0301b":            "a ¿b",
		"a\rb":                  "a¿b",
		"a\u2028b\u0085c":       "a¿b¿c",
		"250 Ok\r\n":            "250 Ok",
	} {
		if got := model.CleanLine(in); got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}

// unsafe says what in a text a terminal could trip over, after rules of its
// own: it shares no table with Clean.
func unsafe(s string) string {
	if !utf8.ValidString(s) {
		return "not UTF-8"
	}
	marks, base := 0, false
	for _, r := range s {
		switch {
		case r == '\n':
			base, marks = false, 0
			continue
		case r < 0x20, r >= 0x7f && r < 0xa0:
			return "a control " + strconv.QuoteRuneToASCII(r)
		case unicode.In(r, unicode.Cf, unicode.Cs, unicode.Co, unicode.Zl, unicode.Zp),
			unicode.In(r, unicode.Variation_Selector, unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point),
			unicode.Is(unicode.Zs, r) && r != ' ', r == 0x20e3,
			unicode.Is(unicode.Regional_Indicator, r), r >= 0x1f3fb && r <= 0x1f3ff, r >= 0xe0000:
			return "a hidden " + strconv.QuoteRuneToASCII(r)
		case unicode.Is(unicode.M, r):
			if marks++; !base || marks > 8 {
				return "a mark out of place " + strconv.QuoteRuneToASCII(r)
			}
			continue
		}
		base, marks = r != ' ', 0
	}
	return ""
}

// maxCrowd is how many characters may share one place: nine that lead, a
// conjunct of nine, eight marks and a base.
const maxCrowd = 27

// crowd is the most characters that share one place in a text.
func crowd(s string) (most int) {
	for cells := graphemes.FromString(s); cells.Next(); {
		most = max(most, utf8.RuneCountInString(cells.Value()))
	}
	return most
}

func check(t interface{ Errorf(string, ...any) }, s string) {
	clean, line := model.Clean(s), model.CleanLine(s)
	switch {
	case crowd(clean) > maxCrowd:
		t.Errorf("Clean(%+q): %d characters share a place: %+q", s, crowd(clean), clean)
	case unsafe(clean) != "":
		t.Errorf("Clean(%+q) = %+q: %s", s, clean, unsafe(clean))
	case unsafe(line) != "":
		t.Errorf("CleanLine(%+q) = %+q: %s", s, line, unsafe(line))
	case model.Clean(clean) != clean:
		t.Errorf("Clean(%+q) = %+q, and again %+q", s, clean, model.Clean(clean))
	case model.CleanLine(line) != line || model.Clean(line) != line:
		t.Errorf("CleanLine(%+q) = %+q, and again %+q", s, line, model.CleanLine(line))
	case strings.ContainsAny(line, "\n\r") || strings.TrimSpace(line) != line:
		t.Errorf("CleanLine(%+q) = %+q", s, line)
	case utf8.RuneCountInString(clean) > utf8.RuneCountInString(s):
		t.Errorf("Clean(%+q) grew to %+q", s, clean)
	}
}

func TestClean_property(t *testing.T) {
	odd := []rune("a b\n\r\t\x1b\u200d\u200c\ufe0f\u0301\u093e\u094d\u0915\u1100\u1161\u11a8\u3164\uff76\uff9e\u0d4e\u0e33\u20e3❤👩🚀🏽→🇩🇪\u202e\u00a0\u0378\ufffd¿")
	texts := rapid.OneOf(
		rapid.StringOf(rapid.RuneFrom(odd)),
		rapid.StringOf(rapid.RuneFrom(nil, unicode.M, unicode.Cf, unicode.So, unicode.Lo, unicode.Zs)),
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(rt *rapid.T) { check(rt, texts.Draw(rt, "text")) })
}

// TestClean_everyRune: each character by itself and after a letter. Between the
// planes that are left out there are ideographs and nothing.
func TestClean_everyRune(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if r >= 0x3400 && r < 0xa000 || r >= 0xac00 && r < 0xd700 || r >= 0x20000 && r < 0xe0000 || r >= 0xe1000 && r < 0x10fff0 {
			continue
		}
		alone, after := model.Clean(string(r)), model.Clean("a"+string(r))
		if wrong := unsafe(alone) + unsafe(after); wrong != "" {
			t.Fatalf("%U: %s", r, wrong)
		}
		if unicode.IsLetter(r) && r < utf8.RuneSelf && alone != string(r) {
			t.Fatalf("%U became %q", r, alone)
		}
	}
}

// TestClean_piles: whatever Unicode lets share one place, again and again.
func TestClean_piles(t *testing.T) {
	piles := []string{"क\u094d", "ক\u09cd", "ક\u0acd", "କ\u0b4d", "క\u0c4d", "ക\u0d4d"}
	for r := range rune(0x20000) {
		if cells := graphemes.FromString(strings.Repeat(string(r), 3)); unicode.IsGraphic(r) && cells.Next() && len(cells.Value()) > len(string(r)) {
			piles = append(piles, string(r))
		}
	}
	if len(piles) < 1500 {
		t.Errorf("only %d piles: there are more marks than that", len(piles))
	}
	for _, pile := range piles {
		if got := model.Clean(strings.Repeat(pile, 30)); crowd(got) > maxCrowd {
			t.Errorf("%+q, 30 times: %d characters share a place: %+q", pile, crowd(got), got)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, p := range hostile(f) {
		f.Add(p.in)
	}
	for _, s := range ordinary {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}
