package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// letters that no decomposition takes apart, as people type them without the
// key for it.
var spelled = strings.NewReplacer(
	"ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "ı", "i",
)

// Fold writes text so that spellings of the same thing become equal: lower
// case, no accents, letters such as ß and ø spelled out. Words are left apart.
func Fold(s string) string {
	s = cases.Fold().String(norm.NFKD.String(s))
	var b strings.Builder
	for _, r := range spelled.Replace(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// short forms that people speak and write in many ways. Saint and Street share
// theirs, because "St" may be either.
var shortForms = map[string]string{
	"street": "st", "str": "st", "saint": "st", "sankt": "st", "strasse": "st", "sainte": "st", "ste": "st",
	"road": "rd", "avenue": "ave", "av": "ave", "boulevard": "blvd", "lane": "ln", "drive": "dr",
	"doctor": "dr", "mount": "mt", "fort": "ft", "und": "and", "et": "and", "y": "and",
}

// MaxAnswer is how many bytes an answer may have: more than anybody says on a
// telephone.
const MaxAnswer = 400

// NormalAnswer writes a security answer in the one form that is hashed, when it
// is set and when it is checked: folded, without punctuation and white space,
// and with the short forms of street, saint, road, avenue and the like, so that
// "St. Mary's Rd" is "Saint Marys Road". "" means that nothing was left.
func NormalAnswer(answer string) string {
	answer = strings.ReplaceAll(strings.ReplaceAll(answer, "&", " and "), "\u2019", "'")
	answer = strings.ReplaceAll(Fold(answer), "'", "")
	words := strings.FieldsFunc(answer, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, w := range words {
		if short, ok := shortForms[w]; ok {
			words[i] = short
		}
	}
	return strings.Join(words, "")
}
