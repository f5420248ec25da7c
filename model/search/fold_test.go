package search_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"callin/model/search"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		" . ":                      "",
		"Ada  Okafor":              "ada okafor",
		"Sørensen":                 "sorensen",
		"Straße, Große":            "strasse grosse",
		"ÆRØ Œuvre":                "aero oeuvre",
		"Łukasz Đorđe Þór":         "lukasz dorde thor",
		"Zoë O'Brien":              "zoe obrien",
		"O’Brien O´Brien OʼBrien":  "obrien obrien obrien",
		"O`Brien":                  "obrien",
		"İstanbul ışık":            "istanbul isik",
		"Smith-Jones & Co.":        "smith jones co",
		"+1 (703) 555-0110":        "1 703 555 0110",
		"ada@lindgren.example":     "ada lindgren example",
		"Ｆｕｌｌ　ｗｉｄｔｈ":               "full width",
		"ﬁne №5 x²":                "fine no5 x2",
		"e\u0301 \u0301e":          "e e",
		"Ελλάς":                    "ελλασ",
		"Йод":                      "иод",
		"日本 電話":                    "日本 電話",
		"a\u00a0b\tc\nd":           "a b c d",
		"a\x00b\x01c\x02d\x03e":    "a b c d e",
		"\xff\xfe":                 "",
		"emoji \U0001f600 between": "emoji between",
	} {
		if got := search.Fold(text); got != want {
			t.Errorf("%q: got %q, not %q", text, got, want)
		}
	}
}

func checkFolded(t interface{ Fatalf(string, ...any) }, text string) {
	folded := search.Fold(text)
	if again := search.Fold(folded); again != folded {
		t.Fatalf("%q folds to %q, and that to %q", text, folded, again)
	}
	if !utf8.ValidString(folded) || strings.Contains(folded, "  ") || strings.TrimSpace(folded) != folded {
		t.Fatalf("%q folds to %q", text, folded)
	}
	if i := strings.IndexFunc(folded, func(r rune) bool { return r < ' ' || unicode.IsUpper(r) && unicode.ToLower(r) != r }); i >= 0 {
		t.Fatalf("%q folds to %q, with a control or a capital at %d", text, folded, i)
	}
}

func TestFold_Idempotent(t *testing.T) {
	for r := range rune(0x20000) { // the rest are ideographs, and unassigned
		checkFolded(t, string(r))
	}
	rapid.Check(t, func(t *rapid.T) { checkFolded(t, rapid.String().Draw(t, "text")) })
}
