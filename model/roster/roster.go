// Package roster takes accounts in and gives them out: a CSV file becomes
// accounts and problems, an account becomes a plan of what to store, and both
// become a report. It also invents the accounts of the demo.
//
// It stores nothing, hashes nothing, reads no clock and draws no random
// numbers: the moment, new ids and the comparison of secrets are handed in.
// No problem, error or report ever quotes a cell, because a cell in the wrong
// column may be a password.
package roster

import "callin/model"

// File is an accounts file that was read to its end.
type File struct {
	Accounts []Account // in order of first appearance, each with the rows that can be taken
	Problems []Problem // by line, then in the manual's order of columns
	Rows     int       // rows read, the header and empty lines not counted
}

// Taken counts the rows that can be taken.
func (f *File) Taken() int {
	n := 0
	for i := range f.Accounts {
		n += len(f.Accounts[i].Rows)
	}
	return n
}

// Refused counts the rows that can't be taken.
func (f *File) Refused() int { return f.Rows - f.Taken() }

// Cleaned counts the rows that are taken with their text cleaned.
func (f *File) Cleaned() int {
	lines := map[int]bool{}
	for _, p := range f.Problems {
		if p.Cleaned {
			lines[p.Line] = true
		}
	}
	return len(lines)
}

// Account is one account of a file.
type Account struct {
	ClientID string
	Company  string
	Status   model.AccountStatus // "" when no row says: active for a new account
	Phone    string              // the company's
	Rows     []Row
	Columns  Columns // the columns that the file has
}

// Row is one person of a file.
type Row struct {
	Line      int // where the row begins in the file, 0 for one that comes from elsewhere
	Name      string
	Role      model.Role
	Extension string
	UserName  string
	Email     string
	Phone     string
	Question  string
	Answer    Given
	Password  Given
	PIN       Given
}

// Given is a secret as a file gives it: plain, to be hashed on the way in, or
// as an argon2id PHC string. The zero Given is none.
type Given struct {
	Secret model.Secret
	Hashed bool // Secret is a PHC string
}

// Empty tells that nothing is given.
func (g Given) Empty() bool { return g.Secret.Empty() }

// Problem is what is wrong with a row, in words that fit after its line and
// column.
type Problem struct {
	Line    int    // the physical line on which the row begins
	Column  string // its name, or "field 13" for one beyond the header
	Reason  string
	Cleaned bool // the row is taken all the same, with its text cleaned
}
