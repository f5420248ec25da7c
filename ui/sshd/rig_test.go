package sshd_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
	gossh "golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/storage/mem"
	"callin/ui/kit"
	"callin/ui/sshd"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait of these tests.
const patience = 20 * time.Second

// rig is a server on this machine with a desk behind it. amy is the manager and
// bob an agent.
type rig struct {
	t      testing.TB
	desk   *desk.Desk
	deps   desk.Deps
	server *sshd.Server
	addr   string
	host   gossh.Signer
	keys   map[model.AgentName]gossh.Signer
	log    *logged
	apps   chan *sign // as they are made
}

// logged keeps the log.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newRig(t testing.TB, change func(*sshd.Options)) *rig {
	t.Helper()
	r := &rig{t: t, keys: map[model.AgentName]gossh.Signer{}, log: &logged{}, apps: make(chan *sign, 1000)}
	r.deps = desk.Deps{
		Store: mem.New(mem.Options{}), Now: time.Now, Rand: rand.Reader, Policy: model.Standard(),
		Provider: model.DefaultProvider(), From: "Aptela Support <support@aptela.example>",
		Key: make([]byte, 32), Cost: desk.Cost{Memory: 8, Passes: 1, Threads: 1},
	}
	d, err := desk.New(r.deps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	r.desk, r.host = d, newSigner(t)
	r.hire("amy", model.RoleManager)
	r.hire("bob", model.RoleAgent)
	o := sshd.Options{
		Desk: d, HostKeys: []gossh.Signer{r.host}, Now: time.Now, Log: slog.New(slog.NewTextHandler(r.log, nil)),
		Screen: func(env *kit.Env, s *desk.Session, environ []string) (sshd.App, error) {
			app := newSign(env, string(s.Agent()), environ)
			r.apps <- app
			return app, nil
		},
	}
	if change != nil {
		change(&o)
	}
	if r.server, err = sshd.New(o); err != nil {
		t.Fatal(err)
	}
	r.addr = r.listen()
	return r
}

// listen has the server listen, and closed with the test.
func (r *rig) listen() string {
	r.t.Helper()
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		r.t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- r.server.Serve(l) }()
	r.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := r.server.Close(ctx); err != nil {
			r.t.Error("the server doesn't close:", err)
		}
		if err := <-served; err != nil {
			r.t.Error(err)
		}
	})
	return l.Addr().String()
}

