package search_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/search"
)

// Looking for a word without folding the value finds what folding finds.
func TestFoldedHas_EqualsFold(t *testing.T) {
	sign := rapid.SampledFrom([]rune("aAbB01oe '’-.+é\u0301øß\u00b4ﬁ\x00\u200b\ufffd"))
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOfN(sign, 0, 12, -1).Draw(t, "value")
		if rapid.Bool().Draw(t, "cut") && value != "" {
			value = value[:len(value)-1] // may end inside a character
		}
		join := rapid.Bool().Draw(t, "join")
		word := strings.ReplaceAll(search.Fold(rapid.StringOfN(sign, 1, 3, -1).Draw(t, "word")), " ", "")
		if word == "" {
			return
		}
		folded := search.Fold(value)
		if join {
			folded = strings.ReplaceAll(folded, " ", "")
		}
		if got, want := search.FoldedHas(value, word, join), strings.Contains(folded, word); got != want {
			t.Fatalf("%q in %q, joined %v: %v, not %v", word, value, join, got, want)
		}
	})
}

// What matched is said, whatever punctuation stands in it.
func TestSearch_Fields(t *testing.T) {
	x := search.New()
	defer x.Close()
	x.Put(search.Entry{
		Person: "a.1", Name: "Ada O'Brien-Lee", Company: "Søren Pumps", ClientID: "44 012", UserName: "ada.lee",
		Email: "ada@pumps.example", Phone: "+1 (703) 555-0110", CompanyPhone: "703.555.0100", Extension: "101",
		Status: model.Active, Role: model.Admin,
	})
	for _, built := range []bool{false, true} {
		if built {
			if err := x.Build(); err != nil {
				t.Fatal(err)
			}
		}
		for text, want := range map[string]string{
			"obrien":     "name",
			"soren":      "company",
			"adalee":     "user_name",
			"5550110":    "phone",
			"703555":     "phone company_phone",
			"44012":      "client_id",
			"101":        "extension",
			"pumps ada":  "name company user_name email",
			"sorne pumq": "company",
		} {
			r := x.Search(context.Background(), text, 5)
			if len(r.Hits) != 1 {
				t.Errorf("built %v, %q: %d people found", built, text, len(r.Hits))
				continue
			}
			var got []string
			for _, f := range r.Hits[0].Fields {
				got = append(got, string(f))
			}
			if strings.Join(got, " ") != want {
				t.Errorf("built %v, %q: found in %v, not %v", built, text, got, want)
			}
		}
	}
}
