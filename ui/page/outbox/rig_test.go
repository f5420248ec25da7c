// This file holds the fakes and the mails that the page's tests work with.
package outbox_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/outbox"
	"callin/ui/uitest"
)

// fake is a desk that holds mails. Its methods may fail on cue.
type fake struct {
	mu     sync.Mutex
	mails  []model.MailView
	broken error // of reading
	err    error // of the next commands
	did    []string
	reads  int
	prefs  model.Preferences
}

func (f *fake) Outbox(context.Context) ([]model.MailView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	return slices.Clone(f.mails), f.broken
}

func (f *fake) Preferences(context.Context) (model.Preferences, error) { return f.prefs, nil }

func (f *fake) Prefer(_ context.Context, change func(*model.Preferences)) error {
	change(&f.prefs)
	return nil
}

func (f *fake) readings() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.reads
}

func (f *fake) command(name string, id model.JobID, state model.MailState) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, name+" "+string(id))
	if f.err != nil {
		return f.err
	}
	for i := range f.mails {
		if f.mails[i].Job == id {
			f.mails[i].State = state
		}
	}
	return nil
}

func (f *fake) MailAgain(_ context.Context, id model.JobID) error {
	return f.command("again", id, model.MailSending)
}

func (f *fake) ReleaseMail(_ context.Context, id model.JobID, what string) error {
	return f.command("release "+what, id, model.MailQueued)
}

func (f *fake) RevokeMail(_ context.Context, id model.JobID) error {
	return f.command("revoke", id, model.MailRevoked)
}

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

const relay = "mx.lindgren.example"

// mail was decided that long ago; its steps follow in seconds from then.
func mail(id model.JobID, ago time.Duration, name, address string, steps ...model.MailStep) model.MailView {
	m := model.MailView{
		Job: id, Kind: model.MailRequest, Ticket: 4438, Name: name, Company: "Lindgren Pumps", Address: address,
		Created: start.Add(-ago), Expires: start.Add(time.Hour - ago), State: model.MailQueued, Due: start,
	}
	m.Steps = append([]model.MailStep{{At: m.Created, State: model.MailQueued}}, steps...)
	for i, s := range m.Steps {
		if i > 0 {
			m.Steps[i].At = m.Created.Add(s.At.Sub(time.Time{}))
		}
		m.State, m.Said = s.State, s.Said
		if s.State == model.MailSending {
			m.Attempts++
			m.Server = relay
		}
	}
	if m.State.Final() {
		m.Ended, m.Due = m.Steps[len(m.Steps)-1].At, time.Time{}
	}
	return m
}

func step(after time.Duration, state model.MailState, said string) model.MailStep {
	return model.MailStep{At: time.Time{}.Add(after), State: state, Said: said}
}

// usual is an Outbox with one of everything, newest first.
func usual() []model.MailView {
	sending := step(time.Second, model.MailSending, "")
	return []model.MailView{
		mail("9", 5*time.Second, "Ada Okafor", "a****r@lindgren.example"),
		mail("8", 40*time.Second, "Petrov, Ivan", "p****v@northwind.example", sending,
			step(4*time.Second, model.MailDeferred, "450 4.7.1 greylisted, try again in 30 seconds"),
			step(39*time.Second, model.MailSending, "")),
		deferred(mail("7", time.Minute, "王小明", "m****g@東京ポンプ.example", sending,
			step(4*time.Second, model.MailDeferred, "450 4.7.1 greylisted, try again in 30 seconds"))),
		hinted(mail("6", 5*time.Minute, "Ilse Krämer", "i****r@dental.example", sending,
			step(38*time.Second, model.MailAccepted, "250 2.0.0 Ok: queued as 4F3A"))),
		mail("5", 20*time.Minute, "Ben Sørensen", "b****n@lindgren.example", sending,
			step(3*time.Second, model.MailAccepted, "250 2.0.0 Ok: queued as 4F29")),
		mail("4", 25*time.Minute, "Una Refused", "u****a@gone.example", sending,
			step(3*time.Second, model.MailRefused, "550 5.1.1 no such user here")),
		mail("3", 30*time.Minute, "Max Uncertain", "m****x@lindgren.example", sending,
			step(33*time.Second, model.MailUncertain, "the line broke after the final dot")),
		mail("2", 3*time.Hour, "Old Expired", "o****d@slow.example", sending, step(time.Hour, model.MailExpired, "")),
		mail("1", 26*time.Hour, "Ray Revoked", "r****y@lindgren.example", sending,
			step(3*time.Second, model.MailAccepted, "250 Ok"), step(time.Minute, model.MailRevoked, "taken back by ben")),
		mail("0", 27*time.Hour, "Zoë Bounced", "z****e@full.example", sending,
			step(3*time.Second, model.MailAccepted, "250 Ok"), step(9*time.Minute, model.MailBounced, "552 5.2.2 the mailbox is full")),
	}
}

func deferred(m model.MailView) model.MailView {
	m.Due = start.Add(35 * time.Second)
	return m
}

func hinted(m model.MailView) model.MailView {
	m.Hint, m.Kind = true, model.MailTemporary
	return m
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *outbox.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, mails []model.MailView, hasMail bool) *rig {
	t.Helper()
	r := backstage(t, mails, hasMail)
	r.stage = r.Page(r.page)
	return r
}

// backstage is a rig whose page isn't on a stage yet.
func backstage(t *testing.T, mails []model.MailView, hasMail bool) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{mails: mails}}
	r.feed = uitest.NewFeed()
	r.page = outbox.New(r.Env, r.desk, r.feed, hasMail)
	return r
}

// change puts other mails into the desk and waits until the page has read them.
func (r *rig) change(mails []model.MailView) {
	r.t.Helper()
	r.desk.mu.Lock()
	r.desk.mails = mails
	r.desk.mu.Unlock()
	r.moved()
}

// moved announces a change and waits until the page has read the mails again.
func (r *rig) moved() {
	r.t.Helper()
	before := r.desk.readings()
	r.feed.Tell(model.Changes{Mails: true})
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

// chosen tells whether the list's sign stands before the row.
func (r *rig) chosen(words string) bool { return r.Row(" > ", words) }

// at moves the choice to a mail of the usual ones, counted from 0.
func (r *rig) at(i int) *rig {
	for range i {
		r.Press("j")
	}
	return r
}
