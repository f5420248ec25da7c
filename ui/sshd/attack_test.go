package sshd_test

// Attacks on the door (SECURITY.md 17, 18, 24), each with a client that does
// what OpenSSH's won't.

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/sshd"
)

// offer is a key of which only the public half is there: it is offered, and what
// it signs is rubbish.
type offer struct{ gossh.Signer }

func (o offer) Sign(io.Reader, []byte) (*gossh.Signature, error) {
	return &gossh.Signature{Format: o.PublicKey().Type(), Blob: make([]byte, 64)}, nil
}

// A public key alone is nobody. That offering another's and signing with one's
// own leaves one oneself, the scenario serve.txtar tries with OpenSSH, which can.
func TestAttack_offeredKey(t *testing.T) {
	r := newRig(t, nil)
	if _, err := gossh.Dial("tcp", r.addr, r.config("amy", offer{r.keys["amy"]})); err == nil {
		t.Error("a public key alone opens the door")
	}
}

// Nobody comes in without a key, by whatever method or name.
func TestAttack_withoutKey(t *testing.T) {
	r := newRig(t, nil)
	for name, auth := range map[string][]gossh.AuthMethod{
		"none":     nil,
		"password": {gossh.Password("")},
		"questions": {gossh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) {
			return nil, nil
		})},
		"a stranger's key": {gossh.PublicKeys(newSigner(t))},
	} {
		for _, user := range []string{"desk", "amy", sshd.PortalUser, "root", ""} {
			config := r.config(user)
			config.Auth = auth
			if c, err := gossh.Dial("tcp", r.addr, config); err == nil {
				_ = c.Close()
				t.Errorf("%s came in with %s", user, name)
			}
		}
	}
}

// Three tries a connection, whatever keys somebody has.
func TestAttack_tries(t *testing.T) {
	r := newRig(t, nil)
	keys := []gossh.Signer{newSigner(t), newSigner(t), newSigner(t), r.keys["amy"]}
	if _, err := gossh.Dial("tcp", r.addr, r.config("desk", keys...)); err == nil {
		t.Error("the fourth key was still tried")
	}
	if c, err := gossh.Dial("tcp", r.addr, r.config("desk", keys[1:]...)); err != nil {
		t.Error("the third wasn't:", err)
	} else {
		_ = c.Close()
	}
}

// Many connections that fail close the door to their address, for a while.
func TestAttack_bruteForce(t *testing.T) {
	moved := newClock()
	r := newRig(t, func(o *sshd.Options) { o.Now, o.Limits = moved.now, sshd.Limits{Failed: 5} })
	for range 5 {
		if _, err := gossh.Dial("tcp", r.addr, r.config("desk", newSigner(t))); err == nil {
			t.Fatal("a stranger came in")
		}
	}
	await(t, "the door stays shut", func() bool {
		c, err := net.Dial("tcp", r.addr) //nolint:noctx // this machine's
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close() //nolint:errcheck // only looked at
		_ = c.SetReadDeadline(time.Now().Add(patience))
		n, err := c.Read(make([]byte, 1))
		return n == 0 && err != nil // not even the version
	})
	if _, err := gossh.Dial("tcp", r.addr, r.config("desk", r.keys["amy"])); err == nil {
		t.Error("the door is open")
	}
	moved.add(61 * time.Second)
	r.dial("amy")
}

// Connections that say nothing are few and don't last.
func TestAttack_halfOpen(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) {
		o.Limits = sshd.Limits{Handshake: 300 * time.Millisecond, Waiting: 8, Failed: 1000}
	})
	var held []net.Conn
	for range 60 {
		c, err := net.Dial("tcp", r.addr) //nolint:noctx // this machine's
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
	}
	greeted := make(chan bool, len(held))
	for _, c := range held {
		go func() {
			defer c.Close() //nolint:errcheck // only looked at
			n, _ := c.Read(make([]byte, 64))
			greeted <- n > 0
			_, _ = io.Copy(io.Discard, c) // until it is hung up on
			greeted <- false
		}()
	}
	in := 0
	for range 2 * len(held) {
		select {
		case is := <-greeted:
			if is {
				in++
			}
		case <-time.After(patience):
			t.Fatal("a silent connection lasts")
		}
	}
	if in > 8 {
		t.Errorf("%d stood before the door at once", in)
	}
	r.dial("amy")
}

