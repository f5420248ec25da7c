package search_test

// How testdata/relevance.tsv is made: go test -run Relevance -update. One long
// list of kinds reads better whole.

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/model/search"
)

// writeRelevance has somebody who knows a person type what callers give.
func writeRelevance(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	everybody := slices.Collect(population(relevancePeople, 1))
	admins := slices.DeleteFunc(slices.Clone(everybody), func(e search.Entry) bool { return e.Role != model.Admin || e.Status != model.Active })
	people := slices.DeleteFunc(slices.Clone(everybody), func(e search.Entry) bool { return e.Email == "" })
	someone := func() search.Entry { return people[r.IntN(len(people))] }
	words := func(e search.Entry) (first, last, company string) {
		name := strings.Fields(search.Fold(e.Name))
		return name[0], name[len(name)-1], strings.Fields(search.Fold(e.Company))[0]
	}
	cut := func(s string, n int) string { return s[:min(n, len(s))] }
	kinds := []struct {
		name  string
		many  int
		typed func() (string, model.PersonID)
	}{
		{"company", 15, func() (string, model.PersonID) {
			e := admins[r.IntN(len(admins))]
			return strings.ToLower(e.Company), e.Person
		}},
		{"words", 25, func() (string, model.PersonID) {
			e := someone()
			first, last, company := words(e)
			switch r.IntN(3) {
			case 0:
				return company + " " + first + " " + cut(last, 3), e.Person
			case 1:
				return cut(last, 5) + " " + cut(first, 2) + " " + company, e.Person
			}
			return first + " " + last, e.Person
		}},
		{"phone", 25, func() (string, model.PersonID) {
			e := someone()
			p := e.Phone
			switch r.IntN(4) {
			case 0:
				return p[5:8] + "-" + p[8:], e.Person
			case 1:
				return fmt.Sprintf("(%s) %s %s", p[2:5], p[5:8], p[8:]), e.Person
			case 2:
				return fmt.Sprintf("1.%s.%s.%s", p[2:5], p[5:8], p[8:]), e.Person
			}
			return p[4:10], e.Person
		}},
		{"e-mail", 15, func() (string, model.PersonID) {
			e := someone()
			at := strings.IndexByte(e.Email, '@')
			if r.IntN(2) == 0 {
				return e.Email[:at+8], e.Person
			}
			return e.Email, e.Person
		}},
		{"identifier", 15, func() (string, model.PersonID) {
			e := admins[r.IntN(len(admins))]
			if r.IntN(2) == 0 {
				return e.ClientID, e.Person
			}
			first, _, _ := words(e)
			return first + " " + cut(e.ClientID, 5), e.Person
		}},
		{"user name", 15, func() (string, model.PersonID) {
			e := someone()
			_, _, company := words(e)
			if r.IntN(2) == 0 {
				return strings.ReplaceAll(e.UserName, ".", "") + " " + cut(company, 5), e.Person
			}
			return e.UserName + " " + e.ClientID[:4], e.Person
		}},
		{"extension", 10, func() (string, model.PersonID) {
			e := someone()
			return strings.ToLower(e.Company) + " " + e.Extension, e.Person
		}},
		{"accents", 10, func() (string, model.PersonID) {
			for {
				e := someone()
				if first, last, company := words(e); first+" "+last != strings.ToLower(e.Name) {
					return last + " " + first + " " + cut(company, 5), e.Person
				}
			}
		}},
		{"typing error", 60, func() (string, model.PersonID) {
			e := someone()
			first, last, company := words(e)
			switch r.IntN(3) {
			case 0:
				return first + " " + spoil(r, last) + " " + company, e.Person
			case 1:
				return spoil(r, company) + " " + first + " " + cut(last, 4), e.Person
			}
			return last + " " + spoil(r, cut(company, 6)) + " " + first, e.Person
		}},
		{"two errors", 10, func() (string, model.PersonID) {
			for {
				e := someone()
				if first, last, company := words(e); len(last) >= 8 {
					return spoil(r, last[:4]) + spoil(r, last[4:]) + " " + first + " " + cut(company, 5), e.Person
				}
			}
		}},
		{"digit misread", 10, func() (string, model.PersonID) {
			e := admins[r.IntN(len(admins))]
			id := []byte(e.ClientID)
			id[2+r.IntN(5)] = byte('0' + r.IntN(10))
			return string(id), e.Person
		}},
	}
	var out bytes.Buffer
	for _, k := range kinds {
		for range k.many {
			text, person := k.typed()
			fmt.Fprintf(&out, "%s\t%s\t%s\n", k.name, text, person)
		}
	}
	if err := os.WriteFile(relevanceFile, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// spoil makes one typing error in a word of four letters or more.
func spoil(r *rand.Rand, word string) string {
	if len(word) < 4 {
		return word
	}
	i := 1 + r.IntN(len(word)-2)
	letter := string(rune('a' + r.IntN(26)))
	switch r.IntN(4) {
	case 0:
		return word[:i] + word[i+1:]
	case 1:
		return word[:i] + letter + word[i:]
	case 2:
		return word[:i] + letter + word[i+1:]
	}
	return word[:i] + word[i+1:i+2] + word[i:i+1] + word[i+2:]
}
