// From nothing to a connection that takes mails: dial, TLS, EHLO, AUTH.

package courier

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"callin/model"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

var (
	errNotLoopback = errors.New("tls = none, and the server's address isn't this machine's")
	errNoAuth      = errors.New("the server offers no AUTH PLAIN or LOGIN, and a user is configured")
	errNoTLS       = errors.New("the server doesn't offer STARTTLS, or somebody on the way hides it; without TLS nothing is sent")
	errEarly       = errors.New("the server, or somebody on the way, sent words between STARTTLS and TLS")
)

func (c *Courier) connect(ctx context.Context) (*session, *model.MailError) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Limits.Connect)
	defer cancel()
	raw, err := (&net.Dialer{}).DialContext(ctx, "tcp", c.cfg.Server)
	if err != nil {
		return nil, &model.MailError{
			Fate:  model.FateDeferred,
			Said:  "can't reach the mail server " + c.cfg.Server + ": " + describe(err),
			Cause: err,
		}
	}
	w := &wire{Conn: raw, limit: c.cfg.Limits.Write}
	stop := w.follow(ctx)
	defer stop()
	s := &session{wire: w, server: c.cfg.Server, hello: c.cfg.Hello, limits: c.cfg.Limits}
	f := s.open(ctx, &c.cfg)
	if f == nil && !stop() {
		f = &failure{atHello, context.Cause(ctx)}
	}
	if f != nil {
		failed := s.judge(f)
		s.drop()
		return nil, failed
	}
	return s, nil
}

func (s *session) open(ctx context.Context, cfg *Config) *failure {
	var conn net.Conn = s.wire
	switch cfg.TLS {
	case None:
		if a, ok := s.wire.RemoteAddr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
			return &failure{atTLS, errNotLoopback}
		}
	case StartTLS:
		if f := askTLS(s.wire, cfg.Hello); f != nil {
			return f
		}
		fallthrough
	default:
		secured := tls.Client(s.wire, cfg.tlsConfig())
		if err := secured.HandshakeContext(ctx); err != nil {
			return &failure{atTLS, err}
		}
		state := secured.ConnectionState()
		s.tls, conn = &state, secured
	}
	if cfg.TLS == StartTLS {
		conn = greeted(conn)
	}
	return s.greet(conn, cfg)
}

// greet hands the connection, secured by now, to the library.
func (s *session) greet(conn net.Conn, cfg *Config) *failure {
	s.client = smtp.NewClient(conn)
	s.client.CommandTimeout = cfg.Limits.Command
	s.client.SubmissionTimeout = cfg.Limits.Final
	if err := s.client.Hello(cfg.Hello); err != nil {
		return &failure{atHello, err}
	}
	return s.signIn(cfg)
}

func (s *session) signIn(cfg *Config) *failure {
	if cfg.User == "" {
		return nil
	}
	password := cfg.Password.Reveal()
	var with sasl.Client
	switch {
	case s.client.SupportsAuth(sasl.Plain):
		s.auth = sasl.Plain
		with = sasl.NewPlainClient("", cfg.User, password)
	case s.client.SupportsAuth(sasl.Login):
		s.auth = sasl.Login
		with = sasl.NewLoginClient(cfg.User, password)
	default:
		return &failure{atAuth, errNoAuth}
	}
	if err := s.client.Auth(with); err != nil {
		return &failure{atAuth, hide(err, cfg.User, password)}
	}
	return nil
}
