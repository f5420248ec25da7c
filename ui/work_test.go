// This file has two agents at one ticket, each at a screen of their own.
package ui_test

import (
	"testing"

	"callin/model"
	"callin/ui"
	"callin/ui/uitest"
)

// beside gives another agent a screen on the same desk.
func (f *floor) beside(name model.AgentName) *floor {
	f.t.Helper()
	if err := f.desk.Operator("test").AddAgent(f.t.Context(), name, model.RoleAgent); err != nil {
		f.t.Fatal(err)
	}
	other := &floor{Driver: uitest.New(f.t), t: f.t, desk: f.desk, courier: f.courier}
	other.Env.Agent = string(name)
	var err error
	if other.session, err = f.desk.SignIn(f.t.Context(), name); err != nil {
		f.t.Fatal(err)
	}
	other.app = ui.Desk(other.Env, other.session, ui.DeskOptions{HasMail: true})
	other.Start(other.app)
	return other
}

// TestTwo_claim: of two who want one ticket, the second is told who was faster.
func TestTwo_claim(t *testing.T) {
	amy := newFloor(t)
	amy.queued("okafor")
	ben := amy.beside("ben")
	amy.press("esc", "2").sees("Ada Okafor")
	ben.press("esc", "2").sees("Ada Okafor")
	amy.press("c").sees("T-1 is yours.")
	ben.press("c").sees("amy took T-1 at 10:42.") // before the news has reached this screen
	ben.sees("amy").press("enter").sees("amy has had T-1 since 10:42.")
	amy.press("z").sees("Taken back: T-1 became yours.")
	ben.sees("1 wait").press("t").sees("Ada Okafor, admin", "How can I help you?")
}

