package model_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

// thursday is the moment at which these tests speak.
var thursday = time.Date(2026, 3, 5, 10, 42, 31, 0, time.FixedZone("EST", -5*3600))

func TestReadMoment(t *testing.T) {
	for text, want := range map[string]string{
		"10m": "2026-03-05 10:52", "10 min": "2026-03-05 10:52", "45 minutes": "2026-03-05 11:27", "90": "2026-03-05 12:12",
		"2h": "2026-03-05 12:42", "1h30": "2026-03-05 12:12", "1h30m": "2026-03-05 12:12", "1 hour 5 min": "2026-03-05 11:47",
		"3d": "2026-03-08 10:42", "1w": "2026-03-12 10:42", "2d4h": "2026-03-07 14:42",
		"14:30": "2026-03-05 14:30", "9:00": "2026-03-06 09:00", "9": "2026-03-06 09:00", "11": "2026-03-05 11:00", "9.15": "2026-03-06 09:15",
		"2pm": "2026-03-05 14:00", "2:30 pm": "2026-03-05 14:30", "9am": "2026-03-06 09:00", "12am": "2026-03-06 00:00", "noon": "2026-03-05 12:00",
		"at 15:00": "2026-03-05 15:00", "today 16:00": "2026-03-05 16:00",
		"tomorrow": "2026-03-06 09:00", "Tomorrow 9:00": "2026-03-06 09:00", "tomorrow at 2pm": "2026-03-06 14:00", "  tomorrow   14.30 ": "2026-03-06 14:30",
		"mon 9": "2026-03-09 09:00", "monday": "2026-03-09 09:00", "thu": "2026-03-12 09:00", "next friday 8:30": "2026-03-06 08:30",
		"24 dec": "2026-12-24 09:00", "dec 24 14:00": "2026-12-24 14:00", "2 mar": "2027-03-02 09:00", "5 march 17:00": "2026-03-05 17:00", "24. december": "2026-12-24 09:00",
	} {
		at, err := model.ReadMoment(text, thursday)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := at.Format("2006-01-02 15:04"); got != want || at.Location() != thursday.Location() || at.Second() != 0 {
			t.Errorf("%q: %s, want %s", text, at, want)
		}
	}
	for _, text := range []string{
		"", " ", "soon", "25:00", "9:60", "13pm", "0pm", "h", "10x", "m10", "10m2h", "tomorrow soon", "today", "31 feb", "0 mar", "-5m", "1h-5m",
		"99999999999999999999m", "10m10m", "next", "\x1b[2J", "٣m", strings.Repeat("ü", 400),
	} {
		at, err := model.ReadMoment(text, thursday)
		if model.CodeOf(err) != model.Invalid {
			t.Errorf("%q: %s, %v", text, at, err)
		} else if public := model.PublicText(err); !strings.Contains(public, "tomorrow 9:00") || model.CleanLine(public) != public {
			t.Errorf("%q: it says %q", text, public)
		}
	}
}

// TestReadMoment_any: whatever is typed, nothing breaks, and what is read as a
// clock or a span is still to come.
func TestReadMoment_any(t *testing.T) {
	words := []string{"10", "9:30", "m", "h", "tomorrow", "mon", "dec", "24", "at", "pm", "next", "noon", ":", ".", "ü", "-1", " "}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 6).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		at, err := model.ReadMoment(text, thursday)
		if err == nil && !strings.Contains(text, "today") && at.Before(thursday.Truncate(24*time.Hour)) {
			t.Fatalf("%q is %s, long ago", text, at)
		}
	})
}
