// The server: it listens, remembers what came, and lets a test wait for it.

package mailtest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"slices"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must happen.
const patience = 10 * time.Second

// Received is a message that the server read to its end and didn't refuse. It
// counts as received even when the line broke before the answer.
type Received struct {
	Mail string // the MAIL command
	Rcpt string // the RCPT command
	Body []byte // with CRLF, dots unstuffed
	Conn int    // the connection that it came by
}

// Server is a running one. Its methods may be called from any goroutine.
type Server struct {
	script   Script
	listener net.Listener
	cert     tls.Certificate
	roots    *x509.CertPool
	ending   context.Context
	handlers sync.WaitGroup

	mu       sync.Mutex
	changed  chan struct{} // closed and made anew at each change
	conns    map[net.Conn]bool
	accepted int
	counts   map[string]int
	lines    []string
	mails    []Received
}

// Start runs a server on a free port of 127.0.0.1 until the test ends.
func Start(t testing.TB, s Script) *Server {
	t.Helper()
	if s.Offer == nil {
		s.Offer = DefaultOffer
	}
	if s.Hosts == nil {
		s.Hosts = []string{"127.0.0.1", "localhost"}
	}
	if s.Mechanisms == "" {
		s.Mechanisms = "PLAIN LOGIN"
	}
	cert, roots, err := Certificate(s.Hosts...)
	if err != nil {
		t.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ending, end := context.WithCancel(context.Background())
	srv := &Server{
		script: s, listener: l, cert: cert, roots: roots, ending: ending,
		changed: make(chan struct{}), conns: map[net.Conn]bool{}, counts: map[string]int{},
	}
	srv.handlers.Go(srv.accept)
	t.Cleanup(func() {
		end()
		srv.Shut()
		srv.CutAll()
		srv.handlers.Wait()
	})
	return srv
}

// Addr is where the server listens, host:port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Roots trusts the server's certificate, and no other.
func (s *Server) Roots() *x509.CertPool { return s.roots }

// Shut stops listening; open connections go on.
func (s *Server) Shut() { _ = s.listener.Close() } // a second close says so, which doesn't matter

// CutAll breaks all open connections.
func (s *Server) CutAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close() // it's meant to break
	}
}

// Mails are the received messages, oldest first.
func (s *Server) Mails() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// Lines are the commands that came, oldest first. AUTH shows its mechanism
// alone.
func (s *Server) Lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lines)
}

// Saw counts how often a verb came, CONNECT among them; see Event.
func (s *Server) Saw(verb string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[verb]
}

// AwaitMails waits until n messages have been received, and fails the test
// when they don't come.
func (s *Server) AwaitMails(t testing.TB, n int) []Received {
	t.Helper()
	s.await(t, "messages", func() bool { return len(s.mails) >= n })
	return s.Mails()
}

// AwaitSaw waits until a verb has come n times.
func (s *Server) AwaitSaw(t testing.TB, verb string, n int) {
	t.Helper()
	s.await(t, verb, func() bool { return s.counts[verb] >= n })
}

// AwaitClosed waits until no connection is open.
func (s *Server) AwaitClosed(t testing.TB) {
	t.Helper()
	s.await(t, "the last connection's end", func() bool { return len(s.conns) == 0 })
}

// await waits for a condition that is looked at under the lock.
func (s *Server) await(t testing.TB, what string, done func() bool) {
	t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-limit.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// change runs fn under the lock and wakes who waits.
func (s *Server) change(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		var number int
		s.change(func() {
			s.accepted++
			number = s.accepted
			s.conns[c] = true
		})
		s.handlers.Go(func() {
			(&dialogue{server: s, conn: c, raw: c, number: number}).run()
			_ = c.Close() // run has said all
			s.change(func() { delete(s.conns, c) })
		})
	}
}

// ask notes a step and gives the script's act for it.
func (s *Server) ask(e Event) Act {
	var a Act
	s.change(func() {
		s.counts[e.Verb]++
		e.Nth = s.counts[e.Verb]
		if e.Line != "" {
			s.lines = append(s.lines, e.Line)
		}
		if s.script.On != nil {
			a = s.script.On(e)
		}
	})
	return a
}
