package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

// text writes a report as lines that a test can hold against what it expects.
func text(f model.Figures) string {
	var b strings.Builder
	for _, p := range f.Parts {
		fmt.Fprintf(&b, "%s: %s\n", p.Title, strings.Join(p.Heads, ", "))
		for _, row := range p.Rows {
			zero := true
			line := "  " + row.Label + ":"
			for _, c := range row.Cells {
				zero = zero && c.N == 0 && c.Text == ""
				switch {
				case c.Unit == model.UnitText:
					line += " " + c.Text + ","
				case c.Unit == model.UnitMoment:
					line += " " + time.Unix(c.N, 0).UTC().Format("15:04:05") + ","
				default:
					line += fmt.Sprintf(" %d %s,", c.N, c.Unit)
				}
			}
			if !zero {
				if row.Alert {
					line += " !"
				}
				b.WriteString(line + "\n")
			}
		}
	}
	return b.String()
}

func wants(t *testing.T, f model.Figures, lines ...string) {
	t.Helper()
	got := text(f)
	for _, line := range lines {
		if !strings.Contains(got, line) {
			t.Errorf("%s lacks %q:\n%s", f.Name, line, got)
		}
	}
}

// morning plays what the reports are then about.
func morning(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.staff("bob")
	amy, bob := r.session("amy"), r.session("bob")
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	// told a Client ID after a wrong answer, in 100 s
	id := r.call(amy, "okafor")
	must(amy.NoteFrom(ctx, id, "703 555 0199"))
	_, err := amy.Answer(ctx, id, model.NewSecret("no idea"))
	must(err)
	r.clock.add(100 * time.Second)
	r.pass(amy, id)
	proof, err := amy.Prove(ctx, id, model.ClientID)
	must(err)
	_, err = amy.Tell(ctx, proof)
	must(err)
	must(amy.EndCall(ctx, id, model.WrapUp{Outcome: model.Told}))
	// locked by three wrong answers, in 20 s; a mail that is refused and one that is deferred
	id = r.call(bob, "una voe")
	for range 3 {
		_, err := bob.Answer(ctx, id, model.NewSecret("no idea"))
		must(err)
	}
	r.clock.add(20 * time.Second)
	must(bob.EndCall(ctx, id, model.WrapUp{Outcome: model.NotVerified}))
	r.courier.on(func(m model.Mail) (model.Receipt, error) {
		if strings.HasPrefix(m.To, "ben@") {
			return model.Receipt{}, &model.MailError{Fate: model.FateRefused, Reply: 550, Said: "no such user"}
		}
		return model.Receipt{Server: "mx", Said: "ok"}, nil
	})
	id = r.call(bob, "sorensen")
	job, err := bob.RequestMail(ctx, id)
	must(err)
	r.mailIn(bob, job, model.MailRefused)
	r.until(bob, func() bool { // the notices have gone, too
		waiting, err := r.desk.Operator("test").WaitingMails(ctx)
		must(err)
		return waiting == 0
	})
	return r
}

