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
// Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	// folding can bring out what comes apart again (Unicode 3.13, D146)
	s = norm.NFKD.String(cases.Fold().String(norm.NFKD.String(s)))
	var b strings.Builder
	for _, r := range spelled.Replace(strings.ToLower(s)) { // Fold leaves Cherokee in either case
		if !accent(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// accent tells which marks people leave out: accents, Hebrew and Arabic points,
// enclosures. The vowel signs and tones of Devanagari, Thai and others are not
// among them: without those, different words would become one. What tells them
// apart is the canonical combining class (Unicode 4.3; UAX #44, 5.7.4).
func accent(r rune) bool {
	switch {
	case unicode.Is(unicode.Me, r), variation(r), unicode.Is(invisible, r):
		return true
	case !unicode.Is(unicode.Mn, r):
		return false
	}
	class := norm.NFD.PropertiesString(string(r)).CCC()
	return class == 1 || class >= 10 && class <= 36 || class >= 200
}

// short forms that people speak and write in many ways. Saint and Street share
// theirs, because "St" may be either; so do Doctor and Drive.
var shortForms = map[string]string{
	"street": "st", "str": "st", "saint": "st", "sankt": "st", "strasse": "st", "sainte": "st", "ste": "st",
	"road": "rd", "avenue": "ave", "av": "ave", "boulevard": "blvd", "lane": "ln", "drive": "dr",
	"doctor": "dr", "mount": "mt", "fort": "ft", "und": "and", "et": "and", "y": "and",
}

// MaxAnswer is how many bytes an answer may have: more than anybody says on a
// telephone.
const MaxAnswer = 400

// apostrophes belong to their word, whichever of them a keyboard gives.
var apostrophes = strings.NewReplacer("'", "", "\u2019", "", "\u2018", "", "\u201b", "", "`", "", "\u2032", "",
	"\u02b9", "", "\u02bb", "", "\u02bc", "")

// NormalAnswer writes a security answer in the one form that is hashed, when it
// is set and when it is checked: folded, without punctuation and white space,
// and with the short forms of street, saint, road, avenue and the like, so that
// "St. Mary's Rd" is "Saint Marys Road". "" means that nothing was left.
// NormalAnswer(NormalAnswer(s)) is NormalAnswer(s).
func NormalAnswer(answer string) string {
	answer = Fold(strings.ReplaceAll(answer, "\u00b4", "'")) // Fold would make a space of ´
	answer = strings.ReplaceAll(apostrophes.Replace(answer), "&", " and ")
	words := strings.FieldsFunc(answer, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	for i, w := range words {
		words[i] = shortForm(w)
	}
	return shortForm(strings.Join(words, ""))
}

func shortForm(word string) string {
	if short, ok := shortForms[word]; ok {
		return short
	}
	return word
}
