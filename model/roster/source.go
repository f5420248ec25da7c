package roster

// The bytes under the CSV reader. encoding/csv collects a row for as long as
// its quotation marks stay open, which may be a whole file; source hands it
// one line at a time and keeps every row within maxRow.

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxRow is how many bytes a row may have, line ends included.
const maxRow = 64 << 10

// errOpenQuote says that a row of several lines outgrew maxRow: a quotation
// mark that was never closed has made rows into one.
var errOpenQuote = errors.New("row doesn't end")

type source struct {
	in    *bufio.Reader
	rest  []byte // of the line that is being handed over
	last  []byte // room for a last line without its line end
	line  int    // lines handed over
	left  int    // bytes that the row may still take
	begun bool   // the row has had a line that isn't empty
	first int    // the line on which the row began
	ended bool   // the end of the file was told
	long  []longLine
}

// longLine is a line that was dropped, because it alone is more than maxRow.
type longLine struct{ line, fields, longest int }

func newSource(r io.Reader) *source {
	return &source{in: bufio.NewReaderSize(r, maxRow), left: maxRow, first: 1}
}

// begin starts the measuring of a new row.
func (s *source) begin() { s.left, s.begun, s.first = maxRow, false, s.line+1 }

// Read hands over the rest of one line, or less.
func (s *source) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func (s *source) next() error {
	line, err := s.in.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return s.drop(line)
	case errors.Is(err, io.EOF) && len(line) > 0:
		s.last = append(append(s.last[:0], line...), '\n')
		line = s.last
	case err != nil:
		s.ended = true
		return err
	}
	s.line++
	s.rest = line
	if !s.begun && len(bytes.TrimRight(line, "\r\n")) > 0 {
		s.begun, s.first = true, s.line
	}
	if s.begun {
		s.left -= len(line)
	}
	if s.left < 0 {
		return errOpenQuote
	}
	return nil
}

// drop leaves out a line that is too long, with an empty one in its place so
// that the others keep their numbers. Inside a row there is no leaving out.
func (s *source) drop(head []byte) error {
	if s.begun {
		return errOpenQuote
	}
	s.line++
	s.long = append(s.long, measured(s.line, head))
	for {
		_, err := s.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		s.rest = append(s.last[:0], '\n')
		return nil
	}
}

// measured looks at the beginning of a line that is too long, to tell which
// field is to blame: the longest, or the first beyond the header.
func measured(line int, head []byte) longLine {
	r := newCSV(bytes.NewReader(head))
	r.LazyQuotes = true
	record, _ := r.Read() // whatever could be read is enough to point at a field
	l := longLine{line: line, fields: len(record)}
	for i, cell := range record {
		if len(cell) > len(record[l.longest]) {
			l.longest = i
		}
	}
	return l
}
