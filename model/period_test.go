package model_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

func TestPeriod(t *testing.T) {
	at := time.Date(2026, 3, 2, 23, 30, 0, 0, time.FixedZone("", 14*3600)) // still the 1st in UTC
	for _, tc := range []struct {
		length                    model.Length
		text, words, before, next string
		days                      int
	}{
		{model.Day, "2026-03-02", "Mon 2 Mar 2026", "2026-03-01", "2026-03-03", 1},
		{model.Week, "2026-W10", "week 10, 2 to 8 Mar 2026", "2026-W09", "2026-W11", 7},
		{model.Month, "2026-03", "March 2026", "2026-02", "2026-04", 31},
		{model.Quarter, "2026-Q1", "quarter 1 of 2026", "2025-Q4", "2026-Q2", 90},
		{model.Year, "2026", "2026", "2025", "2027", 365},
	} {
		p := model.PeriodOf(tc.length, at)
		if p.String() != tc.text || p.Words() != tc.words || p.Step(-1).String() != tc.before || p.Step(1).String() != tc.next || len(p.Split(model.Day)) != tc.days {
			t.Errorf("%s: %s, %q, %s, %s, %d days", tc.length, p, p.Words(), p.Step(-1), p.Step(1), len(p.Split(model.Day)))
		}
	}
	for text, want := range map[string]string{
		"2025-W01": "week 1, 30 Dec 2024 to 5 Jan 2025", "2026-W53": "week 53, 28 Dec 2026 to 3 Jan 2027", "2026-W14": "week 14, 30 Mar to 5 Apr 2026",
	} {
		if p, err := model.ParsePeriod(text, at); err != nil || p.Words() != want {
			t.Errorf("%s: %q, %v", text, p.Words(), err)
		}
	}
}

// TestPeriod_parts: whatever the day, a period begins with its first part, ends
// with its last one, leaves nothing out, and is read back from what it writes.
func TestPeriod_parts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		at := time.Date(2000, 1, rapid.IntRange(1, 60_000).Draw(rt, "day"), rapid.IntRange(0, 23).Draw(rt, "hour"), 0, 0, 0, time.UTC)
		l := rapid.SampledFrom(model.Lengths).Draw(rt, "length")
		p := model.PeriodOf(l, at)
		if at.Before(p.Start()) || !at.Before(p.End()) {
			rt.Fatalf("%s doesn't hold %s", p, at)
		}
		read, err := model.ParsePeriod(p.String(), time.Time{})
		if err != nil || read != p {
			rt.Fatalf("%s is read as %s: %v", p, read, err)
		}
		if p.Step(1).Step(-1) != p || p.Step(3) != p.Step(1).Step(2) {
			rt.Fatalf("steps from %s don't lead back", p)
		}
		parts := []model.Length{model.Day}
		if l != model.Day && l != model.Week {
			parts = append(parts, model.Month)
		}
		for _, part := range parts {
			next := p.Start()
			for _, q := range p.Split(part) {
				if !q.Start().Equal(next) {
					rt.Fatalf("%s of %s begins %s", q, p, next)
				}
				next = q.End()
			}
			if !next.Equal(p.End()) {
				rt.Fatalf("the %ss of %s end %s", part, p, next)
			}
		}
	})
}

func TestParsePeriod(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 42, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"today": "2026-03-02", "day": "2026-03-02", "week": "2026-W10", "month": "2026-03", "quarter": "2026-Q1", "year": "2026", " 2025-Q4 ": "2025-Q4",
	} {
		if p, err := model.ParsePeriod(text, now); err != nil || p.String() != want {
			t.Errorf("%q: %s, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "yesterday", "2026-13", "2026-W54", "2025-W53", "2026-W00", "2026-Q0", "2026-Q5", "2026-02-30", "26", "2026-W1", "2026-W+1", "\x1b[2J"} {
		p, err := model.ParsePeriod(text, now)
		if model.CodeOf(err) != model.Invalid || p != (model.Period{}) {
			t.Errorf("%q: %s, %v", text, p, err)
		}
	}
}
