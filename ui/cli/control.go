// This file is the control socket: while one callin holds the store, others of
// the same user reach it through a socket beside the file.
package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/sshd"
)

// reached are the commands that the callin that holds the store does for
// others, by their beginnings.
var reached = []string{
	"staff ", "search ", "import ", "export ", "mail status", "mail flush", "audit ", "doctor",
}

// controlFile is the socket beside a store.
func controlFile(store string) string {
	return strings.TrimSuffix(store, filepath.Ext(store)) + ".sock"
}

// dialling bounds the wait for the other callin to answer.
const dialling = 5 * time.Second

// elsewhere has the command done by the callin that holds the store, when there
// is one. done is false when there is none.
func (sh *shell) elsewhere(ctx context.Context, command string) (done bool, err error) {
	if sh.hosted != nil || !reachable(command) || command == "doctor" && sh.flags.Config != nil {
		return false, nil // with a configuration of its own the doctor looks at that one
	}
	line := sh.dial(ctx)
	if line == nil {
		return false, nil
	}
	defer line.Close() //nolint:errcheck // all is said
	var in io.Reader
	if slices.Contains(sh.edge.Args, "-") {
		in = sh.edge.In
	}
	code, err := line.Run(ctx, sshd.Command{
		Args: sh.edge.Args, In: in, Out: sh.edge.Out, Err: sh.edge.Err, Open: sh.files.open, Create: sh.files.create,
	})
	switch {
	case ctx.Err() != nil:
		return true, failed("Stopped. The callin that holds the store may have done part of it; look before you do it again.")
	case err != nil:
		return true, &problem{exit: exitNoStore, cause: err, text: "The callin that holds the store broke off. Look whether it was done, and try again."}
	case code != exitDone:
		return true, ended(code)
	}
	return true, nil
}

func reachable(command string) bool {
	for _, begin := range reached {
		if strings.HasPrefix(command+" ", begin) {
			return true
		}
	}
	return false
}

// ended is the exit code of a command that has said its last words.
type ended int

func (ended) Error() string { return "" }

// dial connects to the callin that holds the store; nil when none does.
func (sh *shell) dial(ctx context.Context) *sshd.Line {
	if err := sh.settle(); err != nil || sh.settings.DB == "" {
		return nil // whoever needs the settings says what is wrong with them
	}
	ctx, cancel := context.WithTimeout(ctx, dialling)
	defer cancel()
	line, err := sshd.Dial(ctx, controlFile(sh.settings.DB))
	if err != nil {
		if !errors.Is(err, sshd.ErrNobody) {
			sh.log.Warn("the control socket can't be used", "error", err)
		}
		return nil // opening the store says who has it
	}
	return line
}

// listenLocally lets other callin of this user reach the desk, until the
// function that it returns is called. A desk that can't be reached so works all
// the same.
func (sh *shell) listenLocally(r room) (stop func()) {
	l, err := controlListener(controlFile(sh.settings.DB))
	if err != nil {
		sh.log.Warn("there is no control socket: other callin can't reach this one", "error", err)
		return func() {}
	}
	_, key, err := sh.newKey("")
	if err == nil {
		var server *sshd.Server
		if server, err = sh.door(r, key); err == nil {
			return serveLocally(server, l)
		}
	}
	sh.log.Warn("there is no control socket: other callin can't reach this one", "error", err)
	_ = l.Close() // nobody has come yet
	return func() {}
}

func serveLocally(server *sshd.Server, l net.Listener) (stop func()) {
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	return func() {
		late, cancel := context.WithTimeout(context.Background(), farewell)
		defer cancel()
		_ = server.Close(late) // whoever was cut off has it said to them
		<-done
	}
}

// controlListener makes the socket. Whoever makes it holds the store, so one
// that is there belongs to nobody any more.
func controlListener(file string) (net.Listener, error) {
	info, err := os.Lstat(file)
	switch {
	case err == nil && info.Mode().Type() != fs.ModeSocket:
		return nil, errors.New(model.CleanLine(file) + " isn't a socket; it was left as it is")
	case err == nil:
		if err := os.Remove(file); err != nil {
			return nil, err
		}
	}
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "unix", file)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(file, 0o600); err != nil { // until then the other end's user is asked of the system
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// door makes the server of a room.
func (sh *shell) door(r room, key ssh.Signer) (*sshd.Server, error) {
	return sshd.New(sshd.Options{
		Desk: r.desk, HostKeys: []ssh.Signer{key}, Now: r.now, Log: sh.log,
		Longest: time.Duration(sh.settings.Session.Longest) + grace, // the screen itself ends before
		Screen: func(env *kit.Env, agent *desk.Session, environ []string) (sshd.App, error) {
			app, err := sh.screen(env, r, agent, environ)
			if err != nil {
				return nil, err // and not an App that holds nothing
			}
			return app, nil
		},
		Portal: func(env *kit.Env, origin string, environ []string) (sshd.App, error) {
			return sh.portal(env, r, origin, environ), nil
		},
		Plain: func(ctx context.Context, agent *desk.Session, lines io.ReadWriter) error {
			return sh.talk(ctx, r, agent, lines, lines)
		},
		Local:   func(ctx context.Context) (*desk.Session, error) { return sh.enter(ctx, r.desk) },
		Command: func(ctx context.Context, c sshd.Command) int { return sh.obey(ctx, r, c) },
	})
}

// obey does what another callin of this user asked for.
func (sh *shell) obey(ctx context.Context, r room, c sshd.Command) int {
	edge := sh.edge
	edge.Args, edge.In, edge.Out, edge.Err = c.Args, c.In, c.Out, c.Err
	inner := &shell{
		edge: edge, settings: sh.settings, files: files{c.Open, c.Create}, log: sh.log, logged: sh.logged, hosted: &r,
		stop: func(error) {}, // the store is not its to give up
	}
	return inner.end(inner.run(ctx))
}
