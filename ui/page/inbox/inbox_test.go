// This file tries what somebody giving a demo does on the page.
package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/page/inbox"
	"callin/ui/uitest"
)

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// fake is an inbox that a test delivers to.
type fake struct {
	mu       sync.Mutex
	messages []model.Received // newest first
	changed  chan struct{}
	closed   bool
	seen     []int // that were waited behind
}

func (f *fake) Messages() []model.Received {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.messages)
}

func (f *fake) Changed(ctx context.Context, seen int) (int, error) {
	f.mu.Lock()
	f.seen = append(f.seen, seen)
	f.mu.Unlock()
	for {
		f.mu.Lock()
		news, closed, changed := len(f.messages) > 0 && f.messages[0].Seq > seen, f.closed, f.changed
		f.mu.Unlock()
		switch {
		case news:
			return seen + 1, nil
		case closed:
			return 0, errors.New("the inbox is closed")
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (f *fake) change(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *fake) deliver(m model.Received) {
	f.change(func() { f.messages = append([]model.Received{m}, f.messages...) })
}

func received(seq int, to, subject, text string) model.Received {
	return model.Received{
		Seq: seq, At: start.Add(time.Duration(seq-10) * time.Minute), From: "desk@callin.example", To: to, Subject: subject, Text: text,
	}
}

func usual() []model.Received {
	return []model.Received{
		received(3, "ilse.kraemer@dental.example", "Your password request", "Hello Ilse Krämer,\n\nThis temporary password works once, until 11:40:\n\n    correct-horse-7412\n\n"+
			"If you didn't ask for it, you need do nothing: your old password stays good until you use this one.\n\nThe desk"),
		received(2, "wang@東京ポンプ.example", "一時パスワード", "王小明 様\n\n仮パスワード: 8841-ポンプ\n"),
		received(1, "ada.okafor@lindgren.example", "", ""),
	}
}

// rig is the page with its inbox.
type rig struct {
	*uitest.Driver
	stage *uitest.Stage
	page  *inbox.Page
	inbox *fake
}

func newRig(t *testing.T, messages []model.Received) *rig {
	t.Helper()
	r := backstage(t, messages)
	r.stage = r.Page(r.page)
	return r
}

// backstage is a rig whose page isn't on a stage yet.
func backstage(t *testing.T, messages []model.Received) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), inbox: &fake{messages: messages, changed: make(chan struct{})}}
	r.page = inbox.New(r.Env, r.inbox)
	return r
}

func TestInbox_first(t *testing.T) {
	r := newRig(t, nil)
	if !r.Has("No mail has arrived yet") || !r.Has("1 next caller") {
		t.Fatal(r.Plain())
	}
	r.Press("enter", "j", ".")
	r.inbox.deliver(usual()[2])
	r.Await("the first mail shows by itself", func() bool { return r.Row(" > ", "ada.okafor@lindgren") })
}

func TestInbox_live(t *testing.T) {
	r := newRig(t, usual()[1:])
	r.Press("j")
	lines := r.Lines()
	r.inbox.deliver(usual()[0])
	r.Await("the page hears of it", func() bool { return r.Has("1 new · press .") })
	for i, line := range r.Lines() {
		if i > 1 && line != lines[i] {
			t.Errorf("line %d moved: %q was %q", i, line, lines[i])
		}
	}
	r.Press(".")
	if !r.Row("ilse.kraemer") || !r.Row(" > ", "ada.okafor@lindgren") || r.Has("press .") {
		t.Errorf("not shown, or the choice is elsewhere:\n%s", r.Plain())
	}
	r.inbox.deliver(received(4, "x@y.example", "Another", "text"))
	r.Await("it goes on listening", func() bool { return r.Has("1 new · press .") })
	r.inbox.mu.Lock()
	defer r.inbox.mu.Unlock()
	if got := slices.Max(r.inbox.seen); got < 3 {
		t.Errorf("it waited behind message %d at most and is woken for nothing", got)
	}
}

