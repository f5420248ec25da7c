package model

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The length of a login password in characters (NIST SP 800-63B-4, 3.1.1.2: at
// least 15 where it is the only factor, at least 64 allowed). What is longer
// than MaxPassword is refused, never cut.
const (
	MinPassword = 15
	MaxPassword = 256
)

// fresh is how many characters a password must have besides words that
// everybody tries first.
const fresh = 8

// CheckPassword tells what is wrong with a login password that somebody wants
// to have, in words fit to follow "The password …", or "". There are no rules
// about kinds of characters; what is refused is what is guessed first: words
// and rows of a list, repetitions, and what is known of the person (words, such
// as user name and company). The password itself is never changed.
func CheckPassword(password Secret, known ...string) string {
	text := password.Reveal()
	n := utf8.RuneCountInString(text)
	switch {
	case n < MinPassword:
		return fmt.Sprintf("needs at least %d characters; this one has %d. A few words in a row are easy to remember", MinPassword, n)
	case n > MaxPassword:
		return fmt.Sprintf("can have at most %d characters; this one has %d", MaxPassword, n)
	case different(text) < 5:
		return "has too few different characters"
	}
	plain := squeeze(text)
	if period(plain) <= len(plain)/2 && len(plain) > 0 {
		return "repeats itself. Choose words that don't"
	}
	if phrases[plain] {
		return "is one that everybody tries first"
	}
	left := plain
	for _, word := range known {
		left = without(left, words(word))
	}
	if n := utf8.RuneCountInString(left); n < utf8.RuneCountInString(plain) && n < fresh {
		return "is made of your own or your company's name. Choose words that nobody connects with you"
	}
	left = rowless(without(left, common))
	if n := utf8.RuneCountInString(left); n < utf8.RuneCountInString(plain) && n < fresh {
		return "is made of words or rows that everybody tries first"
	}
	return ""
}

// squeeze is a password as a guesser writes it down: folded, letters and digits
// alone, with the usual signs for letters read as those.
func squeeze(text string) string {
	var b strings.Builder
	for _, r := range Fold(text) {
		switch {
		case r == '@':
			b.WriteRune('a')
		case r == '$':
			b.WriteRune('s')
		case r == '!':
			b.WriteRune('i')
		case r < '0', r > '9' && r < 'a', r > 'z' && r < utf8.RuneSelf:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// words are the parts of a name that are long enough to matter.
func words(name string) []string {
	whole := squeeze(name)
	list := []string{whole}
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" .-_@,&/", r) }) {
		list = append(list, squeeze(w))
	}
	kept := list[:0]
	for _, w := range list {
		if utf8.RuneCountInString(w) >= 3 {
			kept = append(kept, w)
		}
	}
	return kept
}

// without takes the words out of a text.
func without(text string, list []string) string {
	for _, w := range list {
		text = strings.ReplaceAll(text, w, "")
		text = strings.ReplaceAll(text, leet.Replace(w), "")
	}
	return text
}

var leet = strings.NewReplacer("o", "0", "i", "1", "e", "3", "s", "5")

// rowless takes out rows of the keyboard, the alphabet and the digits, and runs
// of one character, from four on.
func rowless(text string) string {
	rs := []rune(text)
	var kept []rune
	for i := 0; i < len(rs); {
		n := rowAt(rs[i:])
		if n < 4 {
			kept = append(kept, rs[i])
			n = 1
		}
		i += n
	}
	return string(kept)
}

// rows that fingers run along, each in both directions.
var rowsOfKeys = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb"}

func rowAt(rs []rune) int {
	longest := 1
	for longest < len(rs) && rs[longest] == rs[0] {
		longest++
	}
	for _, row := range rowsOfKeys {
		longest = max(longest, along(rs, row), along(rs, reversed(row)))
	}
	return longest
}

func along(rs []rune, row string) int {
	at := strings.IndexRune(row, rs[0])
	if at < 0 {
		return 0
	}
	n := 1
	for n < len(rs) && at+n < len(row) && rs[n] == rune(row[at+n]) {
		n++
	}
	return n
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// period is the length of the shortest beginning that the whole text repeats.
func period(s string) int {
	for n := 1; n <= len(s)/2; n++ {
		if strings.HasPrefix(strings.Repeat(s[:n], len(s)/n+1), s) {
			return n
		}
	}
	return len(s)
}

func different(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
