package main

// The real program, run as somebody at a shell would. Each file of testdata is
// a scenario; this file holds the commands that they have besides, and what
// needs a terminal.

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"callin/storage/bolt"
	"callin/ui/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"callin": main})
}

func TestScripts(t *testing.T) {
	data, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("DATA", data)
			e.Setenv("HOME", e.WorkDir)
			for _, name := range []string{"XDG_DATA_HOME", "XDG_CONFIG_HOME"} {
				folder := filepath.Join(e.WorkDir, strings.ToLower(name))
				e.Setenv(name, folder)
				if err := os.Mkdir(folder, 0o700); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "hold": hold, "release": release, "cut": cutShort, "mode": mode, "same": same, "nowhere": nowhere,
			"smtpd": smtpd(t), "expand": expand, "mailed": mailed, "dkimkeys": dkimkeys, "signed": signed,
			"serve": serve, "unserve": unserve, "kill-server": killServer,
		},
	})
}

// code N CMD… runs a command that must end with that exit code.
func code(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// held are the stores that scripts hold, by their script.
var held sync.Map

// hold FILE opens a store from this process, until release.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	store, err := bolt.Open(context.Background(), ts.MkAbs(args[0]), bolt.Options{})
	ts.Check(err)
	held.Store(ts, store)
	ts.Defer(func() { _ = store.Close() })
}

func release(ts *testscript.TestScript, _ bool, _ []string) {
	store, _ := held.Load(ts)
	ts.Check(store.(*bolt.Store).Close()) //nolint:forcetypeassert // hold puts nothing else there
}

// cut FILE TO copies the first half of a file.
func cutShort(ts *testscript.TestScript, _ bool, args []string) {
	whole, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), whole[:len(whole)/2], 0o600))
}

// mode OCTAL FILE checks a file's permissions.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := "0" + strconv.FormatUint(uint64(info.Mode().Perm()), 8); got != args[0] {
		ts.Fatalf("%s has mode %s, want %s", args[1], got, args[0])
	}
}

// same FILE FILE compares what two files say, in whatever order of lines: a
// store lists accounts by ids that are drawn.
func same(ts *testscript.TestScript, _ bool, args []string) {
	a, b := lines(ts.ReadFile(args[0])), lines(ts.ReadFile(args[1]))
	for line, n := range a {
		if b[line] != n {
			ts.Fatalf("%q is there %d and %d times", line, n, b[line])
		}
	}
	if len(a) != len(b) || len(a) < 5 {
		ts.Fatalf("%d and %d different lines", len(a), len(b))
	}
}

func lines(text string) map[string]int {
	count := map[string]int{}
	for line := range strings.Lines(text) {
		count[strings.Trim(line, " ,\n")]++
	}
	return count
}

// nowhere FILE… looks for the canaries of canary.txtar, in every form in which
// they might be kept.
func nowhere(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := strings.ToLower(ts.ReadFile(name))
		if name != "stdout" && name != "stderr" && text == "" {
			ts.Fatalf("%s is empty: nothing was looked through", name)
		}
		for _, canary := range []string{"canaryanswer", "canarypassword", "canarycell", "7305", "4826"} {
			if strings.Contains(text, canary) {
				ts.Fatalf("%s holds %q", name, canary)
			}
		}
	}
}

// terminal is a pseudo-terminal and what has come out of it.
type terminal struct {
	t    *testing.T
	ours *os.File
	came chan []byte
	all  bytes.Buffer
}

func newTerminal(t *testing.T) (*terminal, *os.File) {
	t.Helper()
	ours, theirs, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(theirs, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, ours: ours, came: make(chan []byte)}
	t.Cleanup(func() { _, _ = theirs.Close(), ours.Close() })
	go term.read()
	return term, theirs
}

