package roster

// Planning: what a file's account would change in the stored one. match.go says
// who is who, settle.go that the outcome is an account the desk can keep.

import (
	"time"

	"callin/model"
)

// Planner compares accounts of a file with what is stored.
type Planner struct {
	Now     time.Time
	IDs     IDs
	Secrets Matcher
}

// Plan tells what storing the account would change. It is a pure function of
// what it is handed; stored is nil for an account that isn't stored.
//
// A person of the file is the stored one with the same user name; else the one
// with the same extension; else, for a row that has neither, the one with the
// same name and role. People whom the file doesn't mention are left alone: a
// file never deletes. An empty cell takes a value away, but for the status, a
// user name, a question, secrets, and the extension of somebody found by name,
// which it leaves as they are; so does a column that the file lacks.
//
// A row that can't be carried out is refused by a problem, and the others are
// planned as if it weren't there. When nothing is left to take, the Change has
// no people, and there is nothing to store.
func (p Planner) Plan(stored *Stored, a Account) (Change, []Problem) {
	c := Change{New: stored == nil}
	if stored == nil {
		stored = &Stored{}
	}
	s := match(stored.People, a)
	for i := range s.rows {
		s.fields(i, p.Now)
	}
	s.settle()
	for i := range s.rows {
		if r := &s.rows[i]; r.refused {
			c.Refused++
		} else {
			p.secrets(r)
			c.People = append(c.People, r.PersonChange)
		}
	}
	if len(c.People) == 0 {
		c.Account = stored.Account
		return c, s.problems
	}
	p.account(stored.Account, a, &c)
	for i := range c.People {
		if c.People[i].New {
			c.People[i].Person.ID = p.IDs.Person(c.Account.ID)
		}
	}
	return c, s.problems
}

// account fills in the account itself.
func (p Planner) account(stored model.Account, a Account, c *Change) {
	c.Account = stored
	if c.New {
		c.Account = model.Account{ID: p.IDs.Account(), ClientID: a.ClientID, Status: model.Active, Created: p.Now}
	}
	to := &c.Account
	d := differences{given: a.Columns}
	d.set(colCompany, &to.Company, a.Company)
	if a.Status != "" {
		d.set(colStatus, (*string)(&to.Status), string(a.Status))
	}
	d.set(colCompanyPhone, &to.Phone, a.Phone)
	if !c.New {
		c.Columns = d.names
	}
}

// secrets finds out what has to be hashed.
func (p Planner) secrets(r *planned) {
	for _, k := range Credentials {
		g := r.Row.Given(k)
		if g.Empty() || !r.New && p.Secrets.Matches(r.Person.ID, k, g) {
			continue
		}
		r.Secrets = append(r.Secrets, k)
		if !r.New {
			r.Columns = append(r.Columns, string(k))
		}
	}
}

// differences are the columns in which a file and what is stored differ.
type differences struct {
	given Columns
	names []string
}

// set writes a value over the stored one, if the file has the column at all.
func (d *differences) set(c column, to *string, v string) {
	if d.given.has(c) && *to != v {
		*to = v
		d.names = append(d.names, c.String())
	}
}

const (
	cantBecomePhone = "a person with a user name can't become a phone extension: delete the extension and create a new one"
	needsAnswer     = "a new question needs its answer"
)

// fields writes what a row says over what is stored.
func (s *settling) fields(i int, now time.Time) {
	r := &s.rows[i]
	if r.refused {
		return
	}
	if r.New = r.stored == nil; r.New {
		r.Person = model.Person{Created: now}
	} else {
		r.Person = *r.stored
	}
	to, row, before := &r.Person, &r.Row, r.Person
	d := differences{given: s.given}
	d.set(colName, &to.Name, row.Name)
	d.set(colRole, (*string)(&to.Role), string(row.Role))
	if !bare(row.UserName, row.Extension) { // else found by name: such a row doesn't speak of the extension
		d.set(colExtension, &to.Extension, row.Extension)
	}
	if to.UserName == "" {
		d.set(colUserName, &to.UserName, row.UserName)
	}
	d.set(colEmail, &to.Email, row.Email)
	d.set(colPhone, &to.Phone, row.Phone)
	switch {
	case to.Role != model.Admin: // no longer an admin: the question goes, with or without its column
		d.given = AllColumns
		d.set(colQuestion, &to.Question, "")
	case row.Question != "":
		d.set(colQuestion, &to.Question, row.Question)
	}
	if !r.New {
		r.Columns = d.names
		if before.Email != to.Email {
			to.EmailChanged = now
		}
	}
	switch {
	case to.Role == model.Phone && to.UserName != "":
		s.refuse(i, colRole, cantBecomePhone)
	case to.Question != before.Question && to.Question != "" && row.Answer.Empty():
		s.refuse(i, colAnswer, needsAnswer)
	}
}
