package roster

// Accounts out, in the form that Read takes: never a secret, never an answer.

import (
	"io"

	"callin/model"
)

// Writer writes an accounts file, account by account, so that an export needs
// no more memory than one of them.
type Writer struct{ csv *csvWriter }

// NewWriter makes a Writer, and writes the header.
func NewWriter(w io.Writer) *Writer {
	out := &Writer{newCSVWriter(w)}
	header := make([]string, exported)
	for c := range exported {
		header[c] = c.String()
	}
	out.csv.write(header...)
	return out
}

// Account writes the people of one account; an account without people leaves
// no trace in a file of one row a person. Reading the file gives the same
// people again, and importing it changes nothing.
func (w *Writer) Account(a model.Account, people []model.Person) {
	for _, p := range people {
		w.csv.write(a.ClientID, a.Company, string(a.Status), a.Phone,
			p.Name, string(p.Role), p.Extension, p.UserName, p.Email, p.Phone, p.Question)
	}
}

// Close writes what is still on its way. It doesn't close what is below.
//
// Errors: the first that the writer below gave.
func (w *Writer) Close() error { return w.csv.close() }
