package ui_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
)

// TestPolicy plays every row of the mission's table on the keyboard, and what
// the table leaves open, and looks at what the screen says and what came of it.
func TestPolicy(t *testing.T) {
	for _, c := range []struct {
		name  string
		who   string
		keys  []string
		sees  []string
		lacks []string
		then  []string // more keys
		ends  func(*testing.T, *floor)
	}{
		{
			name: "login password, anyone with an address: the agent starts the self-service mail",
			who:  "sorens", keys: []string{"p"},
			sees: []string{"I can send a new temporary password", "spam folder", "r     send the Password Request mail"},
			then: []string{"r", "enter"}, ends: ended(model.Mailed, model.TicketSolved, model.WayRequestMail),
		},
		{
			name: "login password, a user without an address: referral",
			who:  "nomail c", keys: []string{"p"},
			sees: []string{"not possible: there is no address on file", "That is Ada Okafor."},
			then: []string{"r", "enter"}, ends: ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			name: "login password, an admin: ticket after the answer",
			who:  "okafor", keys: []string{"p"},
			sees: []string{"t     account change ticket, after the security answer"},
			then: []string{"t", `"lindenau`, "enter", "s", "enter"}, ends: ended(model.Mailed, model.TicketSolved, model.WayTicket),
		},
		{
			name: "login password, an admin without an address: the other admin",
			who:  "olaf", keys: []string{"p"},
			sees: []string{"not possible: there is no address on file", "Una Voe."},
			then: []string{"t", "enter"}, ends: ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			name: "login password, a phone extension: none",
			who:  "lobby", keys: []string{"p"}, sees: []string{"A phone extension has no log-in of its own"},
			lacks: []string{"send the Password Request"},
			then:  []string{"r", "t", "enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayNone),
		},
		{
			name: "user name, a user: referral",
			who:  "sorens", keys: []string{"u"}, sees: []string{"That is Ada Okafor."}, lacks: []string{"Ask "},
			then: []string{"enter"}, ends: ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			name: "user name, an admin: told after the answer",
			who:  "okafor", keys: []string{"u", `"linden au`, "enter"},
			sees: []string{"a . o   k a f   o r", "Alfa  dot  Oscar  Kilo"},
			then: []string{"enter", "enter"}, ends: ended(model.Told, model.TicketClosed, model.WayTell),
		},
		{
			name: "user name, a phone extension: has none",
			who:  "lobby", keys: []string{"u"}, sees: []string{"so there is no user name to give"},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayNone),
		},
		{
			name: "Client ID, a user: referral",
			who:  "sorens", keys: []string{"c"}, sees: []string{"Ada Okafor."}, lacks: []string{"4 4 1", "4410442"},
			then: []string{"enter"}, ends: ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			name: "Client ID, an admin: told after the answer",
			who:  "okafor", keys: []string{"c", `"lindenau`, "enter"}, sees: []string{"4 4 1   0 4 4   2"},
			then: []string{"enter", "enter"}, ends: ended(model.Told, model.TicketClosed, model.WayTell),
		},
		{
			name: "voicemail PIN: in the portal, otherwise the account admin",
			who:  "sorens", keys: []string{"v"}, sees: []string{"choose a new PIN there", "exactly four digits", "Ada Okafor."},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayPortal),
		},
		{
			name: "SIP password, an admin: in the portal",
			who:  "okafor", keys: []string{"S"}, sees: []string{"in the portal", "Only administrators see it"},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayPortal),
		},
		{
			name: "SIP password, a user: referral",
			who:  "sorens", keys: []string{"S"}, sees: []string{"Ada Okafor."},
			then: []string{"enter"}, ends: ended(model.Referred, model.TicketClosed, model.WayReferral),
		},
		{
			name: "the phone's own password: an article",
			who:  "lobby", keys: []string{"T"}, sees: []string{"belongs to the telephone itself"},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayArticle),
		},
		{
			name: "voicemail PIN, an admin without another: in the portal, otherwise a supervisor",
			who:  "okafor", keys: []string{"v"}, sees: []string{"choose a new PIN there", "I'll pass you on to a supervisor.", "e     hand over"},
			lacks: []string{"notify the admin", "said: the account admin does it"},
			then:  []string{"e", "enter"}, ends: ended(model.Unsolved, model.TicketOpen),
		},
		{
			name: "a closed account: nothing, in words",
			who:  "late", keys: []string{"c"}, sees: []string{"not possible: the account is closed", "account with us is closed"}, lacks: []string{"Ask "},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayNone),
		},
		{
			name: "a closed account, wrapped up by hand",
			who:  "late", keys: []string{"p"}, sees: []string{"account with us is closed"},
			then: []string{"r", "t", "d", "enter"}, ends: ended(model.Unsolved, model.TicketOpen),
		},
		{
			name: "nobody found: nothing",
			who:  "zzzzzz", keys: []string{"c"}, sees: []string{"I can't find you in our records"}, lacks: []string{"Ask "},
			then: []string{"enter"}, ends: ended(model.Explained, model.TicketClosed, model.WayNone),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFloor(t)
			f.press(`"`+c.who, "enter").press(c.keys...).sees(c.sees...)
			for _, text := range c.lacks {
				if f.shows(text) {
					t.Errorf("the screen shows %q:\n%s", text, f.Plain())
				}
			}
			f.press(c.then...).sees("Next caller")
			c.ends(t, f)
		})
	}
}