// TestTwo_fields: what two change at once merges, or both values are shown.
func TestTwo_fields(t *testing.T) {
	amy := newFloor(t)
	n := amy.queued("okafor")
	ben := amy.beside("ben")
	amy.press("esc", "2", "enter").sees("How can I help you?", "f")
	amy.press("f").sees("Fields of T-1")
	v, err := ben.session.Story(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	set := func(change func(*model.TicketFields)) {
		t.Helper()
		want := v.Ticket.Fields()
		change(&want)
		if err := ben.session.EditTicket(t.Context(), n, model.TicketEdit{Version: v.Ticket.Version, Was: v.Ticket.Fields(), Want: want}); err != nil {
			t.Fatal(err)
		}
	}
	set(func(f *model.TicketFields) { f.Priority, f.Kind = model.Low, model.KindUserName })
	amy.press("left", "tab", "tab", "ctrl+u", `"15:00`, "enter") // high, and another due time
	amy.sees("Priority: ben set it to low at 10:42. You chose high.", "Nothing of yours is lost.")
	amy.press("f").sees("[high]", "15:00") // back to the form: all is as it was filled in
	amy.press("enter").sees("Changed: T-1.")
	after, err := ben.session.Story(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	is := after.Ticket.Fields()
	if is.Priority != model.High || is.Kind != model.KindUserName || is.Due.Format("15:04") != "15:00" {
		t.Errorf("in the end: %+v", is)
	}
}

// TestTwo_here: who looks at a ticket, and who writes, is seen by the other.
func TestTwo_here(t *testing.T) {
	amy := newFloor(t)
	amy.queued("okafor")
	ben := amy.beside("ben")
	ben.press("esc", "2").sees("Ada Okafor")
	amy.press("esc", "2", "enter").sees("How can I help you?")
	ben.sees("T-1 @", "amy viewing")
	amy.press("a")
	ben.sees("amy editing")
	amy.press("esc")
	ben.sees("amy viewing")
	amy.press("esc")
	ben.sees("T-1 Ada Okafor")
}

// TestTwo_queue: whoever writes about tickets in the list is seen there by the
// other, on all that are meant; with the question that goes too.
func TestTwo_queue(t *testing.T) {
	amy := newFloor(t)
	amy.queued("okafor")
	amy.queued("voe")
	ben := amy.beside("ben")
	ben.press("esc", "2").sees("T-1 Ada Okafor", "T-2")
	amy.press("esc", "2").sees("T-1 Ada Okafor", "T-2")
	for _, key := range []string{"a", "w", "e", "r", "m"} {
		amy.press(key)
		ben.sees("T-1 @", "amy editing", "T-2 ")
		amy.press("esc")
		ben.sees("T-1 Ada Okafor")
	}
	amy.press("m", "1") // one question leads to another
	ben.sees("T-1 @", "amy editing")
	amy.press("esc")
	ben.sees("T-1 Ada Okafor")
	amy.press("h").sees("History of T-1") // only reading
	amy.press("esc", "space", "space", "a", `"Both`).sees("Note on 2 tickets")
	ben.sees("T-1 @", "T-2 @")
	amy.press("enter").sees("Noted on T-1, T-2.")
	ben.sees("T-1 Ada Okafor")
	amy.press("g", "enter").sees("How can I help you?")
	ben.sees("T-1 @", "amy viewing")
	amy.press("2", "j", "a").sees("Note on T-2") // the call stays where it is
	ben.sees("T-1 @", "T-2 @")
	amy.app.Close()
	ben.sees("T-1 Ada Okafor", "T-2 ")
}

// TestTyped: what was typed outlives the call's page, a parked call, and a
// session that is cut off.
func TestTyped(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter").sees("How can I help you?")
	f.press("a", `"The caller is in a tunnel`, "esc", "b").sees("1 call of yours waits")
	f.press("enter").sees("Ada Okafor, admin").press("a").sees("The caller is in a tunnel")
	f.app.Close() // the line breaks in the middle of it
	var err error
	if f.session, err = f.desk.SignIn(t.Context(), "amy"); err != nil {
		t.Fatal(err)
	}
	f.app = ui.Desk(f.Env, f.session, ui.DeskOptions{HasMail: true})
	f.Start(f.app)
	f.sees("1 call of yours waits").press("enter").sees("Ada Okafor, admin")
	f.press("d").sees("Note", "The caller is in a tunnel")
	f.press("tab", `" again`, "enter").sees("Next caller")
	v := f.lastCall()
	if v.Call.Note != "The caller is in a tunnel again" || f.session.Draft(v.Ticket.Number) != "" {
		t.Errorf("noted %q; a draft is left: %q", v.Call.Note, f.session.Draft(v.Ticket.Number))
	}
}

// TestUndo_handOver: what was handed over by mistake comes back with its call.
func TestUndo_handOver(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter").sees("How can I help you?")
	f.press("e", `"Wrong key`, "enter").sees("Next caller", "Handed over: T-1. Esc, then z takes it back.")
	f.press("esc", "z").sees("Taken back: the call was handed over.", "Ada Okafor, admin", "How can I help you?")
	if v := f.lastCall(); v.Call.State != model.CallOpen || v.Ticket.Owner != "amy" || v.Ticket.Priority != model.Normal {
		t.Errorf("the call is %s, the ticket %+v", v.Call.State, v.Ticket)
	}
	f.press("w", `"tomorrow 9`, "enter").sees("Put off: T-1.")
	f.press("esc", "z").sees("Ada Okafor, admin")
	f.press("z").sees("There is nothing to take back.")
}

// TestMerge_inCall: a call about a request that there is already goes on with
// the older ticket.
func TestMerge_inCall(t *testing.T) {
	f := newFloor(t)
	f.queued("okafor")
	f.press(`"okafor`, "enter").sees("T-2 Ada Okafor")
	f.press("r").sees("Relate T-2 to", "T-1")
	f.press("m").sees("Related: T-2.", "T-1 Ada Okafor", "Related T-2")
	f.press("h").sees("History of T-1", "merged: T-2 went into T-1", "opened a call")
	f.press("esc", "z").sees("T-2 Ada Okafor")
}

// TestFrom: the number called from is one of the fields, and checked as it is
// typed.
func TestFrom(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter").sees("How can I help you?")
	f.press("f", "up", `"555`).sees("That is no telephone number.")
	f.press("enter").sees("Fields of T-1") // it isn't taken
	f.press("ctrl+u", `"(703) 555-0199`, "enter").sees("Noted on T-1.", "From 703 555 0199")
	if v := f.lastCall(); v.Call.From != "+17035550199" {
		t.Errorf("noted %q", v.Call.From)
	}
}

// TestDenied: who may only read is told so before anything is sent.
func TestDenied(t *testing.T) {
	f := newFloor(t)
	f.queued("okafor")
	if err := f.desk.Operator("test").AddAgent(t.Context(), "eve", model.RoleAuditor); err != nil {
		t.Fatal(err)
	}
	eve := f.beside("zoe")
	var err error
	if eve.session, err = f.desk.SignIn(t.Context(), "eve"); err != nil {
		t.Fatal(err)
	}
	eve.Env.Agent = "eve"
	eve.app = ui.Desk(eve.Env, eve.session, ui.DeskOptions{HasMail: true})
	eve.Start(eve.app)
	no := model.RoleAuditor.Denied(model.PowerServe)
	eve.press(`"okafor`, "enter").sees(no).press("esc", "esc")
	for _, key := range []string{"enter", "t", "c", "a", "w", "e", "r"} {
		eve.press("2").sees("Ada Okafor")
		eve.press(key).sees(no)
	}
	eve.press("h").sees("History of T-1").press("esc", "z").sees(no)
	if q, err := f.session.Queue(t.Context()); err != nil || q[0].Owner != "" || len(q) != 1 {
		t.Errorf("%v: %+v", err, q)
	}
}

// TestCall_again: Enter on somebody whose call is parked goes on with that call,
// wherever they were found.
func TestCall_again(t *testing.T) {
	for name, keys := range map[string][]string{
		"first page": {`"okafor`, "enter"},
		"accounts":   {"esc", "3", "/", `"okafor`, "enter"},
		"person":     {"esc", "3", "/", `"okafor`, "tab", "l", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t)
			f.press(`"okafor`, "enter").sees("T-1 Ada Okafor").press("b").sees("1 call of yours waits")
			f.press(keys...).sees("T-1 Ada Okafor", "How can I help you?")
			if calls, err := f.session.OpenCalls(t.Context()); err != nil || len(calls) != 1 || calls[0].Call.State != model.CallOpen {
				t.Errorf("%d calls, %v", len(calls), err)
			}
		})
	}
}
