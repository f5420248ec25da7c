package search

// Saying in which fields a person matches, for highlighting.

import "bytes"

// labeller does it for all hits of an answer.
type labeller struct {
	*wanted
	text, words []byte
	fields      []Field // of all hits so far

	last [8]labelled // of the hit before; neighbours often share a company
}

// labelled is a value of a field, and whether it matches.
type labelled struct {
	value string
	found bool
}

func newLabeller(w *wanted, hits int) *labeller {
	return &labeller{wanted: w, fields: make([]Field, 0, 3*hits)}
}

func (l *labeller) label(e *Entry) []Field {
	from := len(l.fields)
	for i, f := range fields() {
		value, number := e.field(f)
		if value == "" {
			continue
		}
		if value != l.last[i].value {
			l.last[i] = labelled{value, l.found(value, number, f)}
		}
		if l.last[i].found {
			l.fields = append(l.fields, f)
		}
	}
	return l.fields[from:len(l.fields):len(l.fields)]
}

// found tells whether any term is in the value of a field.
func (l *labeller) found(value string, number bool, f Field) bool {
	for _, t := range l.terms {
		if foldedHas(value, t.text, number || f == FieldUserName) {
			return true
		}
	}
	if l.typos == nil || f == FieldUserName || f == FieldEmail || f == FieldExtension { // never misspelt
		return false
	}
	l.text = appendFold(l.text[:0], value)
	if number {
		l.text = joinWords(l.text)
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

// foldedHas tells whether a folded word stands in the folded value, without folding
// it: nearly all values are ASCII. Gaps in the value count for nothing when it is
// to be joined (see joinWords).
func foldedHas(value, word string, join bool) bool {
	for from := range len(value) {
		c := foldedByte[value[from]]
		if c == foreign {
			text := appendFold(nil, value)
			if join {
				text = joinWords(text)
			}
			return bytes.Contains(text, []byte(word))
		}
		if c == word[0] && goesOn(value[from+1:], word[1:], join) {
			return true
		}
	}
	return false
}

// goesOn tells whether the rest of a word stands at the beginning of the value.
func goesOn(value, word string, join bool) bool {
	for at := 0; len(word) > 0; at++ {
		if at == len(value) {
			return false
		}
		switch c := foldedByte[value[at]]; {
		case c == word[0]:
			word = word[1:]
		case c == noSign, c == gapSign && join:
		default:
			return false
		}
	}
	return true
}
