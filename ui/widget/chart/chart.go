// Package chart draws numbers as signs that read well without colour and, by
// kit.Plain, in ASCII: bars, a line of small columns, and fields that are darker
// where there is more. They are never alone: the numbers stand beside them.
package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"callin/ui/kit"
)

// Figure writes a number with its thousands apart: "14 600 000".
func Figure(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if n > -10_000 && n < 10_000 {
		return digits
	}
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	first := (len(digits)-1)%3 + 1
	parts := []string{digits[:first]}
	for rest := digits[first:]; rest != ""; rest = rest[3:] {
		parts = append(parts, rest[:3])
	}
	return sign + strings.Join(parts, " ")
}

// Bar is a bar of at most w columns for a number of which the greatest is most.
// What is there at all shows.
func Bar(n, most int64, w int) string {
	if n <= 0 || most <= 0 || w <= 0 {
		return ""
	}
	if full := int(n * int64(w) / most); full > 0 {
		return strings.Repeat("▇", min(full, w)) // not the whole block: bars below each other stay apart
	}
	return "▏"
}

// columnSigns are from the least to the most.
var columnSigns = []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}

// Spark is a line of columns in at most w: one to three for each number, or one
// for several of them together when there are more. A gap is where there was
// nothing.
func Spark(values []int64, w int) string {
	values = Together(values, w)
	broad := max(min(w/max(len(values), 1), 3), 1)
	most := int64(0)
	for _, n := range values {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range values {
		sign := " "
		if n > 0 {
			sign = columnSigns[min(int((n*int64(len(columnSigns))-1)/most), len(columnSigns)-1)]
		}
		b.WriteString(strings.Repeat(sign, broad))
	}
	return b.String()
}

// Together adds neighbours up until there are at most w numbers.
func Together(values []int64, w int) []int64 {
	if w <= 0 {
		return nil
	}
	return Sums(values, (len(values)+w-1)/w)
}

// Sums adds up neighbours, so many at a time.
func Sums(values []int64, size int) []int64 {
	if size <= 1 {
		return values
	}
	var sums []int64
	for group := range slices.Chunk(values, size) {
		sum := int64(0)
		for _, n := range group {
			sum += n
		}
		sums = append(sums, sum)
	}
	return sums
}

// shades are from nothing to the most. In ASCII the two darkest are one.
var shades = []string{" ", "░", "▒", "▓", "█"}

// level is how dark a number is shown: 0 for none, up to 4.
func level(n, most int64) int {
	if n <= 0 || most <= 0 {
		return 0
	}
	return min(int((4*n+most-1)/most), 4)
}

// Heat is a table of fields: rows of numbers below heads. Where there is room the
// numbers stand in the fields; otherwise the line below says what the shades mean.
// The sum of each row stands at its end in either case.
func Heat(t *kit.Theme, heads, labels []string, rows [][]int64, w int) []string {
	most, sums, wide := int64(0), make([]string, len(rows)), 3
	for i, row := range rows {
		sum := int64(0)
		for _, n := range row {
			most, sum = max(most, n), sum+n
		}
		sums[i] = Figure(sum)
		wide = max(wide, len(sums[i]))
	}
	label := 3
	for _, l := range labels {
		label = max(label, kit.Width(l))
	}
	room := w - label - 1 - wide - 1
	digits := len(strconv.FormatInt(most, 10))
	field := max(digits, 2) + 2
	numbers := room >= field*len(heads)
	if !numbers {
		field = max(min(room/max(len(heads), 1), 2), 1)
	}
	lines := []string{t.Muted.Of(headLine(heads, label, field, numbers, wide))}
	for i, row := range rows {
		var b strings.Builder
		b.WriteString(kit.Fit(labels[i], label) + " ")
		for _, n := range row {
			b.WriteString(drawn(t, n, most, field, digits, numbers))
		}
		lines = append(lines, b.String()+" "+kit.FitRight(sums[i], wide))
	}
	if !numbers && most > 0 {
		lines = append(lines, t.Muted.Of(kit.Clip(kit.Space(label+1)+legend(most), w)))
	}
	return lines
}

// drawn is one field.
func drawn(t *kit.Theme, n, most int64, field, digits int, numbers bool) string {
	l := level(n, most)
	if !numbers {
		return t.Accent.Of(strings.Repeat(shades[l], field))
	}
	text := ""
	if n > 0 {
		text = strconv.FormatInt(n, 10)
	}
	return " " + t.Accent.Of(shades[l]) + kit.FitRight(text, max(digits, 2))
}

// headLine names the fields: each one, or every third where they are narrow.
func headLine(heads []string, label, field int, numbers bool, wide int) string {
	var b strings.Builder
	b.WriteString(kit.Space(label + 1))
	every := 1
	if field < 3 {
		every = 3
	}
	for i := 0; i < len(heads); i += every {
		n := field * min(every, len(heads)-i)
		if numbers {
			b.WriteString(kit.FitRight(heads[i], n))
		} else {
			b.WriteString(kit.Fit(heads[i], n))
		}
	}
	return b.String() + " " + kit.FitRight("sum", wide)
}

// legend says what the shades mean: "░ 1 to 3  ▒ to 6  ▓ to 9  █ to 12".
func legend(most int64) string {
	var parts []string
	before := int64(0)
	for l := 1; l < len(shades); l++ {
		top := int64(l) * most / 4
		if l == len(shades)-1 {
			top = most
		}
		if top == before {
			continue // with few the lighter ones never come up
		}
		if len(parts) == 0 && top > 1 {
			parts = append(parts, fmt.Sprintf("%s 1 to %s", shades[level(top, most)], Figure(top)))
		} else {
			parts = append(parts, fmt.Sprintf("%s to %s", shades[level(top, most)], Figure(top)))
		}
		before = top
	}
	return strings.Join(parts, "  ")
}
