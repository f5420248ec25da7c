package main

// fzf's matcher, as fzf runs it: every line is matched and scored, on two cores,
// and the best are kept. (fzf also remembers the answers to what was typed before.)

import (
	"cmp"
	"slices"
	"sync"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"callin/model"
	"callin/model/search"
)

type fzf struct {
	match  algo.Algo
	people []model.PersonID
	texts  []util.Chars
	slabs  [2]*util.Slab
}

func (f *fzf) build(people []search.Entry) error {
	algo.Init("default")
	for _, e := range people {
		f.people = append(f.people, e.Person)
		f.texts = append(f.texts, util.ToChars([]byte(textOf(e))))
	}
	for i := range f.slabs {
		f.slabs[i] = util.MakeSlab(100*1024, 2048) // as in fzf's own constants
	}
	return nil
}

type scored struct{ at, score int }

func (f *fzf) find(text string) (first []model.PersonID, total int, err error) {
	var terms [][]rune
	for _, t := range termsOf(text) {
		terms = append(terms, []rune(t))
	}
	var halves [2][]scored
	var group sync.WaitGroup
	for h := range halves {
		group.Go(func() {
			for i := h * len(f.texts) / 2; i < (h+1)*len(f.texts)/2; i++ {
				if score, ok := f.score(i, terms, f.slabs[h]); ok {
					halves[h] = append(halves[h], scored{i, score})
				}
			}
		})
	}
	group.Wait()
	all := slices.Concat(halves[:]...)
	slices.SortFunc(all, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at)) })
	for _, s := range all[:min(50, len(all))] {
		first = append(first, f.people[s.at])
	}
	return first, len(all), nil
}

func (f *fzf) score(i int, terms [][]rune, slab *util.Slab) (sum int, ok bool) {
	for _, t := range terms {
		r, _ := f.match(false, false, true, &f.texts[i], t, false, slab)
		if r.Start < 0 {
			return 0, false
		}
		sum += r.Score
	}
	return sum, len(terms) > 0
}

func (*fzf) close() error { return nil }
