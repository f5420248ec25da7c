// This file keeps the list still while the queue moves.
package queue

import (
	"slices"
	"strings"

	"callin/model"
)

// row is a ticket in the list.
type row struct {
	model.TicketView
	gone bool // it has left the queue since
}

func (r row) id() string { return r.Number.String() }

// sheet is what the list shows: rows stay in their places, whatever the queue
// does, until somebody asks for everything.
type sheet struct {
	rows   []row
	latest []model.TicketView // the queue as it is
}

// take brings the rows up to date from a newer reading. Only with all, or when
// there are no rows to hold still, do rows come, go and change places.
func (s *sheet) take(latest []model.TicketView, all bool) {
	s.latest = latest
	if all || len(s.rows) == 0 {
		s.rows = make([]row, len(latest))
		for i, v := range latest {
			s.rows[i] = row{TicketView: v}
		}
		return
	}
	at := make(map[model.TicketNumber]int, len(latest))
	for i, v := range latest {
		at[v.Number] = i
	}
	for i := range s.rows {
		if n, ok := at[s.rows[i].Number]; ok {
			s.rows[i] = row{TicketView: latest[n]}
		} else {
			s.rows[i].gone = true
		}
	}
}

// leave takes away a row that is gone, now that the cursor has left it, and
// tells whether there was one.
func (s *sheet) leave(id string) bool {
	n := len(s.rows)
	s.rows = slices.DeleteFunc(s.rows, func(r row) bool { return r.gone && r.id() == id })
	return len(s.rows) < n
}

// news is what a sheet doesn't show of the queue as it is.
type news struct {
	come, gone int
	moved      bool // the same tickets stand in another order
}

func (n news) any() bool { return n != news{} }

// news compares the sheet with the queue, as far as the filter goes.
func (s *sheet) news(match func(model.TicketView) bool) news {
	var n news
	shown := make(map[model.TicketNumber]int, len(s.rows))
	for i, r := range s.rows {
		shown[r.Number] = i
		if r.gone && match(r.TicketView) {
			n.gone++
		}
	}
	last := -1
	for _, v := range s.latest {
		if !match(v) {
			continue
		}
		i, ok := shown[v.Number]
		if !ok {
			n.come++
			continue
		}
		n.moved = n.moved || i < last
		last = i
	}
	return n
}

// matcher tells whether a ticket has all the words of the filter, in any
// spelling.
func matcher(filter, me string) func(model.TicketView) bool {
	words := strings.Fields(model.Fold(filter))
	return func(v model.TicketView) bool {
		if len(words) == 0 {
			return true
		}
		hay := model.Fold(strings.Join([]string{
			v.Number.String(), v.Name, v.Company, string(v.Kind), string(v.Priority), string(v.State), owner(v, me), v.Text,
		}, "\n"))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
	}
}