func TestTold(t *testing.T) {
	const value = "4 4 1   0 4 4   2"
	tell := func(t *testing.T) *floor {
		f := newFloor(t)
		return f.press(`"okafor`, "enter", "c", `"lindenau`, "enter").sees(value)
	}
	hidden := func(t *testing.T, f *floor) {
		t.Helper()
		if f.shows(value) {
			t.Fatalf("the value is still there:\n%s", f.Plain())
		}
	}
	t.Run("is hidden after a minute, and shown again on the letter", func(t *testing.T) {
		f := tell(t)
		f.sees(value, "or in 01:00")
		f.Advance(18 * time.Second)
		f.sees(value, "or in 00:42")
		f.Advance(41 * time.Second)
		f.sees(value, "or in 00:01")
		f.Advance(time.Second)
		hidden(t, f)
		f.press("c").sees(value)
	})
	t.Run("is hidden when the machine has slept", func(t *testing.T) {
		f := tell(t)
		f.Sleep(61 * time.Second).Advance(time.Second)
		hidden(t, f)
		f.sees("hidden after 01:00")
	})
	for _, key := range []string{"enter", "esc", "d", "p", "1", "b"} {
		t.Run("is hidden on "+key, func(t *testing.T) {
			f := tell(t)
			f.press(key)
			hidden(t, f)
		})
	}
	t.Run("isn't told again when the verification is over", func(t *testing.T) {
		f := tell(t)
		for range 3 {
			f.Advance(4 * time.Minute)
			f.press("down") // or the screen would lock
		}
		f.press("c")
		hidden(t, f)
		f.sees("Ask   Name of your first school?")
	})
}

func TestVerify(t *testing.T) {
	t.Run("what was typed is nowhere after a wrong answer", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter", "c", `"rosenau`, "enter").sees("wrong !  2 tries left")
		if f.shows("rosenau") {
			t.Fatal("the wrong answer stands on the screen")
		}
	})
	t.Run("locks after the third, for the next call too", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter", "c", `"r1`, "enter", `"r2`, "enter", `"r3`, "enter").sees("locked !", "until 3 Mar 10:42")
		f.press("1", `"okafor`).sees("locked !")
		f.press("enter", "c").sees("not possible: locked after wrong answers")
	})
	t.Run("an endless answer isn't counted and is refused in words", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter", "c")
		f.Paste(strings.Repeat("x", 10_000))
		f.press("enter").sees("10000 characters", "It was not counted")
		if v := f.lastCall(); v.TriesLeft != 3 {
			t.Fatalf("%d tries left", v.TriesLeft)
		}
	})
	t.Run("stops on Esc and stays open", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"okafor`, "enter", "c", `"lin`, "esc").sees("3 tries left")
		f.press("esc").sees("How can I help you?")
		f.press("esc").sees("Next caller", "1 call of yours waits", "Ada Okafor")
		f.press("-").sees("How can I help you?")
	})
	t.Run("shows the other ways on Tab", func(t *testing.T) {
		f := newFloor(t)
		f.press(`"olaf`, "enter", "c", "tab").sees("Admins    Una Voe", "Hand over Esc e", "Tab question")
		f.press(`"park`).sees("Hand over Esc Esc e", "Esc clear")
		f.press("esc", "esc", "e").sees("Hand over T-1")
	})
}

func TestReady_ticket(t *testing.T) {
	f := newFloor(t)
	f.press(`"sorens`, "enter", "d", "enter").sees("Next caller") // unsolved: it goes to the queue
	f.press(`"#1`).sees("Enter goes on with this ticket", "T-1", "Ben Sørensen")
	f.press("enter").sees("T-1 Ben Sørensen, user", "How can I help you?")
	f.press("d", "enter", `"#77`).sees(`There is no ticket "#77".`).press("enter").sees("Next caller")
}
