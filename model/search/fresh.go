package search

// People who aren't built in.

import (
	"sort"

	"callin/model"
)

// fresh is a list of people in pages. Each person has a place; a place may be
// empty. A list never changes; with makes another that shares most of it.
type fresh struct {
	pages  []*freshPage
	places int // used, or once used
	people int
}

const freshSize = 64 // people on a page

// freshPage is some people. Those that were loaded have all their texts in one,
// which is looked through much faster than one by one; for those that change one
// after the other, making it would take too long: they have grams.
type freshPage struct {
	docs  [freshSize]*doc
	all   text              // empty: not put together
	ends  [freshSize]uint32 // of each person's part of it
	grams *[freshSize]grams // nil: all is there
}

// changed gives the page with another person, or nobody, in a place.
func (p *freshPage) changed(at int, d *doc) *freshPage {
	page := &freshPage{grams: new([freshSize]grams)}
	if p != nil {
		page.docs = p.docs
		if p.grams != nil {
			*page.grams = *p.grams
		} else {
			for i, d := range p.docs {
				page.grams[i] = d.grams()
			}
		}
	}
	page.docs[at], page.grams[at] = d, d.grams()
	return page
}

// grams gives those of a person, none of nobody.
func (d *doc) grams() (g grams) {
	if d != nil {
		g.add(string(d.text))
	}
	return g
}

// owner gives the person whose part of the text this place is in.
func (p *freshPage) owner(at int) int {
	return sort.Search(freshSize, func(i int) bool { return int(p.ends[i]) > at })
}

func (f fresh) at(place int) *doc { return f.pages[place/freshSize].docs[place%freshSize] }

// with gives the list with a person (nil: nobody) at a place, which may be the
// next after the last.
func (f fresh) with(place int, d *doc) fresh {
	pages := make([]*freshPage, max(len(f.pages), place/freshSize+1))
	copy(pages, f.pages)
	var before *doc
	if old := pages[place/freshSize]; old != nil {
		before = old.docs[place%freshSize]
	}
	pages[place/freshSize] = pages[place/freshSize].changed(place%freshSize, d)
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
		l.pages[place/freshSize] = l.pages[place/freshSize].changed(place%freshSize, newDoc(e))
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
		page.ends[i] = uint32(words)
		from = words
	}
	for i := len(l.waiting); i < freshSize; i++ {
		page.ends[i] = uint32(len(l.text))
	}
	l.pages = append(l.pages, page)
	l.fresh.places += len(l.waiting)
	l.people += len(l.waiting)
	l.waiting = l.waiting[:0]
}
