package search

// A person as text to look into.

import "strings"

// text is all words of a person, each with a zero byte before it, and a last
// zero byte. Some words may come twice.
type text string

// appendText appends the text of a person.
func (e *Entry) appendText(dst, scratch []byte) (words, grown []byte) {
	dst, scratch = e.sharedWords(dst, scratch)
	dst, scratch = e.ownWords(dst, scratch)
	return append(dst, 0), scratch
}

// is tells whether the word, with that mark, is one of the words.
func (in text) is(word string, mark byte) bool {
	for from := 0; ; {
		at := strings.Index(string(in[from:]), word)
		if at < 0 {
			return false
		}
		at += from
		if end := at + len(word); in[at-1] == 0 && in[end] == mark && in[end+1] == 0 {
			return true
		}
		from = at + 1
	}
}

// place tells the best level at which some word has the term.
func (in text) place(term string) (best level, ok bool) {
	for from := 0; ; {
		at := strings.Index(string(in[from:]), term)
		if at < 0 {
			return best, ok
		}
		at += from
		switch {
		case in[at-1] == 0 && in[at+len(term)] == 0:
			return whole, true
		case in[at-1] == 0:
			best, ok = start, true
		case !ok && in[at+strings.IndexByte(string(in[at:]), 0)-1] != joined:
			best, ok = inside, true
		}
		from = at + 1
	}
}

// doc is a person made ready to be looked at.
type doc struct {
	Entry
	text
	order string // see appendOrder
}

func newDoc(e Entry) *doc {
	var space [512]byte
	buf := e.appendOrder(space[:0])
	n := len(buf)
	buf, _ = e.appendText(buf, nil)
	all := string(buf)
	return &doc{Entry: e, order: all[:n], text: text(all[n:])}
}
