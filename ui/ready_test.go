package ui_test

import (
	"strings"
	"testing"
)

// TestReady_again: somebody who calls again while their call is parked goes on
// where they were.
func TestReady_again(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter").sees("How can I help you?")
	f.press("1").sees("1 call of yours waits")
	f.press(`"lindgr`).sees("Ada Okafor admin Lindgren Pumps 703 555 0111 parked")
	f.press("enter").sees("T-1 Ada Okafor, admin")
	calls, err := f.session.OpenCalls(t.Context())
	if err != nil || len(calls) != 1 {
		t.Errorf("%d calls are open, %v", len(calls), err)
	}
}

// The first page and the call's own know of the same call: it is named once.
func TestLeave_once(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter", "esc").sees("1 call of yours waits")
	f.press("-").sees("How can I help you?").press("4", "q").sees("Leave the desk?")
	if n := strings.Count(strings.Join(strings.Fields(f.Plain()), " "), "call with Ada Okafor is open."); n != 1 {
		t.Errorf("the call is named %d times:\n%s", n, f.Plain())
	}
}
