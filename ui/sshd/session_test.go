package sshd_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/sshd"
)

func TestSession(t *testing.T) {
	r := newRig(t, nil)
	x := r.sit(r.dial("amy")).until("amy sits here, 80x24, 0 keys.")
	if staff, err := r.desk.Operator("test").Staff(t.Context()); err != nil || staff[0].Seats != 1 || staff[1].Seats != 0 {
		t.Error(staff, err)
	}
	if err := x.session.WindowChange(30, 100); err != nil {
		t.Fatal(err)
	}
	x.until("100x30").press("abc").until("3").press("q")
	if code := x.ended(); code != 0 {
		t.Error("it ended with", code)
	}
	if !strings.Contains(x.text(), "\x1b[?1049l") {
		t.Error("the terminal was left on the other screen")
	}
	app := r.app()
	if app.closed.Load() != 1 || len(app.kept) != 0 {
		t.Error("closed", app.closed.Load(), "kept", len(app.kept))
	}
	await(t, "nobody sits there", func() bool {
		staff, err := r.desk.Operator("test").Staff(t.Context())
		return err == nil && staff[0].Seats == 0
	})
}

// TestSession_slow: a frame that was drawn before the screen had begun hides the
// cursor where the agent will be again afterwards; it's shown at the end all the same.
func TestSession_slow(t *testing.T) {
	slow := make(chan struct{})
	r := newRig(t, func(o *sshd.Options) {
		screen := o.Screen
		o.Screen = func(env *kit.Env, s *desk.Session, environ []string) (sshd.App, error) {
			app, err := screen(env, s, environ)
			app.(*sign).slow = slow
			return app, err
		}
	})
	x := r.sit(r.dial("amy")).until("\x1b[?25l")
	close(slow)
	x.until("amy sits here").press("q")
	if code := x.ended(); code != 0 {
		t.Error("it ended with", code)
	}
	if text := x.text(); strings.LastIndex(text, "\x1b[?25h") < strings.LastIndex(text, "\x1b[?1049l") {
		t.Errorf("the terminal was left without a cursor: %q", text)
	}
}

// What the client says of its terminal decides the colours, and only that gets
// in.
func TestSession_environment(t *testing.T) {
	r := newRig(t, nil)
	session, err := r.dial("amy").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for name, taken := range map[string]bool{
		"COLORTERM": true, "NO_COLOR": true, "LC_ALL": true, "LANG": true, "COLUMNS": false, "LINES": false, "LD_PRELOAD": false,
		"PATH": false, "TERM": false, "SSH_TTY": false, "LC_all": false, "TEA_TRACE": false,
	} {
		if err := session.Setenv(name, "1"); (err == nil) != taken {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, value := range []string{"a\nb", "\x1b[2J", "ø", strings.Repeat("x", 200)} {
		if session.Setenv("LANG", value) == nil {
			t.Errorf("%q was taken", value)
		}
	}
	if err := session.RequestPty("xterm\x1b]0;x\x07", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	environ := strings.Join(r.app().environ, " ")
	if !strings.HasSuffix(environ, " NO_COLOR=1 TERM=xterm") || strings.Contains(environ, "PATH") {
		t.Error(environ)
	}
}

// A line that is cut gives the app the chance to keep what was typed, however it
// is cut.
func TestSession_cut(t *testing.T) {
	for name, cut := range map[string]func(*gossh.Client, *terminal){
		"the connection": func(c *gossh.Client, _ *terminal) { _ = c.Close() },
		"the channel":    func(_ *gossh.Client, x *terminal) { _ = x.session.Close() },
		"end of input":   func(_ *gossh.Client, x *terminal) { _ = x.in.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, nil)
			c := r.dial("bob")
			x := r.sit(c).until("bob sits here")
			app := r.app()
			cut(c, x)
			select {
			case <-app.kept:
			case <-time.After(patience):
				t.Fatal("nobody was told that the line is cut")
			}
			await(t, "the app is closed", func() bool { return app.closed.Load() == 1 })
		})
	}
}

// Whoever is disabled is out within five seconds, and so is whoever loses the
// key that they came with.
func TestSession_dismissed(t *testing.T) {
	r := newRig(t, nil)
	o := r.desk.Operator("test")
	spare := newSigner(t)
	if err := o.AddKey(t.Context(), "bob", staffKey(t, spare)); err != nil {
		t.Fatal(err)
	}
	amy, bob := r.sit(r.dial("amy")).until("amy"), r.sit(r.dial("bob")).until("bob")
	r.keys["spare"] = spare
	second := r.sit(r.dial("spare")).until("bob")
	begin := time.Now()
	if err := o.RemoveKey(t.Context(), "bob", gossh.FingerprintSHA256(r.keys["bob"].PublicKey())); err != nil {
		t.Fatal(err)
	}
	if code := bob.ended(); code != 4 {
		t.Error("it ended with", code)
	}
	if err := o.Disable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	if code := second.ended(); code != 4 || !strings.Contains(second.text(), "You no longer have access to this desk.") {
		t.Errorf("it ended with %d: %q", code, second.text())
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Error("that took", took)
	}
	if _, err := gossh.Dial("tcp", r.addr, r.config("bob", spare)); err == nil {
		t.Error("bob comes in again")
	}
	amy.press("k").until("D1")
}

// Who is disabled on one machine is out on every other.
func TestSession_dismissedElsewhere(t *testing.T) {
	r := newRig(t, nil)
	deps := r.deps
	deps.Lane = "another machine"
	other, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	bob := r.sit(r.dial("bob")).until("bob")
	begin := time.Now()
	if err := other.Operator("test").Disable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	if code := bob.ended(); code != 4 {
		t.Error("it ended with", code)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Error("that took", took)
	}
}

// Line mode ends for the same reasons as a screen.
func TestSession_plain(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) {
		o.Plain = func(ctx context.Context, s *desk.Session, lines io.ReadWriter) error {
			_, _ = fmt.Fprintf(lines, "hello %s\n", s.Agent())
			<-ctx.Done()
			return nil
		}
	})
	begin := func(name model.AgentName, pty bool) *terminal {
		t.Helper()
		session, err := r.dial(name).NewSession()
		if err != nil {
			t.Fatal(err)
		}
		out, err := session.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if pty {
			if err := session.RequestPty("dumb", 24, 80, nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := session.Start("plain"); err != nil {
			t.Fatal(err)
		}
		x := &terminal{t: t, session: session, changed: make(chan struct{})}
		go x.read(out)
		return x.until("hello " + string(name))
	}
	amy, bob := begin("amy", false), begin("bob", true)
	if err := r.desk.Operator("test").Disable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	if code := bob.ended(); code != 4 || !strings.Contains(bob.text(), "You no longer have access") {
		t.Errorf("it ended with %d: %q", code, bob.text())
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := r.server.Close(ctx); err != nil {
		t.Error(err)
	}
	if code := amy.ended(); code != 1 || !strings.Contains(amy.text(), "The desk is closing.") {
		t.Errorf("it ended with %d: %q", code, amy.text())
	}
}

func TestSession_longest(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) { o.Longest = 300 * time.Millisecond })
	x := r.sit(r.dial("amy"))
	if code := x.ended(); code != 1 || !strings.Contains(x.text(), "No session lasts longer than 300ms.") {
		t.Errorf("it ended with %d: %q", code, x.text())
	}
	if !strings.Contains(x.text(), "\x1b[?1049l") {
		t.Error("the terminal was left on the other screen")
	}
}

