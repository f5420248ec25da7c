// This file looks at each page while it waits for a slow store, when the store
// can't be reached, and when it is there again.
package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
)

// wait is one thing that is waited for on a page.
type wait struct {
	page kit.PageID
	name string
	arg  func(*floor) any
	keys []string // pressed before the store becomes slow
	slow []string // pressed then; none: the page itself is opened
	says string   // while it lasts; "": loading, or loading 2 s
	once bool     // a command: another try would be another one
	then string   // the key that tries again; "": what was pressed last
	sees string   // in the end
}

// waits has a row at least for each route that reads anything.
var waits = []wait{
	{page: "ready", slow: []string{`"okafor`}, then: "backspace", sees: "1 person matches"},
	{page: "ready", name: "opening", keys: []string{`"okafor`}, slow: []string{"enter"}, says: "opening the call", sees: "How can I help you?"},
	{page: "call", arg: (*floor).aCall, then: ".", sees: "Ada Okafor, admin"},
	{page: "call", name: "ways", arg: (*floor).aCall, slow: []string{"p"}, sees: "change ticket"},
	{page: "call", name: "question", arg: (*floor).aCall, keys: []string{"p"}, slow: []string{"t"}, then: "c", sees: "Name of your first school?"},
	{page: "call", name: "answer", arg: (*floor).aCall, keys: []string{"c", `"rosenau1`}, slow: []string{"enter"}, says: "checking", sees: "wrong !"},
	{page: "call", name: "value", arg: (*floor).aCall, keys: []string{"c", `"lindenau`, "enter", "esc", "u"}, slow: []string{"c"}, sees: "Your Client ID is"},
	{page: "call", name: "mailing it", arg: (*floor).aCall, keys: []string{"c", `"lindenau`, "enter"}, slow: []string{"m"}, once: true, sees: "is on its way"},
	{page: "call", name: "sending", arg: (*floor).aCall, keys: []string{"p", "t", `"lindenau`, "enter"}, slow: []string{"s"}, once: true, sees: "Outcome"},
	{page: "call", name: "request", arg: (*floor).aCall, keys: []string{"p"}, slow: []string{"r"}, once: true, sees: "Outcome"},
	{page: "call", name: "its end", arg: (*floor).aCall, keys: []string{"d"}, slow: []string{"enter"}, once: true, sees: "Next caller"},
	{page: "queue", arg: (*floor).aTicket, then: ".", sees: "Ada Okafor"},
	{page: "accounts", slow: []string{"right"}, then: ".", sees: "Every admin has a security question."},
	{page: "person", arg: (*floor).aPerson, then: ".", sees: "Lindgren Pumps"},
	{page: "articles", then: ".", sees: "Logging in"},
	{page: "article", arg: func(*floor) any { return model.ArticleAt{Article: "polycom-password"} }, then: ".", sees: "Polycom"},
	{page: "compose", arg: func(*floor) any { return model.ArticleID("polycom-password") }, then: ".", sees: "Polycom"},
	{page: "outbox", then: ".", sees: "No mail has been sent yet"},
	{page: "reports", then: ".", sees: "How many calls there were"},
	{page: "staff", then: ".", sees: "amy"},
	{page: "audit", then: ".", sees: "sign in"},
	{page: "templates", then: ".", sees: "temporary password"},
	{page: "template", arg: func(*floor) any { return model.MailRequest }, then: ".", sees: "{{"},
}

// unread are the pages that read nothing before they can be used.
var unread = []kit.PageID{"desk", "policy"}

func (f *floor) aCall() any { return f.callTo("okafor") }

func (f *floor) aTicket() any { f.queued("okafor"); return nil }

func (f *floor) aPerson() any {
	f.queued("okafor")
	return f.lastCall().Caller.Person
}