func TestInbox_read(t *testing.T) {
	r := newRig(t, usual())
	if r.Has("correct-horse") {
		t.Fatal("80 columns have no room for two panes")
	}
	r.Press("enter")
	for _, want := range []string{"Your password request", "desk@callin.example", "ilse.kraemer@dental.example", "10:35:00", "    correct-horse-7412"} {
		if !r.Has(want) {
			t.Errorf("no %q in\n%s", want, r.Plain())
		}
	}
	for _, key := range []string{"esc", "enter"} {
		if r.Press(key); !r.Row(" > ", "ilse.kraemer") || r.stage.Backs != 0 {
			t.Errorf("%s doesn't lead back:\n%s", key, r.Plain())
		}
		r.Press("enter")
	}
	r.Press("esc", "G", "enter")
	if !r.Has("(no subject)") || !r.Has("There is no plain text in this mail.") {
		t.Error(r.Plain())
	}
}

func TestInbox_pane(t *testing.T) {
	r := newRig(t, usual())
	if r.Resize(100, 30); !r.Has("correct-horse-7412") {
		t.Errorf("no pane at 100:\n%s", r.Plain())
	}
	if r.Press("j"); r.Has("correct-horse-7412") || !r.Has("8841-ポンプ") {
		t.Errorf("the pane doesn't follow the choice:\n%s", r.Plain())
	}
}

// TestInbox_flow: lines that were broken for a wider window leave no stumps; what
// begins anew stays on a line of its own.
func TestInbox_flow(t *testing.T) {
	r := newRig(t, []model.Received{received(1, "ada@lindgren.example", "S", "somebody asked for a temporary password, with the form or by\n"+
		"telephone, for your user at Lindgren Pumps.\n1. Open the portal, which is where one logs in.\n2. Log in.")})
	r.Resize(100, 30)
	for _, want := range []string{"form or by telephone, for your user at", "│ Lindgren Pumps.", "│ 1. Open the portal, which", "│ 2. Log in."} {
		if !r.Has(want) {
			t.Errorf("%q isn't a line:\n%s", want, r.Plain())
		}
	}
}

func TestInbox_scroll(t *testing.T) {
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "line %d.\n", i)
	}
	r := newRig(t, []model.Received{received(1, "a@b.example", "Long", text.String())})
	if r.Resize(120, 24); !r.Has("… Enter opens it in full") {
		t.Errorf("the pane doesn't say that it is cut:\n%s", r.Plain())
	}
	r.Resize(80, 21).Press("enter")
	if !r.Has("lines 1–20 of 66") || r.Has("line 59.") {
		t.Fatalf("it doesn't say that there is more:\n%s", r.Plain())
	}
	for _, tc := range []struct{ key, want string }{
		{"j", "lines 2–21 of 66"},
		{"down", "lines 3–22 of 66"},
		{"k", "lines 2–21 of 66"},
		{"pgdown", "lines 22–41 of 66"},
		{"ctrl+u", "lines 12–31 of 66"},
		{"G", "lines 47–66 of 66"},
		{"pgdown", "lines 47–66 of 66"},
		{"pgup", "lines 27–46 of 66"},
		{"ctrl+d", "lines 37–56 of 66"},
		{"g", "lines 1–20 of 66"},
		{"up", "lines 1–20 of 66"},
	} {
		if r.Press(tc.key); !r.Has(tc.want) {
			t.Errorf("after %s no %q:\n%s", tc.key, tc.want, r.Plain())
		}
	}
	if r.Press("esc", "enter"); !r.Has("lines 1–20") {
		t.Error("opened again, it begins elsewhere")
	}
}

func TestInbox_closed(t *testing.T) {
	r := newRig(t, usual())
	r.inbox.change(func() { r.inbox.closed = true })
	r.Await("it says so", func() bool { return r.Has("New mails no longer arrive by themselves. Press . to look again.") })
	r.inbox.change(func() { r.inbox.closed = false })
	r.inbox.deliver(received(4, "x@y.example", "Another", "text"))
	if r.Press("."); !r.Row("x@y.example") || r.Has("no longer") {
		t.Errorf("looking again changes nothing:\n%s", r.Plain())
	}
}
