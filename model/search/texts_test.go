package search_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"callin/model/search"
)

func shelf() *search.Texts {
	return search.NewTexts(
		search.Text{ID: "forgot", Parts: []string{"What to do when you forgot your login", "password, spam", "Logging in", "Open the portal. A temporary password comes by mail."}},
		search.Text{ID: "pin", Parts: []string{"Changing your voicemail PIN", "PIN", "Logging in", "Exactly four digits. The portal asks for the password first."}},
		search.Text{ID: "polycom", Parts: []string{"Resetting a Polycom phone's password", "MAC 0004F", "Telephones", "Hold 4, 6, 8 and star. Späte Grüße."}},
	)
}

func TestTexts(t *testing.T) {
	for _, tc := range []struct {
		typed, want string
		near        bool
	}{
		{"polycom", "polycom", false},
		{"poly", "polycom", false},
		{"password", "polycom forgot pin", false}, // title, tag, text
		{"portal password", "forgot pin", false},
		{"PIN voice", "pin", false},
		{"gruße", "polycom", false},
		{"GRUESSE", "polycom", true},
		{"0004f", "polycom", false},
		{"46", "", false}, // numbers stand apart in texts
		{"polycmo", "polycom", true},
		{"pasword forgt", "forgot", true},
		{"how can I reset my polycom quickly", "polycom", true},
		{"how do I get the PIN", "pin", false},
		{"what", "forgot", false}, // nothing else was typed
		{"oicemai", "pin", false}, // inside, from four letters on
		{"ice", "", false},
		{"", "", false},
		{"?!", "", false},
		{"zebra crossing", "", false},
		{"my", "", false},
		{"zebra polycom", "polycom", true},
	} {
		t.Run(tc.typed, func(t *testing.T) {
			hits, near := shelf().Search(tc.typed, 10)
			var ids []string
			for _, h := range hits {
				ids = append(ids, h.ID)
			}
			if got := strings.Join(ids, " "); got != tc.want || near != tc.near {
				t.Errorf("%q, near %v; want %q, %v", got, near, tc.want, tc.near)
			}
		})
	}
}

func TestTexts_words(t *testing.T) {
	hits, _ := shelf().Search("polycmo", 1)
	if len(hits) != 1 || strings.Join(hits[0].Words, " ") != "polycom" {
		t.Fatalf("%+v", hits)
	}
	spans := search.Spans(hits[0].Words[0], "Resetting a Polycom phone")
	if len(spans) != 1 || "Resetting a Polycom phone"[spans[0].From:spans[0].To] != "Polycom" {
		t.Errorf("%v", spans)
	}
	if hits, _ := shelf().Search("the", 0); len(hits) != 0 {
		t.Errorf("more than asked for: %v", hits)
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("password", "A temporary password", "forgot")
	f.Add("é\u0301 \x00", "\xff\xfe", "\u202e")
	f.Fuzz(func(t *testing.T, typed, title, body string) {
		x := search.NewTexts(search.Text{ID: "a", Parts: []string{title, body}}, search.Text{ID: "b", Parts: []string{body}})
		hits, _ := x.Search(typed, 5)
		for _, h := range hits {
			for _, w := range h.Words {
				if !utf8.ValidString(w) {
					t.Errorf("%q isn't text", w)
				}
			}
		}
		if word := strings.Fields(search.Fold(title)); len(word) > 0 && len(word[0]) < 50 {
			if hits, near := x.Search(word[0], 5); len(hits) == 0 || near {
				t.Errorf("%q isn't found by %q", title, word[0])
			}
		}
	})
}
