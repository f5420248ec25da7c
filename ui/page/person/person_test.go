// This file tries what an agent does on the page.
package person_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Looking is noted, so it is done once: whatever is read later isn't a look.
func TestPerson_looks_once(t *testing.T) {
	r := newRig(t, ada())
	r.change(ada())
	r.Advance(2 * time.Minute)
	r.Press(".")
	r.page.Update(kit.Opened{})
	if got := r.desk.done(); got[0] != "look l.1" || slices.Contains(got[1:], "look l.1") || len(got) < 4 {
		t.Errorf("did %q", got)
	}
}

func TestPerson_facts(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*model.PersonView)
		want   []string
		lacks  string
	}{
		{"usual", nil, []string{
			"Ada Okafor, admin, extension 100", "Lindgren Pumps · Client ID 44····· · user name a····· · 703 555 0110",
			"Address   a****a@lindgren.example", "Question  set · 2 tries left today", "[Calls 3] Tickets 2  Mails 1  People 2",
		}, "Held"},
		{"one try", func(v *model.PersonView) { v.TriesLeft = 1 }, []string{"set · 1 try left today"}, ""},
		{"no question", func(v *model.PersonView) { v.Asked = false }, []string{"Question  none set ! Can't be verified by telephone."}, "tries"},
		{"no address", func(v *model.PersonView) { v.Address, v.Email = false, "" }, []string{"Address   none on file ! Nothing can be mailed"}, ""},
		{"locked", func(v *model.PersonView) { v.Locked, v.Lock = true, "3 Mar 10:42" }, []string{"locked ! No answer is taken until 3 Mar 10:42.", "locked !\n"}, "tries"},
		{"held", func(v *model.PersonView) { v.Held = true }, []string{"Held      ! Changed lately: resets need a second person."}, ""},
		{"user", func(v *model.PersonView) { v.Role = model.User }, []string{"Admins    Una Voe"}, "Question"},
		{"many admins", func(v *model.PersonView) {
			v.Role, v.Others = model.User, slices.Repeat([]model.Match{match("l.3", "Una Voe", model.Admin)}, 12)
		}, []string{"Admins    Una Voe, Una Voe, Una Voe, Una Voe and 8 more"}, ""},
		{"phone", func(v *model.PersonView) { v.Role, v.UserName, v.Others = model.Phone, "", nil }, []string{"no user name", "Admins    none in this account"}, ""},
		{"suspended", func(v *model.PersonView) { v.Status = model.Suspended }, []string{"suspended\n"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := ada()
			if tc.change != nil {
				tc.change(&v)
			}
			r := newRig(t, v)
			for _, want := range tc.want {
				if !r.Has(want) {
					t.Errorf("no %q:\n%s", want, r.Plain())
				}
			}
			last := tc.want[len(tc.want)-1]
			if r.Resize(60, 11); !strings.Contains(last, "[") && len(last) < 50 && !r.Has(last) {
				t.Errorf("the smallest window cuts %q:\n%s", last, r.Plain())
			}
			r.Resize(80, 24)
			if tc.lacks != "" && r.Has(tc.lacks) {
				t.Errorf("%q is there:\n%s", tc.lacks, r.Plain())
			}
		})
	}
}

func TestPerson_sections(t *testing.T) {
	r := newRig(t, ada())
	if !r.Has("parked · with you · T-4480") {
		t.Error(r.Plain())
	}
	for _, tc := range []struct {
		key   string
		tab   string
		words []string
	}{
		{"", "[Calls 3]", []string{" > 10:37", "parked", "you", "T-4480"}},
		{"j", "[Calls 3]", []string{" > 1 Mar 08:42", "told", "ben", "T-4471", "Was in the ca…"}},
		{"G", "[Calls 3]", []string{" > 26 Jan 2025", "not verified"}},
		{"tab", "[Tickets 2]", []string{" > T-4480", "lost Client ID", "open", "past due 1 h 00", "high !"}},
		{"right", "[Mails 1]", []string{" > accepted", "temporary password", "10:38", "ask about the spam folder"}},
		{"tab", "[People 2]", []string{" > Ben Sørensen", "user"}},
		{"tab", "[Calls 3]", []string{" > 26 Jan 2025"}}, // it is where it was left
		{"left", "[People 2]", []string{" > Ben"}},
		{"shift+tab", "[Mails 1]", []string{" > accepted"}},
	} {
		if tc.key != "" {
			r.Press(tc.key)
		}
		if !r.Has(tc.tab) || !r.Row(tc.words...) {
			t.Fatalf("after %q no %s with %q:\n%s", tc.key, tc.tab, tc.words, r.Plain())
		}
	}
}

// Beside the list stands what a row has no room for.
func TestPerson_detail(t *testing.T) {
	r := newRig(t, ada())
	r.Resize(120, 36)
	for _, tc := range []struct {
		keys string
		want []string
	}{
		{"j", []string{"Call 1 Mar 08:42", "T-4471, lost Client ID, closed", "verified, 1 wrong answer", "1 Mar 08:44 Client ID: told", "Was in the car; wants it by mail"}},
		{"tab", []string{"nobody has it", "05:42, 5 h 00 ago", "What is asked for", "The request mail never came."}},
		{"tab", []string{"mx.lindgren.example", "10:38:00 queued", "10:39:00 accepted 2.0.0 queued as 7F3A"}},
		{"tab", []string{"Client ID  44·····", "Enter goes to this person's page"}},
	} {
		r.Press(tc.keys)
		for _, want := range tc.want {
			if !r.Has(want) {
				t.Errorf("no %q:\n%s", want, r.Plain())
			}
		}
	}
}

