// This file holds the fakes and the tickets that the page's tests work with.
package queue_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/queue"
	"callin/ui/uitest"
)

// fake is a desk that holds a queue. Its methods may fail on cue.
type fake struct {
	mu     sync.Mutex
	queue  []model.TicketView
	broken error // of reading
	err    error // of the next commands
	did    []string
	reads  int
	refuse map[model.TicketNumber]error
	drafts map[model.TicketNumber]string
	prefs  model.Preferences
}

func (f *fake) NoteTicket(_ context.Context, n model.TicketNumber, text string) error {
	return f.command("note "+text+" ", n, func(*model.TicketView) {})
}

func (f *fake) Draft(n model.TicketNumber) string { return f.drafts[n] }

func (f *fake) KeepDraft(n model.TicketNumber, text string) {
	if f.drafts == nil {
		f.drafts = map[model.TicketNumber]string{}
	}
	f.drafts[n] = text
}

func (f *fake) EditTicket(_ context.Context, n model.TicketNumber, e model.TicketEdit) error {
	return f.command("edit "+string(e.Want.Priority)+" ", n, func(v *model.TicketView) { v.Priority = e.Want.Priority })
}

func (f *fake) WaitTicket(_ context.Context, n model.TicketNumber, _, until time.Time) error {
	return f.command("wait "+until.Format("2 Jan 15:04")+" ", n, func(v *model.TicketView) { v.State, v.Until = model.TicketWaiting, until })
}

func (f *fake) HandOverTicket(_ context.Context, n model.TicketNumber, note string) error {
	return f.command("hand over "+note+" ", n, func(v *model.TicketView) { v.Owner = "" })
}

func (f *fake) Story(_ context.Context, n model.TicketNumber) (model.Story, error) {
	return model.Story{Ticket: model.TicketView{Ticket: model.Ticket{Number: n}}, Events: []model.Event{
		{At: start.Add(-time.Hour), Agent: "ben", Verb: model.VerbNote, Note: "Called back; nobody answered."},
	}}, f.command("story ", n, func(*model.TicketView) {})
}

func (*fake) Together() func() { return func() {} }

func (f *fake) Related(context.Context, model.TicketNumber) ([]model.TicketView, error) {
	return nil, nil
}

func (f *fake) LinkTickets(_ context.Context, n, other model.TicketNumber) error {
	return f.command("link "+other.String()+" ", n, func(*model.TicketView) {})
}

func (f *fake) MergeTicket(_ context.Context, n, other model.TicketNumber) error {
	return f.command("merge "+other.String()+" ", n, func(*model.TicketView) {})
}

func (f *fake) Preferences(context.Context) (model.Preferences, error) { return f.prefs, nil }

func (f *fake) Prefer(_ context.Context, change func(*model.Preferences)) error {
	change(&f.prefs)
	return nil
}

func (f *fake) Queue(context.Context) ([]model.TicketView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	return slices.Clone(f.queue), f.broken
}

func (f *fake) readings() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.reads
}

func (f *fake) command(name string, n model.TicketNumber, change func(*model.TicketView)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, name+n.String())
	if err := cmp.Or(f.err, f.refuse[n]); err != nil {
		return err
	}
	for i := range f.queue {
		if f.queue[i].Number == n {
			change(&f.queue[i])
		}
	}
	return nil
}

func (f *fake) TakeTicket(context.Context) (model.CallID, error) {
	return "call-taken", f.command("take ", 0, nil)
}

func (f *fake) ContinueTicket(_ context.Context, n model.TicketNumber) (model.CallID, error) {
	return model.CallID("call-" + n.String()), f.command("continue ", n, func(*model.TicketView) {})
}

func (f *fake) ClaimTicket(_ context.Context, n model.TicketNumber) error {
	return f.command("claim ", n, func(v *model.TicketView) { v.Owner, v.OwnedAt = "amy", start })
}