func newSigner(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// hire puts somebody on the staff, with a key.
func (r *rig) hire(name model.AgentName, role model.AgentRole) {
	r.t.Helper()
	r.keys[name] = newSigner(r.t)
	if err := r.desk.Operator("test").AddAgent(context.Background(), name, role, staffKey(r.t, r.keys[name])); err != nil {
		r.t.Fatal(err)
	}
}

func staffKey(t testing.TB, s gossh.Signer) model.StaffKey {
	t.Helper()
	key, err := model.ReadStaffKey(string(gossh.MarshalAuthorizedKey(s.PublicKey())))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// config is a client's.
func (r *rig) config(user string, signers ...gossh.Signer) *gossh.ClientConfig {
	c := &gossh.ClientConfig{User: user, HostKeyCallback: gossh.FixedHostKey(r.host.PublicKey()), Timeout: patience}
	if len(signers) > 0 {
		c.Auth = []gossh.AuthMethod{gossh.PublicKeys(signers...)}
	}
	return c
}

// dial connects as somebody on the staff.
func (r *rig) dial(name model.AgentName) *gossh.Client {
	r.t.Helper()
	c, err := gossh.Dial("tcp", r.addr, r.config("desk", r.keys[name]))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { _ = c.Close() })
	return c
}

// terminal is a session with a terminal, and everything that came to it.
type terminal struct {
	t       testing.TB
	session *gossh.Session
	in      io.WriteCloser
	mu      sync.Mutex
	all     bytes.Buffer
	changed chan struct{}
	over    bool
}

// sit opens a terminal.
func (r *rig) sit(c *gossh.Client) *terminal {
	r.t.Helper()
	x, err := open(r.t, c, 80, 24)
	if err != nil {
		r.t.Fatal(err)
	}
	return x
}

func open(t testing.TB, c *gossh.Client, w, h int) (*terminal, error) {
	session, err := c.NewSession()
	if err != nil {
		return nil, err
	}
	x := &terminal{t: t, session: session, changed: make(chan struct{})}
	if x.in, err = session.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := session.RequestPty("xterm-256color", h, w, nil); err != nil {
		return nil, err
	}
	if err := session.Shell(); err != nil {
		return nil, err
	}
	go x.read(out)
	return x, nil
}

func (x *terminal) read(out io.Reader) {
	b := make([]byte, 32<<10)
	for {
		n, err := out.Read(b)
		x.mu.Lock()
		x.all.Write(b[:n])
		x.over = err != nil
		close(x.changed)
		x.changed = make(chan struct{})
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.all.String()
}

// until waits until a text has come.
func (x *terminal) until(text string) *terminal {
	x.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		x.mu.Lock()
		all, changed, over := x.all.String(), x.changed, x.over
		x.mu.Unlock()
		if strings.Contains(all, text) {
			return x
		}
		if over {
			x.t.Fatalf("the line ended before %q came:\n%q", text, all)
		}
		select {
		case <-changed:
		case <-late.C:
			x.t.Fatalf("%q never came:\n%q", text, all)
		}
	}
}

func (x *terminal) press(keys string) *terminal {
	x.t.Helper()
	if _, err := io.WriteString(x.in, keys); err != nil {
		x.t.Fatal(err)
	}
	return x
}

// ended waits for the session's end and gives its exit code, -1 for a line that
// was cut.
func (x *terminal) ended() int {
	x.t.Helper()
	done := make(chan error, 1)
	go func() { done <- x.session.Wait() }()
	select {
	case err := <-done:
		await(x.t, "the last words have come", func() bool {
			x.mu.Lock()
			defer x.mu.Unlock()
			return x.over
		})
		if err == nil {
			return 0
		}
		if exit, ok := errors.AsType[*gossh.ExitError](err); ok {
			return exit.ExitStatus()
		}
		return -1
	case <-time.After(patience):
		x.t.Fatalf("the session doesn't end:\n%q", x.text())
	}
	return 0
}

// sign is an app that says who sits there, and how large the window is, and
// counts keys. q leaves, f draws for ever, p panics.
type sign struct {
	env     *kit.Env
	name    string
	environ []string
	w, h    int
	keys    int
	frames  int
	flood   bool
	slow    chan struct{} // not nil: it begins when it's closed
	widest  atomic.Int64
	pressed atomic.Int64
	closed  atomic.Int64
	kept    chan struct{}
}

func newSign(env *kit.Env, name string, environ []string) *sign {
	return &sign{env: env, name: name, environ: environ, kept: make(chan struct{}, 8)}
}

type again struct{}

func (s *sign) Init() tea.Cmd {
	if s.slow != nil {
		<-s.slow
	}
	return nil
}

func (s *sign) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.widest.Store(max(s.widest.Load(), int64(s.w*s.h)))
	case again:
		s.frames++
		return s, func() tea.Msg { return again{} }
	case tea.KeyPressMsg:
		s.keys++
		s.pressed.Add(1)
		switch msg.String() {
		case "q":
			return s, tea.Quit
		case "f":
			s.flood = true
			return s, func() tea.Msg { return again{} }
		}
	}
	return s, nil
}

func (s *sign) View() tea.View {
	text := fmt.Sprintf("%s sits here, %dx%d, %d keys.", s.name, s.w, s.h, s.keys)
	if s.flood {
		line := strings.Repeat(fmt.Sprint(s.frames%10), max(s.w, 1))
		text = strings.Repeat(line+"\n", max(s.h-1, 1))
	}
	v := tea.NewView(text)
	v.AltScreen = true
	if s.slow != nil {
		v.Cursor = tea.NewCursor(0, 0)
	}
	return v
}

func (s *sign) Close() { s.closed.Add(1) }

func (s *sign) Keep(context.Context) { s.kept <- struct{}{} }

func (r *rig) app() *sign {
	r.t.Helper()
	select {
	case app := <-r.apps:
		return app
	case <-time.After(patience):
		r.t.Fatal("no screen was made")
	}
	return nil
}

// await waits for a condition that nothing announces.
func await(t testing.TB, what string, met func() bool) {
	t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !met() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatal("never came true: ", what)
		}
	}
}

// clock is one that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}
