// This file has what was told mailed as well: to the address on file, by a key of
// its own, and never else.
package ui_test

import (
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
)

func TestMailTold(t *testing.T) {
	const value = "4 4 1   0 4 4   2"
	told := func(t *testing.T) *floor {
		t.Helper()
		return newFloor(t).press(`"okafor`, "enter", "c", `"lindenau`, "enter").sees(value, "m mail it as well, to a****a@lindgren.example")
	}
	kinds := func(f *floor) (told int) {
		for _, m := range f.lastCall().Mails {
			if m.Kind == model.MailTold {
				told++
			}
		}
		return told
	}
	t.Run("m mails it, once, and the minute goes on", func(t *testing.T) {
		f := told(t)
		f.Advance(50 * time.Second)
		f.press("m").sees("The mail to a****a@lindgren.example is on its way.", "mailed to the address on file as well", "Client ID: mail accepted", value)
		f.press("m").sees("It was mailed in this call already.")
		f.Advance(11 * time.Second)
		if f.shows(value) {
			t.Errorf("the mail has kept the value on the screen:\n%s", f.Plain())
		}
		f.press("c").sees(value, "mailed to the address on file as well")
		if n := kinds(f); n != 1 {
			t.Errorf("%d mails went", n)
		}
		f.press("enter").sees("Outcome", "> told").press("enter").sees("Next caller")
		if v := f.lastCall(); v.Call.Outcome != model.Told || v.Ticket.State != model.TicketClosed {
			t.Errorf("%s, the ticket %s", v.Call.Outcome, v.Ticket.State)
		}
		f.press("esc", "5").sees("accepted").choose("what was told").press("enter").sees("accepted").press("x")
		f.sees("There is nothing in this mail that could be taken back")
	})
	t.Run("when the value is hidden", func(t *testing.T) {
		f := told(t)
		f.Advance(time.Minute)
		f.sees("c shows it again", "m mail it as well").press("m").sees("Client ID: mail accepted")
		if f.shows(value) {
			t.Error("it came back to the screen")
		}
	})
	t.Run("Enter mails nothing, nor does any other key of the page", func(t *testing.T) {
		for _, key := range []string{"enter", "s", "r", "n", "space", "y"} {
			f := told(t)
			if f.press(key); kinds(f) != 0 {
				t.Errorf("%s mailed it", key)
			}
		}
	})
	t.Run("not without an address", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"olaf no`, "enter", "c", `"parkroad`, "enter").sees("m mail it as well: not possible, no address is on file")
		f.press("m").sees("There is no address on file, so nothing can be mailed.")
		if n := kinds(f); n != 0 {
			t.Errorf("%d mails went", n)
		}
	})
	t.Run("not when the verification is over", func(t *testing.T) {
		f := told(t)
		for range 3 {
			f.Advance(4 * time.Minute)
			f.press("down") // or the screen would lock
		}
		if f.press("m").sees("more than ten minutes ago"); kinds(f) != 0 {
			t.Error("it was mailed")
		}
	})
}

// TestMailTold_held: to an address that was changed lately it goes when somebody
// else has looked.
func TestMailTold_held(t *testing.T) {
	amy := newFloor(t)
	amy.moved()
	ben := amy.beside("ben")
	ben.press(`"okafor`, "enter", "u", `"lindenau`, "enter").sees("a . o k a f o r", "! The address on file was changed lately")
	ben.press("m").sees("The mail is held: a second person has to release it in the Outbox.", "user name: mail held !")
	amy.press("esc", "5").sees("1 held for a second person").choose("> held").press("s").sees("was released.")
	amy.Await("the mail to go", func() bool { return !amy.shows("held") })
}

// TestMailTold_golden holds the page with what it may say about the mail.
func TestMailTold_golden(t *testing.T) {
	f := newFloor(t)
	f.press(`"okafor`, "enter", "c", `"lindenau`, "enter", "m").sees("Client ID: mail accepted")
	f.Advance(5 * time.Second) // the message has gone
	f.Golden("call-told-mailed")
	f.Env.SetTheme(kit.Dark)
	f.GoldenStyled("call-told-mailed-dark")
}
