package search

// Comparing the index with the store, person by person: a file is only a shadow
// of the store, and this is what finds where it isn't a true one.

import "callin/model"

// Check compares an index with the people that it should hold.
type Check struct {
	index *Index
	base  *base
	seen  []uint64 // rows of the base
	wrong int
}

// Check begins to compare.
func (x *Index) Check() *Check {
	c := &Check{index: x, base: x.view.Load().base}
	if c.base != nil {
		c.seen = make([]uint64, bitWords(c.base.rows))
	}
	return c
}

// Saw takes a person as the store has them now, and puts the index right. The
// caller sees to it that no newer state of the person is put meanwhile.
func (c *Check) Saw(e Entry) {
	if c.base != nil {
		if row, ok := c.base.row(e.Person); ok {
			c.seen[row>>6] |= 1 << (row & 63)
		}
	}
	if known, ok := c.index.Entry(e.Person); !ok || known != e {
		c.wrong++
		c.index.Put(e)
	}
}

// End takes out who was not seen though the index has had them since the check
// began, and tells how many people were put right in all. It isn't sure when a new
// base was built meanwhile: then check again.
func (c *Check) End() (wrong int, sure bool) {
	v := c.index.view.Load()
	if c.base == nil || v.base == nil || v.base.serial != c.base.serial {
		return c.wrong, c.base == nil && v.base == nil
	}
	var gone []model.PersonID
	for row := range uint32(c.base.rows) {
		if c.seen[row>>6]&(1<<(row&63)) == 0 && !v.hidden.has(row) {
			gone = append(gone, c.base.entry(row).Person)
		}
	}
	c.index.Delete(gone...)
	return c.wrong + len(gone), true
}
