package ui_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/roster"
)

// TestAlarm: ten failed verifications within an hour turn on a banner for those
// who may watch, whose key leads to the board; an hour later it is gone.
func TestAlarm(t *testing.T) {
	f := newFloor(t)
	more, err := roster.Read(strings.NewReader("client_id,company,name,role,extension,user_name,question,answer\n" +
		"4440001,Northwind,Nora West,admin,100,n.west,First pet?,Rexana\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, problems, err := f.desk.Operator("test").Import(t.Context(), more, false, nil); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	f.until(func() bool {
		found, err := f.session.Search(t.Context(), "northwind")
		return err == nil && found.Total == 1
	})
	fail := func(who string, times int) {
		t.Helper()
		call := f.callTo(who)
		for range times {
			if _, err := f.session.Answer(t.Context(), call, model.NewSecret("no idea")); err != nil {
				t.Fatal(err)
			}
		}
	}
	fail("okafor", 3)
	fail("una voe", 3)
	fail("kit late", 3)
	f.until(func() bool { n, _ := f.session.Alarm(); return n == 9 })
	f.press("esc", "6").sees("Calls · today")
	if f.shows("in an hour") {
		t.Fatalf("nine are no alarm:\n%s", f.Plain())
	}
	fail("nora west", 1)
	f.sees("6 Reports !10", "! 10 checks failed in an hour: 6")
	f.press("G", "enter").sees("Being tried now", "all accounts ! 10 10", "Northwind 44····· 1", "Rivera Dental 44····· ! 3")
	f.Advance(time.Hour + time.Minute)
	fail("nora west", 1)
	f.Await("the alarm to end", func() bool { return !f.shows("in an hour") })
}
