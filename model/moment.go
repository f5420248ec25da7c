package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ReadMoment reads when something is to happen, in the quick words of somebody
// on the telephone, counted from now:
//
//	10m  2h  1h30m  3d  90          from now; a bare number is minutes
//	14:30  9  9am                   the next time that the clock shows it
//	tomorrow  tomorrow 9:00  mon 9  that day, at nine when no time is said
//	24 dec  24 dec 14:00            that day
//
// Errors: Invalid for what can't be read.
func ReadMoment(text string, now time.Time) (time.Time, error) {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return time.Time{}, unread(text)
	}
	if d, ok := span(strings.Join(words, "")); ok {
		return now.Add(d).Truncate(time.Minute), nil
	}
	if at, ok := clock(words, now); ok {
		if !at.After(now) {
			at = onDay(now.AddDate(0, 0, 1), at.Hour(), at.Minute())
		}
		return at, nil
	}
	day, rest, ok := day(words, now)
	if !ok {
		return time.Time{}, unread(text)
	}
	if len(rest) == 0 {
		return onDay(day, 9, 0), nil
	}
	at, ok := clock(rest, day)
	if !ok {
		return time.Time{}, unread(text)
	}
	return at, nil
}

func unread(text string) error {
	text = CleanLine(text)
	if len(text) > 40 {
		text = text[:strings.LastIndexFunc(text[:40], func(r rune) bool { return r < 0x80 })+1] + "…"
	}
	return FailField("until", fmt.Sprintf("%q is no moment that can be read. Say 10m, 2h, 14:30, tomorrow 9:00 or mon 9.", text))
}

// span reads 10m, 2h, 1h30, 3d.
func span(text string) (time.Duration, bool) {
	var total time.Duration
	if n, err := strconv.Atoi(text); err == nil && n > 24 && len(text) <= 4 {
		return time.Duration(n) * time.Minute, true
	}
	unit := time.Duration(0)
	for text != "" {
		i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
		if i < 0 && unit == time.Hour { // 1h30
			i, text = len(text), text+"m"
		}
		n, err := strconv.Atoi(text[:max(i, 0)])
		if err != nil || n > 9999 {
			return 0, false
		}
		j := strings.IndexAny(text[i:]+"0", "0123456789")
		u, known := units[text[i:i+min(j, len(text)-i)]]
		if !known || unit != 0 && u >= unit {
			return 0, false
		}
		unit, total = u, total+time.Duration(n)*u
		text = text[i+min(j, len(text)-i):]
	}
	return total, total > 0
}

var units = map[string]time.Duration{
	"m": time.Minute, "min": time.Minute, "mins": time.Minute, "minutes": time.Minute, "minute": time.Minute,
	"h": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
	"w": 7 * 24 * time.Hour, "week": 7 * 24 * time.Hour, "weeks": 7 * 24 * time.Hour,
}

// clock reads a time of day: 9, 9:30, 9.30, 9am, 2:30 pm, noon.
func clock(words []string, day time.Time) (time.Time, bool) {
	text := strings.TrimPrefix(strings.Join(words, ""), "at")
	if text == "noon" {
		return onDay(day, 12, 0), true
	}
	text, pm := strings.CutSuffix(text, "pm")
	text, am := strings.CutSuffix(text, "am")
	hours, minutes, split := strings.Cut(strings.Replace(text, ".", ":", 1), ":")
	if !split {
		minutes = "00"
	}
	h, err := strconv.Atoi(hours)
	m, wrong := strconv.Atoi(minutes)
	switch {
	case err != nil || wrong != nil || len(hours) > 2 || len(minutes) != 2 || h < 0 || h > 23 || m < 0 || m > 59:
		return time.Time{}, false
	case (am || pm) && (h < 1 || h > 12):
		return time.Time{}, false
	case pm && h < 12:
		h += 12
	case am && h == 12:
		h = 0
	}
	return onDay(day, h, m), true
}

func onDay(day time.Time, h, m int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), h, m, 0, 0, day.Location())
}

// day reads which day is meant, and gives the words behind it.
func day(words []string, now time.Time) (day time.Time, rest []string, ok bool) {
	first := words[0]
	switch {
	case first == "today":
		return now, words[1:], len(words) > 1
	case first == "tomorrow" || first == "tmw":
		return now.AddDate(0, 0, 1), words[1:], true
	case first == "next" && len(words) > 1:
		return weekday(words[1], words[2:], now)
	}
	if day, rest, ok = weekday(first, words[1:], now); ok {
		return day, rest, true
	}
	return date(words, now)
}

// weekday is the next day of that name, never today.
func weekday(name string, rest []string, now time.Time) (time.Time, []string, bool) {
	for ahead := 1; ahead <= 7; ahead++ {
		d := now.AddDate(0, 0, ahead)
		if full := strings.ToLower(d.Weekday().String()); len(name) >= 2 && strings.HasPrefix(full, name) {
			return d, rest, true
		}
	}
	return time.Time{}, nil, false
}

// date reads 24 dec and dec 24, this year or, once it has passed, the next.
func date(words []string, now time.Time) (time.Time, []string, bool) {
	if len(words) < 2 {
		return time.Time{}, nil, false
	}
	for _, pair := range [2][2]string{{words[0], words[1]}, {words[1], words[0]}} {
		n, err := strconv.Atoi(strings.TrimSuffix(pair[0], "."))
		if err != nil {
			continue
		}
		for m := time.January; m <= time.December; m++ {
			full := strings.ToLower(m.String())
			if len(pair[1]) < 3 || !strings.HasPrefix(full, pair[1]) {
				continue
			}
			d := time.Date(now.Year(), m, n, 0, 0, 0, 0, now.Location())
			if d.Month() != m || n < 1 {
				return time.Time{}, nil, false
			}
			if d.AddDate(0, 0, 1).Before(now) {
				d = d.AddDate(1, 0, 0)
			}
			return d, words[2:], d.Day() == n
		}
	}
	return time.Time{}, nil, false
}
