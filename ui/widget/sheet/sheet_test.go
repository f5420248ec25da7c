package sheet_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callin/ui/widget/sheet"
)

func letters(s string) []string { return strings.Split(s, "") }

func whole(s string) string { return s }

func every(string) bool { return true }

// shown writes a sheet's rows: those that are gone in capitals.
func shown(s *sheet.Sheet[string]) string {
	out := ""
	for _, r := range s.Rows() {
		if r.Gone {
			out += strings.ToUpper(r.Value)
			continue
		}
		out += r.Value
	}
	return out
}

func TestSheet(t *testing.T) {
	s := sheet.New(whole)
	for _, tc := range []struct {
		take string
		all  bool
		want string
		news string
	}{
		{"abc", false, "abc", ""}, // there is nothing to hold still
		{"xabc", false, "abc", "1 new"},
		{"xab", false, "abC", "1 new · 1 gone"},
		{"cba", false, "abc", "the order has changed"},
		{"cba", true, "cba", ""},
		{"bxyz", false, "CbA", "3 new · 2 gone"},
		{"bxyz", true, "bxyz", ""},
	} {
		s.Take(letters(tc.take), tc.all)
		if got := shown(s); got != tc.want || s.News(every).String() != tc.news || s.News(every).Any() != (tc.news != "") {
			t.Errorf("%s: shows %s, %q; want %s, %q", tc.take, got, s.News(every), tc.want, tc.news)
		}
	}
	s.Take(letters("bz"), false)
	if s.Leave("b") || !s.Leave("x") || shown(s) != "bYz" {
		t.Errorf("after the cursor has left b and x: %s", shown(s))
	}
	if n := s.News(func(v string) bool { return v != "y" }); n.Any() {
		t.Errorf("news of what a filter hides: %s", n)
	}
}

// Rows that were handed out are a snapshot.
func TestSheet_snapshot(t *testing.T) {
	s := sheet.New(whole)
	s.Take(letters("abc"), true)
	before := s.Rows()
	kept := slices.Clone(before)
	s.Take(letters("b"), false)
	if !slices.Equal(before, kept) {
		t.Errorf("a newer reading changed them to %v", before)
	}
	before = s.Rows()
	kept = slices.Clone(before)
	s.Leave("a")
	s.Leave("c")
	if !slices.Equal(before, kept) {
		t.Errorf("rows that leave changed them to %v", before)
	}
}

// Whatever comes and goes, the rows shown keep their order, and "." brings all.
func TestSheet_still(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sheet.New(whole)
		draw := func() []string {
			return rapid.SliceOfNDistinct(rapid.SampledFrom(letters("abcdefgh")), 0, 8, rapid.ID[string]).Draw(t, "rows")
		}
		s.Take(draw(), true)
		before := strings.ToLower(shown(s))
		latest := draw()
		s.Take(latest, false)
		if after := strings.ToLower(shown(s)); before != "" && after != before {
			t.Fatalf("%s became %s", before, after)
		}
		if still := !s.News(every).Any(); still != (shown(s) == strings.Join(latest, "")) {
			t.Fatalf("shows %s of %v, news %q", shown(s), latest, s.News(every))
		}
		if s.Take(s.Latest(), true); shown(s) != strings.Join(latest, "") {
			t.Fatalf("all of %v is %s", latest, shown(s))
		}
	})
}
