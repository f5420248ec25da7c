package search_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"callin/model/search"
)

// marked shows the spans in the value.
func marked(text, value string) string {
	var b strings.Builder
	at := 0
	for _, s := range search.Spans(text, value) {
		b.WriteString(value[at:s.From] + "[" + value[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + value[at:]
}

func TestSpans(t *testing.T) {
	for _, c := range [][3]string{
		{"lindgr", "Lindgren Pumps", "[Lindgr]en Pumps"},
		{"pum lind", "Lindgren Pumps", "[Lind]gren [Pum]ps"},
		{"555 0110", "+1 (703) 555-0110", "+1 (703) [555-0110]"},
		{"obrien", "Zoë O'Brien", "Zoë [O'Brien]"},
		{"zoe", "Zoë O'Brien", "[Zoë] O'Brien"},
		{"strasse", "Große Straße 7", "Große [Straße] 7"},
		{"ss", "Große Straße", "Gro[ß]e Stra[ß]e"},
		{"ana", "banana", "b[anana]"},
		{"npu", "Lindgren Pumps", "Lindgren Pumps"},
		{"", "Lindgren", "Lindgren"},
		{"x", "", ""},
	} {
		if got := marked(c[0], c[1]); got != c[2] {
			t.Errorf("%q in %q: got %q, not %q", c[0], c[1], got, c[2])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, value := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "value")
		at := 0
		for _, s := range search.Spans(text, value) {
			if s.From < at || s.To <= s.From || s.To > len(value) || !utf8.ValidString(value[s.From:s.To]) {
				t.Fatalf("%q in %q: %v", text, value, search.Spans(text, value))
			}
			at = s.To
		}
	})
}
