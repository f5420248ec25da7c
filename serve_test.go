package main

// The desk over SSH, with the OpenSSH client: what scenarios need for it, and
// the sessions that need a terminal.

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	tty "callin/ui/uitest/terminal"
)

// server is "callin serve" at work.
type server struct {
	process *exec.Cmd
	out     watched
	ear     *os.File // closed, nobody hears what it says any more
	port    string
	ended   chan error
}

// watched keeps what a program writes, and says that there is more.
type watched struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *watched) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

var serving = regexp.MustCompile(`Serving on 127\.0\.0\.1:(\d+)\.`)

// startServer starts it on a free port and waits until it serves.
func startServer(program, folder string, environ []string, args ...string) (*server, error) {
	s := &server{ended: make(chan error, 1)}
	s.process = exec.Command(program, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...) //nolint:noctx // stop ends it
	s.process.Dir, s.process.Env = folder, environ
	ear, mouth, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	s.ear, s.process.Stdout, s.process.Stderr = ear, mouth, mouth
	err = s.process.Start()
	_ = mouth.Close() // the program has its own
	if err != nil {
		return nil, errors.Join(err, ear.Close())
	}
	heard := make(chan struct{})
	go func() { _, _ = io.Copy(&s.out, ear); close(heard) }()
	go func() {
		err := s.process.Wait()
		<-heard
		s.ended <- err
	}()
	late := time.NewTimer(30 * time.Second)
	defer late.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if found := serving.FindStringSubmatch(s.out.String()); found != nil {
			s.port = found[1]
			return s, nil
		}
		select {
		case err := <-s.ended:
			s.ended <- err
			return s, errors.New("it ended: " + s.out.String())
		case <-late.C:
			return s, errors.New("it doesn't serve: " + s.out.String())
		case <-tick.C:
		}
	}
}

// stop asks it to end, and kills it when it doesn't.
func (s *server) stop() error {
	_ = s.process.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case err := <-s.ended:
		s.ended <- err
		return err
	case <-time.After(30 * time.Second):
		return errors.Join(errors.New("asked to end, it didn't"), s.process.Process.Kill())
	}
}

// servers are those of scripts.
var servers sync.Map

// serve [ARGS] starts "callin serve" and sets $PORT.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	program, err := exec.LookPath("callin")
	ts.Check(err)
	s, err := startServer(program, ts.MkAbs("."), scriptEnv(ts), args...)
	if s != nil {
		servers.Store(ts, s)
		ts.Defer(func() { _ = s.stop() })
	}
	ts.Check(err)
	ts.Setenv("PORT", s.port)
}

// scriptEnv is what the server sees of the script's environment.
func scriptEnv(ts *testscript.TestScript) []string {
	var environ []string
	for _, name := range []string{"HOME", "PATH", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR"} {
		environ = append(environ, name+"="+ts.Getenv(name))
	}
	return append(environ, "TESTSCRIPT_COMMAND=callin")
}

// unserve ends the server, which must end well, and writes what it said to a file.
func unserve(ts *testscript.TestScript, _ bool, args []string) {
	found, ok := servers.Load(ts)
	if !ok {
		ts.Fatalf("nothing is served")
	}
	s := found.(*server) //nolint:forcetypeassert // serve puts nothing else there
	ts.Check(s.stop())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s.out.String()), 0o600))
}

// killServer kills it as a power cut would.
func killServer(ts *testscript.TestScript, _ bool, _ []string) {
	found, ok := servers.Load(ts)
	if !ok {
		ts.Fatalf("nothing is served")
	}
	s := found.(*server) //nolint:forcetypeassert // serve puts nothing else there
	ts.Check(s.process.Process.Kill())
	s.ended <- <-s.ended
}

// ssh is an agent's client, which knows nothing of this machine's own settings.
func sshArgs(home tty.Home, key, port string, more ...string) []string {
	return append(more, []string{
		"-F", "none", "-tt", "-i", home.File(key), "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=accept-new",
		"-o", "UserKnownHostsFile=" + home.File("known"), "-o", "LogLevel=ERROR", "-o", "SendEnv=COLORTERM", "-p", port, "127.0.0.1",
	}...)
}

