package search

// People as the base keeps them.

import (
	"encoding/binary"
	"strings"

	"callin/model"
)

// A person's own part: a byte of role and flags, lengths, text. Not kept is what
// the record says as well.
const (
	roleMask   = 3
	idDot      = 4 // the id goes on after the account's with a dot
	sameDomain = 8 // the address ends in the record's domain
)

// record is what the people of an account have in common, and the domain that
// most have.
type record struct {
	account                                 model.AccountID
	clientID, company, status, companyPhone string
}

func (e *Entry) record() record {
	return record{e.Person.Account(), e.ClientID, e.Company, string(e.Status), e.CompanyPhone}
}

func (r *record) encode(dst []byte, domain string) []byte {
	return appendParts(dst, []string{string(r.account), r.clientID, r.company, r.status, r.companyPhone, domain})
}

// encodePerson appends a person's own part, given the record's domain.
func encodePerson(dst []byte, e *Entry, domain string) []byte {
	tail := string(e.Person[len(e.Person.Account()):])
	code := byte(3)
	for i, r := range model.Roles {
		if r == e.Role {
			code = byte(i)
		}
	}
	parts := [...]string{tail, e.Name, e.Extension, e.UserName, e.Email, e.Phone, ""}
	if code == roleMask {
		parts[6] = string(e.Role)
	}
	if tail != "" {
		code |= idDot
		parts[0] = tail[1:]
	}
	if domain != "" && domainOf(e.Email) == domain {
		code |= sameDomain
		parts[4] = e.Email[:len(e.Email)-len(domain)]
	}
	return appendParts(append(dst, code), parts[:])
}

// domainOf gives the end of an address, from the @ on.
func domainOf(email string) string { return email[max(0, strings.LastIndexByte(email, '@')):] }

func appendParts(dst []byte, parts []string) []byte {
	for _, p := range parts {
		dst = binary.AppendUvarint(dst, uint64(len(p)))
	}
	for _, p := range parts {
		dst = append(dst, p...)
	}
	return dst
}

// splitParts gives the parts back.
func splitParts(from []byte, parts [][]byte) {
	var sizes [8]int
	for i := range parts {
		size, used := binary.Uvarint(from)
		from, sizes[i] = from[used:], int(size)
	}
	for i := range parts {
		parts[i], from = from[:sizes[i]], from[sizes[i]:]
	}
}

// appendPerson appends the id of the person of a row.
func (b *base) appendPerson(dst []byte, row uint32) []byte {
	rec := b.rowOf[row]
	var own [7][]byte
	var shared [6][]byte
	code := b.rowText[b.rowAt[row]]
	splitParts(b.rowText[b.rowAt[row]+1:b.rowAt[row+1]], own[:])
	splitParts(b.recText[b.recAt[rec]:b.recAt[rec+1]], shared[:])
	dst = append(dst, shared[0]...)
	if code&idDot != 0 {
		dst = append(dst, '.')
	}
	return append(dst, own[0]...)
}

// entry decodes a row. All its strings share one copy of the text.
func (b *base) entry(row uint32) Entry {
	rec := b.rowOf[row]
	var own [7][]byte
	var shared [6][]byte
	code := b.rowText[b.rowAt[row]]
	splitParts(b.rowText[b.rowAt[row]+1:b.rowAt[row+1]], own[:])
	splitParts(b.recText[b.recAt[rec]:b.recAt[rec+1]], shared[:])
	var space [512]byte
	text := space[:0]
	var ends [11]int
	for i, parts := range [...][2][]byte{
		{shared[0], nil},
		{own[0], nil},
		{shared[1], nil},
		{shared[2], nil},
		{shared[3], nil},
		{shared[4], nil},
		{own[1], nil},
		{own[2], nil},
		{own[3], nil},
		{own[4], shared[5]},
		{own[5], nil},
	} {
		if i == 1 && code&idDot != 0 {
			text = append(text, '.')
		}
		text = append(text, parts[0]...)
		if code&sameDomain != 0 {
			text = append(text, parts[1]...)
		}
		ends[i] = len(text)
	}
	all := string(text)
	part := func(i int) string { return all[ends[i-1]:ends[i]] }
	role := model.Role(own[6])
	if code&roleMask != roleMask {
		role = model.Roles[code&roleMask]
	}
	return Entry{
		Person: model.PersonID(all[:ends[1]]), ClientID: part(2), Company: part(3),
		Status: model.AccountStatus(part(4)), CompanyPhone: part(5),
		Name: part(6), Role: role, Extension: part(7), UserName: part(8), Email: part(9), Phone: part(10),
	}
}
