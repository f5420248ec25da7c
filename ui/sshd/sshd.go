// Package sshd is the desk's door for terminals from elsewhere: it settles who
// somebody is, keeps within limits what they can ask for, and runs one program
// a session. It knows no page; what is shown it is handed.
//
//	door      how many may stand before it, counted before the handshake
//	identity  who somebody is, by the key that authenticated and by nothing else
//	asking    what a connection may ask for: one session, one terminal, one shell
//	place     one terminal: the program, its input and its output
//	watch     ends the sessions of those who may no longer be here
//
// The SSH protocol is charm.land/ssh under wish v2; the glue between a session
// and Bubble Tea is our own (wish's spins when a channel closes, leaks when keys
// follow the last one, and takes windows of any size).
package sshd

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
)

// PortalUser is the user name of customers: whoever asks for it is let in to the
// portal's log-in page without a key, and to nothing else.
const PortalUser = "portal"

// App is the screen of one session, such as a ui.App. One with a method
// Keep(context.Context) is told when its line was cut, to keep what must not be
// lost.
type App interface {
	tea.Model
	Close()
}

// Options are what a Server needs. Desk, HostKeys, Now and Screen must be there.
type Options struct {
	Desk     *desk.Desk
	HostKeys []gossh.Signer
	Now      model.Clock
	Log      *slog.Logger  // nil: none
	Limits   Limits        // zero: the usual ones
	Longest  time.Duration // no session lasts longer; 0: any does

	// Screen makes the desk's screen for an agent. env has what the session is
	// known by: Ctx, Agent, and the client's environment in environ.
	Screen func(env *kit.Env, s *desk.Session, environ []string) (App, error)

	// Portal makes a customer's screen; origin is the address they come from.
	// Nil: there is no portal.
	Portal func(env *kit.Env, origin string, environ []string) (App, error)

	// Plain runs line mode for an agent. Nil: there is none.
	Plain func(ctx context.Context, s *desk.Session, lines io.ReadWriter) error

	// Local signs in whoever comes by the control socket, and Command runs a
	// command for them. Nil: nobody comes that way.
	Local   func(context.Context) (*desk.Session, error)
	Command func(context.Context, Command) int
}

// Server serves terminals.
type Server struct {
	o      Options
	log    *slog.Logger
	ssh    *ssh.Server
	door   *door
	ctx    context.Context //nolint:containedctx // it ends with the server, and with it what runs for sessions
	stop   context.CancelFunc
	watch  sync.WaitGroup
	places places
	played sync.WaitGroup // sessions, to their very end
}

// New makes a server. It serves nobody yet.
//
// Errors: no host key, which would have a new one made at each start.
func New(o Options) (*Server, error) {
	if len(o.HostKeys) == 0 {
		return nil, errors.New("there is no host key")
	}
	s := &Server{o: o, log: o.Log, door: newDoor(o.Limits.orUsual(), o.Now)}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	keys := make([]ssh.Option, 0, len(o.HostKeys))
	for _, key := range o.HostKeys {
		keys = append(keys, func(srv *ssh.Server) error { srv.AddHostKey(noSHA1(key)); return nil })
	}
	server, err := wish.NewServer(append(keys, wish.WithVersion("callin"), wish.WithMiddleware(s.serve), s.closed)...)
	if err != nil {
		s.stop()
		return nil, err
	}
	s.ssh = server
	s.watch.Go(func() { s.watchStaff(s.ctx) })
	return s, nil
}

// closed shuts every way in that isn't a session, and says who may come.
func (s *Server) closed(srv *ssh.Server) error {
	srv.ConnCallback = s.enter
	srv.ServerConfigCallback = s.config
	srv.HandshakeTimeout = s.door.limits.Handshake
	srv.ConnectionFailedCallback = s.failed
	srv.SessionRequestCallback = s.mayAsk
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.session}
	srv.RequestHandlers = map[string]ssh.RequestHandler{} // no forwarding
	srv.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
	return nil
}

// Serve takes terminals in until the listener or the server is closed.
//
// Errors: of the listener; nil after Close.
func (s *Server) Serve(l net.Listener) error {
	err := s.ssh.Serve(l)
	if errors.Is(err, ssh.ErrServerClosed) || s.ctx.Err() != nil {
		return nil
	}
	return err
}

// Close lets nobody in any more, ends every session so that its terminal is
// left clean, and waits for that until ctx ends; then it cuts what is left.
func (s *Server) Close(ctx context.Context) error {
	s.stop()
	late, cancel := context.WithCancel(ctx)
	cancel()
	_ = s.ssh.Shutdown(late) // only to stop listening: it doesn't wait
	s.places.close(closing)
	s.watch.Wait()
	err := waitFor(ctx, &s.played)
	return errors.Join(err, s.ssh.Close()) // what is still connected has nothing left to show
}

// waitFor waits for all of them until ctx ends.
func waitFor(ctx context.Context, all *sync.WaitGroup) error {
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
