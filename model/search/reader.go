package search

// People read back from the base.

import (
	"strings"

	"callin/model"
)

// own gives the role and flags of a person's own part, and its parts as they lie
// behind their sizes.
func (b *base) own(row uint32, sizes *[ownParts]int) (code byte, parts []byte) {
	part := b.rowText[b.rowAt[row]:b.rowAt[row+1]]
	return part[0], readSizes(part[1:], sizes[:])
}

// shared gives the parts of a record.
func (b *base) shared(rec uint32, sizes *[sharedParts]int) []byte {
	return readSizes(b.recText[b.recAt[rec]:b.recAt[rec+1]], sizes[:])
}

// appendPerson appends the id of the person of a row.
func (b *base) appendPerson(dst []byte, row uint32) []byte {
	var own [ownParts]int
	var shared [sharedParts]int
	account := b.shared(b.rowOf[row], &shared)[:shared[0]]
	code, parts := b.own(row, &own)
	dst = append(dst, account...)
	if code&idDot != 0 {
		dst = append(dst, '.')
	}
	return append(dst, parts[:own[0]]...)
}

// entry reads a row.
func (b *base) entry(row uint32) Entry { return b.entries([]uint32{row})[0] }

// entries reads rows. All their strings share one copy of the text, and
// neighbours of one account share its part.
//
// The rows of an answer lie anywhere in some hundred megabytes, so most of the
// time would go by waiting for memory, four times a row. Hence one step for all
// rows before the next: the processor then waits for many at once.
func (b *base) entries(rows []uint32) []Entry {
	all := make([]Entry, len(rows))
	room := 0
	for _, row := range rows {
		rec := b.rowOf[row]
		room += int(b.rowAt[row+1]-b.rowAt[row]) + int(b.recAt[rec+1]-b.recAt[rec])
	}
	for i, row := range rows {
		if code := b.rowText[b.rowAt[row]] & roleMask; code != roleMask {
			all[i].Role = model.Roles[code]
		}
		room += int(b.recText[b.recAt[b.rowOf[row]]]) // the account's id again
	}
	r := reader{base: b, rec: ^uint32(0)}
	r.text.Grow(room + room/4)
	for i, row := range rows {
		r.read(&all[i], row)
	}
	return all
}

// reader reads rows one after the other.
type reader struct {
	base   *base
	text   strings.Builder // of all
	rec    uint32          // the record read last
	common Entry           // what it says
	domain string
}

// read fills an entry whose role is set, unless it is one that has no number.
func (r *reader) read(e *Entry, row uint32) {
	if rec := r.base.rowOf[row]; rec != r.rec {
		r.record(rec)
	}
	var sizes [ownParts]int
	code, own := r.base.own(row, &sizes)
	from := r.text.Len()
	r.text.WriteString(string(r.common.Person))
	if code&idDot != 0 {
		r.text.WriteByte('.')
	}
	id := r.text.Len() - from + sizes[0]
	r.text.Write(own)
	parts := cutter(r.text.String()[from:])

	role := e.Role
	*e = r.common
	e.Person = model.PersonID(parts.cut(id))
	e.Name, e.Extension, e.UserName = parts.cut(sizes[1]), parts.cut(sizes[2]), parts.cut(sizes[3])
	e.Email, e.Phone = parts.cut(sizes[4]), parts.cut(sizes[5])
	if e.Role = role; code&roleMask == roleMask {
		e.Role = model.Role(parts)
	}
	if code&sameDomain != 0 {
		from := r.text.Len()
		r.text.WriteString(e.Email)
		r.text.WriteString(r.domain)
		e.Email = r.text.String()[from:]
	}
}

// record reads what the rows of an account have in common.
func (r *reader) record(rec uint32) {
	r.rec = rec
	var sizes [sharedParts]int
	from := r.text.Len()
	r.text.Write(r.base.shared(rec, &sizes))
	parts := cutter(r.text.String()[from:])
	r.common = Entry{
		Person: model.PersonID(parts.cut(sizes[0])), ClientID: parts.cut(sizes[1]), Company: parts.cut(sizes[2]),
		Status: model.AccountStatus(parts.cut(sizes[3])), CompanyPhone: parts.cut(sizes[4]),
	}
	r.domain = string(parts)
}

// cutter is text that parts are cut off from.
type cutter string

func (c *cutter) cut(size int) string {
	part := string((*c)[:size])
	*c = (*c)[size:]
	return part
}
