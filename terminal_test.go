package main

// Whole calls in the real program, built and started as somebody would, at a
// pseudo-terminal, on the sample accounts and with a real mail server. This
// file has the desk that they are played at, and the calls that go well; hostile
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
	"callin/ui/cli"
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

func (p *place) told() {
	x := p.start()
	ticket := p.call(x, carlos)
	x.Press("c").Await("Name of your first school?").TypeSecret(carlos.says).Press("enter")
	x.Await("Your Client ID is:", carlos.told, "Client ID: told")
	x.Press("enter").Await("Outcome", "> told").AwaitGone(carlos.told)
	x.Press("enter").Await("Next caller")
	if ticket != "T-1" || x.EverShown(carlos.id) {
		p.Errorf("the ticket is %s, or the Client ID was shown before it was told", ticket)
	}
	p.leave(x)
	p.onlyTyped(carlos.says)
	p.nowhere(carlos.kept)
	p.clean()
}

func (p *place) ticket() {
	x := p.start()
	number := p.call(x, carlos)
	x.Press("p").Await("account change ticket").Press("t").Await("Name of your first school?")
	x.TypeSecret(carlos.says).Press("enter").Await("account change: a new login password", "send it")
	x.Press("enter").Press("s").Await("Outcome", "> mailed", "mail accepted")
	m, secret := p.mail(carlos.email)
	if !strings.Contains(m.Text, number) {
		p.Errorf("the mail doesn't name the ticket %s", number)
	}
	x.Press("enter").Await("Next caller", "accepted").Press("esc").Await("KEYS").Resize(260, 30)
	x.Press("5")
	p.choose(x, "temporary password")
	x.Press("enter").Await("c****0@whitfieldcoastalflooring0.example", "Story", "queued", "accepted")
	if x.EverShown(carlos.email) {
		p.Error("the address on file was shown in full")
	}
	p.leave(x)
	p.onlyTyped(carlos.says)
	p.once(1)
	p.nowhere(carlos.kept, secret)
	p.clean()
}

func (p *place) requested() {
	x := p.start()
	p.call(x, nadia)
	x.Press("p").Await("spam folder", "send the Password Request mail").Press("enter")
	x.Await("Next caller") // Enter referred her, which is what stands beside it: it sends nothing
	p.once(0)
	p.call(x, nadia)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("Outcome", "> mailed", "mail accepted")
	_, secret := p.mail(nadia.email)
	x.Press("p").Await("send the Password Request mail").Press("r").Await("A mail went to this person")
	p.leave(x)
	p.once(1) // in two minutes
	p.nowhere(secret)
	p.clean()
}

func (p *place) referred() {
	x := p.start()
	p.call(x, nadia)
	x.Press("u").Await("That is Carlos Evans.", "the account admin does it")
	if s := x.Screen(); s.Has("Ask ") || s.Has(carlos.id) {
		p.Errorf("the wrong page:\n%s", x.Picture())
	}
	x.Press("enter").Await("Next caller")
	p.leave(x)
	p.clean()
}

func (p *place) locked() {
	x := p.start()
	p.call(x, carlos)
	x.Press("c").Await("Name of your first school?", "3 tries left today")
	for _, left := range []string{"wrong ! 2 tries left today", "wrong ! 1 try left today", "locked !"} {
		x.TypeSecret("Trondheim").Press("enter").Await(left)
	}
	x.Press("e").Await("What should the next agent know?", "Locked after wrong answers").Press("enter").Await("Next caller")
	p.leave(x)
	for _, start := range []func() *tty.Terminal{
		func() *tty.Terminal { return p.start() },
		func() *tty.Terminal { return p.startAs("ben") },
	} {
		y := start()
		y.Type(carlos.search).Await("1 person matches", "locked !").Press("enter").Await("How can I help you?", "locked ! after wrong answers")
		y.Press("c").Await("not possible: locked after wrong answers")
		y.Press("t", "s") // neither may do anything
		y.Press("d").Await("Outcome", "> unsolved")
		if y.EverShown(carlos.told) || y.EverShown("Ask ") || y.EverShown("mail accepted") {
			p.Errorf("an account that is locked was asked, told or mailed:\n%s", y.Picture())
		}
		y.Press("enter").Await("Next caller").Press("ctrl+c").Await("ctrl+c again").Press("ctrl+c")
		y.AwaitThat("the desk to be left", func(s tty.Screen) bool { return !s.Alternate })
		if y == p.terminals[1] && y.Exit() != 0 {
			p.Error("left, it ended with", y.Exit())
		}
	}
	p.onlyTyped("Trondheim")
}

// startAs runs the program in this process for another user of the machine,
// after a manager has put them on the staff.
func (p *place) startAs(user model.AgentName) *tty.Terminal {
	p.Helper()
	x, line := tty.Open(p.T, 80, 24)
	p.terminals = append(p.terminals, x)
	e := machine()
	e.Args, e.Environ, e.In, e.Out, e.Err = nil, p.home.Environ(), line, line, line
	e.User = func() (string, error) { return string(user), nil }
	e.Open = func(ctx context.Context, o cli.Opening) (cli.Opened, error) {
		opened, err := open(ctx, o)
		if err != nil {
			return opened, err
		}
		return opened, opened.Desk.Operator("test").AddAgent(ctx, user, model.RoleAgent)
	}
	ctx, leave := context.WithCancel(p.Context())
	left := make(chan int, 1)
	go func() { left <- cli.Run(ctx, e) }()
	p.Cleanup(func() { leave(); <-left })
	return x.Await("Next caller", "live", string(user))
}

func (p *place) ended() {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		x := p.start()
		p.call(x, carlos)
		x.Press("c").Await("Name of your first school?").TypeSecret(carlos.says).Await(carlos.says)
		code := x.Signal(signal).Exit()
		if s := x.Screen(); code != 0 || s.Alternate || !s.CursorShown || !x.Restored() || s.Title != "" {
			p.Errorf("%s: exit code %d, line restored: %t\n%s", signal, code, x.Restored(), x.Picture())
		}
		for _, undo := range []string{"\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"} {
			if !bytes.Contains(x.Raw(), []byte(undo)) {
				p.Errorf("%s: the terminal wasn't sent %q", signal, undo)
			}
		}
	}
	p.clean()
}

// colour is a sequence that sets one.
var colour = regexp.MustCompile(`\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)

func (p *place) colourless() {
	coloured := func(s tty.Screen) bool {
		return slices.ContainsFunc(s.Cells, func(line []tty.Cell) bool {
			return slices.ContainsFunc(line, func(c tty.Cell) bool { return c.Fg != nil || c.Bg != nil })
		})
	}
	x := tty.Start(p.T, tty.Program{File: p.program, Home: p.home, Env: []string{"NO_COLOR=yes please"}})
	p.call(x.Await("Next caller", "live"), carlos)
	if coloured(x.Screen()) || colour.Match(x.Raw()) {
		p.Errorf("there is colour in spite of NO_COLOR\n%s", x.Picture())
	}
	p.leave(x)
	y := p.start().AwaitThat("colour without NO_COLOR", coloured)
	if !colour.Match(y.Raw()) {
		p.Error("colours aren't known when they are seen")
	}
	p.leave(y)
}
