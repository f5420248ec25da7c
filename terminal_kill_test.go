package main

// The program is killed at every moment of a call, as a power cut would, and
// started again: what its screen had shown as done is still so.

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	tty "callin/ui/uitest/terminal"
)

// moment is a step of a call: what is done, what the screen shows of it, and how
// the same call looks when it is opened again after a kill. An empty kept means
// that nothing was promised.
type moment struct {
	name  string
	does  func(*tty.Terminal, caller)
	shows string
	kept  func(tty.Screen) bool
}

func shows(texts ...string) func(tty.Screen) bool {
	return func(s tty.Screen) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return !s.Has(text) })
	}
}

// moments are a whole call with everything in it that may be lost.
var moments = []moment{
	{"found", func(x *tty.Terminal, c caller) { x.Type(c.search) }, "1 person matches", nil},
	{"opened", press("enter"), "How can I help you?", shows("3 tries left today")},
	{"asked", press("c"), "Ask ", shows("3 tries left today")},
	{"half an answer", func(x *tty.Terminal, _ caller) { x.TypeSecret("zzxx") }, "> zzxx", shows("3 tries left today")},
	{"a wrong answer", func(x *tty.Terminal, _ caller) { x.TypeSecret("yy").Press("enter") }, "wrong ! 2 tries left today", shows("2 tries left today")},
	{"told", func(x *tty.Terminal, c caller) { x.TypeSecret(c.says).Press("enter") }, "Client ID: told", shows("Client ID: told")},
	{"the password too", press("p"), "account change ticket", shows("Client ID: told")},
	{"the ticket", press("t"), "send it", shows("Client ID: told")},
	{"mailed", press("s"), "> mailed", shows("Client ID: told", "mail accepted")},
	{"a note", func(x *tty.Terminal, _ caller) { x.Press("tab").Type("was in a hurry") }, "was in a hurry", shows("Client ID: told", "mail accepted")},
	{"wrapped up", press("enter"), "Next caller", nil},
}

func press(keys ...string) func(*tty.Terminal, caller) {
	return func(x *tty.Terminal, _ caller) { x.Press(keys...) }
}

// TestHangUp: the window is closed in the middle of a call, which is parked.
func TestHangUp(t *testing.T) {
	p := newOffice(t).place(t)
	x := p.start()
	p.call(x, carlos)
	x.Signal(syscall.SIGHUP).Exit()
	p.start().Await("1 call of yours waits", "parked")
}

func (p *place) killed() {
	admins := p.admins(2*len(moments) + 1)
	x := p.start()
	sent := map[string]bool{} // addresses that the screen promised a mail to
	for i, m := range moments {
		// Once when the screen has shown it, and once before it could.
		for j, seen := range []bool{true, false} {
			who := admins[2*i+j]
			number := p.playUntil(x, who, i, seen)
			x.Kill()
			x = p.start()
			last := i - 1
			if seen {
				last = i
			}
			if last >= slices.IndexFunc(moments, func(m moment) bool { return m.name == "mailed" }) {
				sent[who.email] = true
			}
			p.stands(x, m.name, number, last, seen)
		}
	}
	x = p.killLocking(x, admins[len(admins)-1])
	p.leave(x)
	p.run("audit", "verify")
	p.settled(sent)
}

// playUntil plays a call to a moment, and returns its ticket once it was shown.
func (p *place) playUntil(x *tty.Terminal, who caller, last int, seen bool) (number string) {
	p.Helper()
	for i, m := range moments[:last+1] {
		m.does(x, who)
		if i == last && !seen {
			return number
		}
		x.Await(m.shows)
		if m.name == "opened" {
			number = ticketNumber.FindString(x.Screen().Lines[0])
		}
	}
	return number
}

// stands looks at a call after a kill: everything up to the last moment shown is
// there, or what came right after it. It ends the call.
func (p *place) stands(x *tty.Terminal, when, number string, last int, seen bool) {
	p.Helper()
	switch {
	case number == "":
		return // nothing was shown
	case when == "wrapped up":
		x.Await("Mail for T-") // one reading brings the newest mail and the calls
		if waits := x.Screen().Has("waits ·"); waits && seen {
			p.Errorf("%s, and it waits again\n%s", when, x.Picture())
		} else if !waits {
			return
		}
	}
	p.choose(x, number)
	kept, next := moments[last].kept, moments[min(last+1, len(moments)-1)].kept
	x.Press("enter").AwaitThat(when+" to be there still", func(s tty.Screen) bool {
		talking := s.Has(number) && (s.Has("How can I help you?") || s.Has("Is there anything else"))
		return talking && (kept(s) || !seen && next != nil && next(s))
	})
	x.Press("d").Await("Outcome").Press("enter").Await("Next caller")
}

// killLocking kills after each of three wrong answers: each has counted.
func (p *place) killLocking(x *tty.Terminal, who caller) *tty.Terminal {
	p.Helper()
	number := p.call(x, who)
	for _, left := range []string{"2 tries left today", "1 try left today", "locked !"} {
		x.Press("c").Await("Ask ").TypeSecret("zzzz").Press("enter").Await(left)
		x.Kill()
		x = p.start()
		p.choose(x, number)
		x.Press("enter").Await("How can I help you?", left)
	}
	return x
}

// settled checks that each mail promised has come, by one name.
func (p *place) settled(sent map[string]bool) {
	p.Helper()
	for to := range sent {
		p.mail(to)
	}
	ids := map[string]map[string]bool{}
	for _, m := range p.inbox.Messages() {
		if temporary.MatchString(m.Text) {
			if ids[m.To] == nil {
				ids[m.To] = map[string]bool{}
			}
			ids[m.To][m.MessageID] = true
		}
	}
	for to, names := range ids {
		if len(names) != 1 {
			p.Errorf("a caller got %d different mails (promised: %t)", len(names), sent[to])
		}
	}
	if len(sent) < 4 {
		p.Errorf("only %d mails were promised: the test looks at nothing", len(sent))
	}
}

// admins are people of the sample accounts who can be verified and mailed, no
// two of one account.
func (p *place) admins(n int) []caller {
	p.Helper()
	file, err := os.Open("testdata/accounts.csv")
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		p.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var found []caller
	for _, r := range rows[1:] {
		of := func(name string) string { return r[column[name]] }
		known := slices.ContainsFunc(found, func(c caller) bool { return c.id == of("client_id") })
		if of("role") != "admin" || of("status") != "active" || of("email") == "" || len(of("answer")) < 4 || known {
			continue
		}
		found = append(found, caller{
			search: of("client_id") + " " + of("name"), name: of("name"), says: of("answer"), id: of("client_id"), email: of("email"),
		})
		if len(found) == n {
			return found
		}
	}
	p.Fatalf("%d admins who can be verified and mailed, want %d", len(found), n)
	return nil
}

// TestMoments holds the list to what it is for.
func TestMoments(t *testing.T) {
	if kills := 2*len(moments) + 3; kills < 20 {
		t.Errorf("%d kills", kills)
	}
	for _, m := range moments {
		if strings.TrimSpace(m.name) == "" || m.does == nil || m.shows == "" {
			t.Errorf("%q isn't whole", m.name)
		}
	}
}
