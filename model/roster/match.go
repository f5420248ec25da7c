package roster

// Who is who: the stored person behind each row of a file.

import "callin/model"

// planned is one row on its way to a change.
type planned struct {
	PersonChange
	stored  *model.Person // nil when the person is new
	refused bool
}

// settling is one account on its way to a change.
type settling struct {
	rows     []planned
	people   []model.Person // as stored
	taken    []bool         // which of the people a row is about
	given    Columns
	claims   map[claim]int // who has an extension or user name: a row, or nobody in the file
	problems []Problem
}

const userNameStays = "a user name never changes, and this extension's person has another: delete the extension and create a new one"

// match finds the stored people. All user names come first, because a user name
// never changes; so people can swap extensions.
func match(people []model.Person, a Account) *settling {
	s := &settling{people: people, taken: make([]bool, len(people)), given: a.Columns}
	s.rows = make([]planned, len(a.Rows))
	for i, r := range a.Rows {
		s.rows[i].Row = r
	}
	s.byUserName()
	s.byExtension()
	s.byName()
	return s
}

func (s *settling) take(row, person int) {
	s.rows[row].stored, s.taken[person] = &s.people[person], true
}

func (s *settling) byUserName() {
	at := make(map[string]int, len(s.people))
	for j, p := range s.people {
		at[lower(p.UserName)] = j
	}
	for i := range s.rows {
		name := s.rows[i].Row.UserName
		if j, found := at[lower(name)]; found && name != "" && !s.taken[j] {
			s.take(i, j)
		}
	}
}

func (s *settling) byExtension() {
	at := make(map[string]int, len(s.people))
	for j, p := range s.people {
		if !s.taken[j] {
			at[p.Extension] = j
		}
	}
	for i := range s.rows {
		r := &s.rows[i]
		j, found := at[r.Row.Extension]
		switch {
		case r.stored != nil, r.Row.Extension == "", !found, s.taken[j]:
		case r.Row.UserName != "" && s.people[j].UserName != "":
			s.refuse(i, colUserName, userNameStays)
		default:
			s.take(i, j)
		}
	}
}

// likeness is what people without user name and extension are known by.
type likeness struct {
	name string
	role model.Role
}

// bare tells that a row or person has nothing but the name to be known by.
func bare(userName, extension string) bool { return userName == "" && extension == "" }

// byName finds people for rows with neither user name nor extension: best one
// who has neither too, else the only one of that name and role. When several
// could be meant nobody is taken for another: a PIN might go to the wrong one.
func (s *settling) byName() {
	alike, known := map[likeness][]int{}, map[likeness][]int{}
	for j, p := range s.people {
		if s.taken[j] {
			continue
		}
		of := known
		if bare(p.UserName, p.Extension) {
			of = alike
		}
		l := likeness{p.Name, p.Role}
		of[l] = append(of[l], j)
	}
	for i := range s.rows {
		r := &s.rows[i].Row
		if !bare(r.UserName, r.Extension) {
			continue
		}
		l := likeness{r.Name, r.Role}
		found := alike[l]
		if len(found) == 0 {
			found = known[l]
		}
		switch {
		case len(found) > 1:
			s.refuse(i, colName, "several people in the account have this name and role: give the extension or the user name")
		case len(found) == 1 && !s.taken[found[0]]:
			s.take(i, found[0])
		}
	}
}
