package roster

// Reading: from bytes to rows, one bad row at a time. What makes a row bad is
// in row.go, what makes an account bad in together.go.

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"callin/model"
)

// Read reads an accounts file: CSV in UTF-8 with a header. A bad row becomes
// problems and the reading goes on; a row is taken only when all is well with
// it, or when nothing is wrong but its text, which is then cleaned. Memory for
// one row is bounded, whatever the file holds.
//
// Errors: Invalid, with what to do, when the header is wrong or when quotation
// marks are so wrong that rows can't be told apart; Unavailable when r fails.
func Read(r io.Reader) (*File, error) {
	src := newSource(r)
	if err := src.skipMark(); err != nil {
		return nil, err
	}
	in := newCSV(src)
	header, err := in.Read()
	switch {
	case len(src.long) > 0:
		return nil, badHeader("The header is longer than 64 KiB. Begin the file with a header that names the columns: %s.", columnNames())
	case errors.Is(err, io.EOF):
		return nil, badHeader("The file is empty. Begin it with a header that names the columns: %s.", columnNames())
	case err != nil:
		return nil, brokenFile(err, src.first)
	}
	names, err := newLayout(header)
	if err != nil {
		return nil, err
	}
	rd := &reader{src: src, in: in, names: names, file: &File{}, drafts: map[string]*draft{}}
	if err := rd.rows(); err != nil {
		return nil, err
	}
	return rd.finish(), nil
}

func newCSV(r io.Reader) *csv.Reader {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1 // a wrong count is a bad row, not the end
	in.ReuseRecord = true
	return in
}

// skipMark skips the byte order mark of UTF-8 and refuses UTF-16, which a
// spreadsheet writes when asked for "Unicode text".
func (s *source) skipMark() error {
	mark, err := s.in.Peek(3)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return brokenFile(err, 1)
	case bytes.Equal(mark, []byte{0xef, 0xbb, 0xbf}):
		_, _ = s.in.Discard(3)
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}), bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		return model.FailField("file", "The file is in UTF-16. Save it as CSV in UTF-8, and read it again.")
	}
	return nil
}

type reader struct {
	src    *source
	in     *csv.Reader
	names  layout
	file   *File
	drafts map[string]*draft
	order  []*draft
}

func (rd *reader) rows() error {
	for {
		rd.src.begin()
		record, err := rd.in.Read()
		rd.tooLong()
		var syntax *csv.ParseError
		switch {
		case err == nil:
			line, _ := rd.in.FieldPos(0)
			rd.record(line, record)
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &syntax) && !(errors.Is(err, csv.ErrQuote) && rd.src.ended):
			rd.file.Rows++
			rd.problem(syntax.StartLine, rd.names.field(len(record)), badQuotes(syntax)+rd.swallowed(syntax.StartLine))
		case errors.As(err, &syntax):
			return brokenFile(err, syntax.StartLine)
		default:
			return brokenFile(err, rd.src.first)
		}
	}
}

func badQuotes(err *csv.ParseError) string {
	if errors.Is(err, csv.ErrBareQuote) {
		return "there is a quotation mark inside a field that doesn't begin with one: double it, and put one at each end of the field"
	}
	return "something follows the quotation mark that ends the field: double the marks that belong to the text"
}

// swallowed points out that a row took several lines: when it is bad, an open
// quotation mark may be why, and the other lines are refused with it.
func (rd *reader) swallowed(line int) string {
	if rd.src.line == line {
		return ""
	}
	return fmt.Sprintf(" (lines %d to %d were read as one row)", line, rd.src.line)
}

// tooLong reports the lines that never came through.
func (rd *reader) tooLong() {
	for _, l := range rd.src.long {
		rd.file.Rows++
		field := l.longest
		if want := len(rd.names.at); l.fields > want {
			field = want
		}
		rd.problem(l.line, rd.names.field(field), "the row is longer than 64 KiB")
	}
	rd.src.long = rd.src.long[:0]
}

func (rd *reader) record(line int, record []string) {
	if !slices.ContainsFunc(record, func(cell string) bool { return cell != "" }) {
		return // a spreadsheet's empty line
	}
	rd.file.Rows++
	if have, want := len(record), len(rd.names.at); have != want {
		rd.problem(line, rd.names.field(min(have, want)),
			fmt.Sprintf("the row has %d fields where the header has %d%s", have, want, rd.swallowed(line)))
		return
	}
	c := check{line: line, given: rd.names.given, file: rd.file}
	for i, cell := range record {
		c.cells[rd.names.at[i]] = cell
	}
	rd.draft(c.row())
}

func (rd *reader) problem(line int, column, reason string) {
	rd.file.Problems = append(rd.file.Problems, Problem{Line: line, Column: column, Reason: reason})
}

// finish judges the accounts as wholes and puts the problems in order.
func (rd *reader) finish() *File {
	refused := map[int]bool{}
	for _, d := range rd.order {
		d.together(rd.file, refused)
		if len(d.rows) > 0 {
			rd.file.Accounts = append(rd.file.Accounts, d.account(rd.names.given))
		}
	}
	slices.SortStableFunc(rd.file.Problems, byLine)
	settleCleaned(rd.file.Problems, refused)
	return rd.file
}

func byLine(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(rank(a.Column), rank(b.Column)))
}

// rank puts what lies beyond the header last.
func rank(name string) column {
	if c, known := columnNamed(name); known {
		return c
	}
	return columnCount
}

// settleCleaned takes back "taken all the same" where a row has another
// problem as well, or its account has.
func settleCleaned(problems []Problem, refused map[int]bool) {
	for i := 0; i < len(problems); {
		end := i
		bad := refused[problems[i].Line]
		for ; end < len(problems) && problems[end].Line == problems[i].Line; end++ {
			bad = bad || !problems[end].Cleaned
		}
		for ; i < end; i++ {
			problems[i].Cleaned = problems[i].Cleaned && !bad
		}
	}
}
