package model_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/model"
)

// TestStandard_numbers holds the numbers that the rules of security name.
func TestStandard_numbers(t *testing.T) {
	p := model.Standard()
	p.Rules = nil
	want := model.Policy{
		Profile: "standard",
		Tries:   3, TriesWindow: 24 * time.Hour, LockFor: 24 * time.Hour,
		VerificationLife: 10 * time.Minute, TemporaryLife: 24 * time.Hour, AddressHold: 7 * 24 * time.Hour,
		MailPause: 2 * time.Minute, MailsADay: 5, ArticlesADay: 10, TellFor: time.Minute, SpamHint: 3 * time.Minute,
		DueIn: map[model.Priority]time.Duration{
			model.High: 30 * time.Minute, model.Normal: 4 * time.Hour, model.Low: 24 * time.Hour,
		},
		DueSoon: 15 * time.Minute, LockAfter: 5 * time.Minute, LongestSession: 8 * time.Hour,
		AlarmAt: 10, AlarmWithin: time.Hour, ConcurrentHashing: 2, Portal: model.StandardPortal(),
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

func TestStandard_own(t *testing.T) {
	p := model.Standard()
	p.Rules[0] = model.Rule{Lost: model.ClientID, Roles: []model.Role{model.User}, Way: model.WayTell}
	p.DueIn[model.High] = 0
	if other := model.Standard(); other.Rules[0].Way == model.WayTell || other.DueIn[model.High] == 0 {
		t.Error("a change of one policy changed the default")
	}
}

func TestPolicy_Find(t *testing.T) {
	p := model.Standard()
	for _, test := range []struct {
		lost model.Credential
		role model.Role
		way  model.Way
		ok   bool
	}{
		{model.LoginPassword, model.Admin, model.WayTicket, true},
		{model.LoginPassword, model.User, model.WayTicket, false},
		{model.LoginPassword, model.Phone, model.WayRequestMail, false},
		{model.LoginPassword, model.Admin, model.WayTell, false},
		{model.UserName, model.Admin, model.WayTell, true},
		{model.UserName, model.User, model.WayTell, false},
		{model.ClientID, model.Admin, model.WayTell, true},
		{model.ClientID, model.Phone, model.WayTell, false},
		{model.SIPPassword, model.Admin, model.WayTell, false},
		{"", "", "", false},
	} {
		rule, ok := p.Find(test.lost, test.role, test.way)
		if ok != test.ok || ok && (rule.Lost != test.lost || rule.Way != test.way || !slices.Contains(rule.Roles, test.role)) {
			t.Errorf("Find(%s, %s, %s) = %+v, %t", test.lost, test.role, test.way, rule, ok)
		}
	}
}

func TestPolicy_CountMail(t *testing.T) {
	at := func(ago ...time.Duration) (times []time.Time) {
		for _, a := range ago {
			times = append(times, now.Add(-a))
		}
		return times
	}
	const day = 24 * time.Hour
	for _, test := range []struct {
		name string
		sent []time.Time
		want []time.Time // before this one; nil when refused
		says string
	}{
		{"the first", nil, at(), ""},
		{"a moment before two minutes are over", at(2*time.Minute - 1), nil, "A mail went to this person at 09:58. Ask about the spam folder; another can go at 10:00."},
		{"after two minutes", at(2 * time.Minute), at(2 * time.Minute), ""},
		{"the clock was set back", at(-time.Minute), nil, "A mail went to this person at 10:01. Ask about the spam folder; another can go at 10:03."},
		{"the fifth", at(4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), at(4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), ""},
		{"the sixth", at(5*time.Hour, 4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), nil, "This person was sent 5 mails in a day, which is the limit. Another can go at 05:00."},
		{"the sixth, at once", at(5*time.Hour, 4*time.Hour, 3*time.Hour, 2*time.Hour, time.Minute), nil, "This person was sent 5 mails in a day, which is the limit. Another can go at 05:00."},
		{"the first of five a moment before a day is over", at(day-1, 4, 3, 2, 1), nil, "This person was sent 5 mails in a day, which is the limit. Another can go at 10:00."},
		{"the first of five a day ago", at(day, 4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), at(4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), ""},
		{"more than the limit, after it was lowered", at(7*time.Hour, 6*time.Hour, 5*time.Hour, 4*time.Hour, 3*time.Hour, 2*time.Hour, time.Hour), nil, "This person was sent 7 mails in a day, which is the limit. Another can go at 05:00."},
		{"long ago", at(900*day, 30*day), at(), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := slices.Clone(test.sent)
			got, err := model.Standard().CountMail(test.sent, now)
			if !slices.Equal(before, test.sent) {
				t.Error("what was given is changed")
			}
			if test.says != "" {
				if got != nil || model.CodeOf(err) != model.Locked || model.PublicText(err) != test.says {
					t.Fatalf("%v, %v; want locked: %s", got, err, test.says)
				}
				return
			}
			if want := append(slices.Clone(test.want), now); err != nil || !slices.EqualFunc(got, want, time.Time.Equal) {
				t.Fatalf("%v, %v; want %v", got, err, want)
			}
		})
	}
}

// TestPolicy_CountMail_zone: moments are told as the desk's own clock shows them.
func TestPolicy_CountMail_zone(t *testing.T) {
	here := now.In(time.FixedZone("", -5*3600))
	for want, sent := range map[string][]time.Time{
		"A mail went to this person at 04:59. Ask about the spam folder; another can go at 05:01.": {now.Add(-time.Minute)},
		"This person was sent 5 mails in a day, which is the limit. Another can go at 03:00.":      {now.Add(-2 * time.Hour), now, now, now, now},
	} {
		if _, err := model.Standard().CountMail(sent, here); model.PublicText(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestPolicy_CountMail_property: however often somebody asks, no two mails go
// within the pause and no six within a day.
func TestPolicy_CountMail_property(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p, clock := model.Standard(), now
		var kept, gone []time.Time
		for _, step := range rapid.SliceOfN(rapid.Int64Range(0, int64(9*time.Hour)), 1, 40).Draw(rt, "steps") {
			if step%3 == 0 {
				step /= 300 // some close together
			}
			clock = clock.Add(time.Duration(step))
			next, err := p.CountMail(kept, clock)
			if err != nil {
				continue
			}
			kept, gone = next, append(gone, clock)
			if len(kept) > p.MailsADay {
				rt.Fatalf("%d times are kept", len(kept))
			}
			if n := len(gone); n > 1 && clock.Sub(gone[n-2]) < p.MailPause || n > 5 && clock.Sub(gone[n-6]) < 24*time.Hour {
				rt.Fatalf("too many mails: %v", gone)
			}
		}
	})
}