// Somebody who has a key and asks for nothing is hung up on as well.
func TestAttack_idleConnection(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) { o.Limits = sshd.Limits{Start: 200 * time.Millisecond} })
	done := make(chan struct{})
	c := r.dial("amy")
	go func() { _ = c.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("it is still there")
	}
	x := r.sit(r.dial("amy")).until("amy")
	time.Sleep(400 * time.Millisecond) //nolint:forbidigo // that nothing happens has no event
	x.press("k").until("D1")
}

func TestAttack_sessionsOnOneConnection(t *testing.T) {
	r := newRig(t, nil)
	c := r.dial("bob")
	x := r.sit(c).until("bob")
	for range 500 {
		if s, err := c.NewSession(); err == nil {
			_ = s.Close()
			t.Fatal("a second session")
		}
	}
	x.press("k").until("D1")
	if n := len(r.apps); n != 1 {
		t.Errorf("%d screens were made", n)
	}
}

// Nothing but a shell is to be had.
func TestAttack_otherRequests(t *testing.T) {
	r := newRig(t, nil)
	for _, command := range []string{"sh", "", "plain; sh", " plain", "plain ", "scp -t /", `callin ["staff","list"]`} {
		session, err := r.dial("amy").NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Start(command); err == nil {
			t.Errorf("%q was run", command)
		}
	}
	c := r.dial("amy")
	session, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, request := range []string{
		"subsystem", "x11-req", "auth-agent-req@openssh.com", "signal", "break", "xon-xoff", "nonsense",
	} {
		if ok, err := session.SendRequest(request, true, gossh.Marshal(struct{ Name string }{"sftp"})); ok || err != nil {
			t.Errorf("%s: %t, %v", request, ok, err)
		}
	}
	for _, request := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "hostkeys-prove-00@openssh.com"} {
		if ok, _, err := c.SendRequest(request, true, gossh.Marshal(struct {
			Host string
			Port uint32
		}{"127.0.0.1", 0})); ok || err != nil {
			t.Errorf("%s: %t, %v", request, ok, err)
		}
	}
	for _, channel := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "x11", "tun@openssh.com", "file@callin"} {
		if _, _, err := c.OpenChannel(channel, nil); err == nil {
			t.Errorf("a channel of the kind %s was opened", channel)
		}
	}
}

// heap is what is in use after collecting.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse) //nolint:gosec // far below
}

const allowed = 20 << 20

func TestAttack_giantWindow(t *testing.T) {
	r := newRig(t, nil)
	before := heap()
	c := r.dial("bob")
	x, err := open(t, c, 65535, 65535)
	if err != nil {
		t.Fatal(err)
	}
	x.until("bob sits here, 500x160")
	for range 200 {
		_ = x.session.WindowChange(65535, 65535)
		_, _ = x.session.SendRequest("window-change", false, bytes.Repeat([]byte{0xff}, 16))
		_, _ = x.session.SendRequest("window-change", false, nil)
		_, _ = x.session.SendRequest("pty-req", false, gossh.Marshal(struct {
			Term       string
			A, B, C, D uint32
			Modes      string
		}{"xterm", 1 << 31, 1 << 31, 1, 1, ""}))
	}
	x.press("k").until("1")
	app := r.app()
	if widest := app.widest.Load(); widest > 80_000 {
		t.Errorf("a window of %d cells", widest)
	}
	if grown := heap() - before; grown > allowed {
		t.Errorf("grew by %d MB", grown>>20)
	}
	if err := x.session.WindowChange(0, 0); err != nil {
		t.Fatal(err)
	}
	x.until("80x24")
}

