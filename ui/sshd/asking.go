package sshd

// This file is what a connection may ask for. Everything on the way between the
// protocol library and the session's handler passes here: what isn't listed is
// answered with no, and what is listed comes through in bounds.

import (
	"encoding/binary"
	"regexp"
	"strings"
	"sync/atomic"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// session is asked for every session channel; one a connection is all there is.
func (s *Server) session(srv *ssh.Server, conn *gossh.ServerConn, ch gossh.NewChannel, ctx ssh.Context) {
	v, first := visitorOf(ctx), false
	v.session.Do(func() { first = true })
	if !first {
		_ = ch.Reject(gossh.Prohibited, "one session a connection") // the line is gone if that fails
		return
	}
	a := &asking{NewChannel: ch, visitor: v, sizes: make(chan size, 1), conn: conn}
	ctx.SetValue(askingKey{}, a)
	ssh.DefaultSessionHandler(srv, conn, a, ctx)
}

type askingKey struct{}

func askingOf(ctx ssh.Context) *asking {
	a, _ := ctx.Value(askingKey{}).(*asking)
	return a
}

// size is of a window, in columns and lines.
type size struct{ w, h int }

// asking is a new session channel that sifts what the client asks for.
type asking struct {
	gossh.NewChannel
	visitor *visitor
	conn    gossh.Conn
	sizes   chan size // the newest that nobody has taken yet

	count, bytes, values int
	terminal             bool
	begun                atomic.Bool // a shell or a command
}

// Accept opens the channel.
func (a *asking) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, all, err := a.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	sifted := make(chan *gossh.Request)
	go func() {
		defer close(sifted)
		for req := range all {
			if a.sift(req) {
				sifted <- req // the session's handler reads until the channel is closed
			} else if req.WantReply {
				_ = req.Reply(req.Type == "window-change", nil) // the line is gone if that fails
			}
		}
	}()
	return ch, sifted, nil
}

// sift tells whether a request may go on to the session.
func (a *asking) sift(req *gossh.Request) bool {
	if req.Type == "window-change" {
		if w, ok := parseSize(req.Payload); ok && a.terminal {
			a.resize(w)
		}
		return false
	}
	if a.begun.Load() {
		return false
	}
	a.count++
	a.bytes += len(req.Type) + len(req.Payload)
	if a.count > maxAsked || a.bytes > maxAskedSize {
		_ = a.conn.Close() // it is a flood
		return false
	}
	switch req.Type {
	case "env":
		return a.mayKeep(req)
	case "pty-req":
		return a.mayDraw(req)
	case "shell", "exec":
		return true
	}
	return false // subsystem, x11-req, auth-agent-req, signal, break …
}

// kept are the variables that say how to draw and in which language.
var kept = regexp.MustCompile(`^(COLORTERM|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|LANG|LC_[A-Z]{1,16}|TERM_PROGRAM)$`)

func (a *asking) mayKeep(req *gossh.Request) bool {
	var v struct{ Name, Value string }
	if gossh.Unmarshal(req.Payload, &v) != nil || !kept.MatchString(v.Name) || len(v.Value) > 128 || a.values >= maxEnviron {
		return false
	}
	if strings.ContainsFunc(v.Value, func(r rune) bool { return r < ' ' || r > '~' }) {
		return false
	}
	a.values++
	return true
}

// terminalName is what a TERM may be.
var terminalName = regexp.MustCompile(`^[A-Za-z0-9._+-]{1,64}$`)

// mayDraw lets one terminal through, of a size that can be drawn.
func (a *asking) mayDraw(req *gossh.Request) bool {
	if a.terminal {
		return false
	}
	var p struct {
		Term                   string
		W, H, PixelsW, PixelsH uint32
		Modes                  string
	}
	if gossh.Unmarshal(req.Payload, &p) != nil {
		return false
	}
	a.terminal = true
	if !terminalName.MatchString(p.Term) {
		p.Term = "xterm"
	}
	is := clamp(p.W, p.H)
	a.resize(is)
	p.W, p.H, p.PixelsW, p.PixelsH = uint32(is.w), uint32(is.h), 0, 0 //nolint:gosec // clamped
	p.Modes = "\x00"
	req.Payload = gossh.Marshal(p)
	return true
}

// parseSize reads a window-change (RFC 4254, 6.7).
func parseSize(payload []byte) (size, bool) {
	if len(payload) < 8 {
		return size{}, false
	}
	return clamp(binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:])), true
}

// clamp keeps a window within what is drawn. A client that doesn't know its
// size says 0 (RFC 4254, 6.2) and gets the usual.
func clamp(w, h uint32) size {
	if w == 0 || h == 0 {
		return size{80, 24}
	}
	w = min(w, maxWidth)
	return size{int(w), int(min(h, maxHeight, maxCells/w))}
}

// resize leaves the newest size where the terminal takes it.
func (a *asking) resize(s size) {
	for {
		select {
		case a.sizes <- s:
			return
		default:
		}
		select {
		case <-a.sizes:
		default:
		}
	}
}

// mayAsk is asked once the request is known: a shell for everybody, and the
// commands that have a name.
func (s *Server) mayAsk(sess ssh.Session, request string) bool {
	p, command := who(sess.Context()), sess.RawCommand()
	switch {
	case request == "shell":
	case request != "exec":
		return false
	case p.local && s.o.Command != nil && strings.HasPrefix(command, commandPrefix):
	case p.local || p.guest || command != "plain":
		return false
	}
	a := askingOf(sess.Context())
	a.begun.Store(true)
	a.visitor.started()
	return true
}
