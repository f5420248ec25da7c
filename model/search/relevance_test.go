package search_test

// Does the person come first that the agent means? testdata/relevance.tsv holds
// typed queries of several kinds, each with the person meant, over the first
// people of the invented population.

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/model/search"
)

var update = flag.Bool("update", false, "write testdata/relevance.tsv anew")

const (
	relevancePeople = 12_000
	relevanceFile   = "testdata/relevance.tsv"
)

// floors are the shares that must be found first, and among the first five.
var floors = map[string][2]float64{
	"all": {0.85, 0.95}, "typing error": {0.80, 0.95}, "two errors": {0.80, 0.95},
}

type meant struct {
	kind, text string
	person     model.PersonID
}

func TestRelevance(t *testing.T) {
	if *update {
		writeRelevance(t)
	}
	x := search.New()
	defer x.Close()
	x.Load(population(relevancePeople, 1))
	if err := x.Build(); err != nil {
		t.Fatal(err)
	}
	queries := readRelevance(t)
	if len(queries) < 150 {
		t.Fatalf("only %d queries", len(queries))
	}
	first, five, of := judge(t, x, queries)
	for _, kind := range slices.Sorted(maps.Keys(of)) {
		one, many := float64(first[kind])/float64(of[kind]), float64(five[kind])/float64(of[kind])
		t.Logf("%-14s %3d queries: first %5.1f %%, among five %5.1f %%", kind, of[kind], 100*one, 100*many)
		if floor := floors[kind]; one < floor[0] || many < floor[1] {
			t.Errorf("%s: found first %.3f, among five %.3f; the floor is %v", kind, one, many, floor)
		}
	}
}

// judge counts how many of each kind, and of all, are found.
func judge(t testing.TB, x *search.Index, queries []meant) (first, five, of map[string]int) {
	t.Helper()
	first, five, of = map[string]int{}, map[string]int{}, map[string]int{}
	for _, q := range queries {
		found := ids(x.Search(context.Background(), q.text, 5))
		for _, kind := range []string{"all", q.kind} {
			of[kind]++
			if len(found) > 0 && found[0] == q.person {
				first[kind]++
			}
			if slices.Contains(found, q.person) {
				five[kind]++
			}
		}
		if _, isTest := t.(*testing.T); isTest && !slices.Contains(found, q.person) {
			t.Logf("%s %q: %s isn't among %v", q.kind, q.text, q.person, found)
		}
	}
	return first, five, of
}

func readRelevance(t testing.TB) []meant {
	t.Helper()
	data, err := os.ReadFile(relevanceFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []meant
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		parts := strings.Split(lines.Text(), "\t")
		if len(parts) != 3 {
			t.Fatalf("%q has %d parts", lines.Text(), len(parts))
		}
		all = append(all, meant{parts[0], parts[1], model.PersonID(parts[2])})
	}
	return all
}