// keygen makes a key of an agent's own.
func keygen(t *testing.T, file string) {
	t.Helper()
	if said, err := exec.CommandContext(t.Context(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v\n%s", err, said)
	}
}

// TestServe_customer plays a customer at the portal beside two agents: the mail is
// asked for, comes, lets them in, and both agents see each step.
func TestServe_customer(t *testing.T) {
	p, s, client := newServer(t, "amy")
	keygen(t, p.home.File("ben"))
	p.run("staff", "add", "ben", "--role", "agent", "--key", p.home.File("ben.pub"))
	amy, ben := p.ssh(client, s, "amy"), p.ssh(client, s, "ben")
	for _, agent := range []*tty.Terminal{amy, ben} {
		agent.Await("Next caller", "live").Press("esc").Await("KEYS").Press("5").Await("No mail has been sent yet")
	}
	x := tty.Start(t, tty.Program{File: client, Args: sshArgs(p.home, "nobody", s.port, "-l", "portal"), Home: p.home})
	p.terminals = append(p.terminals, x)
	x.Await("Aptela portal", "Client ID", "[ Forgot your password ]")
	for range 4 {
		x.Press("tab")
	}
	x.Press("enter").Await("Password Request").Type(nadia.email).Press("enter").Await("a mail with a temporary password is on its way")
	_, secret := p.mail(nadia.email)
	for _, agent := range []*tty.Terminal{amy, ben} {
		// The row, not the message below: a key that comes right behind another is text.
		agent.Press(".").AwaitThat("the row of her mail", func(s tty.Screen) bool {
			return strings.HasPrefix(s.Line("Nadia Okafor"), " > ")
		}).Press("enter").Await("queued")
	}
	x.Press("esc").Await("[ Log in ]")
	// Keys that come in one burst are text: a person waits for what they see.
	x.Type(carlos.id).Await(carlos.id).Press("enter").Await("> User name").Type("n.okafor").Await("n.okafor").Press("enter").Await("> Password")
	x.Hide(secret)
	x.Type(secret).Await(strings.Repeat("•", len(secret))).Press("enter").Await("Choose a new password", "Nadia Okafor")
	amy.Await("the person has logged in with the password in it")
	ben.Await("the person has logged in with the password in it")
	const words = "seven green kettles sing"
	dots := strings.Repeat("•", len(words))
	x.Type(words).Await(dots).Press("enter").Await("> Once more").Type(words)
	x.AwaitThat("both passwords", func(s tty.Screen) bool { return strings.Count(s.Text(), dots) == 2 }).Press("enter").Await("Your new password is in force.")
	amy.Resize(80, 40).Await("the person has chosen a new password")
	ben.Resize(80, 40).Await("the person has chosen a new password")
	if err := s.stop(); err != nil {
		t.Error("the server ended with", err, s.out.String())
	}
	for who, x := range map[string]*tty.Terminal{"amy": amy, "ben": ben, "the customer": x} {
		x.Exit()
		if !x.Restored() || x.EverShown(secret) {
			t.Errorf("%s's terminal isn't as it was, or has shown the password", who)
		}
	}
}

// TestServe_cut kills the client in the middle of a call: the call is parked with
// what was typed, and goes on where it was.
func TestServe_cut(t *testing.T) {
	p, s, client := newServer(t, "amy")
	amy := p.ssh(client, s, "amy")
	amy.Await("Next caller", "live")
	p.call(amy, carlos)
	amy.Press("d").Await("Outcome").Press("a").Await("FIELD").Type("he calls again at four").Await("he calls again at four")
	amy.Kill()
	again := p.ssh(client, s, "amy")
	again.Await("1 call of yours waits", "parked")
	again.Press("enter").Await(carlos.name, "How can I help you?").Press("d").Await("Outcome", "he calls again at four")
	if err := s.stop(); err != nil {
		t.Error("the server ended with", err, s.out.String())
	}
}

// TestServe_unheard: whoever read what the server says is gone, as the other end
// of a pipe is after ctrl+c. It serves on, and gives the terminals back.
func TestServe_unheard(t *testing.T) {
	p, s, client := newServer(t, "amy", func(p *place) { // without a log, it says it on its error output
		if err := os.Remove(p.home.File("config/callin/config.toml")); err != nil {
			t.Fatal(err)
		}
	})
	keygen(t, p.home.File("ben"))
	p.run("staff", "add", "ben", "--role", "manager", "--key", p.home.File("ben.pub"))
	amy, ben := p.ssh(client, s, "amy"), p.ssh(client, s, "ben")
	amy.Await("Next caller", "live")
	ben.Await("Next caller", "live").Press("esc").Await("KEYS").Press("7").Await("Staff").Press("enter").Await("2 here now")
	if err := s.ear.Close(); err != nil {
		t.Fatal(err)
	}
	amy.Kill() // which it says
	ben.Await("1 here now")
	if err := s.stop(); err != nil {
		t.Error("the server ended with", err)
	}
	ben.Await("The desk is closing.")
	if code := ben.Exit(); code != 1 || !ben.Restored() {
		t.Errorf("the client ended with %d, its line restored: %t", code, ben.Restored())
	}
}

// newServer is a place that is served, with somebody on its staff.
func newServer(t *testing.T, manager string, change ...func(*place)) (*place, *server, string) {
	t.Helper()
	o := newOffice(t)
	p := o.place(t)
	for _, do := range change {
		do(p)
	}
	keygen(t, p.home.File(manager))
	p.run("staff", "add", manager, "--role", "manager", "--key", p.home.File(manager+".pub"))
	s, err := startServer(o.program, string(p.home), p.home.Environ())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.stop() })
	client, err := exec.LookPath("ssh")
	if err != nil {
		t.Fatal(err)
	}
	return p, s, client
}

