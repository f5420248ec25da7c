package search

// From what was typed to what is looked for.

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"callin/model"
)

// Bounds of a query, so that a pasted page costs no more than a pasted address
// label does. What goes over them is left out of account.
const (
	maxText  = 256 // bytes
	maxTerms = 12
)

// term is one thing to look for.
type term struct {
	text   string
	number bool // digits only
}

// reading is one way to understand what was typed. Every term must be found.
type reading struct {
	terms   []term
	handle  string // the whole text, as a user name would be without its punctuation
	words   bool   // some term isn't a number
	numbers bool   // some term is one
}

// Ticket tells whether the text asks for a ticket by its number: #4471, or
// T-4471 as it's spoken and shown.
func Ticket(text string) (model.TicketNumber, bool) {
	text = strings.TrimSpace(text)
	rest, ok := strings.CutPrefix(text, "#")
	rest = strings.TrimSpace(rest)
	for _, prefix := range []string{"T-", "t-"} {
		if after, found := strings.CutPrefix(rest, prefix); found {
			rest, ok = after, true
			break
		}
	}
	if !ok || rest == "" || strings.Trim(rest, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(rest, 10, 64)
	if err != nil || n == 0 {
		return 0, false
	}
	return model.TicketNumber(n), true
}

// cutText bounds the text, without cutting a character in two.
func cutText(text string) string {
	text = strings.TrimLeft(text[:min(len(text), 64*maxText)], " \t\r\n")
	if len(text) <= maxText {
		return text
	}
	n := maxText
	for n > maxText-utf8.UTFMax && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// readings gives the ways to understand a text, the likeliest first; none when
// there is nothing to look for.
func readings(text string) []reading {
	var words []string
	for word := range strings.FieldsSeq(Fold(cutText(text))) {
		for len(word) > 0 {
			cut := cutWord([]byte(word))
			words = append(words, word[:cut])
			word = word[cut:]
		}
	}
	if len(words) == 0 {
		return nil
	}
	all := []reading{read(joinNumbers(words, false))}
	for _, other := range [][]string{joinNumbers(words, true), words} {
		r := read(other)
		if !slices.ContainsFunc(all, func(s reading) bool { return slices.Equal(r.terms, s.terms) }) {
			all = append(all, r)
		}
	}
	return all
}

// joinNumbers makes one number of those that stand beside each other; bare
// takes the zeros off the front of long ones: inside a country a number is
// dialled with a zero before it, and from abroad with two.
func joinNumbers(words []string, bare bool) []string {
	var joined []string
	var open bool // the last of joined is a number that may go on
	for _, word := range words {
		if !digits(word) {
			joined, open = append(joined, word), false
			continue
		}
		if open && len(joined[len(joined)-1])+len(word) <= maxWord {
			joined[len(joined)-1] += word
			continue
		}
		joined, open = append(joined, word), true
	}
	if bare {
		for i, word := range joined {
			if short := strings.TrimLeft(word, "0"); digits(word) && len(short) >= 6 {
				joined[i] = short
			}
		}
	}
	return joined
}

func read(words []string) reading {
	var r reading
	for _, word := range words {
		t := term{word, digits(word)}
		if slices.Contains(r.terms, t) {
			continue
		}
		if len(r.terms) == maxTerms {
			break
		}
		r.terms = append(r.terms, t)
		r.words = r.words || !t.number
		r.numbers = r.numbers || t.number
	}
	if whole := strings.Join(words, ""); len(whole) <= maxWord {
		r.handle = whole
	}
	return r
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
