package main

// The desk over SSH, with the OpenSSH client: what scenarios need for it, and
// the sessions that need a terminal.

import (
	"bytes"
	"errors"
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
	s.process.Stdout, s.process.Stderr = &s.out, &s.out
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- s.process.Wait() }()
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
	return append([]string{
		"-F", "none", "-tt", "-i", home.File(key), "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=accept-new",
		"-o", "UserKnownHostsFile=" + home.File("known"), "-o", "LogLevel=ERROR", "-o", "SendEnv=COLORTERM", "-p", port, "127.0.0.1",
	}, more...)
}

// keygen makes a key of an agent's own.
func keygen(t *testing.T, file string) {
	t.Helper()
	if said, err := exec.CommandContext(t.Context(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v\n%s", err, said)
	}
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
