// This file tries text that arrives as keys.
package ui_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
)

// TestBurst: text pasted by a terminal that doesn't say so runs nothing.
func TestBurst(t *testing.T) {
	for _, tc := range []struct {
		name  string
		keys  []string // before
		burst string
		sees  string
		lacks string
	}{
		{"in keys it is searched for", []string{"esc"}, "q2 lindgr", `> q2 lindgr`, "Leave the desk?"},
		{"in a call it is nothing", []string{`"okafor`, "enter"}, "done, park it\rsr\r", "taken as pasted text and ran nothing", "Outcome"},
		{"before a mail it sends nothing", []string{`"sorens`, "enter", "p"}, "reset\r", "send the Password Request mail", "Outcome"},
		{"in a question it answers nothing", []string{"esc", "q"}, "yes\r", "Leave the desk?", "Next caller\nx"},
		{"with Enter in a field it opens nothing", nil, "okafor\rc\rd\r", "Nobody matches", "How can I help you?"},
		{"three letters are a paste", []string{`"okafor`, "enter"}, "dsb", "ran nothing", "Outcome"},
		{"two may be a person's", []string{`"okafor`, "enter"}, "pd", "Outcome", "ran nothing"},
		{"text and Enter in a field may be", nil, "okafor\r", "How can I help you?", "ran nothing"},
		{"Tabs and Enter are keys on a slow line", []string{`"okafor`, "enter", "d"}, "\t\t\r", "Next caller", "ran nothing"},
		{"one key over and over is", []string{"esc", "2"}, "jjjjjj", "Queue", "ran nothing"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFloor(t)
			f.press(tc.keys...)
			before := f.commands()
			f.Burst(tc.burst)
			f.sees(tc.sees)
			if f.shows(tc.lacks) || f.Quit() {
				t.Errorf("%q ran something:\n%s", tc.burst, f.Plain())
			}
			if after := f.commands(); strings.Contains(tc.sees+tc.name, "nothing") && after != before {
				t.Errorf("%q gave a command: %s", tc.burst, after[len(before):])
			}
		})
	}
	t.Run("typing in a field isn't held", func(t *testing.T) {
		f := newFloor(t)
		f.Send(key('o')).Send(key('k'))
		if !f.shows("> ok") {
			t.Errorf("typed text waits:\n%s", f.Plain())
		}
	})
	t.Run("a key that isn't text goes behind what waits", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter")
		f.Send(key('d'))
		f.press("esc").sees("How can I help you?")
	})
	t.Run("what waits doesn't get past the lock", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter")
		f.Send(key('d')).Sleep(6 * time.Minute)
		f.press("x").hides()
		f.open()
		if v := f.lastCall(); f.shows("Outcome") || v.Call.State != model.CallOpen {
			t.Errorf("the key went through:\n%s", f.Plain())
		}
	})
}

// commands are the verbs of the audit trail, but for mails and sign-ins.
func (f *floor) commands() string {
	f.t.Helper()
	var all strings.Builder
	err := f.desk.Operator("test").AuditTrail(f.t.Context(), func(e model.AuditEntry) error {
		if e.Agent == "amy" && e.Verb != model.VerbSignIn {
			all.WriteString(string(e.Verb) + " ")
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return all.String()
}
