package roster

// What is told about an import: a report for the person who puts the file
// right, and a line for the terminal.

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"callin/model"
)

// WriteReport writes the problems of a reading and of plans, by line, as CSV
// (RFC 4180) with the columns line, column, reason and taken. taken is "yes"
// for a row that goes in with its text cleaned.
//
// Errors: the writer's.
func WriteReport(w io.Writer, problems []Problem) error {
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, byLine)
	settleCleaned(sorted, nil)
	out := newCSVWriter(w)
	out.write("line", "column", "reason", "taken")
	for _, p := range sorted {
		taken := "no"
		if p.Cleaned {
			taken = "yes"
		}
		out.write(strconv.Itoa(p.Line), p.Column, p.Reason, taken)
	}
	return out.close()
}

// csvWriter writes guarded and cleaned cells, and keeps the first error.
type csvWriter struct {
	out *csv.Writer
	row []string
}

func newCSVWriter(w io.Writer) *csvWriter {
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180, 2.1
	return &csvWriter{out: out}
}

func (w *csvWriter) write(cells ...string) {
	w.row = w.row[:0]
	for _, cell := range cells {
		w.row = append(w.row, Guard(model.CleanLine(cell)))
	}
	_ = w.out.Write(w.row) // close tells
}

func (w *csvWriter) close() error {
	w.out.Flush()
	if err := w.out.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// Tally counts what an import comes to. New, Changed and Unchanged are
// accounts; one of whose people something changes is changed.
type Tally struct {
	Accounts, People        int
	New, Changed, Unchanged int
	Refused, Cleaned        int // rows
}

// NewTally begins with what the reading of a file found.
func NewTally(f *File) Tally { return Tally{Refused: f.Refused(), Cleaned: f.Cleaned()} }

// Add counts the change of one account.
func (t *Tally) Add(c Change) {
	t.Refused += c.Refused
	if len(c.People) == 0 {
		return
	}
	t.Accounts++
	t.People += len(c.People)
	switch {
	case c.New:
		t.New++
	case c.Unchanged():
		t.Unchanged++
	default:
		t.Changed++
	}
}

// Summary is the tally in one line, such as "300 accounts, 1523 people: 300
// new, 0 changed, 0 unchanged; 3 rows refused".
func (t Tally) Summary() string {
	s := fmt.Sprintf("%s, %s: %d new, %d changed, %d unchanged; %s refused",
		count(t.Accounts, "account", "accounts"), count(t.People, "person", "people"),
		t.New, t.Changed, t.Unchanged, count(t.Refused, "row", "rows"))
	if t.Cleaned > 0 {
		s += fmt.Sprintf(", %s taken with text cleaned", count(t.Cleaned, "row", "rows"))
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
