// This file tries the locked screen: what it hides, what opens it, and how a
// session ends by itself.
package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui"
	"callin/ui/kit"
)

// told is a floor with a Client ID on the screen.
func told(t *testing.T) *floor {
	t.Helper()
	f := newFloor(t)
	f.press(`"okafor`, "enter", "c", `"lindenau`, "enter").sees("4 4 1   0 4 4   2")
	return f
}

// hides checks that nothing of a customer or of the work is on the screen.
func (f *floor) hides() {
	f.t.Helper()
	f.sees("This screen is locked")
	for _, w := range []int{60, 80, 200} {
		f.Resize(w, 24)
		for _, word := range []string{"4 4 1", "Okafor", "Lindgren", "T-1", "Queue", "due", "Client ID", "lindenau"} {
			if strings.Contains(f.Plain()+f.Title(), word) {
				f.t.Errorf("the locked screen shows %q:\n%s", word, f.Plain())
			}
		}
	}
	f.Resize(80, 24)
	if f.Title() != "callin" {
		f.t.Errorf("the title is %q", f.Title())
	}
}

func TestLock(t *testing.T) {
	t.Run("after five minutes without a key, and not sooner", func(t *testing.T) {
		f := told(t)
		f.Advance(4 * time.Minute)
		f.press("down") // a key counts, even one that does nothing
		f.Advance(5*time.Minute - time.Second)
		if f.shows("locked") {
			t.Fatal("locked too soon")
		}
		f.Advance(time.Second)
		f.hides()
	})
	t.Run("redraws, messages, the mouse and what moves don't keep it open", func(t *testing.T) {
		f := told(t)
		for range 10 {
			f.Advance(30 * time.Second)
			f.Resize(100, 30).Resize(80, 24)
			f.Send(tea.MouseMotionMsg{X: 3, Y: 3})
			f.Send(kit.SayMsg{Level: kit.Success, Text: "Mail for T-1 accepted."})
		}
		f.hides()
	})
	t.Run("whatever comes meanwhile stays hidden", func(t *testing.T) {
		f := told(t)
		f.Advance(5 * time.Minute)
		f.Send(kit.SayMsg{Level: kit.Failure, Text: "Okafor called."}).Send(kit.OpenMsg{Page: "queue"})
		f.Send(tea.WindowSizeMsg{Width: 90, Height: 30}).Send(tea.BackgroundColorMsg{})
		f.hides()
	})
	t.Run("the key that finds it locked does nothing", func(t *testing.T) {
		f := told(t)
		f.Sleep(6 * time.Minute)
		f.press("d").hides()
		f.open()
		if f.shows("Outcome") {
			t.Errorf("the key went through:\n%s", f.Plain())
		}
	})
	t.Run("opens to the word, with everything as it was", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter", "d", "a", `"asks for the boss`).sees("asks for the boss")
		f.Advance(5 * time.Minute)
		f.press("q", "1", "ctrl+p", "ctrl+l", "esc").Paste("dd\r")
		f.press("esc").hides()
		f.open()
		f.sees("asks for the boss", "Outcome").press("enter").sees("Next caller")
		if v := f.lastCall(); v.Call.Note != "asks for the boss" {
			t.Errorf("the note is %q", v.Call.Note)
		}
	})
	t.Run("shows a dot for what is typed, and nothing else", func(t *testing.T) {
		f := newFloor(t)
		f.Advance(5 * time.Minute)
		f.press(`"geheim`).sees("> ••••••")
		if strings.Contains(f.Styled(), "geheim") {
			t.Error("the word is on the screen")
		}
		f.press("enter").sees("That isn't your lock word. 4 tries left.")
	})
	t.Run("five wrong words end the session, the call is parked", func(t *testing.T) {
		f := told(t)
		f.Advance(5 * time.Minute)
		for range model.LockTries {
			f.press(`"wrong word`, "enter")
		}
		f.parked()
	})
	t.Run("ctrl+c twice leaves without a question, the call is parked", func(t *testing.T) {
		f := told(t)
		f.Advance(5 * time.Minute)
		f.press("ctrl+c").sees("ctrl+c again within two seconds leaves")
		f.hides()
		f.press("ctrl+c")
		f.parked()
	})
	t.Run("nothing opens it without a word", func(t *testing.T) {
		f := told(t)
		f.without()
		f.Advance(5 * time.Minute)
		f.press("x", "enter", `"Herbstzeitlose 9`, "enter", "esc", "q").sees("You have set no lock word", "Leave with ctrl+c twice")
		f.hides()
		f.press("ctrl+c", "ctrl+c")
		f.parked()
	})
	t.Run("any key in the demo, which says so", func(t *testing.T) {
		f := newFloor(t, func(e *kit.Env) { e.Demo = true })
		f.press(`"okafor`, "enter")
		f.Advance(5 * time.Minute)
		f.sees("This is the demo: any key opens it.")
		f.press("d").sees("How can I help you?")
	})
	t.Run("in a window too small it takes no key", func(t *testing.T) {
		f := told(t)
		f.Advance(5 * time.Minute)
		f.Resize(30, 8).Type(lockWord).Press("enter").Resize(80, 24)
		f.hides()
	})
	t.Run("at will", func(t *testing.T) {
		f := told(t)
		f.press("ctrl+p", `"lock`, "enter").hides()
		f.open()
		f.Advance(5 * time.Minute)
		f.hides()
	})
}