func (f *fake) ReleaseTicket(_ context.Context, n model.TicketNumber) error {
	return f.command("release ", n, func(v *model.TicketView) { v.Owner = "" })
}

func (*fake) Writing(...model.TicketNumber) {}

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

func ticket(n model.TicketNumber, name, company string, due time.Duration, change func(*model.TicketView)) model.TicketView {
	v := model.TicketView{
		Ticket: model.Ticket{
			Number: n, Kind: model.KindClientID, Person: "a.p", State: model.TicketOpen, Priority: model.Normal,
			Created: start.Add(-52 * time.Minute), Due: start.Add(due),
		},
		Name: name, Company: company, Past: due < 0, Soon: due >= 0 && due < 10*time.Minute,
	}
	if change != nil {
		change(&v)
	}
	return v
}

func owned(by model.AgentName) func(*model.TicketView) {
	return func(v *model.TicketView) { v.Owner, v.OwnedAt = by, start.Add(-30*time.Minute) }
}

// usual is a queue with one of everything.
func usual() []model.TicketView {
	return []model.TicketView{
		ticket(4460, "Ada Okafor", "Lindgren Pumps", -12*time.Minute, func(v *model.TicketView) {
			v.Priority, v.Kind = model.High, model.KindChange
			v.Text = "Password for the account administrator. The request mail never came, and the address on file is hers."
		}),
		ticket(4455, "Ilse Krämer", "Lindgrün Dental", -3*time.Hour, owned("ben")),
		ticket(4471, "Petrov, Ivan", "Northwind Traders", 6*time.Minute, owned("amy")),
		ticket(4472, "王小明", "東京ポンプ株式会社", 48*time.Minute, func(v *model.TicketView) { v.Kind, v.State = model.KindPassword, model.TicketNew }),
		ticket(4474, "somebody from Lindgren", "", 3*time.Hour, func(v *model.TicketView) {
			v.Person, v.Kind, v.Priority = "", model.KindOther, model.Low
		}),
		ticket(10_480, "Ben Sørensen", "Lindgren Pumps", 26*time.Hour, func(v *model.TicketView) {
			v.Kind, v.State, v.Created = model.KindUserName, model.TicketWaiting, start.Add(-75*time.Hour)
		}),
	}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *queue.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, tickets []model.TicketView) *rig {
	t.Helper()
	r := backstage(t, tickets)
	r.stage = r.Page(r.page)
	return r
}

// backstage is a rig whose page isn't on a stage yet.
func backstage(t *testing.T, tickets []model.TicketView) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{queue: tickets}}
	r.feed = uitest.NewFeed()
	r.page = queue.New(r.Env, r.desk, r.feed)
	return r
}

// change puts another queue into the desk and waits until the page has read it.
func (r *rig) change(tickets []model.TicketView) {
	r.t.Helper()
	r.desk.mu.Lock()
	r.desk.queue = tickets
	r.desk.mu.Unlock()
	r.moved()
}

// moved announces a change and waits until the page has read the queue again.
func (r *rig) moved() {
	r.t.Helper()
	before := r.desk.readings()
	r.feed.Tell(model.Changes{Tickets: true})
	r.Await("the page reads again", func() bool { return r.desk.readings() > before })
}

func (r *rig) binding(id string) kit.Binding {
	r.t.Helper()
	for _, b := range r.page.Bindings() {
		if b.ID == id {
			return b
		}
	}
	r.t.Fatalf("no binding %s", id)
	return kit.Binding{}
}

func (r *rig) words(id string) string { return r.binding(id).Words }

// chosen tells whether the list's sign stands before the ticket.
func (r *rig) chosen(number string) bool { return r.Row(" > ", number) }

// line is where the ticket's row is, -1 when it isn't.
func (r *rig) line(number string) int {
	return slices.IndexFunc(r.Lines(), func(line string) bool { return strings.Contains(line, " "+number+" ") })
}
