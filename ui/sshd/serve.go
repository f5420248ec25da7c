package sshd

// This file takes a session from its shell to its end: to the desk, to the
// portal, to line mode, or to a command of the control socket.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"charm.land/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/line"
)

// The exit codes of a session, which are those of the command line.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 4
)

// linger is how long a client may take to hang up after its session has ended.
const linger = 2 * time.Second

// serve is wish's last middleware: it plays the session and ends it.
func (s *Server) serve(ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		code := exitFailed
		if s.places.begin(&s.played) {
			defer s.played.Done()
			code = s.host(sess)
		}
		time.AfterFunc(linger, func() { s.hangUp(sess) }) // a client may keep its connection for ever
		_ = sess.Exit(code)                               // the line is gone if that fails
	}
}

func (s *Server) hangUp(sess ssh.Session) {
	if v := visitorOf(sess.Context()); v != nil {
		_ = v.Close()
	}
}

func (s *Server) host(sess ssh.Session) int {
	ctx, p := sess.Context(), who(sess.Context())
	environ, drawn := environment(sess)
	command := sess.RawCommand()
	switch {
	case p == person{}:
		return s.refuse(sess, exitRefused, "Nobody knows who you are. Ask a manager.")
	case p.local && command != "":
		return s.command(sess)
	case command == "plain" && s.o.Plain == nil:
		return s.refuse(sess, exitUsage, "Line mode isn't in this version. Connect without a command for the full screen.")
	case command == "" && !drawn && p.guest:
		return s.refuse(sess, exitUsage, "The portal needs a terminal, and this one has none or is dumb. Connect with ssh -t.")
	case command == "" && !drawn:
		return s.refuse(sess, exitUsage, "The desk needs a terminal, and this one has none or is dumb. Connect with ssh -t, or ask for line mode: ssh HOST plain")
	case p.guest:
		return s.guest(sess, environ)
	}
	agent, err := s.signIn(ctx, p, sess.RemoteAddr().String())
	if err != nil {
		s.log.Warn("a sign-in failed", "from", sess.RemoteAddr().String(), "error", err)
		return s.refuse(sess, exitRefused, model.PublicText(err))
	}
	defer agent.Sit()()
	if command == "plain" {
		return s.plain(sess, p, agent)
	}
	return s.desk(sess, p, agent, environ)
}

// refuse says why there is nothing for them here.
func (s *Server) refuse(sess ssh.Session, code int, why string) int {
	_, _ = fmt.Fprintf(sess.Stderr(), "callin: %s\r\n", model.CleanLine(why)) // to whoever is still there
	return code
}

// desk shows an agent the desk.
func (s *Server) desk(sess ssh.Session, p person, agent *desk.Session, environ []string) int {
	env, done := s.env(string(agent.Agent()))
	defer done()
	app, err := s.o.Screen(env, agent, environ)
	if err != nil {
		return s.refuse(sess, exitFailed, model.PublicText(err))
	}
	return s.play(sess, app, environ, func(pl *place) { pl.person, pl.agent = p, agent })
}

// guest shows a customer the portal.
func (s *Server) guest(sess ssh.Session, environ []string) int {
	env, done := s.env("")
	defer done()
	app, err := s.o.Portal(env, sess.RemoteAddr().String(), environ)
	if err != nil {
		return s.refuse(sess, exitFailed, model.PublicText(err))
	}
	return s.play(sess, app, environ, func(pl *place) { pl.person = person{guest: true} })
}

// env is what a session is known by. Its context outlives the line, so that
// what a page does while the line breaks isn't done by halves.
func (s *Server) env(agent string) (env *kit.Env, done context.CancelFunc) {
	ctx, done := context.WithCancel(context.Background())
	return &kit.Env{Ctx: ctx, Now: s.o.Now, Agent: agent}, done
}

// play runs an app at the session's terminal until one of them ends.
func (s *Server) play(sess ssh.Session, app App, environ []string, as func(*place)) int {
	pty, _, _ := sess.Pty()
	longest := s.o.Longest
	t := terminal{
		line: sess, gone: sess.Context().Done(), hangUp: func() { s.hangUp(sess) },
		first: size{pty.Window.Width, pty.Window.Height}, sizes: askingOf(sess.Context()).sizes,
		now: s.o.Now, environ: environ, stall: s.door.limits.Stall, longest: longest,
	}
	p := newPlace(app, t)
	as(p)
	s.places.add(p)
	defer s.places.remove(p)
	s.recheck(s.ctx, p) // somebody may have been disabled on their way in
	why := p.run(t)
	if why != left {
		s.log.Info("a session ended", "from", sess.RemoteAddr().String(), "why", why.String())
		p.keep(context.WithoutCancel(sess.Context()))
	}
	app.Close()
	p.leave(why, longest)
	return why.code()
}

// environment is the client's, with what its terminal is called, and whether
// there is one that can show a screen.
func environment(sess ssh.Session) (environ []string, drawn bool) {
	environ = sess.Environ()
	for _, v := range environ {
		if len(v) >= 9 && v[:9] == "NO_COLOR=" {
			environ = append(environ, "NO_COLOR=1") // any value counts (no-color.org)
			break
		}
	}
	pty, _, ok := sess.Pty()
	if !ok {
		return environ, false
	}
	return append(environ, "TERM="+pty.Term), pty.Term != "dumb"
}

// errAsked ends line mode when the session is asked to end, which has words for
// that.
var errAsked = errors.New("the session was asked to end")

// plain runs line mode, which ends for the same reasons as a screen does.
func (s *Server) plain(sess ssh.Session, p person, agent *desk.Session) int {
	ctx, done := context.WithCancelCause(sess.Context())
	defer done(nil)
	pl := &place{person: p, agent: agent, asked: make(chan reason, 1)}
	s.places.add(pl)
	defer s.places.remove(pl)
	s.recheck(s.ctx, pl)
	if s.o.Longest > 0 {
		defer time.AfterFunc(s.o.Longest, func() { pl.ask(tooLong) }).Stop()
	}
	why := make(chan reason, 1)
	go func() {
		select {
		case r := <-pl.asked:
			done(errAsked)
			why <- r
		case <-ctx.Done():
			why <- left
		}
	}()
	pl.out = newOutput(sess, s.door.limits.Stall, func() { s.hangUp(sess) })
	var lines io.ReadWriter = struct {
		io.Reader
		io.Writer
	}{sess, pl.out}
	if _, _, pty := sess.Pty(); pty { // its own end leaves echo and corrections to us
		lines = line.Cook(lines)
	}
	err := s.o.Plain(ctx, agent, lines)
	done(nil)
	ended := <-why
	pl.leave(ended, s.o.Longest)
	switch {
	case ended != left:
		return ended.code()
	case err != nil:
		return s.refuse(sess, exitFailed, model.PublicText(err))
	}
	return 0
}