func (p *terminal) read() {
	defer close(p.came)
	for {
		b := make([]byte, 4096)
		n, err := p.ours.Read(b)
		if err != nil {
			return
		}
		select {
		case p.came <- b[:n]:
		case <-p.t.Context().Done():
			return
		}
	}
}

// until waits for a text on the terminal.
func (p *terminal) until(text string) {
	p.t.Helper()
	late := time.After(20 * time.Second)
	for !strings.Contains(p.all.String(), text) {
		select {
		case b, open := <-p.came:
			if !open {
				p.t.Fatalf("the terminal closed before it showed %q:\n%q", text, p.all.String())
			}
			p.all.Write(b)
		case <-late:
			p.t.Fatalf("the terminal never showed %q:\n%q", text, p.all.String())
		}
	}
}

// rest reads on, so that the program never waits for its terminal, and returns
// everything when the other end is closed.
func (p *terminal) rest() <-chan string {
	all := make(chan string, 1)
	go func() {
		for b := range p.came {
			p.all.Write(b)
		}
		all <- p.all.String()
	}()
	return all
}

func TestDemo_keepsNothing(t *testing.T) {
	temp := t.TempDir()
	screen, tty := newTerminal(t)
	program := exec.CommandContext(t.Context(), "callin", "demo", "--accounts", "20")
	program.Stdin, program.Stdout, program.Stderr = tty, tty, tty
	program.Env = append(os.Environ(), "TMPDIR="+temp, "TERM=xterm-256color", "XDG_CONFIG_HOME="+temp)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	screen.until("DEMO")
	if left := ls(t, temp); len(left) != 1 {
		t.Fatalf("the demo runs in %v", left)
	}
	screen.rest()
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := program.Wait(); err != nil {
		t.Error("asked to leave, it said", err)
	}
	if left := ls(t, temp); len(left) != 0 {
		t.Errorf("the demo left %v", left)
	}
}

func TestDemo_goesOn(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "demo")
	demo := func() {
		t.Helper()
		if code, _ := atDesk(t, "DEMO", nil, "demo", "--keep", kept, "--accounts", "30", "--clock", "2026-03-02T10:41:00Z"); code != 0 {
			t.Fatal("the demo ended with", code)
		}
		if got := ls(t, kept); len(got) != 2 {
			t.Fatalf("the demo kept %v", got)
		}
	}
	demo()
	first := entries(t, kept)
	if least := 1 + 30 + 2 + 5*3; first < least { // a manager, accounts, agents, calls of the morning
		t.Errorf("a new demo is %d commands, want %d or more", first, least)
	}
	demo()
	if second := entries(t, kept); second != first+1 {
		t.Errorf("going on took %d commands, want a sign-in alone", second-first)
	}
}

// entries counts the commands that a kept demo has seen.
func entries(t *testing.T, kept string) int {
	t.Helper()
	config := filepath.Join(t.TempDir(), "demo.toml")
	write(t, config, "db = \""+kept+"/demo.db\"\nkeys.file = \""+kept+"/demo.key\"\n", 0o600)
	var out, said bytes.Buffer
	e := machine()
	e.Args, e.Environ, e.Out, e.Err = []string{"--config", config, "audit", "verify"}, nil, &out, &said
	if code := cli.Run(t.Context(), e); code != 0 {
		t.Fatal(code, said.String())
	}
	_, after, _ := strings.Cut(out.String(), ": ")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err, out.String())
	}
	return n
}

// atDesk runs the program in this process at a terminal, until a text has
// appeared, asks it to end, and returns its exit code and what the terminal
// was sent. Without a text it waits for the program's own end.
func atDesk(t *testing.T, text string, change func(*cli.Edge), args ...string) (code int, sent string) {
	t.Helper()
	screen, tty := newTerminal(t)
	e := machine()
	e.Args, e.In, e.Out, e.Err = args, tty, tty, io.Discard
	e.Environ = []string{"TERM=xterm-256color", "HOME=" + t.TempDir()}
	if change != nil {
		change(&e)
	}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	ended := make(chan int, 1)
	go func() { ended <- cli.Run(ctx, e) }()
	if text != "" {
		screen.until(text)
		leave()
	}
	rest := screen.rest()
	select {
	case code = <-ended:
	case <-time.After(30 * time.Second):
		stacks := make([]byte, 1<<20)
		t.Fatalf("the program doesn't end:\n%s", stacks[:runtime.Stack(stacks, true)])
	}
	_ = tty.Close()
	return code, <-rest
}