// ssh sits down at a terminal of the server.
func (p *place) ssh(client string, s *server, key string, more ...string) *tty.Terminal {
	p.Helper()
	x := tty.Start(p.T, tty.Program{File: client, Args: sshArgs(p.home, key, s.port, more...), Home: p.home})
	p.terminals = append(p.terminals, x)
	return x
}

// TestServe plays two agents at one desk, each with an OpenSSH client at a
// terminal.
func TestServe(t *testing.T) {
	o := newOffice(t)
	p := o.place(t)
	for _, name := range []string{"amy", "bob"} {
		keygen(t, p.home.File(name))
		p.run("staff", "add", name, "--role", map[string]string{"amy": "manager", "bob": "agent"}[name], "--key", p.home.File(name+".pub"))
	}
	me, err := userName()
	if err != nil {
		t.Fatal(err)
	}
	p.run("staff", "add", me, "--role", "auditor")
	s, err := startServer(o.program, string(p.home), p.home.Environ(), "--host-key", p.home.File("host"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.stop() })
	client, err := exec.LookPath("ssh")
	if err != nil {
		t.Fatal(err)
	}
	sit := func(name string) *tty.Terminal {
		x := tty.Start(t, tty.Program{File: client, Args: sshArgs(p.home, name, s.port), Home: p.home})
		p.terminals = append(p.terminals, x)
		return x.Await("Next caller", "live", name)
	}
	amy := sit("amy")
	bob := sit("bob")
	ticket := p.call(bob, carlos)
	amy.Press("esc").Await("KEYS").Press("2").Await(ticket, "bob") // the queue is live between them
	bob.Resize(120, 36).Await("How can I help you?")
	bob.Press("b").Await("1 call of yours waits")
	third := p.start() // the operator joins them, at the machine itself
	third.Press("esc").Await("KEYS").Press("2").Await(ticket, "bob").Resize(120, 36).Await("T-1")
	if said := p.run("search", "carlos evans coastal"); !strings.Contains(said, carlos.id) { // and from the shell
		t.Error(said)
	}
	if said := p.run("staff", "list"); !strings.Contains(said, "bob") {
		t.Error(said)
	}
	p.run("staff", "disable", "bob")
	if code := bob.Exit(); code != 4 {
		t.Errorf("bob's client ended with %d\n%s", code, bob.Picture())
	}
	amy.Press("1").Await("Next caller")
	if err := s.stop(); err != nil {
		t.Error("the server ended with", err, s.out.String())
	}
	amy.Exit()
	third.Exit()
	for name, x := range map[string]*tty.Terminal{"amy": amy, "bob": bob, "the operator": third} {
		if !x.Restored() {
			t.Errorf("%s's terminal isn't as it was", name)
		}
	}
}

// TestControl: a second callin joins a desk that somebody has open, and ends with
// it; somebody who loses their access loses the desk on their own machine too.
func TestControl(t *testing.T) {
	o := newOffice(t)
	p := o.place(t)
	first := p.start()
	second := p.start()
	ticket := p.call(first, carlos)
	second.Press("esc").Await("KEYS").Press("2").Await(ticket, "you")
	p.leave(first)
	second.Await("The desk is closing.")
	if code := second.Exit(); code != 1 || !second.Restored() {
		t.Errorf("it ended with %d, its line restored: %t", code, second.Restored())
	}
	me, err := userName()
	if err != nil {
		t.Fatal(err)
	}
	third := p.start()
	p.run("staff", "add", "amy", "--role", "manager")
	p.run("staff", "disable", me)
	if code := third.Exit(); code != 4 || !third.Restored() {
		t.Errorf("it ended with %d, its line restored: %t\n%s", code, third.Restored(), third.Picture())
	}
}
