package search_test

// How long a key takes: typed queries, key by key, at 10,000, 100,000 and
// 1,000,000 people, and what else an index costs.
//
//	go test -run '^$' -bench . -benchtime 5x ./model/search
//
// p50 and p99 are over all keys typed; those called cpu are of the processor's time
// that the search took (Linux), those called median are over each key's median:
// both leave out what else the machine was doing. With
// SEARCH_BENCH_SLOW set, the slowest keys are listed.

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"callin/model/search"
)

func BenchmarkIndex(b *testing.B) {
	sizes := []int{10_000, 100_000, 1_000_000}
	if os.Getenv("SEARCH_BENCH_10M") != "" { // 24 GB of memory
		sizes = []int{10_000_000}
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkSize(b, n) })
	}
}

func benchmarkSize(b *testing.B, n int) {
	x := search.New()
	defer x.Close()
	before := heap()
	began := time.Now()
	x.Load(population(n, 1))
	loaded := time.Since(began)
	queries := typed(slices.Collect(limited(population(n, 1), min(n, 100_000))))
	b.Run("first-key-unbuilt", func(b *testing.B) { measure(b, x, []string{people()[0].ClientID, queries[4]}) })
	if err := x.Build(); err != nil {
		b.Fatal(err)
	}
	b.Run("build", func(b *testing.B) {
		b.ReportMetric(loaded.Seconds(), "load-s") // with inventing the people
		b.ReportMetric((time.Since(began) - loaded).Seconds(), "build-s")
		b.ReportMetric(float64(heap()-before)/1e6, "heap-MB")
		for part, size := range x.Footprint() {
			b.ReportMetric(float64(size)/1e6, part+"-MB")
		}
	})
	b.Run("keys", func(b *testing.B) { measure(b, x, queries) })
	b.Run("keys-sessions-64", func(b *testing.B) { measureMany(b, x, queries) })
	path := filepath.Join(b.TempDir(), "index")
	b.Run("save", func(b *testing.B) {
		for b.Loop() {
			if err := x.Save(context.Background(), path, ""); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(heap()-before)/1e6, "heap-MB")
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			other, _, err := search.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			other.Search(context.Background(), "s", 50)
		}
	})
	b.Run("keys-file", func(b *testing.B) { measure(b, x, queries) })
	changes := slices.Collect(limited(population(n, 1), 1000))
	b.Run("put", func(b *testing.B) {
		began := time.Now()
		for range b.N {
			for _, e := range changes {
				x.Put(e)
			}
		}
		b.ReportMetric(time.Since(began).Seconds()*1e6/float64(b.N*len(changes)), "µs/change")
	})
	b.Run("keys-1000-waiting", func(b *testing.B) { measure(b, x, queries) })
	b.Run("relevance", func(b *testing.B) {
		first, five, of := judge(b, x, readRelevance(b))
		for kind := range of {
			b.ReportMetric(100*float64(first[kind])/float64(of[kind]), strings.ReplaceAll(kind, " ", "-")+"@1")
			b.ReportMetric(100*float64(five[kind])/float64(of[kind]), strings.ReplaceAll(kind, " ", "-")+"@5")
		}
	})
}

// measureMany has 64 sessions type at once.
func measureMany(b *testing.B, x *search.Index, queries []string) {
	began := time.Now()
	var sessions sync.WaitGroup
	var keys atomic.Int64
	for s := range 64 {
		sessions.Go(func() {
			for i := range b.N * len(queries) / 16 {
				for end := range queries[(i+s)%len(queries)] {
					x.Search(context.Background(), queries[(i+s)%len(queries)][:end+1], 50)
					keys.Add(1)
				}
			}
		})
	}
	sessions.Wait()
	b.ReportMetric(float64(keys.Load())/time.Since(began).Seconds(), "keys/s")
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// measure types all queries b.N times over and reports the time of a key: of
// all that were taken, and of each key's median, which leaves out what else the
// machine was doing.
func measure(b *testing.B, x *search.Index, queries []string) {
	runtime.LockOSThread() // so that the processor's time is that of the search
	defer runtime.UnlockOSThread()
	var took, worked []time.Duration
	keys := map[string][]time.Duration{}
	for range b.N {
		for _, q := range queries {
			for i := range q {
				text := q[:i+1]
				began, before := time.Now(), processor()
				x.Search(context.Background(), text, 50)
				worked = append(worked, processor()-before)
				d := time.Since(began)
				took = append(took, d)
				keys[text] = append(keys[text], d)
			}
		}
	}
	var medians, least []time.Duration
	for _, d := range keys {
		slices.Sort(d)
		medians = append(medians, d[len(d)/2])
		least = append(least, d[0])
	}
	report(b, took, "")
	report(b, worked, "-cpu")
	report(b, medians, "-median")
	report(b, least, "-least")
	b.ReportMetric(float64(len(took)/b.N), "keys")
	if os.Getenv("SEARCH_BENCH_SLOW") == "" {
		return
	}
	texts := slices.SortedFunc(maps.Keys(keys), func(s, t string) int {
		return cmp.Compare(keys[t][0], keys[s][0])
	})
	for _, t := range texts[:min(40, len(texts))] {
		fmt.Printf("%v %q\n", keys[t][0], t)
	}
}

func report(b *testing.B, took []time.Duration, of string) {
	slices.Sort(took)
	at := func(q float64) float64 { return took[int(q*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(at(0.5), "p50-ms"+of)
	b.ReportMetric(at(0.99), "p99-ms"+of)
	b.ReportMetric(at(1), "max-ms"+of)
}

// typed gives queries of the kinds that PERF.md lists.
func typed(people []search.Entry) []string {
	var all []string
	for i := range 60 {
		e := people[(i*7919+13)%len(people)]
		name, company := search.Fold(e.Name), search.Fold(e.Company)
		first, last, _ := strings.Cut(name, " ")
		_, area, _ := strings.Cut(company, " ")
		switch i % 8 {
		case 0:
			all = append(all, company[:min(len(company), 14)])
		case 1:
			all = append(all, last[:min(4, len(last))]+" "+company[:min(6, len(company))])
		case 2:
			all = append(all, e.Phone[4:7]+"-"+e.Phone[7:])
		case 3:
			_, domain, _ := strings.Cut(e.Email+"@"+company, "@")
			all = append(all, domain[2:min(len(domain), 12)])
		case 4:
			all = append(all, e.ClientID)
		case 5:
			all = append(all, last[:2]+last[min(3, len(last)):]+" "+first) // one typing error
		case 6:
			all = append(all, name)
		case 7:
			if i%16 == 7 {
				all = append(all, "xqzw "+first) // nothing
			} else {
				all = append(all, first[:2]+" "+area)
			}
		}
	}
	return all
}

func limited(from func(func(search.Entry) bool), n int) func(func(search.Entry) bool) {
	return func(yield func(search.Entry) bool) {
		for e := range from {
			if n--; n < 0 || !yield(e) {
				return
			}
		}
	}
}
