package sshd_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"callin/model/desk"
	"callin/ui/sshd"
)

// control is a rig with a control socket.
func control(t *testing.T, command func(context.Context, sshd.Command) int) (*rig, string) {
	t.Helper()
	r := newRig(t, func(o *sshd.Options) {
		o.Local = func(ctx context.Context) (*desk.Session, error) { return o.Desk.SignIn(ctx, "amy") }
		o.Command = command
	})
	file := filepath.Join(t.TempDir(), "desk.sock")
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", file)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = r.server.Serve(l) }()
	t.Cleanup(func() { _ = l.Close(); <-served })
	return r, file
}

func dial(t *testing.T, file string) *sshd.Line {
	t.Helper()
	line, err := sshd.Dial(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = line.Close() })
	return line
}

func TestLine_Run(t *testing.T) {
	got := make(chan []string, 1)
	_, file := control(t, func(_ context.Context, c sshd.Command) int {
		got <- c.Args
		_, _ = io.Copy(c.Out, c.In)
		_, _ = io.WriteString(c.Err, "said")
		return 3
	})
	var out, said bytes.Buffer
	args := []string{"import", "-", "with 'quotes' \"and\"\n\x00lines", "ø"}
	code, err := dial(t, file).Run(t.Context(), sshd.Command{Args: args, In: strings.NewReader("typed"), Out: &out, Err: &said})
	if err != nil || code != 3 || out.String() != "typed" || said.String() != "said" {
		t.Error(code, err, out.String(), said.String())
	}
	if is := <-got; strings.Join(is, "|") != strings.Join(args, "|") {
		t.Errorf("%q", is)
	}
}

// The other end reaches the files that the command names, and no others.
func TestLine_files(t *testing.T) {
	wrote := errors.New("")
	_, file := control(t, func(_ context.Context, c sshd.Command) int {
		for _, name := range []string{"named.csv", "flagged.csv", "secret", "amed.csv", "missing.csv"} {
			f, err := c.Open(name)
			if err != nil {
				_, _ = io.WriteString(c.Out, name+": "+err.Error()+"\n")
				continue
			}
			_, _ = io.Copy(c.Out, f)
			_ = f.Close()
		}
		f, err := c.Create("report.csv")
		if err != nil {
			return 1
		}
		_, _ = io.WriteString(f, "reported")
		wrote = f.Close()
		return 0
	})
	folder := t.TempDir()
	for _, name := range []string{"named.csv", "flagged.csv", "secret", "amed.csv"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("what is in "+name+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	code, err := dial(t, file).Run(t.Context(), sshd.Command{
		Args: []string{"x", "named.csv", "--flag=flagged.csv", "missing.csv", "report.csv"}, Out: &out, Err: io.Discard,
		Open: func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(folder, name)) },
		Create: func(name string) (io.WriteCloser, error) {
			return os.Create(filepath.Join(folder, name))
		},
	})
	want := "what is in named.csv\nwhat is in flagged.csv\nsecret: the command doesn't name that file\n" +
		"amed.csv: the command doesn't name that file\nmissing.csv: no such file or directory\n"
	if err != nil || code != 0 || out.String() != want || wrote != nil {
		t.Errorf("%d, %v, %v\n%s", code, err, wrote, out.String())
	}
	if kept, err := os.ReadFile(filepath.Join(folder, "report.csv")); err != nil || string(kept) != "reported" {
		t.Errorf("%q, %v", kept, err)
	}
}

// Leaving ends the command at the other end.
func TestLine_cancelled(t *testing.T) {
	began, gone := make(chan struct{}), make(chan struct{})
	_, file := control(t, func(ctx context.Context, _ sshd.Command) int {
		close(began)
		<-ctx.Done()
		close(gone)
		return 1
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-began; cancel() }()
	_, err := dial(t, file).Run(ctx, sshd.Command{Args: []string{"x"}, Out: io.Discard, Err: io.Discard})
	if err == nil {
		t.Error("it says that all went well")
	}
	select {
	case <-gone:
	case <-time.After(patience):
		t.Fatal("the command goes on")
	}
}

func TestLine_Join(t *testing.T) {
	_, file := control(t, nil)
	in, keys := io.Pipe()
	defer keys.Close() //nolint:errcheck // a pipe
	sizes := make(chan sshd.Window, 1)
	shown := &logged{}
	ended := make(chan int, 1)
	go func() {
		code, err := dial(t, file).Join(t.Context(), sshd.Terminal{
			In: in, Out: shown, Name: "xterm", Environ: []string{"COLORTERM=truecolor", "HOME=/root"},
			Window: sshd.Window{Width: 90, Height: 30}, Resized: sizes,
		})
		if err != nil {
			t.Error(err)
		}
		ended <- code
	}()
	await(t, "the desk is there", func() bool { return strings.Contains(shown.String(), "amy sits here, 90x30") })
	sizes <- sshd.Window{Width: 100, Height: 31}
	await(t, "the other size", func() bool { return strings.Contains(shown.String(), "100x31") })
	if _, err := io.WriteString(keys, "q"); err != nil {
		t.Fatal(err)
	}
	if code := <-ended; code != 0 {
		t.Error("it ended with", code)
	}
}

func TestDial_nobody(t *testing.T) {
	folder := t.TempDir()
	if _, err := sshd.Dial(t.Context(), filepath.Join(folder, "none.sock")); !errors.Is(err, sshd.ErrNobody) {
		t.Error(err)
	}
	stale := filepath.Join(folder, "stale.sock")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: stale, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if _, err := sshd.Dial(t.Context(), stale); !errors.Is(err, sshd.ErrNobody) {
		t.Error(err)
	}
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sshd.Dial(t.Context(), file); !errors.Is(err, sshd.ErrNobody) {
		t.Error(err)
	}
}

// The network's door knows nothing of the control socket's rights.
func TestLine_notFromElsewhere(t *testing.T) {
	r, _ := control(t, func(context.Context, sshd.Command) int { t.Error("it was done"); return 0 })
	for _, user := range []string{"local", "root", ""} {
		if _, err := gossh.Dial("tcp", r.addr, r.config(user)); err == nil {
			t.Error("came in without a key as", user)
		}
	}
	session, err := r.dial("amy").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start(`callin ["staff","list"]`); err == nil {
		t.Error("a manager's key runs commands of the shell")
	}
}
