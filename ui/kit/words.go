// This file holds the words that all pages share: how long, when, how many, and
// telephone numbers. They know no domain, so that a minute reads the same in
// the queue and in the Outbox.
package kit

import (
	"fmt"
	"strings"
	"time"
)

// Short is a duration in at most six characters, for columns: "12 min",
// "2 h 05", "31 h", "4 d". A negative one is none.
func Short(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", max(int(d.Minutes()), 0))
	case d < 10*time.Hour:
		return fmt.Sprintf("%d h %02d", int(d.Hours()), int(d.Minutes())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d d", int(d.Hours()/24))
}

// Fine is Short with seconds where there is less than a minute.
func Fine(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", max(int(d.Seconds()), 0))
	}
	return Short(d)
}

// Watch is a duration as a stopwatch shows it: "03:12", or "1:03:12" from an
// hour on.
func Watch(d time.Duration) string {
	s := max(int(d.Seconds()), 0)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

// Ago says how long since: "just now", "12 min ago".
func Ago(d time.Duration) string {
	if d < time.Minute {
		return "just now"
	}
	return Short(d) + " ago"
}

// Due says how long there is, or was: "due in 12 min", "past due 3 h 00".
func Due(left time.Duration) string {
	if left < 0 {
		return "past due " + Short(-left)
	}
	return "due in " + Short(left)
}

// Hour is a moment as the clock in the footer shows it, in the zone of now,
// with as much of the date as it takes: "15:04", "2 Jan 15:04", "2 Jan 2006".
func Hour(at, now time.Time) string {
	if at.In(now.Location()).Year() != now.Year() {
		return moment(at, now, "", "2 Jan 2006")
	}
	return moment(at, now, "15:04", "2 Jan 15:04")
}

// Second is a moment to the second, for what goes by quickly: "15:04:05", with
// the date when that isn't today.
func Second(at, now time.Time) string { return moment(at, now, "15:04:05", "2 Jan 15:04:05") }

// Day is a moment in six characters, for columns: the time of day when it is
// today, else the date.
func Day(at, now time.Time) string { return moment(at, now, "15:04", "2 Jan") }

// moment writes a time in the zone of now: one way when it is today, another
// when it isn't.
func moment(at, now time.Time, today, other string) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format(today)
	}
	return at.Format(other)
}

// Capital begins a sentence: its first letter is one of a word of ours.
func Capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Count is a number with its noun: "1 call", "2 calls".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Phone groups a number of the North American plan in international form (ITU-T
// E.164) as it is spoken; others stay as they are.
func Phone(e164 string) string {
	if strings.HasPrefix(e164, "+1") && len(e164) == 12 {
		return e164[2:5] + " " + e164[5:8] + " " + e164[8:]
	}
	return e164
}
