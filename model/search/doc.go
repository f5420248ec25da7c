// Package search finds people from the scraps that a caller gives: half a
// company name, a first name, some digits. It is an index in memory, shared by
// all sessions of a process, fed from a snapshot and then from the feed.
//
// # What matches
//
// The typed text is folded (see Fold) and cut into terms. Every term must be
// found in some word of the person: of name, company, Client ID, phone, company
// phone, user name, e-mail address or extension, in any order. Numbers that
// stand beside each other are one number, whatever stands between the digits.
// When that finds nobody, other readings are tried, the first that finds
// somebody is the answer: the number without the zeros before it, the numbers
// apart, and last, with typing errors in the words of names and companies and in
// long numbers (see typo.go).
//
// # What comes first
//
// Classes of matches, best first: the whole text is a user name; words are whole
// (but for the last, which may go on) and numbers begin as typed; every word is
// whole; all but the last, which is the beginning of one; every term begins a
// word; all the others. What stands in e-mail addresses and extensions is never
// whole. Inside a class: active accounts, then suspended, then closed; admins,
// users, phones; then in company order.
//
// # How it is found
//
// The people known for some time are in a base (base.go) that never changes: a
// sorted dictionary of all words with the rows of people that have them
// (rows.go), and an array of all ends of words in order, for what stands inside
// (suffix.go). Rows are numbered in the order of results, so the best of a set
// are its first. What very many people have is put together beforehand
// (nodes.go); the rest is put together while the caller waits, as bitmaps that
// are intersected (bits.go, source.go, try.go); of a word alone the first rows of
// each list do, when it is known how many there are (take.go). What is shown of the
// people found is read back last (reader.go). Typing errors are looked up in the
// dictionary (near.go). People who changed since wait in a list that is
// looked through (scan.go); when it grows long, a new base is built in the
// background (work.go, build.go). A search sees one state of both (view.go). A
// base can be kept in a file and used where it lies (file.go, open.go, save.go).
//
// The package never holds an answer, a secret or a password.
package search
