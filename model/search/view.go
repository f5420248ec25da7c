package search

// What a search sees: a base, which of its rows no longer hold, and the people
// that changed since. A view never changes; a change makes a new one, which
// shares nearly everything with the one before. So searches take no locks, and
// one search sees one state.

// view is one state of the index.
type view struct {
	base   *base // nil: none is built
	hidden *hidden
	fresh  fresh
}

// count tells how many people there are.
func (v *view) count() int {
	n := v.fresh.people
	if v.base != nil {
		n += v.base.rows - v.hidden.count()
	}
	return n
}

// pending tells how much there is to be built in.
func (v *view) pending() int { return v.fresh.places + v.hidden.count() }

// hidden are the rows of a base that were deleted or replaced. nil: none.
type hidden struct {
	pages []*hiddenPage
	n     int
}

// hiddenPage is 4,096 rows.
type hiddenPage [64]uint64

func (h *hidden) any() bool { return h != nil && h.n > 0 }

func (h *hidden) count() int {
	if h == nil {
		return 0
	}
	return h.n
}

// word gives 64 rows at once.
func (h *hidden) word(at int) uint64 {
	if h == nil || h.pages[at>>6] == nil {
		return 0
	}
	return h.pages[at>>6][at&63]
}

func (h *hidden) has(row uint32) bool { return h.word(int(row>>6))&(1<<(row&63)) != 0 }

// with gives the set with one row more.
func (h *hidden) with(row uint32, rows int) *hidden {
	if h.has(row) {
		return h
	}
	other := &hidden{pages: make([]*hiddenPage, bitWords(rows)/64+1), n: 1}
	if h != nil {
		copy(other.pages, h.pages)
		other.n = h.n + 1
	}
	page := &hiddenPage{}
	if old := other.pages[row>>12]; old != nil {
		*page = *old
	}
	page[row>>6&63] |= 1 << (row & 63)
	other.pages[row>>12] = page
	return other
}
