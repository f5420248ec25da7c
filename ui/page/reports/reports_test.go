// This file tries what somebody does on the page.
package reports_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
)

// TestReports_periods: the arrows go through the calendar as far as it has
// happened, and Tab makes the period another one around the same time.
func TestReports_periods(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	for _, step := range []struct{ key, asked, shows string }{
		{"", "calls 2026-03-02", "Calls · today, Mon 2 Mar 2026"},
		{"right", "", "What comes after that has yet to happen."},
		{"left", "calls 2026-03-01", "Calls · Sun 1 Mar 2026"},
		{"tab", "calls 2026-W09", "Calls · week 9, 23 Feb to 1 Mar 2026"},
		{"right", "calls 2026-W10", "Calls · this week, week 10, 2 to 8 Mar 2026"},
		{"tab", "calls 2026-03", "Calls · this month, March 2026"},
		{"left", "calls 2026-02", "Calls · February 2026"},
		{"tab", "calls 2026-Q1", "Calls · this quarter, quarter 1 of 2026"},
		{"tab", "calls 2026", "Calls · this year, 2026"},
		{"left", "calls 2025", "Calls · 2025"},
		{"shift+tab", "calls 2025-Q4", "Calls · quarter 4 of 2025"},
		{".", "calls 2026-Q1", "Calls · this quarter, quarter 1 of 2026"},
		{"down", "handling 2026-Q1", "Handling time · this quarter"},
		{"G", "board ", "Being tried now · 10:42"},
		{"left", "", "This report is about this moment; it has no period."},
		{"g", "calls 2026-Q1", "Calls · this quarter"},
	} {
		before := len(r.desk.log())
		if step.key != "" {
			r.Press(step.key)
			if step.asked == "" {
				if r.stage.LastSaid() != step.shows || len(r.desk.log()) != before {
					t.Errorf("%s: said %q, asked %q", step.key, r.stage.LastSaid(), r.desk.log()[before:])
				}
				continue
			}
		}
		log := r.desk.log()
		if log[len(log)-1] != step.asked || !r.Resize(120, 36).Has(step.shows) || r.Has("loading") {
			t.Fatalf("%s: asked %q\n%s", step.key, log, r.Plain())
		}
	}
}

// TestReports_read: in a narrow window Enter opens the report and Esc goes back; in
// a wide one both are there, and Enter gives the report the keys.
func TestReports_read(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Resize(80, 14).Press("j", "enter")
	if !r.Has("By way") || r.Has("Tickets") {
		t.Fatalf("the report isn't open:\n%s", r.Plain())
	}
	if r.Press("j", "j"); !r.Has("lines 3–") {
		t.Errorf("it doesn't scroll:\n%s", r.Plain())
	}
	if r.Press("esc"); r.Has("By way") || !r.Row(" > ", "Handling time") {
		t.Errorf("Esc doesn't lead back:\n%s", r.Plain())
	}
	r.Resize(120, 14)
	if !r.Has("By way") || !r.Row(" > ", "Handling time") {
		t.Fatalf("not both are there:\n%s", r.Plain())
	}
	r.Press("enter").Plain() // drawn: only then does it know how long it is
	r.Press("j", "j", "j")
	if !r.Row(" > ", "Handling time") || !r.Has("lines 4–") {
		t.Errorf("the keys aren't the report's:\n%s", r.Plain())
	}
	if r.Press("esc", "j"); !r.Row(" > ", "Mails") {
		t.Errorf("the keys aren't the list's again:\n%s", r.Plain())
	}
	if r.Press("esc"); r.stage.Backs != 1 {
		t.Error("Esc at the list doesn't go back")
	}
}

// TestReports_roles: what a role may not see it sees listed, with the reason, and
// nothing is even asked for.
func TestReports_roles(t *testing.T) {
	r := newRig(t, model.RoleAgent)
	r.Resize(120, 36)
	asked := len(r.desk.log())
	r.Press("G")
	if !r.Has("The role agent may not watch who is being tried.") || len(r.desk.log()) != asked || r.Has("Lindgren") {
		t.Errorf("an agent sees the board:\n%s", r.Plain())
	}
	for _, key := range []string{"x", "P", "enter"} {
		if r.Press(key); r.stage.LastSaid() != "The role agent may not watch who is being tried." {
			t.Errorf("%s says %q", key, r.stage.LastSaid())
		}
	}
}

