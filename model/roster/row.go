package roster

// What a row must be by itself. Every cell is looked at, so that a person who
// puts a file right sees everything at once.

import (
	"slices"
	"strings"

	"callin/model"
)

// check is the look at one row.
type check struct {
	line  int
	given Columns
	cells [columnCount]string
	file  *File
	bad   bool
}

// said is what a row says about its account; a refused row says it too.
type said struct {
	clientID, company, phone string
	status                   model.AccountStatus
	bad                      bool
}

// fail refuses the row. The reason never quotes the cell.
func (c *check) fail(col column, reason string) {
	c.bad = true
	c.file.Problems = append(c.file.Problems, Problem{Line: c.line, Column: col.String(), Reason: reason})
}

// note reports text that is taken cleaned.
func (c *check) note(col column, reason string) {
	c.file.Problems = append(c.file.Problems, Problem{Line: c.line, Column: col.String(), Reason: reason, Cleaned: true})
}

func (c *check) row() (Row, said) {
	s := said{
		clientID: c.exact(colClientID, model.CheckClientID),
		company:  c.text(colCompany),
		status:   oneOf(c, colStatus, model.AccountStatuses),
		phone:    c.exact(colCompanyPhone, model.CheckPhone),
	}
	r := Row{
		Line:      c.line,
		Name:      c.text(colName),
		Role:      oneOf(c, colRole, model.Roles),
		Extension: c.exact(colExtension, model.CheckExtension),
		UserName:  c.userName(),
		Email:     c.exact(colEmail, model.CheckAddress),
		Phone:     c.exact(colPhone, model.CheckPhone),
		Question:  c.text(colQuestion),
		Answer:    c.secret(colAnswer, colAnswerPHC),
		Password:  c.secret(colPassword, colPasswordPHC),
		PIN:       c.secret(colPIN, colPINPHC),
	}
	c.byRole(&r)
	s.bad = c.bad
	if r.Answer.Empty() && r.Password.Empty() && r.PIN.Empty() {
		return r, s
	}
	return r.alone(), s.alone()
}

// byRole is what a role allows a person to have.
func (c *check) byRole(r *Row) {
	if r.Role == "" {
		return // unknown, and said so
	}
	switch hasQuestion := c.cells[colQuestion] != ""; {
	case r.Role != model.Admin && hasQuestion:
		c.fail(colQuestion, "only an admin has a security question")
	case r.Role != model.Admin && !r.Answer.Empty():
		c.fail(c.answerColumn(), "only an admin has a security answer")
	case !r.Answer.Empty() && !hasQuestion:
		c.fail(c.answerColumn(), "an answer needs its question")
	}
	switch hasUserName := c.cells[colUserName] != ""; {
	case r.Role == model.Phone && hasUserName:
		c.fail(colUserName, "a phone extension has no user name")
	case !r.Password.Empty() && !hasUserName:
		c.fail(c.passwordColumn(), "a login password needs a user name")
	}
}

func (c *check) answerColumn() column {
	if c.cells[colAnswer] == "" {
		return colAnswerPHC
	}
	return colAnswer
}

func (c *check) passwordColumn() column {
	if c.cells[colPassword] == "" {
		return colPasswordPHC
	}
	return colPassword
}

// oneOf reads a cell that holds one of a few words, however capitalised.
func oneOf[T ~string](c *check, col column, words []T) T {
	cell, ok := c.cell(col)
	if !ok || cell == "" {
		return ""
	}
	word := T(strings.ToLower(cell))
	if slices.Contains(words, word) {
		return word
	}
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	last := len(list) - 1
	c.fail(col, columns[col].noun+" must be "+strings.Join(list[:last], ", ")+" or "+list[last])
	return ""
}

// alone copies the text out of the row's memory. All cells of a row share one
// piece of it, and what lives on must not keep a password there with it.
func (r Row) alone() Row {
	for _, s := range []*string{&r.Name, &r.Extension, &r.UserName, &r.Email, &r.Phone, &r.Question} {
		*s = strings.Clone(*s)
	}
	return r
}

func (s said) alone() said {
	for _, t := range []*string{&s.clientID, &s.company, &s.phone} {
		*t = strings.Clone(*t)
	}
	return s
}
