package search

// The index as sessions share it.

import (
	"iter"
	"sync"
	"sync/atomic"

	"callin/model"
)

// Index finds people. All methods may be called at once from any number of
// goroutines. The zero Index isn't ready for use: see New.
type Index struct {
	view atomic.Pointer[view] // what searches see

	mu      sync.Mutex // for changes; searches don't take it
	places  map[model.PersonID]int
	loading int      // Loads under way
	journal []change // made since the first of them began, to be made again on top
	work    work     // in the background
	stamp   string   // see Mark
	file    file     // that what is built is kept in

	heaviness heaviness // of what is built
}

// change is a person put, or (with a nil doc) deleted.
type change struct {
	person model.PersonID
	doc    *doc
}

// New makes an index without anybody in it.
func New() *Index {
	x := &Index{places: map[model.PersonID]int{}, heaviness: usual()}
	x.view.Store(&view{})
	return x
}

// Load replaces everybody by the entries. While it reads them, searches are
// answered from before. When it returns, everybody is found, each key costing a
// look at everybody (some 50 ms of two cores for a million people); what makes that fast is
// built in the background. Changes made while it reads stay made. Of two
// entries with one id the last counts.
func (x *Index) Load(entries iter.Seq[Entry]) {
	x.mu.Lock()
	x.loading++
	from := len(x.journal)
	x.mu.Unlock()

	l := newLoader()
	for e := range entries {
		l.add(e)
	}
	l.flush()

	x.mu.Lock()
	defer x.mu.Unlock()
	v := &view{fresh: l.fresh}
	x.places = l.places
	for _, c := range x.journal[from:] {
		v = x.changed(v, c)
	}
	if x.loading--; x.loading == 0 {
		x.journal = nil
	}
	x.view.Store(v)
	x.restart()
}

// Mark says, for who reads the file next, which changes of the store the index has
// been told of. "" is nothing that one could go on from. The mark of a Load is set
// when its entries have been read, by their function.
func (x *Index) Mark(stamp string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stamp = stamp
}

// Put adds people, or replaces those with the same ids. The next search finds
// them.
func (x *Index) Put(entries ...Entry) {
	changes := make([]change, len(entries))
	for i, e := range entries {
		changes[i] = change{e.Person, newDoc(e)}
	}
	x.change(changes)
}

// Delete takes people out; ids that the index doesn't know are no error.
func (x *Index) Delete(people ...model.PersonID) {
	changes := make([]change, len(people))
	for i, p := range people {
		changes[i] = change{person: p}
	}
	x.change(changes)
}

func (x *Index) change(changes []change) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.loading > 0 {
		x.journal = append(x.journal, changes...)
	}
	v := x.view.Load()
	for _, c := range changes {
		v = x.changed(v, c)
		x.work.note(c.person)
	}
	x.view.Store(v)
	x.start()
}

// changed gives the view after a change. It keeps places in step, so its view
// must become the current one.
func (x *Index) changed(v *view, c change) *view {
	next := *v
	if v.base != nil {
		if row, ok := v.base.row(c.person); ok {
			next.hidden = v.hidden.with(row, v.base.rows)
		}
	}
	place, known := x.places[c.person]
	switch {
	case c.doc != nil && !known:
		place = v.fresh.places
		x.places[c.person] = place
		fallthrough
	case c.doc != nil:
		next.fresh = v.fresh.with(place, c.doc)
	case known:
		next.fresh = v.fresh.with(place, nil)
		delete(x.places, c.person)
	}
	return &next
}

// Len tells how many people the index knows.
func (x *Index) Len() int { return x.view.Load().count() }

// Entry tells what the index knows of a person.
func (x *Index) Entry(p model.PersonID) (Entry, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	v := x.view.Load()
	if place, ok := x.places[p]; ok {
		return v.fresh.at(place).Entry, true
	}
	if v.base != nil {
		if row, ok := v.base.row(p); ok && !v.hidden.has(row) {
			return v.base.entry(row), true
		}
	}
	return Entry{}, false
}
