package main

// Whole calls in the real program, built and started as somebody would, at a
// pseudo-terminal, on the sample accounts and with a real mail server. This
// file has the desk that they are played at; the calls that go well, hostile
// input and kills have files of their own.

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail/inbound"
	tty "callin/ui/uitest/terminal"
)

// caller is somebody of the sample accounts.
type caller struct {
	search string // finds this person alone
	name   string
	kept   string // the security answer on file
	says   string // what they say, which isn't spelled the same
	id     string // Client ID
	told   string // the same on the screen
	email  string
}

var (
	carlos = caller{
		search: "carlos evans coastal", name: "Carlos Evans", kept: "Ålesund", says: "ALESUND",
		id: "1000001", told: "1 0 0   0 0 0   1", email: "carlos.evans0@whitfieldcoastalflooring0.example",
	}
	nadia = caller{search: "nadia okafor coastal", name: "Nadia Okafor", email: "nadia.okafor1@whitfieldcoastalflooring0.example"}
)

// temporary is what a temporary password looks like.
var temporary = regexp.MustCompile(`\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b`)

func TestTerminal(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		name string
		play func(*place)
	}{
		{"kills lose nothing that was shown", (*place).killed},
		{"a mail waits for its server", (*place).unplugged},
		{"a mail that may have arrived goes again as the same", (*place).uncertain},
		{"a mail that was being sent at a kill too", (*place).unanswered},
		{"a Client ID is told", (*place).told},
		{"a temporary password by ticket", (*place).ticket},
		{"a Password Request mail", (*place).requested},
		{"a user is referred", (*place).referred},
		{"three wrong answers lock, for everybody", (*place).locked},
		{"a window too small, and another size in the middle of a call", (*place).resized},
		{"an endless answer", (*place).endless},
		{"pasted rubbish runs nothing", (*place).pasted},
		{"foreign words keep their escape sequences", (*place).foreign},
		{"asked to end, it leaves the terminal clean", (*place).ended},
		{"no colour", (*place).colourless},
		{"a line that tears keys", (*place).torn},
		{"kitty's keyboard", (*place).kitty},
		{"an old keyboard", (*place).legacy},
		{"line mode", (*place).inLines},
		{"bytes on the wire", (*place).thrifty},
		{"a store full of commands to terminals", (*place).spoilt},
		{"the demo", (*place).demo},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.play(o.place(t))
		})
	}
}

// office is the program and a store with all sample accounts in it, which each
// test gets a copy of.
type office struct {
	program string
	store   string
}

func newOffice(t *testing.T) office {
	t.Helper()
	o := office{program: tty.Build(t, "."), store: t.TempDir()}
	accounts, err := filepath.Abs("testdata/accounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	p := &place{T: t, program: o.program, home: tty.NewHome(t)}
	if said := p.run("--db", filepath.Join(o.store, "callin.db"), "import", accounts); !strings.Contains(said, "300 new") {
		t.Fatal(said)
	}
	return o
}

// place is one agent's: a home with a store, a configuration and a log.
type place struct {
	*testing.T
	program   string
	home      tty.Home
	inbox     *inbound.Inbox // what the configuration's mail server has taken
	terminals []*tty.Terminal
}

// place makes one, with a mail server.
func (o office) place(t *testing.T) *place {
	p := &place{T: t, program: o.program, home: tty.NewHome(t)}
	if err := os.Mkdir(p.home.File("data/callin"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"callin.db", "callin.key"} {
		kept, err := os.ReadFile(filepath.Join(o.store, file))
		if err != nil {
			t.Fatal(err)
		}
		write(t, p.home.File("data/callin/"+file), string(kept), 0o600)
	}
	p.listen("127.0.0.1:0")
	p.configure(p.inbox.Addr())
	return p
}

// listen puts up a mail server.
func (p *place) listen(addr string) {
	p.Helper()
	b, err := inbound.Listen(addr, inbound.Options{Now: time.Now})
	if err != nil {
		p.Fatal(err)
	}
	p.inbox = b
	p.Cleanup(func() { _ = b.Close() })
}

// configure names the mail server, and more lines for its table.
func (p *place) configure(server string, more ...string) {
	p.Helper()
	folder := p.home.File("config/callin")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		p.Fatal(err)
	}
	if len(more) == 0 {
		more = []string{`tls = "none"`}
	}
	lines := append([]string{`log = "callin.log"`, "[smtp]", `server = "` + server + `"`}, more...)
	write(p.T, filepath.Join(folder, "config.toml"), strings.Join(lines, "\n")+"\n", 0o600)
}

// start starts the program, without arguments to the desk's first page.
func (p *place) start(args ...string) *tty.Terminal {
	p.Helper()
	x := tty.Start(p.T, tty.Program{File: p.program, Args: args, Home: p.home})
	p.terminals = append(p.terminals, x)
	return x.Await("Next caller", "live")
}

// leave ends the program as the end of a session does.
func (p *place) leave(x *tty.Terminal) {
	p.Helper()
	if code := x.Signal(syscall.SIGTERM).Exit(); code != 0 {
		p.Fatalf("asked to leave, it ended with %d\n%s", code, x.Picture())
	}
}

// run runs a command that needs no terminal.
func (p *place) run(args ...string) string {
	p.Helper()
	command := exec.CommandContext(p.Context(), p.program, args...)
	command.Env, command.Dir = p.home.Environ(), string(p.home)
	said, err := command.CombinedOutput()
	if err != nil {
		p.Fatalf("callin %v: %v\n%s", args, err, said)
	}
	return string(said)
}

// call finds a caller and opens a call; it returns the ticket's number.
func (p *place) call(x *tty.Terminal, c caller) string {
	p.Helper()
	x.Type(c.search).Await("1 person matches").Press("enter").Await(c.name, "How can I help you?")
	return ticketNumber.FindString(x.Screen().Lines[0])
}

var ticketNumber = regexp.MustCompile(`T-\d+`)

// mail waits until the server has taken a mail with a temporary password for an
// address, and returns it and what no screen may show. Notices go besides.
func (p *place) mail(to string) (m inbound.Message, secret string) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.Context(), 30*time.Second)
	defer cancel()
	for seen := 0; ; {
		for _, m := range p.inbox.Messages() {
			if secret = temporary.FindString(m.Text); m.To != to || secret == "" {
				continue
			}
			if !strings.Contains(m.HTML, secret) {
				p.Fatalf("the temporary password isn't in both parts of the mail %q", m.Subject)
			}
			for _, x := range p.terminals {
				x.Hide(secret)
			}
			return m, secret
		}
		var err error
		if seen, err = p.inbox.Changed(ctx, seen); err != nil {
			p.Fatal("the mail server didn't get the mail:", err)
		}
	}
}

