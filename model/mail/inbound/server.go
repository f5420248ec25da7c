// What both listeners share: a server with every limit set, for the library has
// none of its own, on an address of this machine alone.

package inbound

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// limits of a server. None may be zero.
type limits struct {
	size    int           // bytes of a message
	clients int           // at once
	rcpts   int           // of a message
	timeout time.Duration // of a line, and of a message in all
}

// server is a running one.
type server struct {
	listener net.Listener
	smtp     *smtp.Server
	serving  sync.WaitGroup
	once     sync.Once
}

// serve opens host:port; port 0 takes a free one. The host must be an address
// of this machine's loopback, because there is neither TLS nor a password. what
// names the listener in errors, which are sentences for the operator.
func serve(what, addr string, l limits, session func() smtp.Session) (*server, error) {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("the %s listens on this machine alone, such as 127.0.0.1:2525, not on %q", what, model.CleanLine(addr))
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the %s can't listen on %s: %w", what, addr, err)
	}
	s := &server{listener: listener, smtp: smtp.NewServer(counted(l.clients, session))}
	s.smtp.Domain = "desk.callin.example"
	s.smtp.MaxRecipients = l.rcpts
	s.smtp.MaxMessageBytes = int64(l.size)
	s.smtp.ReadTimeout, s.smtp.WriteTimeout = l.timeout, l.timeout
	s.smtp.EnableSMTPUTF8, s.smtp.EnableDSN = true, true
	s.smtp.ErrorLog = silence{} // the library's own writes to standard error, over the screen
	return s, nil
}

// start begins to answer. Each connection lasts for life at most, however slowly
// its client drips.
func (s *server) start(life time.Duration) {
	s.serving.Go(func() {
		_ = s.smtp.Serve(mortal{s.listener, life}) // ends with close, or with the listener: nothing else can be done about it
	})
}

// close ends the listener and every connection, and waits for the listener.
func (s *server) close() {
	s.once.Do(func() {
		// The listener first and by hand: the server knows it only once it serves.
		_ = s.listener.Close()
		_ = s.smtp.Close() // both report a listener that is closed already
	})
	s.serving.Wait()
}

// counted turns away one client too many.
func counted(most int, session func() smtp.Session) smtp.Backend {
	var clients atomic.Int64
	return smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		if clients.Add(1) > int64(most) {
			clients.Add(-1)
			return nil, &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "too many clients"}
		}
		return leaving{session(), func() { clients.Add(-1) }}, nil
	})
}

// leaving is a session that tells when its client goes.
type leaving struct {
	smtp.Session
	gone func()
}

// Logout is called once, when the connection ends.
func (l leaving) Logout() error {
	defer l.gone()
	return l.Session.Logout()
}

// mortal is a listener whose connections live for so long: the time-outs of
// single lines alone let a client that drips stay for ever.
type mortal struct {
	net.Listener
	life time.Duration
}

func (m mortal) Accept() (net.Conn, error) {
	c, err := m.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &mortalConn{c, time.AfterFunc(m.life, func() { _ = c.Close() })}, nil
}

type mortalConn struct {
	net.Conn
	end *time.Timer
}

func (c *mortalConn) Close() error {
	c.end.Stop()
	return c.Conn.Close()
}

// checkRecipient refuses what isn't an address.
func checkRecipient(to string) error {
	if wrong := model.CheckAddress(to); wrong != "" {
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 1, 3}, Message: "the address " + wrong}
	}
	return nil
}

// readingFailed says what a message that ended too early is answered with.
func readingFailed(err error) error {
	if errors.Is(err, smtp.ErrDataTooLarge) {
		return smtp.ErrDataTooLarge
	}
	return fmt.Errorf("reading the message: %w", err)
}

// silence is a log that keeps nothing: what goes wrong on a connection, its
// client is told.
type silence struct{}

func (silence) Printf(string, ...any) {}
func (silence) Println(...any)        {}
