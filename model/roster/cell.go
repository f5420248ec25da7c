package roster

// One cell: from whatever bytes are there to text that is safe to keep.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"callin/model"
)

const (
	cleanedReason = "control, direction or invisible characters were replaced by a mark or a space"
	formulaReason = "begins like a formula: taken as text"
)

// cell gives a cell without spaces around it, when it is text at all and no
// longer than its column allows. A missing cell fails where one is required.
func (c *check) cell(col column) (string, bool) {
	cell := strings.Trim(c.cells[col], " ")
	switch {
	case cell == "":
		if columns[col].required {
			c.fail(col, columns[col].noun+" is missing")
		}
		return "", false
	case !c.sound(col, cell):
		return "", false
	}
	return cell, true
}

// sound tells whether a cell is text of a bearable length.
func (c *check) sound(col column, cell string) bool {
	switch {
	case !utf8.ValidString(cell):
		c.fail(col, columns[col].noun+" isn't valid UTF-8: save the file in UTF-8")
	case utf8.RuneCountInString(cell) > columns[col].limit:
		c.fail(col, columns[col].noun+" is too long")
	default:
		return true
	}
	return false
}

// text reads free text, and cleans it.
func (c *check) text(col column) string {
	cell, ok := c.cell(col)
	if !ok {
		return ""
	}
	bare := Unguard(cell)
	text := model.CleanLine(bare)
	switch {
	case text == "" && columns[col].required:
		c.fail(col, columns[col].noun+" is missing")
	case text != strings.Trim(bare, " "):
		c.note(col, cleanedReason)
	}
	if bare == cell && formula(text) {
		c.note(col, formulaReason)
	}
	return text
}

// exact reads what has a form of its own. It is never cleaned: another
// character would make it another address.
func (c *check) exact(col column, wrong func(string) string) string {
	cell, ok := c.cell(col)
	if !ok {
		return ""
	}
	bare := Unguard(cell)
	if reason := wrong(bare); reason != "" {
		c.fail(col, columns[col].noun+" "+reason)
		return ""
	}
	// a number in international form begins with a plus sign by right
	if bare == cell && formula(bare) && col != colPhone && col != colCompanyPhone {
		c.note(col, formulaReason)
	}
	return bare
}

// userName reads a user name, which is the same however it is capitalised.
func (c *check) userName() string {
	folded := false
	name := c.exact(colUserName, func(s string) string {
		folded = strings.ContainsFunc(s, upper)
		return model.CheckUserName(lower(s))
	})
	if name != "" && folded {
		c.note(colUserName, "capital letters were written small")
	}
	return lower(name)
}

// lower is for ASCII alone: among all letters there are look-alikes, such as
// the Kelvin sign, whose small letter is plain.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if upper(r) {
			return unicode.ToLower(r)
		}
		return r
	}, s)
}

func upper(r rune) bool { return r >= 'A' && r <= 'Z' }
