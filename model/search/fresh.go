package search

// People who aren't built in.

import "callin/model"

// fresh is a list of people in pages. Each person has a place; a place may be
// empty. A list never changes; with makes another that shares most of it.
type fresh struct {
	pages  []*freshPage
	places int // used, or once used
	people int
}

const freshSize = 256 // people on a page

// freshPage is some people.
type freshPage struct {
	docs [freshSize]*doc
	all  text // what they all have, in one text; empty when it isn't known
}

func (f fresh) at(place int) *doc { return f.pages[place/freshSize].docs[place%freshSize] }

// with gives the list with a person (nil: nobody) at a place, which may be the
// next after the last.
func (f fresh) with(place int, d *doc) fresh {
	pages := make([]*freshPage, max(len(f.pages), place/freshSize+1))
	copy(pages, f.pages)
	page := &freshPage{}
	if old := pages[place/freshSize]; old != nil {
		page.docs = old.docs
	}
	before := page.docs[place%freshSize]
	page.docs[place%freshSize] = d
	pages[place/freshSize] = page
	f.pages, f.places = pages, max(f.places, place+1)
	if before != nil {
		f.people--
	}
	if d != nil {
		f.people++
	}
	return f
}

// loader makes a list of very many people.
type loader struct {
	fresh
	places  map[model.PersonID]int
	waiting []Entry // of the next page
	text    []byte
	ends    []int // in the text, of each person's order and words
}

func newLoader() *loader { return &loader{places: map[model.PersonID]int{}} }

// add takes a person; of two with the same id the last counts.
func (l *loader) add(e Entry) {
	place, known := l.places[e.Person]
	switch {
	case !known:
		l.places[e.Person] = l.fresh.places + len(l.waiting)
		if l.waiting = append(l.waiting, e); len(l.waiting) == freshSize {
			l.flush()
		}
	case place >= l.fresh.places:
		l.waiting[place-l.fresh.places] = e
	default:
		page := l.pages[place/freshSize] // nobody else has seen it
		page.docs[place%freshSize], page.all = newDoc(e), ""
	}
}

// flush makes a page. Its people share one piece of memory, so that all of it
// can be looked through at once.
func (l *loader) flush() {
	l.text, l.ends = l.text[:0], l.ends[:0]
	var scratch []byte
	for i := range l.waiting {
		l.text = l.waiting[i].appendOrder(l.text)
		l.ends = append(l.ends, len(l.text))
		l.text, scratch = l.waiting[i].appendText(l.text, scratch)
		l.ends = append(l.ends, len(l.text))
	}
	page := &freshPage{all: text(l.text)}
	docs := make([]doc, len(l.waiting))
	from := 0
	for i, e := range l.waiting {
		order, words := l.ends[2*i], l.ends[2*i+1]
		docs[i] = doc{Entry: e, order: string(page.all[from:order]), text: page.all[order:words]}
		page.docs[i] = &docs[i]
		from = words
	}
	l.pages = append(l.pages, page)
	l.fresh.places += len(l.waiting)
	l.people += len(l.waiting)
	l.waiting = l.waiting[:0]
}
