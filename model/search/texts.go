package search

// Texts: a small index of texts with parts, such as articles. It shares with
// the index of people what people type and how: the folding, the terms and the
// typing errors. There are hundreds of texts, not millions, so it looks at every
// word there is.

import (
	"cmp"
	"slices"
	"strings"
)

// Text is something to be found by what stands in it.
type Text struct {
	ID    string
	Parts []string // the weightiest first, such as title, tags, body
}

// TextHit is a text that was found.
type TextHit struct {
	ID    string
	Words []string // of the text, folded, that were meant; for highlighting
}

// Texts finds texts. It never changes, so that any number of goroutines may use
// it: make another when a text has changed.
type Texts struct {
	ids   []string
	words []string // every word, once
	masks []uint32
	rows  [][]textPlace // where each is
}

// place is a part of a text.
type textPlace struct{ text, part int }

// NewTexts makes an index. Its order decides among texts that fit alike.
func NewTexts(texts ...Text) *Texts {
	x := &Texts{}
	number := map[string]int{}
	for i, t := range texts {
		x.ids = append(x.ids, t.ID)
		for part, s := range t.Parts {
			for word := range strings.FieldsSeq(Fold(s)) {
				word = word[:cutWord([]byte(word))]
				n, known := number[word]
				if !known {
					n = len(x.words)
					number[word] = n
					x.words = append(x.words, word)
					x.masks = append(x.masks, maskOf(word))
					x.rows = append(x.rows, nil)
				}
				if p := (textPlace{i, part}); len(x.rows[n]) == 0 || x.rows[n][len(x.rows[n])-1] != p {
					x.rows[n] = append(x.rows[n], p)
				}
			}
		}
	}
	return x
}

// Search finds the texts that have all the words, as beginnings or, from four
// letters on, inside of others; when there are none, with typing errors; when
// there are none either, those that have most of them, but at least half. People
// ask in sentences: words such as how and my don't count. approximate tells that
// it took typing errors or most of the words.
func (x *Texts) Search(text string, limit int) (hits []TextHit, approximate bool) {
	all := readings(text)
	if len(all) == 0 {
		return nil, false
	}
	terms := telling(all[len(all)-1].terms) // numbers apart, as they stand in texts
	found := make([]termTexts, len(terms))
	for i, t := range terms {
		found[i] = x.find(t, 0)
	}
	if hits := x.rank(found, len(terms), limit); len(hits) > 0 {
		return hits, false
	}
	for i, t := range terms {
		for k := 1; len(found[i]) == 0 && k <= t.errors(); k++ {
			found[i] = x.find(t, k)
		}
	}
	if hits := x.rank(found, len(terms), limit); len(hits) > 0 {
		return hits, true
	}
	for need := len(found) - 1; need > 0 && need*2 >= len(found); need-- {
		if hits := x.rank(found, need, limit); len(hits) > 0 {
			return hits, true
		}
	}
	return nil, false
}

// telling leaves out the words that hold a sentence together and say nothing of
// what somebody wants, unless there are no others.
func telling(terms []term) []term {
	kept := slices.DeleteFunc(slices.Clone(terms), func(t term) bool { return strings.Contains(filler, " "+t.text+" ") })
	if len(kept) == 0 {
		return terms
	}
	return kept
}

// filler are such words, in the language of the articles that callin comes with.
// One that somebody is still typing isn't among them: "th" may become anything.
const filler = " a an and any are as at be by can could do does dont for from get has have how i if in is it its me my no not of on or " +
	"our please she should so that the their them then there they this to was we what when where which who whom why will with would you your "

// termTexts are what one term fits: for each text the best score, and the words.
type termTexts map[int]termText

type termText struct {
	score int
	words []string
}

// insideFrom is how long a term must be to be looked for inside words.
const insideFrom = 4

// find looks one term up, with at most so many typing errors.
func (x *Texts) find(t term, errors int) termTexts {
	found := termTexts{}
	var s *spelling
	if errors > 0 {
		s = newSpelling(t)
	}
	for i, word := range x.words {
		at, ok := fitsWord(t, s, word, x.masks[i], errors)
		if !ok {
			continue
		}
		for _, p := range x.rows[i] {
			m := found[p.text]
			m.score = max(m.score, worth(at, p.part))
			if n := len(m.words); n == 0 || m.words[n-1] != word {
				m.words = append(m.words, word)
			}
			found[p.text] = m
		}
	}
	return found
}

func fitsWord(t term, s *spelling, word string, mask uint32, errors int) (level, bool) {
	switch {
	case s != nil:
		return near(s, word, mask, errors)
	case word == t.text:
		return whole, true
	case strings.HasPrefix(word, t.text):
		return start, true
	case len(t.text) >= insideFrom && strings.Contains(word, t.text):
		return inside, true
	}
	return inside, false
}

// worth is how much a term's place counts: first which part it is in, then how
// much of the word it is.
func worth(at level, part int) int { return 3*max(4-part, 1) + int(inside-at) }

// rank orders the texts that have so many of the terms at least.
func (x *Texts) rank(found []termTexts, need, limit int) []TextHit {
	var hits []textRank
	for i := range x.ids {
		h := textRank{text: i}
		for _, m := range found {
			if m, ok := m[i]; ok {
				h.terms++
				h.score += m.score
				h.words = append(h.words, m.words...)
			}
		}
		if h.terms >= need {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b textRank) int {
		return cmp.Or(cmp.Compare(b.terms, a.terms), cmp.Compare(b.score, a.score))
	})
	out := make([]TextHit, 0, min(len(hits), limit))
	for _, h := range hits[:min(len(hits), limit)] {
		out = append(out, TextHit{x.ids[h.text], h.words})
	}
	return out
}

type textRank struct {
	text, terms, score int
	words              []string
}
