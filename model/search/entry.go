package search

// What the index is told of a person, and what it answers.

import "callin/model"

// Entry is what the index knows of a person: never an answer, a secret or a
// password.
type Entry struct {
	Person       model.PersonID
	ClientID     string
	Company      string
	Status       model.AccountStatus
	Name         string
	Role         model.Role
	Extension    string
	UserName     string
	Email        string
	Phone        string // the person's
	CompanyPhone string // the account's
}

// Field names a part of an Entry in which a term was found.
type Field string

// The fields that are searched.
const (
	FieldName         Field = "name"
	FieldCompany      Field = "company"
	FieldClientID     Field = "client_id"
	FieldUserName     Field = "user_name"
	FieldEmail        Field = "email"
	FieldPhone        Field = "phone"
	FieldCompanyPhone Field = "company_phone"
	FieldExtension    Field = "extension"
)

// Hit is one person found.
type Hit struct {
	Entry
	Fields []Field // in which terms were found, in the order of the constants
}

// Result is the answer to one search.
type Result struct {
	Total       int   // how many people match
	Hits        []Hit // the best of them, best first
	Approximate bool  // nobody matched as typed: these do with typing errors
}

// standing is the part of the order that comes before the company: status,
// then role. Small is first.
func (e *Entry) standing() byte {
	var status, role byte
	switch e.Status {
	case model.Active:
	case model.Suspended:
		status = 1
	case model.Closed:
		status = 2
	default:
		status = 3
	}
	switch e.Role {
	case model.Admin:
	case model.User:
		role = 1
	case model.Phone:
		role = 2
	default:
		role = 3
	}
	return status<<2 | role
}

// appendOrder appends the key that people are ordered by inside a class of
// matches: standing, company, account, name, and the id, so that no two people
// are equal.
func (e *Entry) appendOrder(dst []byte) []byte {
	dst = append(dst, e.standing())
	dst = append(appendFold(dst, e.Company), 0)
	dst = append(append(dst, e.ClientID...), 0)
	dst = append(appendFold(dst, e.Name), 0)
	return append(dst, e.Person...)
}