// Closing the desk gives everybody their terminal back.
func TestServer_Close(t *testing.T) {
	r := newRig(t, nil)
	var all []*terminal
	for range 10 {
		all = append(all, r.sit(r.dial("amy")).until("amy"))
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := r.server.Close(ctx); err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		x.ended()
		text := x.text()
		if strings.LastIndex(text, "\x1b[?1049l") < strings.LastIndex(text, "\x1b[?1049h") || !strings.Contains(text, "The desk is closing.") {
			t.Errorf("left as %q", text)
		}
	}
	if _, err := gossh.Dial("tcp", r.addr, r.config("desk", r.keys["amy"])); err == nil {
		t.Error("somebody came in behind")
	}
}

// A client that takes nothing is hung up on, and nobody else waits for it.
func TestSession_stalled(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) { o.Limits = sshd.Limits{Stall: 500 * time.Millisecond} })
	c := r.dial("bob")
	session, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.StdoutPipe(); err != nil { // never read: the window closes
		t.Fatal(err)
	}
	if err := session.RequestPty("xterm", 60, 200, nil); err != nil {
		t.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write([]byte("f")); err != nil {
		t.Fatal(err)
	}
	stalled := r.app()
	amy := r.sit(r.dial("amy")).until("amy")
	for i := range 5 {
		amy.press("k").until(string(rune('1' + i)))
	}
	select {
	case <-stalled.kept:
	case <-time.After(patience):
		t.Fatal("the stalled client is still there")
	}
	await(t, "the app is closed", func() bool { return stalled.closed.Load() == 1 })
}

// TestSession_leaks: 200 sessions, each with a flood of keys behind the one that
// leaves, and not one goroutine stays. TestMain looks as well.
func TestSession_leaks(t *testing.T) {
	r := newRig(t, nil)
	r.sit(r.dial("amy")).until("amy").press("q").ended()
	before := runtime.NumGoroutine()
	for i := range 200 {
		c, err := gossh.Dial("tcp", r.addr, r.config("desk", r.keys["amy"]))
		if err != nil {
			t.Fatal(i, err)
		}
		x, err := open(t, c, 80, 24)
		if err != nil {
			t.Fatal(i, err)
		}
		if i%2 == 0 {
			x.until("amy")
		}
		_, _ = x.in.Write([]byte("q" + flood)) // it may end in the middle
		if i%3 == 0 {
			_ = c.Close()
		} else if code := x.ended(); code != 0 {
			t.Fatal("it ended with", code)
		}
		_ = c.Close()
	}
	await(t, "all goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}

// Names are said by the key, not by what the client calls itself.
func TestSession_names(t *testing.T) {
	r := newRig(t, nil)
	for _, user := range []string{"amy", "root", "\x1b]0;owned\x07\x1b[2J", "a\nb\u202e", strings.Repeat("x", 5000), ""} {
		c, err := gossh.Dial("tcp", r.addr, r.config(user, r.keys["bob"]))
		if err != nil {
			t.Fatal(err)
		}
		x := r.sit(c).until("bob sits here")
		if strings.Contains(x.text(), "owned") {
			t.Errorf("%q shows", user)
		}
		_ = c.Close()
		if _, err := gossh.Dial("tcp", r.addr, r.config(user, newSigner(t))); err == nil {
			t.Error("a stranger came in as", user)
		}
	}
	if strings.ContainsAny(r.log.String(), "\x1b\x07\u202e") {
		t.Errorf("the log holds controls: %q", r.log.String())
	}
}

func TestNew_refuses(t *testing.T) {
	if _, err := sshd.New(sshd.Options{}); err == nil || !strings.Contains(err.Error(), "no host key") {
		t.Error("it would make a host key of its own at each start:", err)
	}
}
