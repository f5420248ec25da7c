// This file builds the program, starts it in a home of its own, and ends it.
package terminal

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Build builds the command in a folder, with the race detector when the test
// has it, and returns its file, which goes with the test.
func Build(t testing.TB, folder string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program")
	args := []string{"build", "-o", file}
	if race {
		args = append(args, "-race")
	}
	build := exec.CommandContext(t.Context(), "go", append(args, ".")...)
	build.Dir = folder
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, said)
	}
	return file
}

// Home is a person's home folder in which nothing has happened yet. Programs
// that are started in it know nothing of the machine's.
type Home string

// NewHome makes one that goes with the test.
func NewHome(t testing.TB) Home {
	t.Helper()
	h := Home(t.TempDir())
	for _, folder := range []string{"data", "config", "tmp"} {
		if err := os.Mkdir(h.File(folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// File is the path of something in it.
func (h Home) File(name string) string { return filepath.Join(string(h), name) }

// Environ is the environment at a good terminal, and more variables, of which
// the last counts.
func (h Home) Environ(more ...string) []string {
	return append([]string{
		"HOME=" + string(h), "XDG_DATA_HOME=" + h.File("data"), "XDG_CONFIG_HOME=" + h.File("config"),
		"TMPDIR=" + h.File("tmp"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
	}, more...)
}

// Program is what to start. Width and Height are 80×24 when they are 0.
type Program struct {
	File          string
	Args          []string
	Home          Home
	Env           []string // besides the home's
	Width, Height int
}

// Start starts a program at a terminal of its own. It is killed when the test
// ends before it does.
func Start(t testing.TB, p Program) *Terminal {
	t.Helper()
	x, theirs := Open(t, cmp.Or(p.Width, 80), cmp.Or(p.Height, 24))
	x.process = exec.CommandContext(t.Context(), p.File, p.Args...)
	x.process.Dir, x.process.Env = string(p.Home), p.Home.Environ(p.Env...)
	x.process.Stdin, x.process.Stdout, x.process.Stderr = theirs, theirs, theirs
	x.process.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := x.process.Start(); err != nil {
		t.Fatal(err)
	}
	_ = theirs.Close() // so that the line ends with the program
	go func() {
		_ = x.process.Wait() // its state tells more
		close(x.ended)
	}()
	t.Cleanup(func() {
		_ = x.process.Process.Kill() // mostly it has ended
		<-x.ended
	})
	return x
}

// Signal sends the program a signal.
func (x *Terminal) Signal(s syscall.Signal) *Terminal {
	x.t.Helper()
	if err := x.process.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		x.t.Fatal(err)
	}
	return x
}

// Kill kills the program at once, as a power cut would, and waits until it is
// gone.
func (x *Terminal) Kill() {
	x.t.Helper()
	x.Signal(syscall.SIGKILL).Exit()
}

// Exit waits for the program's end and for its last bytes, and returns its exit
// code, -1 when a signal ended it.
func (x *Terminal) Exit() int {
	x.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case <-x.ended:
	case <-limit.C:
		x.fail("the program doesn't end")
	}
	for {
		x.mu.Lock()
		over, changed := x.over, x.changed
		x.mu.Unlock()
		if over {
			return x.process.ProcessState.ExitCode()
		}
		select {
		case <-changed:
		case <-limit.C:
			x.fail("something that the program started holds its terminal")
		}
	}
}
