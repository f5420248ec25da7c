package kit_test

import (
	"testing"
	"time"

	"callin/ui/kit"
)

func TestShort(t *testing.T) {
	for _, tc := range []struct {
		d                        time.Duration
		short, fine, watch, left string
	}{
		{-time.Minute, "0 min", "0 s", "00:00", "past due 1 min"},
		{0, "0 min", "0 s", "00:00", "due in 0 min"},
		{59 * time.Second, "0 min", "59 s", "00:59", "due in 0 min"},
		{3*time.Minute + 12*time.Second, "3 min", "3 min", "03:12", "due in 3 min"},
		{59*time.Minute + 59*time.Second, "59 min", "59 min", "59:59", "due in 59 min"},
		{time.Hour, "1 h 00", "1 h 00", "1:00:00", "due in 1 h 00"},
		{2*time.Hour + 5*time.Minute + 9*time.Second, "2 h 05", "2 h 05", "2:05:09", "due in 2 h 05"},
		{10*time.Hour - time.Second, "9 h 59", "9 h 59", "9:59:59", "due in 9 h 59"},
		{31*time.Hour + time.Minute, "31 h", "31 h", "31:01:00", "due in 31 h"},
		{-99 * time.Hour, "0 min", "0 s", "00:00", "past due 4 d"},
		{99 * time.Hour, "4 d", "4 d", "99:00:00", "due in 4 d"},
	} {
		got := [4]string{kit.Short(tc.d), kit.Fine(tc.d), kit.Watch(tc.d), kit.Due(tc.d)}
		if want := [4]string{tc.short, tc.fine, tc.watch, tc.left}; got != want {
			t.Errorf("%s: %q, want %q", tc.d, got, want)
		}
		if ago := kit.Ago(tc.d); ago != tc.short+" ago" && (tc.d >= time.Minute || ago != "just now") {
			t.Errorf("%s: %q", tc.d, ago)
		}
		if kit.Width(kit.Short(tc.d)) > 6 {
			t.Errorf("%s: %q is too wide for its column", tc.d, kit.Short(tc.d))
		}
	}
}

// The desk's zone counts, not the one that a moment was noted in.
func TestHour(t *testing.T) {
	zone := time.FixedZone("desk", -5*3600)
	now := time.Date(2026, time.March, 2, 10, 42, 0, 0, zone)
	for _, tc := range []struct {
		at                time.Time
		hour, second, day string
	}{
		{now.Add(-time.Minute).UTC(), "10:41", "10:41:00", "10:41"},
		{time.Date(2026, time.March, 3, 3, 0, 7, 0, time.UTC), "22:00", "22:00:07", "22:00"},
		{time.Date(2026, time.March, 3, 6, 0, 0, 0, time.UTC), "3 Mar 01:00", "3 Mar 01:00:00", "3 Mar"},
		{now.AddDate(0, -1, 0), "2 Feb 10:42", "2 Feb 10:42:00", "2 Feb"},
		{now.AddDate(-1, 0, 0), "2 Mar 2025", "2 Mar 10:42:00", "2 Mar"},
		{time.Date(2026, time.January, 1, 1, 0, 0, 0, time.UTC), "31 Dec 2025", "31 Dec 20:00:00", "31 Dec"},
	} {
		got := [3]string{kit.Hour(tc.at, now), kit.Second(tc.at, now), kit.Day(tc.at, now)}
		if want := [3]string{tc.hour, tc.second, tc.day}; got != want {
			t.Errorf("%s: %q, want %q", tc.at, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 calls", 1: "1 call", 2: "2 calls"} {
		if got := kit.Count(n, "call", "calls"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPhone(t *testing.T) {
	for number, want := range map[string]string{
		"+17035550110": "703 555 0110", "+4930555011": "+4930555011", "": "", "+170355501": "+170355501",
	} {
		if got := kit.Phone(number); got != want {
			t.Errorf("%q: got %q, want %q", number, got, want)
		}
	}
}
