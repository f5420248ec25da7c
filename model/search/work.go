package search

// What goes on in the background: a new base is built as soon as enough has
// changed, while searches and changes go on.

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"

	"callin/model"
)

// tolerated is how many changes may wait to be built in: looking at them costs
// a search about 0.1 ms for each thousand.
const tolerated = 2048

// work is the state of what goes on in the background. The index's mutex guards
// it.
type work struct {
	cancel  context.CancelFunc      // nil: nothing is being built
	end     context.CancelFunc      // ends what goes on, also when it only writes the file
	done    chan struct{}           // closed when what goes on has ended
	since   map[model.PersonID]bool // who changed since it began
	closed  bool
	refused bool // too many people: never try again
	bases   int  // so far
}

// note remembers who changed while a base is being built.
func (w *work) note(p model.PersonID) {
	if w.cancel != nil {
		w.since[p] = true
	}
}

// restart ends what goes on, because it builds what is out of date, and starts
// again. The caller holds the mutex.
func (x *Index) restart() {
	if x.work.cancel != nil {
		x.work.cancel()
		x.work.cancel = nil
	}
	x.work.refused = false
	x.start()
}

// start begins to build when enough has changed and nothing goes on. The caller
// holds the mutex.
func (x *Index) start() {
	v := x.view.Load()
	if x.loading > 0 || x.work.cancel != nil || x.work.closed || x.work.refused || v.pending() <= x.tolerates(v) {
		return
	}
	x.begin(v)
}

// tolerates tells how many changes may wait: more on top of a large base, which
// takes long to build.
func (x *Index) tolerates(v *view) int {
	if v.base == nil {
		return tolerated
	}
	return max(tolerated, v.base.rows/512)
}

// begin builds in the background.
func (x *Index) begin(v *view) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	before, stamp := x.work.done, x.stamp
	x.work.cancel, x.work.end, x.work.done, x.work.since = cancel, cancel, done, map[model.PersonID]bool{}
	workers := 1 // leave the others to the sessions
	if v.base == nil {
		workers = runtime.GOMAXPROCS(0)
	}
	go func() {
		defer close(done)
		defer cancel()
		if before != nil {
			<-before // the one that restart ended: two at once would double the memory
		}
		b, err := build(ctx, v.people(), v.count(), workers, x.heaviness)
		if err == nil {
			b.stamp = stamp
		}
		if x.finish(ctx, b, err) {
			x.keep(ctx, b)
		}
	}()
}

// finish makes the new base the current one, with the changes since on top, and
// tells whether it did.
func (x *Index) finish(ctx context.Context, b *base, err error) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if ctx.Err() != nil { // restarted or closed
		return false
	}
	x.work.cancel = nil
	if err != nil {
		x.work.refused = errors.Is(err, errTooMany)
		return false
	}
	old := x.view.Load()
	places := x.places
	x.places = map[model.PersonID]int{}
	x.work.bases++
	b.serial = x.work.bases
	v := &view{base: b}
	for p := range x.work.since {
		c := change{person: p}
		if place, ok := places[p]; ok {
			c.doc = old.fresh.at(place)
		}
		v = x.changed(v, c)
	}
	x.view.Store(v)
	x.start()
	return true
}

// Rebuild builds anew in the background what was built once, however little
// waits, so that the file is of now. It does nothing while something is being
// built.
func (x *Index) Rebuild() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if v := x.view.Load(); v.base != nil && x.loading == 0 && x.work.cancel == nil && !x.work.closed && !x.work.refused {
		x.begin(v)
	}
}

// Building tells whether most people are found only by looking at each, because
// what makes that fast isn't built yet.
func (x *Index) Building() bool {
	v := x.view.Load()
	return v.pending() > 0 && v.pending() > x.tolerates(v)
}

// people gives everybody in the order of rows.
func (v *view) people() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		defer runtime.KeepAlive(v)
		changed := v.fresh.sorted()
		rows := 0
		if v.base != nil {
			rows = v.base.rows
		}
		var order []byte
		for row := range uint32(rows) {
			if v.hidden.has(row) {
				continue
			}
			e := v.base.entry(row)
			order = e.appendOrder(order[:0])
			for len(changed) > 0 && changed[0].order < string(order) {
				if !yield(&changed[0].Entry) {
					return
				}
				changed = changed[1:]
			}
			if !yield(&e) {
				return
			}
		}
		for _, d := range changed {
			if !yield(&d.Entry) {
				return
			}
		}
	}
}

// sorted gives the people in the order of rows.
func (f fresh) sorted() []*doc {
	all := make([]*doc, 0, f.people)
	for place := range f.places {
		if d := f.at(place); d != nil {
			all = append(all, d)
		}
	}
	keys := make([]keyed, len(all))
	for i, d := range all {
		keys[i] = keyed{key8([]byte(d.order[:min(8, len(d.order))])), uint32(i)}
	}
	sortKeyed(keys, runtime.GOMAXPROCS(0), func(i, j uint32) int {
		switch a, b := all[i].order, all[j].order; {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	sorted := make([]*doc, len(all))
	for i, k := range keys {
		sorted[i] = all[k.at]
	}
	return slices.Clip(sorted)
}

// Settle waits until what is being built in the background is built, or ctx
// ends, and gives the error of ctx. Searches need no settling; files and
// measurements do.
func (x *Index) Settle(ctx context.Context) error {
	for {
		x.mu.Lock()
		done := x.work.done
		busy := x.work.cancel != nil
		x.mu.Unlock()
		if !busy {
			return ctx.Err()
		}
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Close ends what goes on in the background, and waits for it. Searches and
// changes are still answered.
func (x *Index) Close() {
	x.mu.Lock()
	x.work.closed = true
	done := x.work.done
	if x.work.end != nil {
		x.work.end()
	}
	x.work.cancel = nil
	x.mu.Unlock()
	if done != nil {
		<-done
	}
}
