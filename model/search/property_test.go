package search_test

// The built index answers as a look at everybody does, whatever is in it and
// whatever has changed since.

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"callin/model"
	"callin/model/search"
)

// Few and alike words, so that much matches; some with letters that fold.
var (
	someWord   = rapid.SampledFrom(strings.Fields("ada adam Adams dental Dent lee Leeds Kramer Krämer Kromer o'brien obrien 24 anna annabel bannan Søren soren x.y Ø 555 banana llindgrenfamily lindgren lindgern"))
	someText   = rapid.Map(rapid.SliceOfN(someWord, 0, 3), func(w []string) string { return strings.Join(w, " ") })
	someNumber = rapid.StringMatching(`[0-2]{4,8}`)
	someID     = rapid.Map(rapid.IntRange(0, 30), func(n int) model.PersonID {
		return model.PersonID(rune('a'+n%5)) + "." + model.PersonID(rune('a'+n/5))
	})
)

func entry(t *rapid.T) search.Entry {
	return search.Entry{
		Person: someID.Draw(t, "person"), Name: someText.Draw(t, "name"), Company: someText.Draw(t, "company"),
		ClientID: someNumber.Draw(t, "client"), Phone: "+" + someNumber.Draw(t, "phone"),
		CompanyPhone: someNumber.Draw(t, "company phone"), Extension: rapid.StringMatching(`[0-2]{2,3}`).Draw(t, "extension"),
		UserName: rapid.StringMatching(`[a-c]\.(kramer|lee)|`).Draw(t, "user"), Email: rapid.StringMatching(`(ada|lee)@(dental|x)\.example|`).Draw(t, "mail"),
		Status: rapid.SampledFrom(model.AccountStatuses).Draw(t, "status"),
		Role:   rapid.SampledFrom(append([]model.Role{"", "other"}, model.Roles...)).Draw(t, "role"),
	}
}

// query cuts, joins and spoils words that are there.
func query(t *rapid.T) string {
	var parts []string
	for range rapid.IntRange(0, 3).Draw(t, "terms") {
		word := rapid.OneOf(someWord, someNumber, rapid.StringMatching(`[0-2]{1,3}`), rapid.SampledFrom([]string{"a.kramer", "lee@dental.example", "e", "an"})).Draw(t, "word")
		rs := []rune(word)
		from := rapid.IntRange(0, len(rs)-1).Draw(t, "from")
		if rapid.Bool().Draw(t, "from the start") {
			from = 0
		}
		rs = rs[from:rapid.IntRange(from+1, len(rs)).Draw(t, "to")]
		if len(rs) > 2 && rapid.Bool().Draw(t, "spoilt") {
			i := rapid.IntRange(0, len(rs)-2).Draw(t, "where")
			switch rapid.IntRange(0, 3).Draw(t, "how") {
			case 0:
				rs[i], rs[i+1] = rs[i+1], rs[i]
			case 1:
				rs = slices.Delete(rs, i, i+1)
			case 2:
				rs = slices.Insert(rs, i, 'e')
			case 3:
				rs[i] = 'q'
			}
		}
		parts = append(parts, string(rs))
	}
	return strings.Join(parts, rapid.SampledFrom([]string{" ", "-", "  ", "."}).Draw(t, "between"))
}

func TestIndexEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := search.New()
		defer x.Close()
		if rapid.Bool().Draw(t, "everything ready") {
			x.Lightest(rapid.Bool().Draw(t, "as bitmaps"))
		}
		known := map[model.PersonID]search.Entry{}
		check := func(text string, limit int) {
			want := search.Oracle(slices.Collect(maps.Values(known)), text, limit)
			got := x.Search(context.Background(), text, limit)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%q, limit %d: wanted (-), got (+)\n%s", text, limit, diff)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				entries := make([]search.Entry, rapid.IntRange(1, 6).Draw(t, "people"))
				for i := range entries {
					entries[i] = entry(t)
					known[entries[i].Person] = entries[i]
				}
				x.Put(entries...)
			},
			"delete": func(t *rapid.T) {
				p := someID.Draw(t, "person")
				delete(known, p)
				x.Delete(p)
			},
			"load": func(t *rapid.T) {
				clear(known)
				var entries []search.Entry
				for range rapid.IntRange(0, 40).Draw(t, "people") {
					e := entry(t)
					entries = append(entries, e)
					known[e.Person] = e
				}
				x.Load(slices.Values(entries))
			},
			"build": func(t *rapid.T) {
				if err := x.Build(); err != nil {
					t.Fatal(err)
				}
			},
			"search": func(t *rapid.T) {
				check(query(t), rapid.SampledFrom([]int{0, 1, 2, 5, 50}).Draw(t, "limit"))
			},
			"": func(t *rapid.T) {
				if x.Len() != len(known) {
					t.Fatalf("knows %d people, not %d", x.Len(), len(known))
				}
				p := someID.Draw(t, "person")
				want, ok := known[p]
				if got, found := x.Entry(p); got != want || found != ok {
					t.Fatalf("%s: %+v, %v; not %+v, %v", p, got, found, want, ok)
				}
			},
		})
	})
}

// The same over people as they are, who have more in common.
func TestPopulationEqualsOracle(t *testing.T) {
	all := slices.Collect(population(700, 5))
	kept := map[string]func(*search.Index){
		"as usual":         func(*search.Index) {},
		"all as bitmaps":   func(x *search.Index) { x.Lightest(true) },
		"all as lists":     func(x *search.Index) { x.Lightest(false) },
		"nothing built in": func(x *search.Index) { x.Close() },
	}
	queries := typed(all)[:30]
	for name, keep := range kept {
		t.Run(name, func(t *testing.T) {
			x := search.New()
			defer x.Close()
			keep(x)
			x.Load(slices.Values(all[:600]))
			if name != "nothing built in" {
				if err := x.Build(); err != nil {
					t.Fatal(err)
				}
			}
			x.Put(all[100:]...) // some again, some new
			x.Delete(all[200].Person, all[650].Person)
			x.Put(all[650], all[200])
			for i, q := range queries {
				for end := 1 + i%3; end <= len(q); end += 3 {
					want := search.Oracle(all, q[:end], 20)
					if diff := cmp.Diff(want, x.Search(t.Context(), q[:end], 20), cmpopts.EquateEmpty()); diff != "" {
						t.Fatalf("%q: wanted (-), got (+)\n%s", q[:end], diff)
					}
				}
			}
		})
	}
}
