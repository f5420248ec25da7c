package model_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

const byCode model.Method = "one-time code" // a second method, as the strict profile will have

func passed(method model.Method, ago time.Duration) model.Verification {
	return model.Verification{At: now.Add(-ago), Agent: "amy", Person: "acme.ada", Method: method, Passed: true}
}

func TestCall_Verified(t *testing.T) {
	p := model.Standard()
	answer := []model.Method{model.MethodAnswer}
	both := []model.Method{model.MethodAnswer, byCode}
	change := func(v model.Verification, f func(*model.Verification)) model.Verification { f(&v); return v }
	until := now.Add(9 * time.Minute)
	for _, test := range []struct {
		name   string
		checks []model.Verification
		needs  []model.Method
		want   time.Time
	}{
		{"passed", []model.Verification{passed(model.MethodAnswer, time.Minute)}, answer, until},
		{"passed this moment", []model.Verification{passed(model.MethodAnswer, 0)}, answer, now.Add(10 * time.Minute)},
		{"nothing yet", nil, answer, time.Time{}},
		{"no needs", []model.Verification{passed(model.MethodAnswer, time.Minute)}, nil, time.Time{}},
		{"failed", []model.Verification{change(passed(model.MethodAnswer, time.Minute), func(v *model.Verification) { v.Passed = false })}, answer, time.Time{}},
		{"another agent", []model.Verification{change(passed(model.MethodAnswer, time.Minute), func(v *model.Verification) { v.Agent = "bob" })}, answer, time.Time{}},
		{"another person of the account", []model.Verification{change(passed(model.MethodAnswer, time.Minute), func(v *model.Verification) { v.Person = "acme.ben" })}, answer, time.Time{}},
		{"another method", []model.Verification{passed(byCode, time.Minute)}, answer, time.Time{}},
		{"a moment before the end", []model.Verification{passed(model.MethodAnswer, 10*time.Minute-1)}, answer, now.Add(1)},
		{"at the end", []model.Verification{passed(model.MethodAnswer, 10*time.Minute)}, answer, time.Time{}},
		{"from the future", []model.Verification{passed(model.MethodAnswer, -1)}, answer, time.Time{}},
		{"twice: the later counts", []model.Verification{passed(model.MethodAnswer, 5*time.Minute), passed(model.MethodAnswer, time.Minute)}, answer, until},
		{"one of two", []model.Verification{passed(model.MethodAnswer, time.Minute)}, both, time.Time{}},
		{"the other of two", []model.Verification{passed(byCode, time.Minute)}, both, time.Time{}},
		{"both: the earlier end counts", []model.Verification{passed(model.MethodAnswer, 6*time.Minute), passed(byCode, time.Minute)}, both, now.Add(4 * time.Minute)},
		{"both, the other way round", []model.Verification{passed(byCode, 6*time.Minute), passed(model.MethodAnswer, time.Minute)}, both, now.Add(4 * time.Minute)},
		{"both, one too old", []model.Verification{passed(model.MethodAnswer, 11*time.Minute), passed(byCode, time.Minute)}, both, time.Time{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			call := model.Call{Agent: "amy", Person: "acme.ada", State: model.CallOpen, Checks: test.checks}
			if got := call.Verified(p, test.needs, "amy", now); !got.Equal(test.want) {
				t.Errorf("verified until %s, want %s", got, test.want)
			}
		})
	}
}

func TestCall_Verified_failsClosed(t *testing.T) {
	p, needs := model.Standard(), []model.Method{model.MethodAnswer}
	call := model.Call{Person: "acme.ada", State: model.CallParked, Checks: []model.Verification{passed(model.MethodAnswer, 0)}}
	if call.Verified(p, needs, "amy", now).IsZero() {
		t.Error("a call that was parked and taken up again is still the same call")
	}
	if !call.Verified(p, needs, "bob", now).IsZero() {
		t.Error("bob has amy's verification")
	}
	call.State = model.CallEnded
	if !call.Verified(p, needs, "amy", now).IsZero() {
		t.Error("verified in a call that has ended")
	}
	stranger := model.Call{State: model.CallOpen, Checks: []model.Verification{passed(model.MethodAnswer, 0)}}
	stranger.Checks[0].Person = ""
	if !stranger.Verified(p, needs, "amy", now).IsZero() {
		t.Error("verified as nobody")
	}
}

func TestCall_Do(t *testing.T) {
	var call model.Call
	deed := model.Deed{At: now, Lost: model.ClientID, Way: model.WayTell}
	for i := range 50 {
		if err := call.Do(deed); err != nil || len(call.Deeds) != i+1 || call.Deeds[i] != deed {
			t.Fatalf("deed %d: %v", i+1, err)
		}
	}
	if err := call.Do(deed); model.CodeOf(err) != model.Forbidden || len(call.Deeds) != 50 {
		t.Errorf("deed 51: %v, %d kept", err, len(call.Deeds))
	}
}