func TestDesk(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "callin.db")
	var said bytes.Buffer
	as := func(user string) func(*cli.Edge) {
		return func(e *cli.Edge) {
			said.Reset()
			e.Err, e.User = &said, func() (string, error) { return user, nil }
		}
	}
	t.Run("the first user becomes the first manager", func(t *testing.T) {
		if code, _ := atDesk(t, "ann-lee", as(`WORK\ann lee`), "--db", db); code != 0 {
			t.Fatal(code, said.String())
		}
	})
	t.Run("a stranger is refused", func(t *testing.T) {
		if code, _ := atDesk(t, "", as("mallory"), "--db", db); code != 4 {
			t.Error("exit code", code)
		}
		if want := "mallory is not on this desk's staff. Ask a manager."; !strings.Contains(said.String(), want) {
			t.Errorf("said %q", said.String())
		}
	})
	t.Run("a password file for everybody is refused", func(t *testing.T) {
		write(t, filepath.Join(home, "password"), "hunter2\n", 0o644)
		write(t, filepath.Join(home, "mail.toml"), "[smtp]\nserver = \"127.0.0.1:25\"\nuser = \"desk\"\npassword_file = \"password\"\n", 0o600)
		if code, _ := atDesk(t, "", as("ann-lee"), "--db", db, "--config", filepath.Join(home, "mail.toml")); code != 1 {
			t.Error("exit code", code)
		}
		if !strings.Contains(said.String(), "can be read by others") || strings.Contains(said.String(), "hunter2") {
			t.Errorf("said %q", said.String())
		}
	})
	t.Run("a mail server without TLS elsewhere is refused", func(t *testing.T) {
		write(t, filepath.Join(home, "plain.toml"), "[smtp]\nserver = \"mail.aptela.example:25\"\ntls = \"none\"\n", 0o600)
		if code, _ := atDesk(t, "", as("ann-lee"), "--db", db, "--config", filepath.Join(home, "plain.toml")); code != 2 {
			t.Error("exit code", code)
		}
		if !strings.Contains(said.String(), "tls = none is for a mail server on this machine alone") {
			t.Errorf("said %q", said.String())
		}
	})
}

// TestFatal: a store that can't be trusted any more ends the program, which
// says so and leaves the terminal.
func TestFatal(t *testing.T) {
	var said bytes.Buffer
	code, sent := atDesk(t, "", func(e *cli.Edge) {
		e.Err = &said
		e.Open = func(ctx context.Context, o cli.Opening) (cli.Opened, error) {
			opened, err := open(ctx, o)
			time.AfterFunc(50*time.Millisecond, func() { o.Fatal(errors.New("input/output error")) })
			return opened, err
		}
	}, "demo", "--accounts", "1")
	if code != 1 || !strings.Contains(said.String(), "The store can't be trusted any more: input/output error.") {
		t.Errorf("exit code %d, said %q", code, said.String())
	}
	if in, out := strings.LastIndex(sent, "\x1b[?1049h"), strings.LastIndex(sent, "\x1b[?1049l"); out < in {
		t.Errorf("the terminal was left on the other screen: %q", sent)
	}
}

func write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := errors.Join(os.WriteFile(name, []byte(text), mode), os.Chmod(name, mode)); err != nil {
		t.Fatal(err)
	}
}

func ls(t *testing.T, folder string) []string {
	t.Helper()
	found, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name())
	}
	return names
}
