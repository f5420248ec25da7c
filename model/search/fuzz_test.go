package search_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"callin/model/search"
)

// FuzzSearch types anything: no text may upset the index, and every answer is
// the one that a look at everybody gives.
func FuzzSearch(f *testing.F) {
	all := append(slices.Collect(population(150, 3)), people()...)
	x := search.New()
	f.Cleanup(x.Close)
	x.Lightest(true)
	x.Load(slices.Values(all))
	if err := x.Build(); err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{
		"", "a", "lindgr", "o'brien", "krämer sørensen", "(703) 555-0110", "0017035550110", "#123", "T-4471",
		"ada@lindgren.example", "okfaor", "sorenson lindgern", "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
		"\x00\x01\x02\x03", "\xff\xfe", "a\x00b", "日本", "ﬁ", "\u0301", "ß", strings.Repeat("lindgren ", 1200),
		strings.Repeat("ä", 5000), strings.Repeat("1", 10_000), strings.Repeat("a ", 5000), strings.Repeat(" ", 70_000) + "ada",
	} {
		f.Add(text, 50)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = min(max(limit, -1), 100)
		want := search.Oracle(all, text, max(limit, 0))
		got := x.Search(context.Background(), text, limit)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q, limit %d: wanted (-), got (+)\n%s", text, limit, diff)
		}
		search.Ticket(text)
		checkFolded(t, text)
	})
}
