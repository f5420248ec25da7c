package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/storage/bolt"
	"callin/storage/mem"
)

// year is a year at a desk, written as its counters, with what it comes to added
// up apart.
type year struct {
	agents, aDay int // how many, and how many different calls each has a day
	each         int // how often each of those came
	accounts     int // at which verifications failed

	calls, passed, failed, prompt, mails uint64
	outcomes                             map[model.Outcome]uint64
	took                                 map[string][]time.Duration // by agent, one of each
	worst                                uint64
}

// play draws the year 2025, the same each time, in two lanes.
func (y *year) play() *desk.Year {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // numbers for a test
	w := desk.NewYear()
	y.outcomes, y.took = map[model.Outcome]uint64{}, map[string][]time.Duration{}
	first := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := first; day.Year() == 2025; day = day.AddDate(0, 0, 1) {
		if day.Weekday() == time.Sunday {
			continue
		}
		for a := range y.agents {
			agent, lane := fmt.Sprintf("agent-%03d", a), []string{"east", "west"}[a%2]
			for range y.aDay {
				y.call(r, w, day, agent, lane)
			}
		}
	}
	for i := range y.accounts {
		n := uint64(1 + i*7919%y.accounts) //nolint:gosec // small
		y.worst = max(y.worst, n)
		w.Failed(fmt.Sprintf("account-%d", i), first.AddDate(0, 0, i%365), n)
	}
	return w
}

func (y *year) call(r *rand.Rand, w *desk.Year, day time.Time, agent, lane string) {
	n := uint64(y.each) //nolint:gosec // small
	opened := day.Add(time.Duration(8*3600+r.IntN(10*3600)) * time.Second)
	took := time.Duration(30+r.IntN(200)+r.IntN(400)) * time.Second
	call := model.Call{
		Opened: opened, Ended: opened.Add(took), Outcome: model.Outcomes[r.IntN(len(model.Outcomes))],
		Deeds: []model.Deed{{Lost: model.Credentials[r.IntN(6)], Way: model.Standard().Rules[r.IntN(14)].Way}},
	}
	check := model.Verification{At: opened, Method: model.MethodAnswer, Passed: r.IntN(10) > 0}
	mail := model.MailJob{Kind: model.MailRequest, State: model.MailAccepted, Created: opened, Ended: opened.Add(time.Duration(r.IntN(200)) * time.Second)}
	w.Desk(lane, opened, n, model.CountOpened(call), model.CountMail(mail, 3*time.Minute), model.CountTicket(nil, model.Ticket{Kind: model.KindPassword}, opened))
	w.Agent(agent, call.Ended, n, model.CountEnded(call), model.CountCheck(check))
	y.calls += n
	y.outcomes[call.Outcome] += n
	y.mails += n
	if check.Passed {
		y.passed += n
	} else {
		y.failed += n
	}
	if mail.Ended.Sub(mail.Created) <= 3*time.Minute {
		y.prompt += n
	}
	y.took[agent] = append(y.took[agent], took)
}

// TestFigures_year: the reports on a year say what its calls come to when they are
// added up one by one; quantiles are within 1/32 of what sorting them gives.
func TestFigures_year(t *testing.T) {
	y := &year{agents: 8, aDay: 5, each: 3, accounts: 300}
	r := newRigOn(t, mem.New(mem.Options{}))
	y.play().Write(t.Context(), t, r.desk)
	s := r.session("amy")
	read := func(name model.FiguresName) model.Figures {
		t.Helper()
		p, err := model.ParsePeriod("2025", r.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.Figures(t.Context(), name, p)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	calls := read(model.FiguresCalls)
	lines := []string{fmt.Sprintf("opened: %d count", y.calls), fmt.Sprintf("wrapped up: %d count", y.calls)}
	for outcome, n := range y.outcomes {
		lines = append(lines, fmt.Sprintf("  %s: %d count", outcome, n))
	}
	wants(t, calls, lines...)
	for _, part := range calls.Parts[3:] { // by day, and by hour
		sum := int64(0)
		for _, row := range part.Rows {
			for _, c := range row.Cells {
				sum += c.N
			}
		}
		if uint64(sum) != y.calls { //nolint:gosec // not negative
			t.Errorf("%s adds up to %d, want %d", part.Title, sum, y.calls)
		}
	}
	wants(t, read(model.FiguresFailed), fmt.Sprintf("all: %d count, %d count,", y.failed, y.passed))
	wants(t, read(model.FiguresMails), fmt.Sprintf("all mails: %d count, %d percent,", y.mails, (y.prompt*1000/y.mails+5)/10))
	wants(t, read(model.FiguresTickets), fmt.Sprintf("all tickets: %d count,", y.calls))
	agents := 0
	for _, row := range read(model.FiguresHandling).Parts[2].Rows {
		took := y.took[row.Label]
		slices.Sort(took)
		for i, q := range []int{5, 9} {
			want := took[(len(took)*q+9)/10-1].Seconds()
			if got := float64(row.Cells[1+i].N); got < want*31/32-1 || got > want*33/32+1 {
				t.Errorf("%s: %v at %d in ten, want %v", row.Label, got, q, want)
			}
		}
		agents++
	}
	if agents != y.agents {
		t.Errorf("%d agents", agents)
	}
	worst := read(model.FiguresFailed).Parts[1].Rows
	if len(worst) != 20 || uint64(worst[0].Cells[0].N) != y.worst { //nolint:gosec // not negative
		t.Errorf("the worst account has %+v, want %d", worst[0], y.worst)
	}
}

// BenchmarkFigures opens each report on a year of 200 agents with 200 calls a day,
// 12 million calls in all, from the file. To reach: 100 ms.
//
//	go test -run '^$' -bench Figures -benchmem ./model/desk
func BenchmarkFigures(b *testing.B) {
	store, err := bolt.Open(b.Context(), b.TempDir()+"/callin.db", bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	deps := benchRigT{store: store}.plainDeps()
	d, err := desk.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if _, err := d.FirstManager(b.Context(), "amy"); err != nil {
		b.Fatal(err)
	}
	y := &year{agents: 200, aDay: 40, each: 5, accounts: 5000}
	y.play().Write(b.Context(), b, d)
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range model.AllFigures {
		for _, period := range []string{"2025", "2025-Q2", "2025-W20"} {
			if kind.Now && period != "2025" {
				continue
			}
			b.Run(string(kind.Name)+"/"+strings.TrimPrefix(period, "2025-"), func(b *testing.B) {
				p, err := model.ParsePeriod(period, time.Time{})
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					if _, err := s.Figures(b.Context(), kind.Name, p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
