// A door for tests to a connection that isn't a socket.

package courier

import (
	"context"
	"net"

	"callin/model"
)

// SendOver sends one mail over a connection that has just been made.
func SendOver(ctx context.Context, conn net.Conn, m model.Mail) (string, error) {
	cfg := Config{Server: "pipe.example:25", TLS: Implicit, Hello: "desk.aptela.example"}
	if err := cfg.check(); err != nil {
		return "", err
	}
	s := &session{wire: &wire{Conn: conn, limit: cfg.Limits.Write}, server: cfg.Server, hello: cfg.Hello, limits: cfg.Limits}
	defer s.drop()
	if f := s.greet(s.wire, &cfg); f != nil {
		return "", s.judge(f)
	}
	said, f := s.send(ctx, m)
	if f != nil {
		return "", s.judge(f)
	}
	return said, nil
}
