// This file tries what an agent does on the page.
package outbox_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
)

func TestOutbox_again(t *testing.T) {
	for i, tc := range []struct{ did, said string }{
		{did: "again 9"},
		{said: "This mail is being sent at this moment."},
		{did: "again 7"},
		{said: "This mail was accepted. Send a new one from the call."},
		{said: "This mail was accepted. Send a new one from the call."},
		{said: "This mail was refused. Send a new one from the call."},
		{did: "again 3"},
		{said: "This mail has expired. Send a new one from the call."},
		{said: "This mail was taken back. Send a new one from the call."},
	} {
		mails := usual()
		t.Run(string(mails[i].State), func(t *testing.T) {
			r := newRig(t, mails, true)
			r.at(i).Press("s")
			var want []string
			if tc.did != "" {
				want = []string{tc.did}
				tc.said = "The mail to " + mails[i].Address + " is tried again now. This page says how it goes."
			}
			if diff := cmp.Diff(want, r.desk.did); diff != "" || r.stage.LastSaid() != tc.said {
				t.Errorf("said %q, want %q; done: %s", r.stage.LastSaid(), tc.said, diff)
			}
		})
	}
}

func TestOutbox_again_shows(t *testing.T) {
	r := newRig(t, usual(), true)
	r.at(2).Press("s")
	if !r.chosen("sending") {
		t.Errorf("the row is as it was:\n%s", r.Plain())
	}
}

func TestOutbox_revoke(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string
		did  []string
	}{
		{"No is marked", []string{"x", "enter"}, nil},
		{"n", []string{"x", "n"}, nil},
		{"Esc", []string{"x", "esc"}, nil},
		{"y", []string{"x", "y"}, []string{"revoke 7"}},
		{"Yes by arrow", []string{"x", "right", "enter"}, []string{"revoke 7"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, usual(), true)
			r.at(2).Press(tc.keys[0])
			if r.stage.Asking() == "" || !r.Has("This can't be undone") {
				t.Fatalf("it doesn't ask:\n%s", r.Plain())
			}
			r.Press(tc.keys[1:]...)
			if diff := cmp.Diff(tc.did, r.desk.did); diff != "" {
				t.Error(diff)
			}
			if tc.did != nil && !r.chosen("revoked") {
				t.Errorf("the row is as it was:\n%s", r.Plain())
			}
		})
	}
}