func TestPerson_call(t *testing.T) {
	r := newRig(t, ada())
	r.Press("tab", "enter")
	if got := r.desk.done(); got[len(got)-1] != "call l.1" || len(r.stage.Opened) != 1 || r.stage.Opened[0] != (kit.OpenMsg{Page: "call", Arg: model.CallID("call-l.1")}) {
		t.Errorf("did %q, opened %v", got, r.stage.Opened)
	}
	r.desk.err = model.Fail(model.Forbidden, "The role auditor may not serve callers.")
	if r.Press("enter"); r.stage.LastSaid() != "The role auditor may not serve callers." || len(r.stage.Opened) != 1 {
		t.Errorf("said %q, opened %v", r.stage.LastSaid(), r.stage.Opened)
	}
	r.Press("l") // looks at people alone
	if got := r.desk.done(); got[len(got)-1] != "call l.1" {
		t.Errorf("did %q", got)
	}
	first := r.page.Bindings()[0].Do()
	if first == nil || r.page.Bindings()[0].Do() != nil || !r.Has("opening the call") {
		t.Error("a key held down opens two calls, or nothing says that one is")
	}
	if !r.page.Cancel() || r.page.Cancel() {
		t.Error("ctrl+c doesn't end what runs, once")
	}
}

func TestPerson_others(t *testing.T) {
	for _, key := range []string{"enter", "l"} {
		r := newRig(t, ada())
		r.Press("left", key)
		if !r.Has("Ben Sørensen, user") || !r.Has("Admins    Ada Okafor and Una Voe") || !r.Has("Nothing can be mailed") {
			t.Fatalf("%s doesn't go to Ben:\n%s", key, r.Plain())
		}
		if got := r.desk.done(); !slices.Equal(got, []string{"look l.1", "look l.2"}) {
			t.Errorf("did %q", got)
		}
		r.Press("right", "enter")
		if got := r.desk.done(); got[len(got)-1] != "call l.2" {
			t.Errorf("the call is with %q", got)
		}
		if r.Press("esc"); !r.Has("Ada Okafor, admin") || r.stage.Backs != 0 {
			t.Errorf("Esc doesn't lead back to Ada:\n%s", r.Plain())
		}
		if got := r.desk.done(); got[len(got)-1] != "read l.1" {
			t.Errorf("coming back is noted as a look: %q", got)
		}
		if r.Press("esc"); r.stage.Backs != 1 {
			t.Error("then it doesn't lead back to the accounts")
		}
	}
}

// The answer about the person before doesn't appear under the next one's name.
func TestPerson_late(t *testing.T) {
	r := newRig(t, ada())
	late := r.page.Update(kit.Opened{}) // reads Ada again
	r.Press("left")
	look := r.page.Bindings()[0].Do()
	if r.Has("Ada Okafor") || r.Has("Client ID") {
		t.Errorf("while the next one is read:\n%s", r.Plain())
	}
	parts, _ := look().(tea.BatchMsg)
	r.Send(parts[0]())
	r.Send(late())
	if !r.Has("Ben Sørensen, user") {
		t.Error(r.Plain())
	}
	r.Send(kit.Opened{Arg: model.PersonID("l.1")}) // and somebody sends us to her
	if !r.Has("Ada Okafor, admin") {
		t.Error(r.Plain())
	}
}

func TestPerson_live(t *testing.T) {
	r := newRig(t, ada())
	r.Press("j")
	v := ada()
	v.Calls = append([]model.CallView{call("c4", time.Minute, func(v *model.CallView) { v.Call.Note = "the newest" })}, v.Calls...)
	v.Calls[1].Call.State, v.Calls[1].Call.Outcome = model.CallEnded, model.Mailed
	v.TriesLeft = 0
	r.change(v)
	if r.Row("10:41") || !r.Row("10:37", "mailed") || !r.Row(" > 1 Mar 08:42") || !r.Has("1 new · press .") || !r.Has("set · 0 tries") {
		t.Fatalf("it moved, or isn't brought up to date in its place:\n%s", r.Plain())
	}
	if r.Press("."); !r.Row("10:41", "the newest") || !r.Row(" > 1 Mar 08:42") || r.Has("press .") {
		t.Errorf("not shown:\n%s", r.Plain())
	}
	if r.Press("."); r.stage.LastSaid() != "The page is up to date." {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.feed.Break()
	r.Await("it says that it is deaf", func() bool { return r.Has("Changes no longer arrive by themselves. Press . to read again.") })
	if r.stage.Close(); !r.feed.Closed {
		t.Error("the feed is open")
	}
}

func TestPerson_unreachable(t *testing.T) {
	r := backstage(t, ada())
	r.desk.broken = model.Fail(model.Forbidden, "Ask a manager.")
	r.stage = r.Page(r.page)
	if !r.Has("This person can't be read. Ask a manager. Press . to try again.") {
		t.Fatal(r.Plain())
	}
	if r.Press("enter"); r.stage.LastSaid() != "This page couldn't be read yet. Press . to try again." {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.desk.broken = nil
	if r.Press("."); !r.Has("Ada Okafor, admin") {
		t.Error(r.Plain())
	}
	if got := r.desk.done(); !slices.Equal(got, []string{"look l.1", "look l.1"}) {
		t.Errorf("what couldn't be looked at counts as seen: %q", got)
	}
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	if r.Advance(time.Minute); !r.Has("Ada Okafor, admin") || !r.Has("Not up to date: The store is out of reach.") {
		t.Error(r.Plain())
	}
}
