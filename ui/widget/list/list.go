// Package list shows rows of a snapshot, however many there are, and keeps
// track of the chosen one. It asks for the rows in sight alone.
package list

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/widget/columns"
)

// Rows is a snapshot: it must not change while the list has it. A newer one is
// handed over with Set.
type Rows struct {
	Len   int
	ID    func(i int) string                  // unique, and stable across snapshots
	Cells func(i int, cells []columns.Cell)   // fills one cell a column
	Find  func(id string) (i int, found bool) // optional: where a row is now; without it the list looks around
}

// List is a list with one chosen row. The choice is an id: when a newer
// snapshot has the row elsewhere, the choice goes along and stays where it was
// on the screen.
type List struct {
	Empty string // shown when there are no rows

	cols   []columns.Column
	rows   Rows
	at     int // the chosen row, 0 when there are none
	chosen string
	top    int // the first row in sight
	w, h   int // with the header line
	widths []int
	cells  []columns.Cell
	marks  map[string]bool
	buf    []byte
}

// New makes an empty list. Without any titles there is no header line.
func New(cols ...columns.Column) *List {
	return &List{cols: cols, cells: make([]columns.Cell, len(cols)), marks: map[string]bool{}}
}

// Resize sets the room for the list, its header line included.
func (l *List) Resize(w, h int) {
	l.w, l.h = w, h
	l.widths = columns.Layout(l.cols, w-gutter)
	l.follow()
}

// Set shows another snapshot. The chosen row stays chosen and in its place; if
// it is gone, its neighbour is.
func (l *List) Set(rows Rows) {
	line := l.at - l.top
	l.rows = rows
	if i, ok := l.find(l.chosen); ok {
		l.at = i
	}
	l.choose(l.at)
	l.top = l.at - line
	l.follow()
}

// find looks for a row near where it was last.
func (l *List) find(id string) (int, bool) {
	if id == "" || l.rows.Len == 0 {
		return 0, false
	}
	if l.rows.Find != nil {
		return l.rows.Find(id)
	}
	for d := 0; d <= max(l.at, l.rows.Len-l.at); d++ {
		for _, i := range [2]int{l.at - d, l.at + d} {
			if i >= 0 && i < l.rows.Len && l.rows.ID(i) == id {
				return i, true
			}
		}
	}
	return 0, false
}

// choose puts the choice on a row, or the nearest there is.
func (l *List) choose(i int) {
	l.at = max(min(i, l.rows.Len-1), 0)
	l.chosen = ""
	if l.rows.Len > 0 {
		l.chosen = l.rows.ID(l.at)
	}
}

// follow scrolls as little as needed to have the chosen row in sight.
func (l *List) follow() {
	page := l.page()
	l.top = max(min(l.top, l.at, l.rows.Len-page), 0)
	if l.at >= l.top+page {
		l.top = l.at - page + 1
	}
}

// page is how many rows are in sight.
func (l *List) page() int {
	if l.titled() {
		return max(l.h-1, 1)
	}
	return max(l.h, 1)
}

func (l *List) titled() bool {
	for _, c := range l.cols {
		if c.Title != "" {
			return true
		}
	}
	return false
}

// Selected is the id of the chosen row, "" when there is none.
func (l *List) Selected() string { return l.chosen }

// Index is where the chosen row is.
func (l *List) Index() int { return l.at }

// Len is how many rows there are.
func (l *List) Len() int { return l.rows.Len }

// Select chooses a row by its id, and tells whether it is there.
func (l *List) Select(id string) bool {
	i, ok := l.find(id)
	if ok {
		l.choose(i)
		l.follow()
	}
	return ok
}

// Top chooses the first row, for a list that shows something else now.
func (l *List) Top() {
	l.top = 0
	l.choose(0)
}

// Update moves the choice, and tells whether the key was one of the list's.
// While a field has the focus the page offers it the key first.
func (l *List) Update(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	page := l.page()
	switch key.String() {
	case "up", "k":
		l.choose(l.at - 1)
	case "down", "j":
		l.choose(l.at + 1)
	case "pgup":
		l.choose(l.at - page)
	case "pgdown":
		l.choose(l.at + page)
	case "ctrl+u":
		l.choose(l.at - max(page/2, 1))
	case "ctrl+d":
		l.choose(l.at + max(page/2, 1))
	case "home", "g":
		l.choose(0)
	case "end", "G":
		l.choose(l.rows.Len - 1)
	default:
		return false
	}
	l.follow()
	return true
}

// Mark marks the chosen row or takes its mark away, and goes on to the next.
func (l *List) Mark() {
	if l.chosen == "" {
		return
	}
	if l.marks[l.chosen] {
		delete(l.marks, l.chosen)
	} else {
		l.marks[l.chosen] = true
	}
	l.choose(l.at + 1)
	l.follow()
}

// Marks are the ids of the marked rows that are still there, in their order.
func (l *List) Marks() []string {
	var ids []string
	for i := 0; i < l.rows.Len && len(ids) < len(l.marks); i++ {
		if id := l.rows.ID(i); l.marks[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Unmark takes all marks away.
func (l *List) Unmark() { clear(l.marks) }
