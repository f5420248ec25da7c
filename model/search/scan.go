package search

// The plain way to search: look at every person. It serves the changes that
// wait to be built in, everybody while an index is being built, and the tests,
// as the oracle that the built index has to equal.

import (
	"context"
	"runtime"
	"strings"
	"sync"
)

// share is how many people are worth a goroutine of their own.
const share = 4096

// scan looks at all people, on several cores when they are many.
func (w *wanted) scan(ctx context.Context, people fresh, limit int) (*top, error) {
	if people.people == 0 {
		return &top{limit: limit}, nil
	}
	n := max(1, min(people.places/share, runtime.GOMAXPROCS(0)))
	tops := make([]*top, n)
	var group sync.WaitGroup
	for i := range tops {
		tops[i] = &top{limit: limit}
		part := people.pages[i*len(people.pages)/n : (i+1)*len(people.pages)/n]
		if i == n-1 {
			w.look(ctx, part, tops[i])
			break
		}
		group.Go(func() { w.look(ctx, part, tops[i]) })
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := tops[0]
	for _, t := range tops[1:] {
		all.merge(t)
	}
	return all, nil
}

func (w *wanted) look(ctx context.Context, pages []*freshPage, into *top) {
	longest := w.longest()
	sieve := newSieve(w)
	for _, page := range pages {
		if ctx.Err() != nil {
			return
		}
		switch {
		case page.grams != nil:
			for i, d := range page.docs {
				if sieve.hopeful(&page.grams[i]) {
					w.lookAt(d, into)
				}
			}
		case w.typos != nil && w.hopeful(page.all):
			for _, d := range page.docs {
				w.lookAt(d, into)
			}
		case w.typos == nil:
			for at := 0; ; {
				next := strings.Index(string(page.all[at:]), longest)
				if next < 0 {
					break
				}
				n := page.owner(at + next)
				w.lookAt(page.docs[n], into)
				at = int(page.ends[n])
			}
		}
	}
}

func (w *wanted) lookAt(d *doc, into *top) {
	if d == nil || w.typos != nil && !w.hopeful(d.text) {
		return
	}
	if c, ok := w.match(d.text); ok {
		into.add(found{class: c, order: d.order, entry: &d.Entry})
	}
}

// longest gives the longest term: it is in the fewest texts.
func (w *wanted) longest() string {
	longest := ""
	for _, t := range w.terms {
		if len(t.text) > len(longest) {
			longest = t.text
		}
	}
	return longest
}