func TestFigures(t *testing.T) {
	r := morning(t)
	s := r.session("amy")
	read := func(name model.FiguresName, l model.Length) model.Figures {
		t.Helper()
		f, err := s.Figures(t.Context(), name, model.PeriodOf(l, r.clock.Now()))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, l := range model.Lengths {
		wants(t, read(model.FiguresCalls, l),
			"opened: 3 count", "wrapped up: 2 count", "  told: 1 count, 50 percent", "  not verified: 1 count, 50 percent",
			"  Client ID: 1 count, 50 percent", "nothing named: 1 count, 50 percent", "Mon: 0 count, 0 count, 0 count, 0 count, 0 count, 0 count, 0 count, 0 count, 0 count, 3 count,")
		wants(t, read(model.FiguresHandling, l),
			"all calls: 2 count, 20 seconds, 102 seconds", "  told: 1 count, 102 seconds, 102 seconds", "  nothing was done: 1 count, 20 seconds", "  amy: 1 count, 102", "  bob: 1 count, 20")
		wants(t, read(model.FiguresFailed, l),
			"all: 4 count, 1 count, 80 percent", "  Rivera Dental  44·····: 3 count", "  Lindgren Pumps  44·····: 1 count", "  Rivera Dental: 3 count",
			"  +17035550199: 1 count", "  bob: 3 count, 0 count, 100 percent,\n  amy: 1 count, 1 count, 50 percent")
		wants(t, read(model.FiguresMails, l),
			"  lindgren.example: 2 count, 0 count, 2 count, 0 count", "  refused: 2 count", "  decided: 7 count", "all mails: 5 count, 100 percent")
		wants(t, read(model.FiguresTickets, l),
			"  open: 1 count, 0 count, 0 count, 0 count", "  other: 3 count, 1 count, 0 count, 0 count", "all tickets: 3 count, 2 count, 0 count, 0 count")
	}
	wants(t, read(model.FiguresCalls, model.Day), "  09:00: 3 count")
	wants(t, read(model.FiguresCalls, model.Week), "  2026-03-02: 3 count")
	if f := read(model.FiguresCalls, model.Month); len(f.Parts[3].Rows) != 31 {
		t.Errorf("March has %d days", len(f.Parts[3].Rows))
	}
	before, err := s.Figures(t.Context(), model.FiguresCalls, model.PeriodOf(model.Day, r.clock.Now()).Step(-1))
	if err != nil || !before.Empty() {
		t.Errorf("yesterday isn't empty: %v\n%s", err, text(before))
	}
}

// TestFigures_ranked: the worst come first, and no more than a page of them,
// whoever gained or lost the lead meanwhile.
func TestFigures_ranked(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	policy := model.Standard()
	for i := range 30 {
		id := r.call(s, "okafor")
		if err := s.NoteFrom(t.Context(), id, fmt.Sprintf("+1703555%04d", i)); err != nil {
			t.Fatal(err)
		}
		for range 1 + i%3 {
			if _, err := s.Answer(t.Context(), id, model.NewSecret("no idea")); err != nil {
				t.Fatal(err)
			}
			r.clock.add(policy.LockFor)
		}
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.NotVerified}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := s.Figures(t.Context(), model.FiguresFailed, model.PeriodOf(model.Year, r.clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	numbers := f.Parts[3].Rows
	if len(numbers) != 20 || numbers[0].Cells[0].N != 3 || numbers[9].Cells[0].N != 3 || numbers[10].Cells[0].N != 2 {
		t.Error(text(f))
	}
	wants(t, f, "Lindgren Pumps: 60 count")
}

func TestFigures_refused(t *testing.T) {
	r := newRig(t)
	r.staff("bob")
	s, today := r.session("bob"), model.PeriodOf(model.Day, r.clock.Now())
	for _, kind := range model.AllFigures {
		_, err := s.Figures(t.Context(), kind.Name, today)
		want := model.Code("")
		if kind.Power == model.PowerWatch {
			want = model.Forbidden
		}
		if model.CodeOf(err) != want {
			t.Errorf("%s to an agent: %v", kind.Name, err)
		}
		if _, err := r.desk.Operator("test").Figures(t.Context(), kind.Name, today); err != nil {
			t.Errorf("%s to the operator: %v", kind.Name, err)
		}
	}
	_, err := s.Figures(t.Context(), "weather", today)
	wantCode(t, err, model.NotFound)
	_, err = s.Figures(t.Context(), model.FiguresCalls, model.Period{})
	wantCode(t, err, model.Invalid)
}

// TestAlarm: ten failures in an hour turn it on, wherever in the desk they were,
// after a restart too, and time turns it off.
func TestAlarm(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	fail := func(s *desk.Session, times int) {
		t.Helper()
		for range times {
			id := r.call(s, "okafor")
			if _, err := s.Answer(t.Context(), id, model.NewSecret("no idea")); err != nil {
				t.Fatal(err)
			}
			if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.NotVerified}); err != nil {
				t.Fatal(err)
			}
		}
	}
	policy := model.Standard()
	policy.Tries = 1000
	deps := r.deps()
	deps.Policy, deps.Lane = policy, "second"
	second, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	other, err := second.SignIn(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	fail(s, 2)
	fail(other, 7)
	shows := func(s *desk.Session, failed int, on bool) {
		t.Helper()
		r.until(s, func() bool { n, o := s.Alarm(); return n == failed && o == on })
	}
	shows(s, 9, false)
	shows(other, 9, false)
	r.clock.add(30 * time.Minute)
	fail(other, 1)
	shows(s, 10, true)
	r.desk.Close()
	r.open()
	s = r.session("amy")
	shows(s, 10, true)
	f, err := s.Figures(t.Context(), model.FiguresTried, model.Period{})
	if err != nil {
		t.Fatal(err)
	}
	wants(t, f, "all accounts: 10 count, 10 count, !", "Lindgren Pumps  44·····: 10 count, 09:30:00, 0 count, not verified, , Ada Okafor, amy, !")
	r.clock.add(31 * time.Minute)
	if n, on := s.Alarm(); n != 1 || on {
		t.Errorf("an hour later %d count, on is %v", n, on)
	}
}
