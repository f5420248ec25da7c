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

	ownParts    = 7 // of a person: the id's end, name, extension, user name, e-mail, phone, a role without a number
	sharedParts = 6 // of a record: account, Client ID, company, status, its phone, domain
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
	parts := [ownParts]string{tail, e.Name, e.Extension, e.UserName, e.Email, e.Phone, ""}
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

// readSizes reads the sizes of parts; the rest are the parts.
func readSizes(from []byte, sizes []int) []byte {
	for i := range sizes {
		if size := from[0]; size < 0x80 { // nearly all
			sizes[i], from = int(size), from[1:]
			continue
		}
		size, used := binary.Uvarint(from)
		sizes[i], from = int(size), from[used:]
	}
	return from
}
