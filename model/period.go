package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Length is how long a period is.
type Length string

// The lengths of a period.
const (
	Day     Length = "day"
	Week    Length = "week" // from Monday (ISO 8601)
	Month   Length = "month"
	Quarter Length = "quarter"
	Year    Length = "year"
)

// Lengths from the shortest to the longest.
var Lengths = []Length{Day, Week, Month, Quarter, Year}

// Period is a day, week, month, quarter or year of the calendar, as the desk's
// own clock counts them. The zero Period is none.
type Period struct {
	Length Length
	start  time.Time // the first day's midnight, written in UTC whatever the desk's zone
}

// PeriodOf is the period of a length that a moment falls into, in the moment's
// own zone.
func PeriodOf(l Length, at time.Time) Period {
	y, m, d := at.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	switch l {
	case Week:
		day = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case Month:
		day = day.AddDate(0, 0, 1-d)
	case Quarter:
		day = time.Date(y, m-(m-1)%3, 1, 0, 0, 0, 0, time.UTC)
	case Year:
		day = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return Period{l, day}
}

// Start is the first day, as its midnight in UTC.
func (p Period) Start() time.Time { return p.start }

// End is the first day that no longer belongs to it.
func (p Period) End() time.Time { return p.Step(1).start }

// Step is the period so many further on, or back.
func (p Period) Step(n int) Period {
	switch p.Length {
	case Day:
		return Period{p.Length, p.start.AddDate(0, 0, n)}
	case Week:
		return Period{p.Length, p.start.AddDate(0, 0, 7*n)}
	case Month:
		return Period{p.Length, p.start.AddDate(0, n, 0)}
	case Quarter:
		return Period{p.Length, p.start.AddDate(0, 3*n, 0)}
	}
	return Period{p.Length, p.start.AddDate(n, 0, 0)}
}

// After tells whether the period begins later than a moment's own day.
func (p Period) After(at time.Time) bool { return p.start.After(PeriodOf(Day, at).start) }

// Split is the period in pieces of another length. The first begins with it;
// weeks reach beyond the ends of what isn't made of weeks.
func (p Period) Split(l Length) []Period {
	var parts []Period
	for q, end := PeriodOf(l, p.start), p.End(); q.start.Before(end); q = q.Step(1) {
		parts = append(parts, q)
	}
	return parts
}

// String is the period's short form, which ParsePeriod reads: 2026-03-02,
// 2026-W10, 2026-03, 2026-Q1, 2026.
func (p Period) String() string {
	switch p.Length {
	case Day:
		return p.start.Format(time.DateOnly)
	case Week:
		y, w := p.start.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Month:
		return p.start.Format("2006-01")
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.start.Year(), (p.start.Month()+2)/3)
	case Year:
		return p.start.Format("2006")
	}
	return ""
}

// Words is the period for people: "Mon 2 Mar 2026", "week 10, 2 to 8 Mar 2026",
// "March 2026", "quarter 1 of 2026", "2026".
func (p Period) Words() string {
	switch p.Length {
	case Day:
		return p.start.Format("Mon 2 Jan 2006")
	case Week:
		_, w := p.start.ISOWeek()
		last := p.start.AddDate(0, 0, 6)
		from := p.start.Format("2 Jan 2006")
		switch {
		case p.start.Month() == last.Month():
			from = p.start.Format("2")
		case p.start.Year() == last.Year():
			from = p.start.Format("2 Jan")
		}
		return fmt.Sprintf("week %d, %s to %s", w, from, last.Format("2 Jan 2006"))
	case Month:
		return p.start.Format("January 2006")
	case Quarter:
		return fmt.Sprintf("quarter %d of %d", (p.start.Month()+2)/3, p.start.Year())
	}
	return p.String()
}

// ParsePeriod reads a period: the word for a length, which means the one that
// now falls into, "today", or what String writes.
//
// Errors: Invalid.
func ParsePeriod(text string, now time.Time) (Period, error) {
	text = strings.TrimSpace(text)
	for _, l := range Lengths {
		if text == string(l) || l == Day && text == "today" {
			return PeriodOf(l, now), nil
		}
	}
	for _, form := range []struct {
		length Length
		layout string
	}{{Day, time.DateOnly}, {Month, "2006-01"}, {Year, "2006"}} {
		if at, err := time.Parse(form.layout, text); err == nil {
			return PeriodOf(form.length, at), nil
		}
	}
	year, rest, _ := strings.Cut(text, "-")
	y, wrong := strconv.Atoi(year)
	if wrong == nil && len(year) == 4 && len(rest) > 1 {
		n, err := strconv.Atoi(rest[1:])
		var p Period
		switch {
		case err != nil:
		case rest[0] == 'Q':
			p = PeriodOf(Quarter, time.Date(y, time.Month(3*n-2), 1, 0, 0, 0, 0, time.UTC))
		case rest[0] == 'W': // the 4th of January is always in week 1
			p = PeriodOf(Week, time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)).Step(n - 1)
		}
		if p.String() == text {
			return p, nil
		}
	}
	return Period{}, FailField("period", fmt.Sprintf("%q is no period. Write today, week, month, quarter, year, or one such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1 or 2026.",
		CleanLine(text)))
}