// A pasted text or a sequence without an end isn't kept in memory without an end.
func TestAttack_endless(t *testing.T) {
	for name, begin := range map[string]string{
		"pasted text": "\x1b[200~", "OSC": "\x1b]0;", "DCS": "\x1bP", "CSI": "\x1b[1", "rubbish": "\x1b_",
	} {
		t.Run(name, func(t *testing.T) {
			moved := newClock()
			r := newRig(t, func(o *sshd.Options) { // a clock on which everything takes an hour: nothing is held back
				o.Now = func() time.Time { moved.add(time.Hour); return moved.now() }
			})
			before := heap()
			x := r.sit(r.dial("bob")).until("bob")
			app := r.app()
			x.press(begin)
			taken := make(chan struct{})
			go func() {
				for range 100 << 20 / 4096 {
					if _, err := io.WriteString(x.in, strings.Repeat("1", 4096)); err != nil {
						return
					}
				}
				close(taken)
			}()
			select {
			case <-app.kept:
			case <-taken:
				t.Fatal("it takes everything")
			case <-time.After(10 * patience): // the library reads a long piece ever more slowly
				t.Fatal("it goes on")
			}
			if grown := heap() - before; grown > allowed {
				t.Errorf("grew by %d MB", grown>>20)
			}
		})
	}
}

// Keys that come faster than anybody types wait for their turn.
func TestAttack_keys(t *testing.T) {
	r := newRig(t, nil)
	x := r.sit(r.dial("bob")).until("bob")
	app := r.app()
	go func() { _, _ = io.WriteString(x.in, strings.Repeat("k", 1<<20)) }() // until the line is cut
	await(t, "the burst is taken", func() bool { return app.pressed.Load() >= 64<<10 })
	amy := r.sit(r.dial("amy")).until("amy")
	for i := range 5 {
		amy.press("k").until(string(rune('1' + i)))
	}
	if n := app.pressed.Load(); n > 128<<10 {
		t.Errorf("%d keys were taken", n)
	}
}

func TestAttack_environmentFlood(t *testing.T) {
	r := newRig(t, nil)
	before := heap()
	for _, value := range []string{"x", strings.Repeat("x", 30_000)} {
		c := r.dial("bob")
		session, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 100_000 {
			payload := gossh.Marshal(struct{ Name, Value string }{"LC_A", value})
			if _, err := session.SendRequest("env", false, payload); err != nil {
				break
			}
			if i == 99_999 {
				t.Error("nobody stopped it")
			}
		}
		if err := session.Shell(); err == nil {
			t.Error("a shell after the flood")
		}
	}
	if grown := heap() - before; grown > allowed {
		t.Errorf("grew by %d MB", grown>>20)
	}
	session, err := r.dial("bob").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		if err := session.Setenv("LC_ALL", "C"); (err == nil) != (i < 16) {
			t.Fatalf("value %d: %v", i+1, err)
		}
	}
	if err := session.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	if n := len(r.app().environ); n != 17 {
		t.Errorf("%d variables", n)
	}
}

