package roster

// The outcome as a whole: extensions and user names stay unique, and somebody
// stays admin, with whom the file doesn't mention and whom it can't change.

import "callin/model"

// claim is something that only one person in an account can have.
type claim struct {
	col   column
	value string
}

// keeps is the owner of a claim whom no row changes.
const keeps = -1

func claimsOf(p *model.Person) []claim {
	var cs []claim
	if p.Extension != "" {
		cs = append(cs, claim{colExtension, p.Extension})
	}
	if p.UserName != "" {
		cs = append(cs, claim{colUserName, lower(p.UserName)})
	}
	return cs
}

// refuse takes a row out of the plan. Its person keeps what is stored; rows
// that counted on it being given up are refused in turn.
func (s *settling) refuse(i int, col column, reason string) {
	r := &s.rows[i]
	if r.refused {
		return
	}
	r.refused = true
	s.problems = append(s.problems, Problem{Line: r.Row.Line, Column: col.String(), Reason: reason})
	if s.claims == nil {
		return // claims are made after the matching
	}
	if r.stored != nil {
		s.keep(r.stored)
	}
}

// keep makes sure of what a person has who stays as stored.
func (s *settling) keep(p *model.Person) {
	for _, c := range claimsOf(p) {
		owner, made := s.claims[c]
		s.claims[c] = keeps
		if made && owner != keeps {
			s.refuse(owner, c.col, columns[c.col].noun+" stays with the person who has it, because that person's row is refused")
		}
	}
}

func (s *settling) settle() {
	s.claims = make(map[claim]int, 2*(len(s.people)+len(s.rows)))
	for j := range s.people {
		if !s.taken[j] {
			s.keep(&s.people[j])
		}
	}
	for i := range s.rows {
		if r := &s.rows[i]; r.refused && r.stored != nil {
			s.keep(r.stored)
		}
	}
	for i := range s.rows {
		s.claim(i)
	}
	s.keepAdmin()
}

func (s *settling) claim(i int) {
	r := &s.rows[i]
	if r.refused {
		return
	}
	for _, c := range claimsOf(&r.Person) {
		if owner, made := s.claims[c]; made && owner != i {
			s.refuse(i, c.col, columns[c.col].noun+" is already that of another person in the account")
			return
		}
		s.claims[c] = i
	}
}

// keepAdmin refuses everything when nobody would be left who can act for the
// account.
func (s *settling) keepAdmin() {
	first := -1
	for i := range s.rows {
		r := &s.rows[i]
		switch {
		case r.refused && r.stored != nil && r.stored.Role == model.Admin, !r.refused && r.Person.Role == model.Admin:
			return
		case !r.refused && first < 0:
			first = i
		}
	}
	for j := range s.people {
		if !s.taken[j] && s.people[j].Role == model.Admin {
			return
		}
	}
	if first < 0 {
		return
	}
	s.claims = nil // everything stays as stored: nobody can lose anything by this
	s.refuse(first, colRole, "the account would have no admin: none of its rows is taken")
	for i := range s.rows {
		s.rows[i].refused = true
	}
}