// open types the lock word.
func (f *floor) open() {
	f.t.Helper()
	f.Type(lockWord).Press("enter")
	if f.shows("This screen is locked") {
		f.t.Fatalf("the lock word doesn't open:\n%s", f.Plain())
	}
}

// TestLeave: whoever leaves with a call open leaves it parked.
func TestLeave(t *testing.T) {
	for _, keys := range [][]string{{"ctrl+c", "ctrl+c", "y"}, {"1", "esc", "q", "y"}} {
		f := newFloor(t)
		f.press(`"okafor`, "enter").sees("How can I help you?")
		f.press(keys...)
		f.until(f.Quit)
		f.parked()
	}
}

// parked checks that the session has ended and the call waits.
func (f *floor) parked() {
	f.t.Helper()
	if v := f.lastCall(); !f.Quit() || v.Call.State != model.CallParked {
		f.t.Errorf("left: %t, the call is %s\n%s", f.Quit(), v.Call.State, f.Plain())
	}
}

// without starts the desk for an agent without a lock word.
func (f *floor) without() {
	f.t.Helper()
	if err := f.desk.Operator("test").AddAgent(f.t.Context(), "ben", model.RoleAgent); err != nil {
		f.t.Fatal(err)
	}
	var err error
	if f.session, err = f.desk.SignIn(f.t.Context(), "ben"); err != nil {
		f.t.Fatal(err)
	}
	f.app.Close()
	f.app = ui.Desk(f.Env, f.session, ui.DeskOptions{HasMail: true})
	f.Start(f.app)
	f.sees("No lock word is set: a locked screen could only be left. ctrl+p, lock word.")
	f.press(`"sorens`, "enter")
}

func TestLock_word(t *testing.T) {
	f := newFloor(t)
	f.without()
	f.press("ctrl+p", `"lock`, "enter").sees("Not now: Set a lock word first").press("esc", "esc")
	f.press("ctrl+p", `"lock word`, "enter", `"short`, "enter").sees("at least 8 characters; this one has 5")
	f.press(`"Winterjasmin`, "enter", `"Winterling`, "enter").sees("Those were two different words.")
	f.press(`"Winterjasmin`, "enter").sees("The same once more:", "")
	if strings.Contains(f.Styled(), "Winter") {
		t.Error("the word is on the screen")
	}
	f.press(`"Winterjasmin`, "enter").sees("Your lock word is set.")
	f.Advance(5 * time.Minute)
	f.press(`"Winterjasmin`, "enter").sees("How can I help you?")
	f.press("ctrl+p", `"lock word`, "enter").sees("Your lock word as it is now:")
	f.press(`"Winterling`, "enter", `"Sommerwurz`, "enter", `"Sommerwurz`, "enter").sees("That isn't your lock word. Nothing was changed.")
	if u, err := f.session.Unlock(t.Context(), model.NewSecret("Winterjasmin")); err != nil || !u.Passed {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestLongest(t *testing.T) {
	f := told(t)
	for range 95 {
		f.Advance(5*time.Minute - time.Second)
		f.press("down")
	}
	f.Advance(4 * time.Minute)
	f.sees("This session ends at 18:42, after 8 h 00. What is open then is parked")
	f.press("down")
	if f.Quit() {
		t.Fatal("it has ended too soon")
	}
	f.Advance(3 * time.Minute)
	f.parked()
}