func did(ways ...model.Way) (deeds []model.Deed) {
	for _, way := range ways {
		deeds = append(deeds, model.Deed{Way: way})
	}
	return deeds
}

func TestCall_Suggest(t *testing.T) {
	right, wrong := model.Verification{Passed: true}, model.Verification{}
	used := []model.Deed{{Way: model.WayTicket, Mail: "a", Used: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}}
	for _, test := range []struct {
		name   string
		deeds  []model.Deed
		checks []model.Verification
		want   model.Outcome
	}{
		{"nothing", nil, nil, model.Unsolved},
		{"verified, nothing done", nil, []model.Verification{wrong, right}, model.Unsolved},
		{"not verified", nil, []model.Verification{right, wrong}, model.NotVerified},
		{"not verified, one attempt", nil, []model.Verification{wrong}, model.NotVerified},
		{"told", did(model.WayTell), []model.Verification{wrong}, model.Told},
		{"request mail", did(model.WayRequestMail), nil, model.Mailed},
		{"ticket", did(model.WayTicket), nil, model.Mailed},
		{"referred", did(model.WayReferral), nil, model.Referred},
		{"portal", did(model.WayPortal), nil, model.Explained},
		{"article", did(model.WayArticle), nil, model.Explained},
		{"told and mailed: the one that stays open", did(model.WayTell, model.WayTicket), nil, model.Mailed},
		{"mailed and told", did(model.WayRequestMail, model.WayTell), nil, model.Mailed},
		{"told and referred", did(model.WayTell, model.WayReferral), nil, model.Told},
		{"referred and told", did(model.WayReferral, model.WayTell), nil, model.Told},
		{"referred and explained", did(model.WayReferral, model.WayArticle), nil, model.Referred},
		{"mailed, and the caller has logged in", used, nil, model.LoggedIn},
		{"then an article mailed", append(used, model.Deed{Way: model.WayArticle, Mail: "b"}), nil, model.LoggedIn},
		{"then told, and that mailed", append(used, model.Deed{Way: model.WayTell, Mail: "b"}), nil, model.LoggedIn},
	} {
		call := model.Call{Deeds: test.deeds, Checks: test.checks}
		if got := call.Suggest(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestCall_End(t *testing.T) {
	mails := []model.Way{model.WayRequestMail, model.WayTicket}
	for _, test := range []struct {
		outcome model.Outcome
		borne   []model.Way // any of them bears it out; nil when nothing needs to
		refused string
	}{
		{model.Told, []model.Way{model.WayTell}, "Nothing was told in this call. Choose another outcome."},
		{model.Mailed, mails, "Nothing was mailed in this call. Choose another outcome."},
		{model.LoggedIn, mails, "Nothing was mailed in this call. Choose another outcome."},
		{model.Referred, []model.Way{model.WayReferral}, "Nothing was referred in this call. Choose another outcome."},
		{model.Explained, nil, ""},
		{model.NotVerified, nil, ""},
		{model.Unsolved, nil, ""},
		{model.Dropped, nil, ""},
		{"", []model.Way{}, "Choose one of the outcomes in the list."},
		{"won", []model.Way{}, "Choose one of the outcomes in the list."},
	} {
		for _, way := range []model.Way{
			"", model.WayRequestMail, model.WayTicket, model.WayTell, model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone,
		} {
			call := model.Call{State: model.CallOpen, Deeds: did(model.WayArticle, way)}
			err := call.End(test.outcome, "all well", now)
			if test.borne == nil || slices.Contains(test.borne, way) {
				if err != nil || call.State != model.CallEnded || call.Outcome != test.outcome || call.Note != "all well" || !call.Ended.Equal(now) {
					t.Errorf("%s after %s: %v, %+v", test.outcome, way, err, call)
				}
				continue
			}
			if model.CodeOf(err) != model.Invalid || model.PublicText(err) != test.refused || call.State != model.CallOpen || call.Outcome != "" || !call.Ended.IsZero() {
				t.Errorf("%s after %s: %v, %+v", test.outcome, way, err, call)
			}
		}
	}
}

// TestCall_Suggest_borneOut: the wrap-up page offers nothing that it would refuse.
func TestCall_Suggest_borneOut(t *testing.T) {
	ways := []model.Way{
		model.WayRequestMail, model.WayTicket, model.WayTell, model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone,
	}
	rapid.Check(t, func(rt *rapid.T) {
		call := model.Call{Deeds: did(rapid.SliceOfN(rapid.SampledFrom(ways), 0, 5).Draw(rt, "ways")...)}
		if rapid.Bool().Draw(rt, "checked") {
			call.Checks = []model.Verification{{Passed: rapid.Bool().Draw(rt, "passed")}}
		}
		if err := call.End(call.Suggest(), "", now); err != nil {
			rt.Fatalf("%s is suggested, and refused: %v", call.Suggest(), err)
		}
	})
}