// once checks that the mail server got no mail twice, and so many with a
// temporary temporary.
func (p *place) once(secrets int) {
	p.Helper()
	ids, found := map[string]bool{}, 0
	for _, m := range p.inbox.Messages() {
		if m.MessageID == "" || ids[m.MessageID] {
			p.Errorf("the mail %q came twice, or has no name", m.Subject)
		}
		ids[m.MessageID] = true
		if temporary.MatchString(m.Text) {
			found++
		}
	}
	if found != secrets {
		p.Errorf("%d mails with a temporary password came, want %d", found, secrets)
	}
}

// sentMail is a mail in the words of "mail status".
type sentMail struct{ Kind, State, Ticket, Said string }

// outbox is what the program tells of its mails with temporary passwords, newest
// first.
func (p *place) outbox() []sentMail {
	p.Helper()
	var all []sentMail
	if err := json.Unmarshal([]byte(p.run("mail", "status", "--json")), &all); err != nil {
		p.Fatal(err)
	}
	return slices.DeleteFunc(all, func(m sentMail) bool {
		return m.Kind != string(model.MailTemporary) && m.Kind != string(model.MailRequest)
	})
}

// choose moves the choice in a list to the row with a text.
func (p *place) choose(x *tty.Terminal, text string) {
	p.Helper()
	x.Await(text)
	for range 50 {
		row := x.Screen().Line(" > ")
		if strings.Contains(row, text) {
			return
		}
		x.Press("down").AwaitThat("another row", func(s tty.Screen) bool { return s.Line(" > ") != row })
	}
	p.Fatalf("there is no row %q\n%s", text, x.Picture())
}

// nowhere looks for secrets in everything that the program wrote and showed,
// in any case of letters. It must have ended.
func (p *place) nowhere(secrets ...string) {
	p.Helper()
	p.unwritten(secrets...)
	for _, x := range p.terminals {
		for i, s := range secrets {
			if x.EverShown(s) {
				p.Errorf("the screen has shown secret %d", i)
			}
		}
	}
}

// unwritten looks for them in the store and the log.
func (p *place) unwritten(secrets ...string) {
	p.Helper()
	p.run("audit", "verify")
	for _, file := range []string{"data/callin/callin.db", "config/callin/callin.log"} {
		kept, err := os.ReadFile(p.home.File(file))
		if err != nil {
			p.Fatal(err)
		}
		kept = bytes.ToLower(kept)
		for i, s := range secrets {
			if bytes.Contains(kept, []byte(strings.ToLower(s))) {
				p.Errorf("%s holds secret %d", file, i)
			}
		}
	}
}

// onlyTyped checks that an answer was on the screen in its field alone, while it
// was being typed: in the store and the log it never was.
func (p *place) onlyTyped(answer string) {
	p.Helper()
	p.unwritten(answer)
	for _, x := range p.terminals {
		for _, f := range append(x.Frames(), x.Titles()...) {
			if strings.Contains(f, answer) && (!strings.Contains(f, " Ask ") || strings.Count(f, answer) > 1) {
				p.Error("an answer stands on the screen elsewhere than in its field")
			}
		}
	}
}

// clean checks that only the renderer's own came out of the program.
func (p *place) clean() {
	p.Helper()
	for _, x := range p.terminals {
		if found := tty.Strange(x.Raw()); len(found) > 0 {
			p.Errorf("the terminal was sent %v", found)
		}
		for _, title := range x.Titles() {
			if title != "" && title != "callin" && !regexp.MustCompile(`^callin · \d+ due$`).MatchString(title) {
				p.Errorf("the window was called %q", title)
			}
		}
	}
}
