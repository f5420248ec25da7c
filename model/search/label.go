package search

// Saying in which fields a person matches, for highlighting.

import "bytes"

// labeller does it for all hits of an answer.
type labeller struct {
	*wanted
	letters, digits bool // some term has them
	text, words     []byte
	fields          []Field // of all hits so far

	company string // of the hit before; neighbours often share it
	same    bool   // whether it matches
}

func newLabeller(w *wanted, hits int) *labeller {
	l := &labeller{wanted: w, fields: make([]Field, 0, 3*hits)}
	for _, t := range w.terms {
		mask := maskOf(t.text)
		l.digits = l.digits || mask&maskDigit != 0
		l.letters = l.letters || mask&^maskDigit != 0
	}
	return l
}

func (l *labeller) label(e *Entry) []Field {
	from := len(l.fields)
	for _, f := range fields() {
		if l.matches(e, f) {
			l.fields = append(l.fields, f)
		}
	}
	return l.fields[from:len(l.fields):len(l.fields)]
}

func (l *labeller) matches(e *Entry, f Field) bool {
	value, number := e.field(f)
	if f == FieldCompany {
		if value != l.company {
			l.company, l.same = value, l.found(value, number, f)
		}
		return l.same
	}
	return l.found(value, number, f)
}

func (l *labeller) found(value string, number bool, f Field) bool {
	if !l.hopeful(value) {
		return false
	}
	l.text = appendFold(l.text[:0], value)
	if number {
		l.text = joinWords(l.text)
	}
	if l.has(f) {
		return true
	}
	if f == FieldUserName {
		l.text = joinWords(l.text)
		return l.has(f)
	}
	return false
}

// hopeful tells quickly of many values that they have nothing in common with
// what was typed.
func (l *labeller) hopeful(value string) bool {
	for i := range len(value) {
		switch c := value[i]; {
		case '0' <= c && c <= '9':
			if l.digits {
				return true
			}
		case l.letters && (c|0x20 >= 'a' && c|0x20 <= 'z'), c >= 0x80:
			return true
		}
	}
	return false
}

// has tells whether any term is in the text of a field.
func (l *labeller) has(f Field) bool {
	for _, t := range l.terms {
		if bytes.Contains(l.text, []byte(t.text)) {
			return true
		}
	}
	if l.typos == nil || f == FieldUserName || f == FieldEmail || f == FieldExtension { // never misspelt
		return false
	}
	l.words = append(appendWords(l.words[:0], l.text, plain), 0)
	in := text(l.words)
	for i := range l.terms {
		if _, ok := l.nearest(in, i); ok {
			return true
		}
	}
	return false
}