// TestReports_board: the board is read again whenever something has moved; reports
// on a period only now and then.
func TestReports_board(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Resize(160, 40)
	r.Press("G")
	if !r.Has("open with ben") {
		t.Fatalf("no board:\n%s", r.Plain())
	}
	r.desk.mu.Lock()
	r.desk.tried[0].Cells[3] = model.Words("not verified")
	r.desk.mu.Unlock()
	r.feed.Tell(model.Changes{Calls: true})
	r.Await("the board to move", func() bool { return r.Has("not verified") })
	r.Press("g")
	asked := len(r.desk.log())
	r.Advance(time.Minute)
	if n := len(r.desk.log()) - asked; n != 1 {
		t.Errorf("read %d times in a minute", n)
	}
}

func TestReports_out(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Press("tab", "tab", "x")
	if diff := cmp.Diff(map[string]string{"aptela-calls-2026-03.csv": "calls,Calls,2 rows\ncalls,By outcome,8 rows\ncalls,By what was lost,7 rows\ncalls,By day,31 rows\ncalls,By weekday and hour,7 rows\n"}, r.machine.files); diff != "" {
		t.Error(diff)
	}
	if r.stage.LastSaid() != "Saved as /home/amy/aptela-calls-2026-03.csv" {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.Press("J")
	if r.stage.LastSaid() != "Saved as /home/amy/aptela-calls-2026-03.json" {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.Press("P")
	for _, text := range []string{"aptela-calls-2026-03\n", "Calls · this month, March 2026\n", "told", "▇", "sum 826"} {
		if !strings.Contains(r.machine.printed, text) {
			t.Errorf("the print lacks %q:\n%s", text, r.machine.printed)
		}
	}
	for line := range strings.Lines(r.machine.printed) {
		if kit.Width(strings.TrimSuffix(line, "\n")) > 78 || strings.Contains(line, "\x1b") || strings.HasSuffix(line, " \n") {
			t.Errorf("printed %q", line)
		}
	}
	r.Env.ASCII = true
	if r.Press("P"); strings.ContainsAny(r.machine.printed, "█▇▁·─") {
		t.Errorf("printed in ASCII:\n%s", r.machine.printed)
	}
	r.desk.empty = true
	for _, key := range []string{"x", "P"} {
		if r.Press("left", key); r.stage.LastSaid() != "There is nothing in this period to save or print." {
			t.Errorf("%s of nothing says %q", key, r.stage.LastSaid())
		}
	}
	r.Env.Paper = nil
	if r.Press("x"); !strings.Contains(r.stage.LastSaid(), "callin export report") {
		t.Errorf("without paper: %q", r.stage.LastSaid())
	}
}

func TestReports_fails(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.Resize(120, 24).Press("left")
	if !r.Has("The store is out of reach. Press . to try again.") {
		t.Errorf("it doesn't say so:\n%s", r.Plain())
	}
	r.desk.broken = nil
	if r.Press("right", "."); r.Has("out of reach") || !r.Has("By outcome") {
		t.Errorf("it doesn't come back:\n%s", r.Plain())
	}
}

func TestReports_opened(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Send(kit.Opened{Arg: model.FiguresTried})
	if !r.Has("Being tried now · 10:42") || !r.Has("Lindgren Pumps") {
		t.Errorf("the alarm doesn't lead to the board:\n%s", r.Plain())
	}
	if r.Send(kit.Opened{Again: true}); !r.Row(" > ", "Being tried now") {
		t.Errorf("the screen's key doesn't lead to the list:\n%s", r.Plain())
	}
	r.stage.Close()
	if !r.feed.Closed {
		t.Error("the feed is open")
	}
}

func TestReports_keys(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Driver.Keys(r.page)
	r.Press("enter")
	r.Driver.Keys(r.page)
}

func TestReports_fits(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	r.Press("tab", "tab", "tab", "tab")
	for range model.AllFigures {
		r.Fits(r.page)
		r.Resize(80, 24).Press("enter")
		r.Fits(r.page)
		r.Resize(80, 24).Press("esc", "j")
	}
}

func TestReports_clean(t *testing.T) {
	r := newRig(t, model.RoleSupervisor)
	evil := uitest.Evil()
	r.desk.tried = []model.Row{{Label: evil, Alert: true, Cells: []model.Cell{
		model.Number(3), model.Moment(start), model.Words(evil), model.Words(evil), model.Words(evil), model.Words(evil), model.Words(evil),
	}}}
	r.Press("G")
	r.Clean(r.page)
	r.Press("enter")
	r.Clean(r.page)
	r.Fits(r.page)
}
