// This file tries copying, the mouse, and each row of the manual's "Keys
// everywhere".
package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

func key(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

func TestCopy(t *testing.T) {
	f := newFloor(t, func(e *kit.Env) { e.Report = func(error) string { return "E-77" } })
	f.press("esc", "y").sees("COPY t ticket number c Client ID l article link e error number")
	f.press("t").sees("There is no ticket here to copy the number of.")
	f.press("y", "e").sees("No error has been reported in this session.")
	f.press("/", `"okafor`, "enter", "y", "t").sees("Copied the ticket number.")
	f.press("y", "c").sees("A Client ID can be copied while it is told, and not before.")
	f.press("y", "esc", "y", "x").sees("How can I help you?") // neither means anything there
	if got := f.Copied(); len(got) != 1 || got[0] != "T-1" {
		t.Fatalf("copied %q", got)
	}
	f.press("c", "y") // text in the field
	if f.shows("COPY") || !f.shows("> y") {
		t.Errorf("y in a field:\n%s", f.Plain())
	}
	f.press("ctrl+u", `"lindenau`, "enter").sees("4 4 1   0 4 4   2").press("y", "c").sees("Copied the Client ID.")
	f.press("enter").sees("Outcome").press("y", "c").sees("A Client ID can be copied while it is told")
	f.press("esc", "u", "y", "c").sees("A Client ID can be copied while it is told") // a user name is told
	f.Env.Report(fmt.Errorf("a defect"))
	f.press("y", "e", "ctrl+p", `"copy ticket`, "enter").sees("Copied the ticket number.")
	if got := strings.Join(f.Copied(), " "); got != "T-1 4410442 E-77 T-1" {
		t.Errorf("copied %q", got)
	}
}

func TestMouse(t *testing.T) {
	f := newFloor(t)
	f.press(`"lindgr`).sees("4 people match")
	row := func() string {
		for _, line := range f.Lines() {
			if strings.HasPrefix(line, " > ") && !strings.Contains(line, "lindgr") {
				return line
			}
		}
		return ""
	}
	first := row()
	f.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown}).Send(tea.MouseClickMsg{Button: tea.MouseLeft, Y: 10})
	if row() != first || f.Mouse() {
		t.Fatal("the mouse does something before it is wanted")
	}
	f.press("ctrl+p", `"mouse`, "enter").sees("The wheel moves the list")
	if !f.Mouse() {
		t.Fatal("the mouse is still the terminal's")
	}
	if f.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown}); row() == first {
		t.Error("the wheel doesn't move")
	}
	if f.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp}); row() != first {
		t.Error("the wheel doesn't move back")
	}
	for y, line := range f.Lines() {
		if strings.Contains(line, "Cara Nomail") {
			f.Send(tea.MouseClickMsg{Button: tea.MouseLeft, Y: y, X: 9})
		}
	}
	if !strings.Contains(row(), "Cara Nomail") {
		t.Errorf("a click chooses %q", row())
	}
	f.press("ctrl+p", `"colours`, "enter").sees("── Colours")
	for y, line := range f.Lines() {
		if strings.Contains(line, "more contrast") {
			f.Send(tea.MouseClickMsg{Button: tea.MouseLeft, Y: y, X: 9})
		}
	}
	f.sees(" > h  high: more contrast").press("esc") // and not a row of the list below the question
	for y := -1; y < 30; y++ {                       // anywhere: nothing opens, nothing breaks
		f.Send(tea.MouseClickMsg{Button: tea.MouseLeft, Y: y}).Send(tea.MouseReleaseMsg{Y: y}).Send(tea.MouseMotionMsg{Y: y})
	}
	f.sees("Next caller")
	if p, err := f.session.Preferences(t.Context()); err != nil || !p.Mouse {
		t.Errorf("%+v, %v", p, err)
	}
	if f.press("ctrl+p", `"mouse`, "enter"); f.Mouse() {
		t.Error("it can't be switched off")
	}
}

// TestKeys_everywhere is the manual's table, row by row.
func TestKeys_everywhere(t *testing.T) {
	for _, tc := range []struct {
		row  string
		keys []string
		want string
	}{
		{"arrows move the list while the field has the focus", []string{`"lindgr`, "down"}, "> lindgr"},
		{"ctrl+p in a field", []string{`"x`, "ctrl+p"}, "── Commands"},
		{": in KEYS", []string{"esc", ":"}, "── Commands"},
		{"the palette: type to filter, Enter runs", []string{"ctrl+p", `"queue`, "enter"}, "2 Queue"},
		{"? helps, filtered from the first letter, Enter runs", []string{"esc", "?", `"accou`, "enter"}, "3 Accounts"},
		{"/ filters the list", []string{"esc", "2", "/"}, "FIELD"},
		{"1 to 7 are screens", []string{"esc", "5"}, "Outbox"},
		{"1 again: next caller, the open call is parked", []string{`"okafor`, "enter", "1"}, "1 call of yours waits"},
		{"o sorts", []string{"esc", "3", "o"}, "3 Accounts"},
		{". shows new rows", []string{"esc", "2", "."}, "2 Queue"},
		{"- is the last call", []string{`"okafor`, "enter", "b", "-"}, "How can I help you?"},
		{"- in KEYS too", []string{`"okafor`, "enter", "b", "esc", "-"}, "How can I help you?"},
		{"- on another screen", []string{`"okafor`, "enter", "b", "esc", "2", "-"}, "How can I help you?"},
		{"- is the open call before those that wait", []string{`"okafor`, "enter", "1", `"sorens`, "enter", "2", "-"}, "Ben Sørensen, user"},
		{"- without any", []string{"esc", "-"}, "You have no other call."},
		{"y copies", []string{`"okafor`, "enter", "y", "t"}, "Copied the ticket number."},
		{"q closes the page", []string{"esc", "3", "l", "q"}, "3 Accounts"},
		{"q at the top asks", []string{"esc", "q"}, "Leave the desk?"},
		{"ctrl+l redraws", []string{"ctrl+l"}, "Next caller"},
		{"ctrl+z only here", []string{"ctrl+z"}, "Only a desk on this machine can be suspended"},
		{"ctrl+c cancels, twice leaves", []string{"ctrl+c"}, "ctrl+c again within two seconds leaves the desk."},
		{"ctrl+c asks when a call is open", []string{`"okafor`, "enter", "ctrl+c", "ctrl+c"}, "The call with Ada Okafor is open."},
		{":messages", []string{"esc", ":", `"messages`, "enter"}, "── Messages"},
	} {
		t.Run(tc.row, func(t *testing.T) {
			f := newFloor(t)
			f.press(tc.keys...).sees(tc.want)
		})
	}
}

// TestKeys_kept: keys that terminals or people keep to themselves do nothing.
func TestKeys_kept(t *testing.T) {
	f := newFloor(t)
	for _, mode := range []string{"", "esc"} {
		if mode != "" {
			f.press(mode)
		}
		f.sees("Next caller")
		before := f.Styled()
		for _, k := range []string{"ctrl+s", "ctrl+q", "f1"} {
			if f.press(k); f.Styled() != before {
				t.Errorf("%s does something:\n%s", k, f.Plain())
			}
		}
	}
}
