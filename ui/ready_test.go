package ui_test

import (
	"strings"
	"testing"

	"callin/model"
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

// TestReady_unreachable: a search that the store didn't answer says so and keeps
// what was typed; Enter searches again, and opens nothing that nobody has seen.
func TestReady_unreachable(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafo`).sees("1 person matches")
	f.Hold()
	f.press(`"r`)
	f.Release(model.Fail(model.Unavailable, "The store can't be reached."))
	f.sees("> okafor", "Not searched: The store can't be reached. Enter tries again.", "Enter try again")
	f.press("enter").sees("1 person matches \"okafor\"", "Next caller", "Enter open")
	f.press("enter").sees("T-1 Ada Okafor")
}
