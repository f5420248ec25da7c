// Command bench types the same queries, key by key, into callin's index and its
// peers, each key into all of them in turn, and prints what a key takes and what
// is found. See README.md.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/junegunn/fzf/src/algo"

	"callin/model"
	"callin/model/search"
)

// engine is one way to search. Both methods are called from one goroutine.
type engine interface {
	build(people []search.Entry) error
	// find gives the first fifty people, and how many there are.
	find(text string) (first []model.PersonID, total int, err error)
	close() error
}

func main() {
	log.SetFlags(0)
	peopleFile := flag.String("people", "", "file of people, as go test -run Export writes it")
	queryFile := flag.String("queries", "../testdata/relevance.tsv", "file of queries, with the person meant")
	only := flag.String("engines", "callin,scan,fts5-prefix,fts5-trigram,fzf-exact,fzf-fuzzy,bleve", "which of them")
	every := flag.Int("every", 3, "take every n-th query")
	rounds := flag.Int("rounds", 3, "type everything so many times")
	flag.Parse()
	people, err := readPeople(*peopleFile)
	if err != nil {
		log.Fatal(err)
	}
	queries, err := readQueries(*queryFile, *every)
	if err != nil {
		log.Fatal(err)
	}
	if err := run(people, queries, strings.Split(*only, ","), *rounds); err != nil {
		log.Fatal(err)
	}
}

type typed struct {
	kind, text string
	person     model.PersonID
}

// result is what is measured of an engine.
type result struct {
	name      string
	build     time.Duration
	heap      int64 // bytes that building added
	keys      []time.Duration
	found, of map[string]int // by kind of query
}

func run(people []search.Entry, queries []typed, names []string, rounds int) error {
	var engines []engine
	var results []*result
	for _, name := range names {
		e, err := newEngine(name)
		if err != nil {
			return err
		}
		defer func() { _ = e.close() }() // it is thrown away
		before, began := heap(), time.Now()
		if err := e.build(people); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		took := time.Since(began)
		engines = append(engines, e)
		results = append(results, &result{name: name, build: took, heap: heap() - before, found: map[string]int{}, of: map[string]int{}})
		log.Printf("%s is built, %v", name, took.Round(time.Millisecond))
	}
	for range rounds {
		for _, q := range queries {
			for end := range q.text {
				for i, e := range engines {
					if err := results[i].key(e, q, q.text[:end+1]); err != nil {
						return fmt.Errorf("%s, %q: %w", results[i].name, q.text[:end+1], err)
					}
				}
			}
		}
	}
	report(results, rounds)
	return nil
}

// key types one key.
func (r *result) key(e engine, q typed, text string) error {
	began := time.Now()
	first, _, err := e.find(text)
	r.keys = append(r.keys, time.Since(began))
	if text == q.text {
		r.of[q.kind]++
		if slices.Contains(first, q.person) {
			r.found[q.kind]++
		}
	}
	return err
}

func report(results []*result, rounds int) {
	fmt.Printf("| engine | p50 ms | p99 ms | p50, p99 as multiples of %s's | build s | heap MB | found among fifty |\n| --- | --- | --- | --- | --- | --- | --- |\n", results[0].name)
	at := func(r *result, share float64) float64 {
		slices.Sort(r.keys)
		return r.keys[int(share*float64(len(r.keys)-1))].Seconds() * 1000
	}
	for _, r := range results {
		var kinds []string
		for kind, of := range r.of {
			kinds = append(kinds, fmt.Sprintf("%s %d/%d", kind, r.found[kind]/rounds, of/rounds))
		}
		slices.Sort(kinds)
		fmt.Printf("| %s | %.3f | %.2f | %.1f, %.1f | %.1f | %d | %s |\n", r.name, at(r, 0.5), at(r, 0.99),
			at(r, 0.5)/at(results[0], 0.5), at(r, 0.99)/at(results[0], 0.99), r.build.Seconds(), r.heap/1_000_000, strings.Join(kinds, ", "))
	}
	fmt.Println()
	for _, r := range results[1:] {
		least := wanted(r.name)
		times := at(r, 0.99) / at(results[0], 0.99)
		if least == 0 || results[0].name != "callin" {
			continue
		}
		verdict := "reached"
		if times < least {
			verdict = "missed"
		}
		fmt.Printf("- p99 at least %.0f times below %s: %s (%.0f times)\n", least, r.name, verdict, times)
	}
}

// wanted is how many times below an engine's callin's p99 is to be.
func wanted(engine string) float64 {
	switch engine {
	case "fts5-prefix":
		return 20
	case "fts5-trigram", "fzf-exact", "fzf-fuzzy", "bleve":
		return 200
	}
	return 0
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func readLines(path string, parts int, take func([]string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != parts {
			return fmt.Errorf("%s: %q has %d columns, not %d", path, lines.Text(), len(cells), parts)
		}
		take(cells)
	}
	return lines.Err()
}

func readPeople(path string) (all []search.Entry, err error) {
	err = readLines(path, 11, func(c []string) {
		all = append(all, search.Entry{
			Person: model.PersonID(c[0]), ClientID: c[1], Company: c[2], Status: model.AccountStatus(c[3]), Name: c[4],
			Role: model.Role(c[5]), Extension: c[6], UserName: c[7], Email: c[8], Phone: c[9], CompanyPhone: c[10],
		})
	})
	return all, err
}

func readQueries(path string, every int) (all []typed, err error) {
	n := 0
	err = readLines(path, 3, func(c []string) {
		if n++; n%every == 0 {
			all = append(all, typed{c[0], c[1], model.PersonID(c[2])})
		}
	})
	return all, err
}

func newEngine(name string) (engine, error) {
	switch name {
	case "callin":
		return &callin{index: search.New()}, nil
	case "scan":
		return &scan{}, nil
	case "fts5-prefix":
		return &fts5{tokenizer: "unicode61 remove_diacritics 2', prefix='1 2 3 4"}, nil
	case "fts5-trigram":
		return &fts5{tokenizer: "trigram", trigram: true}, nil
	case "fzf-exact":
		return &fzf{match: algo.ExactMatchNaive}, nil
	case "fzf-fuzzy":
		return &fzf{match: algo.FuzzyMatchV2}, nil
	case "bleve":
		return &bleveIndex{}, nil
	}
	return nil, fmt.Errorf("there is no engine %q", name)
}

// callin is what all this is about.
type callin struct{ index *search.Index }

func (c *callin) build(people []search.Entry) error {
	c.index.Load(slices.Values(people))
	return c.index.Settle(context.Background())
}

func (c *callin) find(text string) (first []model.PersonID, total int, err error) {
	r := c.index.Search(context.Background(), text, 50)
	for _, h := range r.Hits {
		first = append(first, h.Person)
	}
	return first, r.Total, nil
}

func (c *callin) close() error {
	c.index.Close()
	return nil
}
