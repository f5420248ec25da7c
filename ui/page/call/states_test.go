package call_test

// How the page looks when the call can't be read yet, or at all, or is no longer
// the agent's: each with what to do next.

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/call"
	"callin/ui/uitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is one that knows one call, and fails on cue.
type desk struct {
	call.Desk
	view model.CallView
	err  error
	mail error // of what was told
}

func (d *desk) Prove(context.Context, model.CallID, model.Credential) (struct{}, error) {
	return struct{}{}, nil
}

func (d *desk) Tell(context.Context, struct{}) (model.Secret, error) {
	return model.NewSecret("204471"), nil
}

func (d *desk) MailTold(context.Context, struct{}) (model.JobID, error) { return "j", d.mail }

func (d *desk) SendTemporary(context.Context, struct{}) (model.JobID, error) { return "j", d.mail }

func (d *desk) Options(context.Context, model.CallID, model.Credential) ([]model.Option, error) {
	return []model.Option{{Way: model.WayTell}}, nil
}

func (d *desk) Call(context.Context, model.CallID) (model.CallView, error) {
	return d.view, d.err
}

func (*desk) Draft(model.TicketNumber) string      { return "" }
func (*desk) KeepDraft(model.TicketNumber, string) {}
func (*desk) At(model.TicketNumber, bool)          {}

func newPage(t *testing.T, d *desk) (*uitest.Driver, *uitest.Stage, *uitest.Feed) {
	t.Helper()
	r, feed := uitest.New(t), uitest.NewFeed()
	page := call.New[struct{}](r.Env, d, d, model.Standard(), feed, "c")
	return r, r.Page(page), feed
}

func known(change func(*model.CallView)) model.CallView {
	v := model.CallView{
		Call:   model.Call{ID: "c", Ticket: 7, Agent: "amy", Person: "l.1", State: model.CallOpen, Opened: time.Date(2026, 3, 2, 10, 40, 0, 0, time.UTC)},
		Ticket: model.TicketView{Ticket: model.Ticket{Number: 7, State: model.TicketOpen, Due: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)}},
		Caller: model.Match{Person: "l.1", Name: "Ada Okafor", Role: model.Admin, Company: "Lindgren Pumps"}, Mine: true,
	}
	if change != nil {
		change(&v)
	}
	return v
}

func TestCall_unreachable(t *testing.T) {
	d := &desk{err: model.Fail(model.Unavailable, "The store can't be reached.")}
	r, stage, feed := newPage(t, d)
	if !r.Has("The call can't be read. The store can't be reached. Press . to try again.") {
		t.Errorf("it says:\n%s", r.Plain())
	}
	d.view = known(nil)
	said := len(stage.Said)
	r.Press(".")
	if len(stage.Said) != said || said != 1 {
		t.Errorf("the same failure is said %d times", len(stage.Said))
	}
	d.err = nil
	if r.Press("."); !r.Has("Ada Okafor, admin") || !r.Has("How can I help you?") || r.Has("can't be read") {
		t.Errorf("after trying again:\n%s", r.Plain())
	}
	d.err = model.Fail(model.Unavailable, "The store can't be reached.")
	r.Press(".") // there is nothing to try again: nothing failed
	feed.Tell(model.Changes{Calls: true})
	r.Await("the failure to be said", func() bool { return len(stage.Said) == said+1 })
	if !r.Has("Ada Okafor, admin") {
		t.Errorf("what was read is gone:\n%s", r.Plain())
	}
}

func TestCall_not_mine(t *testing.T) {
	for why, change := range map[string]func(*model.CallView){
		"ben is speaking with this caller.": func(v *model.CallView) { v.Mine, v.Call.Agent = false, "ben" },
		"This call has ended.":              func(v *model.CallView) { v.Call.State, v.Call.Ended = model.CallEnded, v.Call.Opened.Add(time.Minute) },
	} {
		r, stage, _ := newPage(t, &desk{view: known(change)})
		for _, key := range []string{"p", "c", "b", "d", "w", "e", "r"} {
			if r.Press(key); stage.LastSaid() != why || stage.Asking() != "" {
				t.Errorf("%s: it says %q and asks %q", key, stage.LastSaid(), stage.Asking())
			}
		}
		if r.Press("esc"); stage.Backs != 1 {
			t.Error("Esc doesn't lead back")
		}
	}
}

// TestCall_keys: nothing on the page clashes, in any step, and all is explained.
func TestCall_keys(t *testing.T) {
	d := &desk{view: known(nil)}
	r := uitest.New(t)
	page := call.New[struct{}](r.Env, d, d, model.Standard(), uitest.NewFeed(), "c")
	r.Page(page)
	r.Keys(page, "f")
	for _, b := range page.Bindings() {
		if b.ID == "call.articles" && b.Do() == nil {
			t.Error("i leads nowhere")
		}
	}
	r.Press("d")
	r.Keys(page, "f")
	if !strings.Contains(r.Plain(), "Outcome") {
		t.Errorf("d doesn't lead to the wrap-up:\n%s", r.Plain())
	}
	for _, bad := range kit.Clashes(page.Bindings()) {
		t.Error(bad)
	}
}

// TestCall_mail_told: what went wrong is said, and the key is there again.
func TestCall_mail_told(t *testing.T) {
	d := &desk{view: known(func(v *model.CallView) {
		v.Verified, v.Address, v.Caller.Email = v.Call.Opened.Add(10*time.Minute), true, "a****a@lindgren.example"
	})}
	r, stage, _ := newPage(t, d)
	d.mail = model.Fail(model.Unavailable, "The store can't be reached.")
	if r.Press("c", "m"); stage.LastSaid() != "The store can't be reached." || !r.Has("mail it as well, to a****a@lindgren.example") {
		t.Fatalf("said %q:\n%s", stage.LastSaid(), r.Plain())
	}
	d.mail = nil
	if r.Press("m"); stage.LastSaid() != "The mail to a****a@lindgren.example is on its way. The Outbox says how it goes." || !r.Has("mailed to the address on file") {
		t.Fatalf("said %q:\n%s", stage.LastSaid(), r.Plain())
	}
	d.mail = model.Fail(model.Conflict, "It was mailed in this call already.")
	r.Press("esc", "c", "m") // as another terminal of the agent's would
	if !r.Has("mailed to the address on file") {
		t.Errorf("it offers the mail still:\n%s", r.Plain())
	}
}

// TestCall_lapsed: what is over by the clock isn't shown as if it weren't, though
// the store has no news of it.
func TestCall_lapsed(t *testing.T) {
	d := &desk{view: known(func(v *model.CallView) { v.Asked, v.Verified = true, v.Call.Opened.Add(10*time.Minute) })}
	r, _, _ := newPage(t, d)
	r.Advance(7 * time.Minute)
	if !r.Has("verified  until 10:50") {
		t.Fatalf("it says:\n%s", r.Plain())
	}
	d.view.Verified, d.view.TriesLeft = time.Time{}, 3
	if r.Advance(2 * time.Minute); !r.Has("set  3 tries left today") || r.Has("[x] verify") {
		t.Errorf("it says:\n%s", r.Plain())
	}
}
