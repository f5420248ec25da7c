package search_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callin/model/search"
)

// distances gives what the index computes in bits, in the way of the textbook:
// how many errors lie between the term and all of the word, and between the term
// and the beginning of the word that is nearest to it.
func distances(term, word string) (all, beginning int) {
	a, b := []rune(term), []rune(word)
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0 || j == 0:
				table[i][j] = i + j
				continue
			}
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			table[i][j] = min(table[i-1][j-1]+wrong, table[i-1][j]+1, table[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	beginning = len(a)
	for _, d := range table[len(a)] {
		beginning = min(beginning, d)
	}
	return table[len(a)][len(b)], beginning
}

func TestNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := rapid.StringMatching(`[abcä]{4,14}`).Draw(t, "term")
		word := rapid.OneOf(rapid.StringMatching(`[abcä]{1,20}`), rapid.Just(term)).Draw(t, "word")
		for range rapid.IntRange(0, 3).Draw(t, "errors") {
			rs := []rune(word)
			i := rapid.IntRange(0, len(rs)-1).Draw(t, "at")
			word = string(rs[:i]) + rapid.StringMatching(`[abc]{0,2}`).Draw(t, "instead") + string(rs[i+1:]) + "a"
		}
		foreign := func(s string) bool { return len(s) > len([]rune(s)) }
		for k := 1; k <= 2; k++ {
			all, beginning := distances(term, word)
			if foreign(word) && !foreign(term) {
				all, beginning = 99, 99
			}
			whole, start := search.Near(term, word, k)
			if whole != (all <= k) || start != (beginning <= k) {
				t.Fatalf("%q, %q, %d errors: whole %v, start %v; the distances are %d and %d", term, word, k, whole, start, all, beginning)
			}
		}
	})
}

// TestNear_names: what is looked up in the list of names is what comparing all of
// them would find.
func TestNear_names(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[abcä]{1,14}`), 1, 200, rapid.ID).Draw(t, "names")
		x := search.New()
		defer x.Close()
		x.Put(search.Entry{Person: "a.1", Name: strings.Join(names, " ")})
		if err := x.Build(); err != nil {
			t.Fatal(err)
		}
		for i := range names {
			names[i] = search.Fold(names[i])
		}
		slices.Sort(names)
		names = slices.Compact(names)
		for k := 1; k <= 2; k++ {
			term := rapid.StringMatching([]string{`[abcλ]{4,11}`, `[abcλ]{8,14}`}[k-1]).Draw(t, "term")
			wholes, starts := x.NearNames(term, k)
			for _, name := range names {
				whole, start := search.Near(term, name, k)
				if got := slices.Contains(wholes, name); got != whole {
					t.Fatalf("%q is meant by %q with %d errors: %v, but whole in the list: %v", name, term, k, whole, got)
				}
				if got := slices.Contains(starts, name) || slices.Contains(wholes, name); got != start {
					t.Fatalf("%q may go on from %q with %d errors: %v, but in the list: %v", name, term, k, start, got)
				}
			}
			if want := len(slices.Compact(slices.Sorted(slices.Values(starts)))); want != len(starts) {
				t.Fatalf("%q has names twice: %q", term, starts)
			}
		}
	})
}

func TestSearch_TypingErrors(t *testing.T) {
	x := search.New()
	x.Put(
		search.Entry{Person: "a.1", Name: "Ada Lindgren", Company: "Marine Supply", ClientID: "4412345", Phone: "+17035550110"},
		search.Entry{Person: "b.1", Name: "Kim Lee", Company: "Photography", ClientID: "7700001", UserName: "kimberley"},
		search.Entry{Person: "c.1", Name: "Σωκράτης Παπαδόπουλος"},
	)
	for _, built := range []bool{false, true} {
		if built {
			if err := x.Build(); err != nil {
				t.Fatal(err)
			}
		}
		for text, want := range map[string]string{
			"lindgen":         "a.1", // one missing
			"lindgreen":       "a.1", // one too many
			"lindgran":        "a.1", // one wrong
			"lindrgen":        "a.1", // two swapped
			"xindgren":        "a.1", // the first
			"lidngr":          "a.1", // typing goes on
			"lidn":            "a.1", // four letters
			"lid":             "",    // three
			"lnidgrne":        "a.1", // two errors in eight letters
			"lnidgne":         "",    // in seven
			"ada mzritx":      "",    // nothing like it
			"ada mraine":      "a.1",
			"adda mraine":     "a.1", // each has one
			"pohtograhpy lee": "b.1",
			"4412354":         "a.1", // digits swapped
			"703 555 0111":    "a.1", // one wrong, the country code left out
			"700001":          "b.1", // six digits: as typed, inside
			"770011":          "",
			"kimberlye":       "", // user names aren't misspelt
			"σωκρατις":        "c.1",
		} {
			got := x.Search(t.Context(), text, 5)
			switch {
			case want == "" && got.Total > 0:
				t.Errorf("%q (built %v) finds %v", text, built, ids(got))
			case want != "" && (got.Total != 1 || string(got.Hits[0].Person) != want):
				t.Errorf("%q (built %v) finds %v, not %s", text, built, ids(got), want)
			}
		}
	}
}