// What was asked about is what is taken back, even when the list has changed
// under the question.
func TestOutbox_revoke_the_one_asked_about(t *testing.T) {
	r := newRig(t, usual(), true)
	r.at(2).Press("x")
	r.change(usual()[:2])
	r.Press("y")
	if diff := cmp.Diff([]string{"revoke 7"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
}

func TestOutbox_not_revoked(t *testing.T) {
	for i, want := range map[int]string{
		7: "The password in this mail has expired: it opens nothing any more.",
		8: "This mail was taken back already.",
	} {
		r := newRig(t, usual(), true)
		r.at(i).Press("x")
		if r.stage.LastSaid() != want || r.stage.Asking() != "" {
			t.Errorf("mail %d: said %q, asked %q", i, r.stage.LastSaid(), r.stage.Asking())
		}
	}
	r := newRig(t, usual(), true)
	r.desk.err = model.Fail(model.Conflict, "The caller has logged in with this password already; it can't be taken back.")
	if r.at(4).Press("x", "y"); r.stage.LastSaid() != model.PublicText(r.desk.err) {
		t.Errorf("said %q", r.stage.LastSaid())
	}
}

func TestOutbox_no_mail_server(t *testing.T) {
	const line = "No mail server is configured: mails wait here."
	if r := newRig(t, usual(), true); r.Has(line) {
		t.Error("it says so although there is one")
	}
	r := newRig(t, usual()[:1], false)
	if !r.Has(line) || !r.Has("waits for a mail server") {
		t.Error(r.Plain())
	}
	r.Press("s")
	if want := "No mail server is configured. Set [smtp] server and start again."; r.stage.LastSaid() != want || len(r.desk.did) > 0 {
		t.Errorf("said %q, did %v", r.stage.LastSaid(), r.desk.did)
	}
}

func TestOutbox_held_key(t *testing.T) {
	r := newRig(t, usual(), true)
	if r.binding("outbox.again").Do() == nil { // its answer is never fetched
		t.Fatal("the first does nothing")
	}
	if r.binding("outbox.again").Do() != nil || r.binding("outbox.revoke").Do() != nil {
		t.Error("a second command starts beside what runs")
	}
	if !r.page.Cancel() || r.page.Cancel() {
		t.Error("ctrl+c doesn't end what runs, once")
	}
}

func TestOutbox_live(t *testing.T) {
	r := newRig(t, usual()[1:], true)
	r.at(1)
	lines := r.Lines()
	r.change(usual())
	if r.Has("Ada Okafor") || !r.Has("1 new · press .") || !r.chosen("王小明") {
		t.Fatalf("a newer mail moved the list:\n%s", r.Plain())
	}
	for i, line := range r.Lines() {
		if i > 1 && line != lines[i] {
			t.Errorf("line %d moved: %q was %q", i, line, lines[i])
		}
	}
	mails := usual()
	mails[2] = mail("7", time.Minute, "王小明", "m****g@東京ポンプ.example", step(50*time.Second, model.MailAccepted, "250 Ok"))
	r.change(mails)
	if !r.Row(" > accepted", "王小明") {
		t.Errorf("the row is as it was:\n%s", r.Plain())
	}
	r.Press(".")
	if !r.Row("queued", "Ada Okafor") || !r.chosen("王小明") || r.Has("press .") {
		t.Errorf("not shown, or the choice is elsewhere:\n%s", r.Plain())
	}
}

// Time alone makes a mail worth asking about.
func TestOutbox_hint(t *testing.T) {
	r := newRig(t, usual()[4:5], true)
	r.desk.mails[0].Hint = true
	r.Advance(29 * time.Second)
	if r.Has("spam folder") {
		t.Fatal("before its time")
	}
	r.Advance(time.Second)
	if !r.Row("accepted", "ask about the spam folder") {
		t.Errorf("half a minute later:\n%s", r.Plain())
	}
}

func TestOutbox_unreachable(t *testing.T) {
	r := backstage(t, usual(), true)
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.stage = r.Page(r.page)
	r.moved()
	if !r.Has("The mails can't be read. The store is out of reach. Press . to try again.") || len(r.stage.Said) != 1 {
		t.Errorf("said %v:\n%s", r.stage.Said, r.Plain())
	}
	r.desk.broken = nil
	if r.Press("."); !r.Has("Ada Okafor") {
		t.Error(r.Plain())
	}
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	if r.moved(); !r.Has("Not up to date: The store is out of reach. Press . to try again.") || !r.Has("Ada Okafor") {
		t.Errorf("the rows read before are gone, or look current:\n%s", r.Plain())
	}
	r.desk.broken = nil
	if r.Press("."); r.Has("Not up to date") {
		t.Errorf("trying again changes nothing:\n%s", r.Plain())
	}
	r.feed.Break()
	r.Await("it says that it isn't live", func() bool { return r.Has("Changes no longer arrive by themselves.") })
	r.desk.mails = usual()[1:]
	if r.Press("."); r.Has("Ada Okafor") {
		t.Error("reading by hand changes nothing")
	}
}

func TestOutbox_close(t *testing.T) {
	r := newRig(t, usual(), true)
	if r.stage.Close(); !r.feed.Closed {
		t.Error("the feed is still open")
	}
}

// A reading that is under way isn't ended by the next change, however many
// there are; it is followed by another.
func TestOutbox_busy(t *testing.T) {
	r := newRig(t, usual(), true)
	before := r.desk.readings()
	first := r.page.Update(kit.Opened{})
	for range 3 {
		if r.page.Update(kit.Opened{}) != nil {
			t.Fatal("a reading is started beside the one under way")
		}
	}
	parts, _ := first().(tea.BatchMsg)
	for _, part := range parts {
		r.Send(part())
	}
	if got := r.desk.readings() - before; got != 2 {
		t.Errorf("%d readings, want the one under way and one more", got)
	}
}
