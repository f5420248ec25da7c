package roster

// The header: which column is where, and which are there at all.

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"callin/model"
)

// layout is what a header says.
type layout struct {
	at    []column // the column of each field
	given Columns
}

// field names a field of a row for a problem: its column, or its number when
// the header has none for it.
func (l layout) field(i int) string {
	if i < len(l.at) {
		return l.at[i].String()
	}
	return "field " + strconv.Itoa(i+1)
}

func newLayout(header []string) (layout, error) {
	var l layout
	names := make([]string, len(header))
	for i, cell := range header {
		names[i] = strings.ToLower(strings.TrimSpace(cell))
		if c, known := columnNamed(names[i]); known {
			l.given = l.given.with(c)
		}
	}
	if !l.given.has(colClientID) {
		return l, noHeader(header)
	}
	var seen Columns
	for i, name := range names {
		c, known := columnNamed(name)
		switch {
		case !known:
			return l, badHeader("Field %d of the header, %q, isn't a column of an accounts file. Leave it out, or name it one of: %s.",
				i+1, shortened(name), columnNames())
		case seen.has(c):
			return l, badHeader("The header has the column %s twice. Leave one of them out.", c)
		}
		seen = seen.with(c)
		l.at = append(l.at, c)
	}
	for c := range columnCount {
		if columns[c].required && !seen.has(c) {
			return l, badHeader("The header lacks the column %s. Add it: every account needs client_id and company, every person name and role.", c)
		}
	}
	return l, nil
}

// noHeader is about a first line that isn't a header. It doesn't quote it: it
// may be a person with a password.
func noHeader(cells []string) error {
	hint := ""
	if len(cells) == 1 && strings.ContainsAny(cells[0], ";\t") {
		hint = " The fields must be separated by commas."
	}
	return badHeader("The first line has no column client_id.%s Begin the file with a header that names the columns: %s.", hint, columnNames())
}

func columnNames() string {
	names := make([]string, columnCount)
	for c := range columnCount {
		names[c] = c.String()
	}
	return strings.Join(names, ", ")
}

// shortened makes a foreign word fit for a sentence.
func shortened(s string) string {
	rs := []rune(model.CleanLine(s))
	if len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return string(rs)
}

func badHeader(format string, args ...any) error {
	return model.FailField("header", fmt.Sprintf(format, args...))
}

// brokenFile turns what stopped the reading into words. line is where the row
// in question begins.
func brokenFile(err error, line int) error {
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, errOpenQuote), errors.As(err, &syntax):
		return model.FailField("file", fmt.Sprintf("A quotation mark that opens in the row of line %d is never closed, so nothing after it can be read. "+
			"Close it, or double it when it belongs to the text; nothing was taken.", line))
	default:
		return &model.Error{
			Code: model.Unavailable, Cause: err,
			Public: fmt.Sprintf("The file couldn't be read beyond line %d. See that it is whole and within reach, and try again; nothing was taken.", line),
		}
	}
}
