package roster

// What rows must be together: the rules inside one account.

import (
	"fmt"

	"callin/model"
)

// draft is an account while the file is read. Its rows may be anywhere in the
// file, so it is judged at the end. Refused rows are kept until then: what they
// take, such as an extension, stays taken, because it will be theirs once they
// are put right.
type draft struct {
	rows []Row
	said []said
}

func (rd *reader) draft(r Row, s said) {
	if s.clientID == "" {
		return // refused, and of no account
	}
	d := rd.drafts[s.clientID]
	if d == nil {
		d = &draft{}
		rd.drafts[s.clientID] = d
		rd.order = append(rd.order, d)
	}
	d.rows, d.said = append(d.rows, r), append(d.said, s)
}

func (d *draft) fail(f *File, i int, col column, reason string) {
	d.said[i].bad = true
	f.Problems = append(f.Problems, Problem{Line: d.rows[i].Line, Column: col.String(), Reason: reason})
}

// together applies the account's rules and leaves the rows that can be taken.
// Rows that are refused with their account, without a problem of their own, are
// added to refused.
func (d *draft) together(f *File, refused map[int]bool) {
	d.unique(f, colExtension, func(r *Row) string { return r.Extension })
	d.unique(f, colUserName, func(r *Row) string { return r.UserName })
	d.distinct(f)
	whole := d.hasAdmin(f)
	whole = d.agrees(f, colCompany, func(s *said) string { return s.company }) && whole
	whole = d.agrees(f, colStatus, func(s *said) string { return string(s.status) }) && whole
	whole = d.agrees(f, colCompanyPhone, func(s *said) string { return s.phone }) && whole
	taken := d.rows[:0]
	for i, r := range d.rows {
		switch {
		case !whole:
			refused[r.Line] = true
		case !d.said[i].bad:
			taken = append(taken, r)
		}
	}
	d.rows = taken
}

// unique refuses a row that takes what an earlier row has.
func (d *draft) unique(f *File, col column, of func(*Row) string) {
	lines := make(map[string]int, len(d.rows))
	for i := range d.rows {
		v := of(&d.rows[i])
		if v == "" {
			continue
		}
		if line, taken := lines[v]; taken {
			d.fail(f, i, col, fmt.Sprintf("%s is already that of line %d, in the same account", columns[col].noun, line))
			continue
		}
		lines[v] = d.rows[i].Line
	}
}

// distinct refuses a row that nothing tells from an earlier one: read again, it
// could be either.
func (d *draft) distinct(f *File) {
	lines := map[likeness]int{}
	for i := range d.rows {
		r := &d.rows[i]
		if !bare(r.UserName, r.Extension) || d.said[i].bad {
			continue
		}
		l := likeness{r.Name, r.Role}
		if line, taken := lines[l]; taken {
			d.fail(f, i, colName, fmt.Sprintf("nothing tells this person from the one on line %d: give an extension or a user name", line))
			continue
		}
		lines[l] = r.Line
	}
}

// hasAdmin refuses an account of whose rows none that can be taken is an
// admin's. Nothing is said when no row can be taken anyway.
func (d *draft) hasAdmin(f *File) bool {
	first, admins := -1, 0
	for i, r := range d.rows {
		if r.Role == model.Admin {
			admins++
		}
		if d.said[i].bad {
			continue
		}
		if r.Role == model.Admin {
			return true
		}
		if first < 0 {
			first = i
		}
	}
	if first < 0 {
		return true
	}
	why := "the account has no admin"
	if admins > 0 {
		why = "the account's admin is refused, and it has no other"
	}
	d.fail(f, first, colRole, why+": none of its rows is taken")
	return false
}

// agrees refuses an account whose rows tell different things about it. Which
// of them is right can't be known, and people of two companies in one account
// would be told each other's names; so none of its rows is taken.
func (d *draft) agrees(f *File, col column, of func(*said) string) bool {
	first, whole := -1, true
	for i := range d.said {
		v := of(&d.said[i])
		switch {
		case v == "":
		case first < 0:
			first = i
		case v != of(&d.said[first]):
			d.fail(f, i, col, fmt.Sprintf("%s differs from that of line %d, which has the same Client ID", columns[col].noun, d.rows[first].Line))
			if whole {
				d.fail(f, first, col, fmt.Sprintf("%s differs on line %d, which has the same Client ID: none of the account's rows is taken",
					columns[col].noun, d.rows[i].Line))
			}
			whole = false
		}
	}
	return whole
}

// account is the draft without what was refused.
func (d *draft) account(given Columns) Account {
	a := Account{Rows: d.rows, Columns: given}
	for i := range d.said {
		s := &d.said[i]
		a.ClientID = s.clientID
		if a.Company == "" {
			a.Company = s.company
		}
		if a.Status == "" {
			a.Status = s.status
		}
		if a.Phone == "" {
			a.Phone = s.phone
		}
	}
	return a
}
