// This file has what takes two people played by two, and the mail to an admin on
// the caller's behalf.
package ui_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/roster"
)

// moved gives Ada another address on file.
func (f *floor) moved() {
	f.t.Helper()
	file, err := roster.Read(strings.NewReader(strings.ReplaceAll(customers, "ada@lindgren.example", "ada@new.example")))
	if err != nil {
		f.t.Fatal(err)
	}
	if _, _, err := f.desk.Operator("test").Import(f.t.Context(), file, false, nil); err != nil {
		f.t.Fatal(err)
	}
}

// TestFourEyes: a password goes to an address that was changed lately only when
// somebody else releases it.
func TestFourEyes(t *testing.T) {
	amy := newFloor(t)
	amy.moved()
	ben := amy.beside("ben")
	ben.press(`"okafor`, "enter", "p").sees("! The address on file was changed lately: a second person has to release the mail, in the Outbox.",
		"A colleague has to release the mail first, so it may take a little.")
	ben.press("r").sees("mail held ! a second person has to release it in the Outbox")
	if ben.sees("> mailed", `Say "A colleague has to release the mail first, so it may take a little.`); ben.shows("in a moment") {
		t.Errorf("it promises too much:\n%s", ben.Plain())
	}
	ben.press("enter").sees("Next caller").press("esc", "5").sees("1 held for a second person", "waits for a second person")
	ben.choose("> held").press("s").sees("You asked for this mail, so another person has to release it.")
	amy.press("esc", "5").sees("1 held for a second person").choose("> held").press("s").sees("was released.")
	amy.Await("the mail to go", func() bool { return !amy.shows("held") })
}

// TestFourEyes_released: the sentence at the wrap-up is true as the mail goes.
func TestFourEyes_released(t *testing.T) {
	amy := newFloor(t)
	amy.moved()
	ben := amy.beside("ben")
	ben.press(`"okafor`, "enter", "p", "t", `"lindenau`, "enter").sees("I'm asking for a temporary password to be sent", "A colleague has to release the mail first", "! The address on file was changed lately")
	ben.press("s").sees("mail held !", "A colleague has to release the mail first")
	amy.press("esc", "5").choose("> held").press("s").sees("was released.")
	ben.sees("mail accepted", "You will have the mail in a moment.")
}

// choose moves down until the row chosen begins so.
func (f *floor) choose(row string) *floor {
	f.t.Helper()
	for range 12 {
		if f.shows(row) {
			return f
		}
		f.press("down")
	}
	f.t.Fatalf("there is no row %q:\n%s", row, f.Plain())
	return f
}

// TestUnlock: a manager unlocks what wrong answers have locked, and says why.
func TestUnlock(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter", "c")
	for range 3 {
		f.press(`"wrong`, "enter")
	}
	f.sees("locked").press("esc", "esc", "esc", "esc", "esc", "3").sees("Locked 4").press("right", "right", "right").sees("Ada Okafor").choose("> 44····· Ada Okafor")
	f.press("l").sees("No answer is taken until", "U unlock")
	f.press("U").sees("Say why it may be unlocked").press(`"Una called back on file`, "enter").sees("The account is unlocked", "3 tries left today")
}

// TestUnlocked: the page of a call that is locked goes on by itself when a
// supervisor unlocks the account, and when the lock has run out by the clock.
func TestUnlocked(t *testing.T) {
	const until = "no answer is taken until 3 Mar 10:42"
	ends := map[string]func(amy, ben *floor){
		"by a supervisor": func(amy, _ *floor) {
			if err := amy.session.UnlockAccount(t.Context(), amy.find("okafor").Account(), "Una called back on file"); err != nil {
				t.Fatal(err)
			}
		},
		"by the clock": func(amy, ben *floor) {
			amy.Sleep(model.Standard().LockFor) // the desk's clock is hers
			ben.Sleep(model.Standard().LockFor).Advance(time.Second)
		},
	}
	pages := map[string]struct {
		keys   []string
		locked string
		after  []string
	}{
		"question":   {nil, until, []string{"Name of your first school?", "3 tries left today", "FIELD"}},
		"Client ID":  {[]string{"esc", "c"}, "locked after wrong answers until 3 Mar 10:42", []string{"Name of your first school?", "FIELD"}},
		"password":   {[]string{"esc", "p"}, "locked after wrong answers until 3 Mar 10:42", []string{"t     account change ticket, after the security answer", "KEYS"}},
		"first step": {[]string{"esc"}, "locked !  after wrong answers", []string{"set  3 tries left today", "KEYS"}},
	}
	for how, end := range ends {
		for name, tc := range pages {
			t.Run(how+", at the "+name, func(t *testing.T) {
				amy := newFloor(t)
				ben := amy.beside("ben")
				ben.press(`"okafor`, "enter", "c")
				for range 3 {
					ben.press(`"wrong`, "enter")
				}
				ben.sees(until).press(tc.keys...).sees(tc.locked)
				end(amy, ben)
				ben.Await("the lock to end here too", func() bool { return !ben.shows("3 Mar 10:42") })
				ben.sees(tc.after...)
				if ben.shows("isn't the answer") {
					t.Errorf("it still says:\n%s", ben.Plain())
				}
			})
		}
	}
}

// TestNotifyAdmin: n on a referral tells the admins by mail, once.
func TestNotifyAdmin(t *testing.T) {
	f := newFloor(t)
	to := make(chan string, 9)
	f.courier.answers(func(m model.Mail) (model.Receipt, error) {
		to <- m.To
		return model.Receipt{Server: "mx.lindgren.example:25", Said: "2.0.0 queued"}, nil
	})
	f.press(`"nomail c`, "enter", "u").sees("n     notify the admin by mail").press("n").sees("1 admin is told by mail, at the address on file.")
	f.press("n").sees("The admins were told of this call already.")
	if got := <-to; got != "ada@lindgren.example" {
		t.Errorf("the mail went to %s", got)
	}
}