func TestAttack_oldAlgorithms(t *testing.T) {
	r := newRig(t, nil)
	old := gossh.InsecureAlgorithms()
	for name, weaken := range map[string]func(*gossh.ClientConfig){
		"key exchange": func(c *gossh.ClientConfig) { c.KeyExchanges = old.KeyExchanges },
		"cipher":       func(c *gossh.ClientConfig) { c.Ciphers = old.Ciphers },
		"MAC": func(c *gossh.ClientConfig) {
			c.Ciphers, c.MACs = []string{gossh.CipherAES128CTR}, []string{gossh.HMACSHA1, "hmac-sha1-96"}
		},
	} {
		config := r.config("desk", r.keys["amy"])
		weaken(config)
		if _, err := gossh.Dial("tcp", r.addr, config); err == nil {
			t.Errorf("an old %s is good enough", name)
		}
	}
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.desk.Operator("test").AddKey(t.Context(), "bob", staffKey(t, key)); err != nil {
		t.Fatal(err)
	}
	for algorithm, taken := range map[string]bool{gossh.KeyAlgoRSA: false, gossh.KeyAlgoRSASHA256: true, gossh.KeyAlgoRSASHA512: true} {
		only, err := gossh.NewSignerWithAlgorithms(key.(gossh.AlgorithmSigner), []string{algorithm}) //nolint:forcetypeassert // an RSA key is one
		if err != nil {
			t.Fatal(err)
		}
		c, err := gossh.Dial("tcp", r.addr, r.config("desk", only))
		if (err == nil) != taken {
			t.Errorf("a signature by %s: %v", algorithm, err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}

// An RSA host key signs with SHA-2 alone.
func TestAttack_oldHostKey(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, func(o *sshd.Options) { o.HostKeys = []gossh.Signer{key} })
	r.host = key
	for algorithm, taken := range map[string]bool{gossh.KeyAlgoRSA: false, gossh.KeyAlgoRSASHA512: true} {
		config := r.config("desk", r.keys["amy"])
		config.HostKeyAlgorithms = []string{algorithm}
		c, err := gossh.Dial("tcp", r.addr, config)
		if (err == nil) != taken {
			t.Errorf("%s: %v", algorithm, err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}

// A customer gets the portal and nothing else, and customers leave room for the
// staff.
func TestAttack_guest(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) {
		o.Limits = sshd.Limits{Guest: 3}
		o.Portal = func(env *kit.Env, origin string, environ []string) (sshd.App, error) {
			host, _, err := net.SplitHostPort(origin)
			return newSign(env, "a customer from "+host, environ), err
		}
		o.Plain = func(_ context.Context, _ *desk.Session, lines io.ReadWriter) error {
			_, err := io.WriteString(lines, "hello\r\n")
			return err
		}
	})
	guest := func() *gossh.Client {
		t.Helper()
		c, err := gossh.Dial("tcp", r.addr, r.config(sshd.PortalUser))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := guest()
	r.sit(first).until("a customer from 127.0.0.1 sits here")
	second := guest()
	session, err := second.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start("plain"); err == nil {
		t.Error("a customer got the agents' line mode")
	}
	guest()
	if c, err := gossh.Dial("tcp", r.addr, r.config(sshd.PortalUser)); err == nil {
		if _, err := open(t, c, 80, 24); err == nil {
			t.Error("a fourth customer from there")
		}
	}
	if _, err := gossh.Dial("tcp", r.addr, r.config(sshd.PortalUser+"x")); err == nil {
		t.Error("another name came in without a key")
	}
	r.sit(r.dial("amy")).until("amy sits here")
	_ = first.Close()
	await(t, "the first has made room", func() bool {
		c, err := gossh.Dial("tcp", r.addr, r.config(sshd.PortalUser))
		if err != nil {
			return false
		}
		defer c.Close() //nolint:errcheck // only looked at
		x, err := open(t, c, 80, 24)
		return err == nil && x != nil
	})
	plain, err := r.dial("bob").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := plain.Output("plain"); err != nil || string(out) != "hello\r\n" {
		t.Errorf("%q, %v", out, err)
	}
}

// Rubbish in place of the protocol harms nobody.
func TestAttack_rubbish(t *testing.T) {
	r := newRig(t, func(o *sshd.Options) { o.Limits = sshd.Limits{Failed: 1000} })
	before := heap()
	long := append([]byte("SSH-2.0-x\r\n"), binary.BigEndian.AppendUint32(nil, 0xffffffff)...)
	for _, what := range [][]byte{nil, []byte("GET / HTTP/1.1\r\n\r\n"), bytes.Repeat([]byte("A"), 1<<20), long, bytes.Repeat([]byte{0}, 1<<16)} {
		c, err := net.Dial("tcp", r.addr) //nolint:noctx // this machine's
		if err != nil {
			t.Fatal(err)
		}
		_, _ = c.Write(what) // it may be hung up on before the end
		_ = c.SetReadDeadline(time.Now().Add(patience))
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.CloseWrite()
		}
		if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error("it waits for more")
		}
		_ = c.Close()
	}
	if grown := heap() - before; grown > allowed {
		t.Errorf("grew by %d MB", grown>>20)
	}
	r.dial("amy")
}
