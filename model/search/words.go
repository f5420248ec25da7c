package search

// The words of a person: what the terms are looked for in.

import (
	"bytes"
	"unicode/utf8"
)

// maxWord is the longest word in bytes. A longer one is cut, in the index and
// in the query alike.
const maxWord = 60

// Marks stand behind words that are found by their beginning or inside, but are
// never what somebody means by the whole word, and never misspelt.
const (
	plain  = 0 // none
	handle = 1 // a user name: it's equal to the whole text, or to nothing
	joined = 2 // a user name of several parts, as one; not looked into, its parts are
	minor  = 3 // words of e-mail addresses and user names, and extensions
)

// appendWords appends the words of folded text, each with a zero byte before
// and its mark behind.
func appendWords(dst, text []byte, mark byte) []byte {
	for len(text) > 0 {
		n := 0
		for n < len(text) && text[n] != ' ' {
			n++
		}
		for word := text[:n]; len(word) > 0; {
			cut := cutWord(word)
			dst = append(append(dst, 0), word[:cut]...)
			if mark != plain {
				dst = append(dst, mark)
			}
			word = word[cut:]
		}
		text = text[min(n+1, len(text)):]
	}
	return dst
}

// cutWord tells how many bytes of a word fit, whole characters only.
func cutWord(word []byte) int {
	if len(word) <= maxWord {
		return len(word)
	}
	n := maxWord
	for n > maxWord-utf8.UTFMax && !utf8.RuneStart(word[n]) {
		n--
	}
	return n
}

// joinWords takes the spaces out of folded text, in place.
func joinWords(text []byte) []byte {
	to := 0
	for _, c := range text {
		if c != ' ' {
			text[to] = c
			to++
		}
	}
	return text[:to]
}

// fieldWords appends the words of one field of a person, each with a zero byte
// before it. scratch is grown and given back for the next call.
//
// A number is one word, without its punctuation. A user name is its parts, and
// also the whole without its punctuation. An extension is never the whole of
// what is meant: every account has a 101, and none of them may stand before the
// Client ID 101.
func (e *Entry) fieldWords(dst, scratch []byte, f Field) (words, grown []byte) {
	value, number := e.field(f)
	if value == "" {
		return dst, scratch
	}
	scratch = appendFold(scratch[:0], value)
	if number {
		scratch = joinWords(scratch)
	}
	switch f {
	case FieldUserName:
		if bytes.IndexByte(scratch, ' ') < 0 {
			return appendWords(dst, scratch, handle), scratch
		}
		dst = appendWords(dst, scratch, minor)
		return appendWords(dst, joinWords(scratch), joined), scratch
	case FieldEmail, FieldExtension:
		return appendWords(dst, scratch, minor), scratch
	}
	return appendWords(dst, scratch, plain), scratch
}

// ownWords appends the words that a person doesn't share with the account. Of
// user name and address, what is a word of the name as well is left out: the
// name is always the better place to find it.
func (e *Entry) ownWords(dst, scratch []byte) (words, grown []byte) {
	from := len(dst)
	dst, scratch = e.fieldWords(dst, scratch, FieldName)
	names := dst[from:]
	for _, f := range [...]Field{FieldUserName, FieldEmail, FieldPhone, FieldExtension} {
		at := len(dst)
		dst, scratch = e.fieldWords(dst, scratch, f)
		if f == FieldUserName || f == FieldEmail {
			dst = dst[:at+len(without(dst[at:], names))]
		}
	}
	return dst, scratch
}

// without takes those minor words out, in place, that are among others.
func without(words, others []byte) []byte {
	kept := words[:0]
	for len(words) > 0 {
		word, rest := nextWord(words)
		words = rest
		if n := len(word) - 1; word[n] == minor {
			known := false
			for left := others; len(left) > 0 && !known; {
				var other []byte
				other, left = nextWord(left)
				known = bytes.Equal(other, word[:n])
			}
			if known {
				continue
			}
		}
		kept = append(append(kept, 0), word...)
	}
	return kept
}

// nextWord cuts the first of the words off, without the zero byte before it.
func nextWord(words []byte) (word, rest []byte) {
	end := bytes.IndexByte(words[1:], 0)
	if end < 0 {
		return words[1:], nil
	}
	return words[1 : 1+end], words[1+end:]
}

// sharedWords appends the words that all people of an account have.
func (e *Entry) sharedWords(dst, scratch []byte) (words, grown []byte) {
	for _, f := range [...]Field{FieldCompany, FieldClientID, FieldCompanyPhone} {
		dst, scratch = e.fieldWords(dst, scratch, f)
	}
	return dst, scratch
}

// field gives a field's value, and whether it is a number.
func (e *Entry) field(f Field) (value string, number bool) {
	switch f {
	case FieldName:
		return e.Name, false
	case FieldCompany:
		return e.Company, false
	case FieldClientID:
		return e.ClientID, true
	case FieldUserName:
		return e.UserName, false
	case FieldEmail:
		return e.Email, false
	case FieldPhone:
		return e.Phone, true
	case FieldCompanyPhone:
		return e.CompanyPhone, true
	}
	return e.Extension, true
}

// fields lists what is searched, in the order of the constants.
func fields() [8]Field {
	return [...]Field{
		FieldName, FieldCompany, FieldClientID, FieldUserName,
		FieldEmail, FieldPhone, FieldCompanyPhone, FieldExtension,
	}
}