func TestWaits(t *testing.T) {
	for _, r := range newFloor(t).app.Routes() {
		if !slices.Contains(unread, r.ID) && !slices.ContainsFunc(waits, func(w wait) bool { return w.page == r.ID }) {
			t.Errorf("nobody has said how the page %s waits: give it a row", r.ID)
		}
	}
	var screens strings.Builder
	for _, w := range waits {
		for _, size := range [][2]int{{80, 24}, {160, 45}} {
			t.Run(fmt.Sprintf("%s %s at %d", w.page, w.name, size[0]), func(t *testing.T) {
				f := newFloor(t)
				f.Resize(size[0], size[1])
				f.waitFor(w)
				if size[0] == 80 {
					fmt.Fprintf(&screens, "%s %s\n%s\n", w.page, w.name, f.Plain())
				}
				if w.once {
					f.Release(nil)
					f.sees(w.sees)
					return
				}
				f.Release(model.Fail(model.Unavailable, "The store is out of reach."))
				if !f.shows("The store is out of reach.") || f.shows("loading") {
					t.Errorf("it doesn't say what is wrong:\n%s", f.Plain())
				}
				again := w.then
				if again == "" {
					again = w.slow[len(w.slow)-1]
				} else if again == "." && !f.shows("Press .") {
					t.Errorf("it doesn't say what to do:\n%s", f.Plain())
				}
				f.press(again).sees(w.sees)
			})
		}
	}
	newFloor(t).Recorded("waits.txt", screens.String())
}

// waitFor goes to where the page waits for a slow store, and looks at it then: it
// says nothing for 150 ms, and how long after 2 s.
func (f *floor) waitFor(w wait) {
	f.t.Helper()
	var arg any
	if w.arg != nil {
		arg = w.arg(f)
	}
	if w.page != "ready" {
		f.press("esc") // letters are commands
	}
	if w.slow == nil {
		f.Hold()
	}
	f.Send(kit.OpenMsg{Page: w.page, Arg: arg})
	f.press(w.keys...)
	if w.slow != nil {
		f.Hold()
		f.press(w.slow...)
	}
	f.Advance(100 * time.Millisecond)
	if f.shows("loading") {
		f.t.Errorf("it flickers:\n%s", f.Plain())
	}
	says := w.says
	if says == "" {
		says = "loading"
	}
	if f.Advance(100 * time.Millisecond); !f.shows(says) || f.shows("2 s") {
		f.t.Errorf("it doesn't say that it waits:\n%s", f.Plain())
	}
	if f.Advance(2 * time.Second); !f.shows("2 s") {
		f.t.Errorf("it doesn't say how long:\n%s", f.Plain())
	}
}

// TestNotAllowed: a page that a role may not use, or not all of it, says so, and
// Esc leads away from it.
func TestNotAllowed(t *testing.T) {
	for _, tc := range []struct {
		page kit.PageID
		arg  any
		key  string
		says string
	}{
		{page: "staff", says: "The role agent may not manage the staff and its settings."},
		{page: "audit", says: "The role agent may not read the audit trail."},
		{page: "template", arg: model.MailRequest, key: "e", says: "The role agent may not manage the staff and its settings."},
		{page: "compose", arg: model.ArticleID("polycom-password"), says: "The role agent may not write articles."},
		{page: "desk", says: "The role agent may not manage the staff and its settings."},
		{page: "accounts", key: "U", says: "The role agent may not approve what needs a second person."},
		{page: "reports", key: "G", says: "The role agent may not watch who is being tried."},
	} {
		t.Run(string(tc.page), func(t *testing.T) {
			f := newFloor(t).beside("ben")
			f.press("esc").Send(kit.OpenMsg{Page: tc.page, Arg: tc.arg})
			if tc.key != "" {
				f.press(tc.key)
			}
			f.sees(tc.says)
			if f.press("esc"); f.app.Front().ID() == tc.page {
				t.Errorf("Esc leads nowhere:\n%s", f.Plain())
			}
		})
	}
}
