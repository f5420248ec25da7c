// Package sheet keeps a list still while what it shows moves: rows are brought
// up to date in their places, those that have left are marked, and those that
// come wait until somebody asks for them.
package sheet

import (
	"fmt"
	"slices"
	"strings"
)

// Row is a row in its place.
type Row[T any] struct {
	Value T
	Gone  bool // it has left since
}

// Sheet is what a list shows.
type Sheet[T any] struct {
	id     func(T) string
	rows   []Row[T]
	latest []T // as it is
}

// New makes an empty sheet of rows that are told apart by an id.
func New[T any](id func(T) string) *Sheet[T] { return &Sheet[T]{id: id} }

// Rows are those shown. They don't change; a newer reading makes others.
func (s *Sheet[T]) Rows() []Row[T] { return s.rows }

// Latest is the newest reading, all of it in its own order.
func (s *Sheet[T]) Latest() []T { return s.latest }

// Take brings the rows up to date from a newer reading. Only with all, or when
// there are no rows to hold still, do rows come, go and change places.
func (s *Sheet[T]) Take(latest []T, all bool) {
	s.latest = latest
	if all || len(s.rows) == 0 {
		s.rows = make([]Row[T], len(latest))
		for i, v := range latest {
			s.rows[i].Value = v
		}
		return
	}
	at := make(map[string]int, len(latest))
	for i, v := range latest {
		at[s.id(v)] = i
	}
	rows := make([]Row[T], len(s.rows))
	for i, r := range s.rows {
		if n, ok := at[s.id(r.Value)]; ok {
			rows[i].Value = latest[n]
		} else {
			rows[i] = Row[T]{r.Value, true}
		}
	}
	s.rows = rows
}

// Leave takes away a row that is gone, now that the cursor has left it, and
// tells whether there was one.
func (s *Sheet[T]) Leave(id string) bool {
	n := len(s.rows)
	s.rows = slices.DeleteFunc(slices.Clone(s.rows), func(r Row[T]) bool { return r.Gone && s.id(r.Value) == id })
	return len(s.rows) < n
}

// News is what a sheet doesn't show of how things are.
type News struct {
	Come, Gone int
	Moved      bool // the same rows stand in another order
}

// Any tells whether there are any.
func (n News) Any() bool { return n != News{} }

// String says it in a few words, "" when there is nothing to say.
func (n News) String() string {
	var parts []string
	if n.Come > 0 {
		parts = append(parts, fmt.Sprintf("%d new", n.Come))
	}
	if n.Gone > 0 {
		parts = append(parts, fmt.Sprintf("%d gone", n.Gone))
	}
	if len(parts) == 0 && n.Moved {
		parts = append(parts, "the order has changed")
	}
	return strings.Join(parts, " · ")
}

// News compares the sheet with how things are, as far as a filter goes.
func (s *Sheet[T]) News(match func(T) bool) News {
	var n News
	shown := make(map[string]int, len(s.rows))
	for i, r := range s.rows {
		shown[s.id(r.Value)] = i
		if r.Gone && match(r.Value) {
			n.Gone++
		}
	}
	last := -1
	for _, v := range s.latest {
		if !match(v) {
			continue
		}
		i, ok := shown[s.id(v)]
		if !ok {
			n.Come++
			continue
		}
		n.Moved = n.Moved || i < last
		last = i
	}
	return n
}
