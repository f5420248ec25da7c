// This file tries what stands at the sides of a page.
package ui_test

import (
	"strings"
	"testing"

	"callin/model"
)

// TestBeside: in a wide window the queue stands at the left of a call and what
// helps it at the right; neither takes a key, and both follow the call.
func TestBeside(t *testing.T) {
	f := newFloor(t)
	f.queued("voe")
	f.Resize(160, 45)
	f.press(`"okafor`, "enter").sees("How can I help you?", "Articles", "Una Voe", "T-2  other")
	if line := f.Lines()[4]; strings.Count(line, "│") != 2 {
		t.Errorf("there aren't three panes: %q", line)
	}
	f.press("c").sees("for a lost Client ID") // before anything was done about it
	if x, y, shown := f.Cursor(); !shown || x < 40 || y != 6 {
		t.Errorf("the cursor is at %d, %d", x, y)
	}
	f.press("esc", "a", `"The line is bad.`, "enter").sees("you  noted", "The line is bad.")
	f.press("2", "t").sees("T-1  Una Voe", "T-1  other")
	f.press("-").sees("T-2 Ada Okafor", "The line is bad.")
	f.Resize(120, 40)
	if line := f.Lines()[4]; strings.Count(line, "│") != 1 || f.Has("goes there") {
		t.Errorf("at 120 columns: %q", line)
	}
	if f.Resize(80, 24); strings.Contains(f.Plain(), "│") || f.Has("Articles") {
		t.Errorf("at 80 columns:\n%s", f.Plain())
	}
	if err := f.session.NoteTicket(t.Context(), 2, "Written while it was narrow."); err != nil {
		t.Fatal(err)
	}
	f.Resize(160, 45)
	f.sees("Written while it was")
}

// TestBeside_later: a side that comes when the window is made wider knows what
// the call told before.
func TestBeside_later(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter", "c").sees("Name of your first school?")
	f.Resize(120, 40)
	f.sees("for a lost Client ID")
}

// TestBeside_others: what others do is seen at the sides.
func TestBeside_others(t *testing.T) {
	f := newFloor(t)
	voe := f.queued("voe")
	f.Resize(160, 45)
	f.press(`"okafor`, "enter").sees("Articles")
	ben := f.beside("ben")
	if err := ben.session.ClaimTicket(t.Context(), voe); err != nil {
		t.Fatal(err)
	}
	ben.session.At(2, true)
	f.sees("│ Here", "│   ben editing", "here: you, ben editing")
	ben.session.At(0, false)
	f.sees("ben: Una Voe")
	f.Await("ben to leave", func() bool { return !f.Has("editing") })
	if v := f.lastCall(); v.Call.State == model.CallEnded {
		t.Error("the call ended by itself")
	}
}
