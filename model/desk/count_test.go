package desk_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/model"
	"callin/model/desk"
	"callin/storage/mem"
)

// TestCounts plays a desk of two machines and two agents over days, with mails
// that come and go, calls that are parked overnight and handed over, and what the
// store does to commands on the way: in the end, and after the desk was closed
// and opened again, the counters are what a count of the records themselves comes
// to, no more and no less.
func TestCounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := newCounting(t)
		rt.Repeat(map[string]func(*rapid.T){
			"open": m.open, "answer": m.answer, "from": m.from, "give": m.give, "refer": m.refer,
			"end": m.end, "move": m.move, "again": m.again, "bounce": m.bounce, "time": m.time, "fault": m.fault,
			"": func(*rapid.T) { m.tickets() },
		})
		m.first.Close()
		m.second.Close()
		m.r.courier = nil
		m.compare(rt)
	})
}

type counting struct {
	r             *rig
	first, second *desk.Desk
	sessions      []*desk.Session
	people        []model.PersonID
	calls         []model.CallID
	known         map[model.TicketNumber]model.Ticket
	want          map[string]model.Tally // of tickets: nothing else remembers what happened to them
}

func newCounting(t *testing.T) *counting {
	t.Helper()
	store := mem.New(mem.Options{})
	zone := time.FixedZone("EST", -5*3600)
	r := &rig{t: t, store: store, courier: newPostman(), clock: &clock{now: time.Date(2026, 12, 30, 22, 0, 0, 0, zone)}}
	r.open()
	r.enrol("amy")
	r.importText(accounts)
	r.staff("bob")
	deps := r.deps()
	deps.Lane, deps.Rand = "b/2", newRand(2)
	second, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	m := &counting{r: r, first: r.desk, second: second, known: map[model.TicketNumber]model.Ticket{}, want: map[string]model.Tally{}}
	for _, d := range []*desk.Desk{m.first, m.second} {
		for _, name := range []model.AgentName{"amy", "bob"} {
			s, err := d.SignIn(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			m.sessions = append(m.sessions, s)
		}
	}
	for _, who := range []string{"okafor", "sorensen", "una voe"} {
		m.people = append(m.people, r.find(m.sessions[0], who).Person)
	}
	return m
}

func (m *counting) someone(rt *rapid.T) *desk.Session {
	return rapid.SampledFrom(m.sessions).Draw(rt, "session")
}

func (m *counting) call(rt *rapid.T) model.CallID {
	if len(m.calls) == 0 {
		rt.Skip()
	}
	return rapid.SampledFrom(m.calls).Draw(rt, "call")
}

func (m *counting) open(rt *rapid.T) {
	person := rapid.SampledFrom(append([]model.PersonID{""}, m.people...)).Draw(rt, "person")
	if id, err := m.someone(rt).OpenCall(m.r.t.Context(), person, "somebody"); err == nil {
		m.calls = append(m.calls, id)
	}
}

func (m *counting) answer(rt *rapid.T) {
	said := rapid.SampledFrom([]string{"Lindenschule", "Ford Fiesta", "no idea"}).Draw(rt, "said")
	_, _ = m.someone(rt).Answer(m.r.t.Context(), m.call(rt), model.NewSecret(said))
}

func (m *counting) from(rt *rapid.T) {
	number := rapid.SampledFrom([]string{"", "+17035550199", "+17035550198"}).Draw(rt, "number")
	_ = m.someone(rt).NoteFrom(m.r.t.Context(), m.call(rt), number)
}

func (m *counting) give(rt *rapid.T) {
	s, id, ctx := m.someone(rt), m.call(rt), m.r.t.Context()
	lost := rapid.SampledFrom([]model.Credential{model.LoginPassword, model.ClientID, model.UserName, ""}).Draw(rt, "lost")
	fate := rapid.SampledFrom([]model.Fate{"", "", model.FateDeferred, model.FateRefused, model.FateUncertain}).Draw(rt, "fate")
	m.r.courier.on(func(model.Mail) (model.Receipt, error) {
		if fate != "" {
			return model.Receipt{}, &model.MailError{Fate: fate, Said: "no"}
		}
		return model.Receipt{Server: "mx", Said: "ok"}, nil
	})
	proof, err := s.Prove(ctx, id, lost)
	switch {
	case lost == "":
		_, _ = s.RequestMail(ctx, id)
	case err != nil:
		return
	case lost == model.LoginPassword:
		_, _ = s.SendTemporary(ctx, proof)
	default:
		_, _ = s.Tell(ctx, proof)
	}
}

func (m *counting) refer(rt *rapid.T) {
	lost := rapid.SampledFrom(model.Credentials).Draw(rt, "lost")
	way := rapid.SampledFrom([]model.Way{model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone}).Draw(rt, "way")
	_ = m.someone(rt).Refer(m.r.t.Context(), m.call(rt), lost, way)
}

func (m *counting) end(rt *rapid.T) {
	outcome := rapid.SampledFrom(model.Outcomes).Draw(rt, "outcome")
	_ = m.someone(rt).EndCall(m.r.t.Context(), m.call(rt), model.WrapUp{Outcome: outcome})
}

func (m *counting) move(rt *rapid.T) {
	s, ctx := m.someone(rt), m.r.t.Context()
	switch rapid.IntRange(0, 6).Draw(rt, "move") {
	case 0:
		_ = s.ParkCall(ctx, m.call(rt))
	case 1:
		_ = s.ResumeCall(ctx, m.call(rt))
	case 2:
		_ = s.HandOver(ctx, m.call(rt), "please")
	case 3:
		_ = s.WaitCall(ctx, m.call(rt), m.r.clock.Now().Add(time.Hour), "later")
	case 4:
		_, _ = s.Undo(ctx)
	case 5:
		_ = s.MergeTicket(ctx, rapid.Custom(m.ticket).Draw(rt, "from"), rapid.Custom(m.ticket).Draw(rt, "into"))
	default:
		if id, err := s.TakeTicket(ctx); err == nil && !slices.Contains(m.calls, id) {
			m.calls = append(m.calls, id)
		}
	}
}

func (m *counting) ticket(rt *rapid.T) model.TicketNumber {
	return model.TicketNumber(rapid.IntRange(1, max(len(m.known), 1)).Draw(rt, "ticket")) //nolint:gosec // a few
}

func (m *counting) mail(rt *rapid.T) model.JobID {
	mails, err := m.sessions[0].Outbox(m.r.t.Context())
	if err != nil || len(mails) == 0 {
		rt.Skip()
	}
	return rapid.SampledFrom(mails).Draw(rt, "mail").Job
}

func (m *counting) again(rt *rapid.T) {
	s, id := m.someone(rt), m.mail(rt)
	if rapid.Bool().Draw(rt, "revoke") {
		_ = s.RevokeMail(m.r.t.Context(), id)
		return
	}
	_ = s.MailAgain(m.r.t.Context(), id)
}

func (m *counting) bounce(rt *rapid.T) {
	kind := rapid.SampledFrom([]model.ReportKind{model.ReportBounce, model.ReportDelay, model.ReportDelivered}).Draw(rt, "kind")
	_ = m.second.MailReport(m.r.t.Context(), model.MailReport{Job: m.mail(rt), Kind: kind, Status: "5.1.1"})
}

func (m *counting) time(rt *rapid.T) {
	m.r.clock.add(rapid.SampledFrom([]time.Duration{7 * time.Second, 5 * time.Minute, 3 * time.Hour, 25 * time.Hour}).Draw(rt, "later"))
}

// fault has the store refuse, repeat or lose the answer of a command to come.
func (m *counting) fault(rt *rapid.T) {
	store := m.r.store.(*mem.Store) //nolint:forcetypeassert // newCounting made it
	store.Fail(rapid.SampledFrom([]mem.Fault{mem.Retry, mem.Conflict, mem.LostDone, mem.LostUndone, mem.Unavailable}).Draw(rt, "fault"))
}

// tickets looks at every ticket after each step and counts what happened to it.
func (m *counting) tickets() {
	now := m.r.clock.Now()
	err := m.first.Operator("test").Tickets(m.r.t.Context(), func(v model.TicketView) error {
		t := v.Ticket
		was, old := m.known[t.Number]
		m.known[t.Number] = t
		lane := ""
		switch {
		case !old:
			lane = "opened"
		case was.Done() && !t.Done():
			lane = "reopened"
		case !was.Done() && t.Done():
			lane = "done"
		}
		if lane != "" {
			before := &was
			if !old {
				before = nil
			}
			m.add("desk", "*", now, model.CountTicket(before, t, now))
		}
		return nil
	})
	if err != nil {
		m.r.t.Fatal(err)
	}
}

// add counts by hand: in the lengths that a book is kept in.
func (m *counting) add(book, of string, at time.Time, add model.Tally) {
	lengths := []model.Length{model.Day, model.Month}
	if book != "desk" && book != "agent" {
		lengths = model.Lengths
	}
	for _, l := range lengths {
		key := book + "/" + model.PeriodOf(l, at.In(m.r.clock.Now().Location())).String() + "/" + of
		t := m.want[key]
		t.Merge(add)
		m.want[key] = t
	}
}

func (m *counting) compare(rt interface{ Fatal(args ...any) }) {
	t, ctx := m.r.t, m.r.t.Context()
	m.r.open()
	o := m.r.desk.Operator("test")
	if err := o.Calls(ctx, func(c desk.ExportedCall) error { m.recount(c); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := o.AllMails(ctx, func(v model.MailView) error { m.recountMail(v); return nil }); err != nil {
		t.Fatal(err)
	}
	rows, ranks, err := desk.Counted(ctx, m.r.desk)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]model.Tally{}
	for key, row := range rows { // of the lanes, together
		if rest, ok := strings.CutPrefix(key, "desk/"); ok {
			period, _, _ := strings.Cut(rest, "/")
			key = "desk/" + period + "/*"
		}
		if len(row) > 0 { // else all of it was taken back
			sum := got[key]
			sum.Merge(row)
			got[key] = sum
		}
	}
	if diff := cmp.Diff(m.want, got); diff != "" {
		rt.Fatal("counters (-recount +kept):\n" + diff)
	}
	if diff := cmp.Diff(rankings(rows), ranks); diff != "" {
		rt.Fatal("rankings (-want +got):\n" + diff)
	}
	m.r.desk.Close()
}

// recount counts a call from its record.
func (m *counting) recount(c desk.ExportedCall) {
	m.add("desk", "*", c.Opened, model.CountOpened(c.Call))
	if c.State == model.CallEnded {
		m.add("agent", string(c.Agent), c.Ended, model.CountEnded(c.Call))
	}
	for _, v := range c.Checks {
		add := model.CountCheck(v)
		m.add("agent", string(v.Agent), v.At, add)
		if v.Passed {
			continue
		}
		m.add("account", string(c.Account), v.At, add)
		m.add("company", strings.ToLower(c.Company), v.At, add)
		if v.From != "" {
			m.add("number", v.From, v.At, add)
		}
	}
}

// recountMail counts a mail from its story.
func (m *counting) recountMail(v model.MailView) {
	before := model.MailState("")
	for _, s := range v.Steps {
		if s.State != before {
			add := model.CountMail(model.MailJob{Kind: v.Kind, State: s.State, Created: v.Created, Ended: s.At}, 3*time.Minute)
			if len(add) > 0 {
				m.add("desk", "*", s.At, add)
			}
			if s.State == model.MailDeferred || s.State == model.MailRefused || s.State == model.MailBounced {
				_, domain, _ := strings.Cut(v.Address, "@")
				m.add("domain", domain, s.At, add)
			}
		}
		before = s.State
	}
}

// rankings are the rows that rank what the counters hold.
func rankings(rows map[string]model.Tally) []string {
	var want []string
	for key, row := range rows {
		if !strings.HasPrefix(key, "desk/") && !strings.HasPrefix(key, "agent/") {
			cut := strings.LastIndex(key, "/")
			want = append(want, fmt.Sprintf("rank/%s/%016x%s", key[:cut], ^row.Sum(), key[cut:]))
		}
	}
	sort.Strings(want)
	return want
}

// TestCounts_batch: mails that end together, all badly and each at another domain,
// are noted and counted in one transaction, which has room for them.
func TestCounts_batch(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	var csv strings.Builder
	csv.WriteString("client_id,company,name,role,user_name,extension,email\n")
	for i := range 4 {
		fmt.Fprintf(&csv, "%d,Works %d,Admin%d,admin,admin%d,100,admin@works%d.example\n", 5000000+i, i, i, i, i)
	}
	r.importText(csv.String())
	var calls []model.CallID
	for i := range 4 {
		calls = append(calls, r.call(s, fmt.Sprintf("works%d.example", i)))
	}
	var together sync.WaitGroup
	together.Add(4)
	r.courier.on(func(m model.Mail) (model.Receipt, error) {
		if strings.Contains(string(m.Body), "emporary password") { // the notices go by themselves
			together.Done()
			together.Wait()
		}
		return model.Receipt{}, &model.MailError{Fate: model.FateRefused, Reply: 550, Said: "no"}
	})
	var jobs []model.JobID
	for _, id := range calls {
		job, err := s.RequestMail(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, job)
	}
	for _, job := range jobs {
		r.mailIn(s, job, model.MailRefused)
	}
	f, err := s.Figures(t.Context(), model.FiguresMails, model.PeriodOf(model.Day, r.clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		wants(t, f, fmt.Sprintf("works%d.example: ", i))
	}
}
