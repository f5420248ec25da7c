package search_test

// Searches, changes and building, all at once.

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"callin/model"
	"callin/model/search"
)

// A person who is changed over and over is found by every search, once, whether
// the change waits, is being built in, or has been.
func TestIndex_Concurrent(t *testing.T) {
	defer goleak.VerifyNone(t)
	x := search.New()
	defer x.Close()
	x.Load(population(1000, 1))
	changing := people()[0]
	changing.Name = "Quetzalcoatl Wanderer"
	x.Put(changing)

	ctx, end := context.WithCancel(context.Background())
	var searching, working sync.WaitGroup
	for range 2 {
		searching.Go(func() {
			for ctx.Err() == nil {
				for _, text := range []string{"quetzalcoatl", "wander quetz", "quetzalcoalt"} {
					if r := x.Search(context.Background(), text, 50); r.Total != 1 || len(r.Hits) != 1 {
						t.Errorf("%q finds %d", text, r.Total)
						return
					}
				}
				if e, ok := x.Entry(changing.Person); !ok || e.Name != changing.Name {
					t.Errorf("got %+v, %v", e, ok)
				}
				x.Search(context.Background(), "s", 50)
			}
		})
	}
	working.Go(func() {
		for i := range 200 {
			e := changing
			e.Extension = fmt.Sprint(100 + i)
			x.Put(e)
		}
	})
	working.Go(func() {
		for range 3 {
			if err := x.Build(); err != nil {
				t.Error(err)
			}
		}
	})
	working.Go(func() {
		for e := range population(500, 2) {
			x.Put(e)
			x.Delete(e.Person)
		}
	})
	working.Wait()
	end()
	searching.Wait()
	if x.Len() != 1001 {
		t.Errorf("%d people", x.Len())
	}
}

// Changes made while the entries of a Load are being read stay made.
func TestLoad_ChangesMeanwhile(t *testing.T) {
	x := search.New()
	defer x.Close()
	x.Put(search.Entry{Person: "z.1", Name: "Before"})
	old := people()
	x.Load(func(yield func(search.Entry) bool) {
		for _, e := range old[:3] {
			yield(e)
		}
		e := old[0]
		e.Name = "Changed Meanwhile"
		x.Put(e)
		x.Delete(old[1].Person)
		if got := x.Search(context.Background(), "before", 5); got.Total != 1 {
			t.Errorf("while loading, what was there before isn't found: %v", got)
		}
	})
	if got := ids(x.Search(context.Background(), "meanwhile", 5)); !slices.Equal(got, []model.PersonID{old[0].Person}) {
		t.Errorf("found %v", got)
	}
	if x.Len() != 2 || x.Search(context.Background(), "before sorensen", 5).Total > 0 {
		t.Errorf("%d people are left", x.Len())
	}
}

// What waits is built in by itself once it's much.
func TestIndex_BuildsByItself(t *testing.T) {
	defer goleak.VerifyNone(t)
	x := search.New()
	x.Load(func(yield func(search.Entry) bool) { // some twice: the last counts
		for e := range population(500, 1) {
			old := e
			old.Name = "Outdated"
			yield(old)
		}
		for e := range population(500, 1) {
			yield(e)
		}
	})
	if r := x.Search(context.Background(), "outdated", 5); r.Total > 0 {
		t.Errorf("found %v", r.Hits[0])
	}
	if pending, built := x.Pending(); pending != 500 || built != 0 {
		t.Errorf("built in %d of a few people", built)
	}
	x.Load(population(2500, 1))
	if err := x.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	if pending, built := x.Pending(); pending != 0 || built != 2500 {
		t.Errorf("%d wait, %d are built in", pending, built)
	}
	for e := range population(2200, 2) {
		x.Put(e)
	}
	if err := x.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	if pending, built := x.Pending(); pending > 2048 || built < 4500 || pending+built != 4700 {
		t.Errorf("%d wait, %d are built in", pending, built)
	}
	x.Close()
	x.Close() // twice is no error
	for e := range population(2200, 3) {
		x.Put(e)
	}
	if x.Len() != 6900 || x.Search(context.Background(), "a", 1).Total == 0 {
		t.Errorf("after Close %d people", x.Len())
	}
}

func TestClose_WhileBuilding(t *testing.T) {
	defer goleak.VerifyNone(t)
	x := search.New()
	x.Load(population(5000, 1))
	x.Load(population(4000, 1)) // what was begun is of no use any more
	x.Close()
	if r := x.Search(context.Background(), "dental", 5); len(r.Hits) != 5 {
		t.Errorf("found %d", r.Total)
	}
}
