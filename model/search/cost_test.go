package search_test

// What a search may cost, counted rather than timed.

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callin/model/search"
)

func built(t testing.TB, n int) *search.Index {
	t.Helper()
	x := search.New()
	t.Cleanup(x.Close)
	x.Load(population(n, 1))
	if err := x.Build(); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestSearch_Allocations(t *testing.T) {
	x := built(t, 2500)
	for text, most := range map[string]float64{
		"":          2,
		"dental":    200, // fifty people, two strings each and what they are in
		"ada den 5": 250,
		"xyzzyqq":   100, // typing errors looked for in vain
		"lindgern":  400,
		strings.Repeat("lorem ipsum dolor sit amet ", 400): 400, // a page pasted
	} {
		if got := testing.AllocsPerRun(20, func() { x.Search(context.Background(), text, 50) }); got > most {
			t.Errorf("%.20q: %v allocations, more than %v", text, got, most)
		}
	}
}

func TestQuery_Bounded(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("x", 10_000), strings.Repeat("ab ", 10_000), strings.Repeat("1 ", 10_000),
		strings.Repeat("é", 10_000), strings.Repeat(" ", 1<<20), strings.Repeat("' ", 1<<20),
	} {
		for _, terms := range search.Terms(text) {
			if n := len(strings.Join(terms, "")); len(terms) > 12 || n > 300 {
				t.Errorf("%.10q…: %d terms of %d bytes", text, len(terms), n)
			}
		}
	}
}

// ending is a context that ends after it has been asked a number of times.
type ending struct {
	context.Context
	left  atomic.Int64
	asked atomic.Int64 // after the end
}

func (e *ending) Err() error {
	if e.left.Add(-1) >= 0 {
		return nil
	}
	e.asked.Add(1)
	return context.Canceled
}

func (e *ending) Done() <-chan struct{}       { return nil }
func (e *ending) Deadline() (time.Time, bool) { return time.Time{}, false }

// A search whose context has ended asks it a few times more, not once for each
// of the thousands of people left.
func TestSearch_Canceled(t *testing.T) {
	unbuilt := search.New()
	unbuilt.Close() // nothing is built any more: everybody is looked at
	unbuilt.Load(population(9000, 1))
	for name, x := range map[string]*search.Index{"built": built(t, 2500), "unbuilt": unbuilt} {
		for _, text := range []string{"s", "dental ada", "lindgern valey", "xyzzyqq"} {
			for after := range int64(3) {
				ctx := &ending{Context: context.Background()}
				ctx.left.Store(after)
				x.Search(ctx, text, 50)
				if asked := ctx.asked.Load(); asked > 20 {
					t.Errorf("%s, %q: asked %d times after the end", name, text, asked)
				}
			}
		}
	}
}
