package sshd

// This file is the client's end of a control socket: a second callin of the same
// user, which joins the one that holds the store or has it do something.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"slices"
	"syscall"

	gossh "golang.org/x/crypto/ssh"
)

// ErrNobody says that nobody is at the other end of a control socket.
var ErrNobody = errors.New("nobody is there")

// Line is a connection to the callin that holds the store.
type Line struct{ client *gossh.Client }

// Dial connects. The server's key is nobody's to know: the socket is its owner's
// alone, and who is at its other end is asked of the system.
//
// Errors: ErrNobody when there is no such socket or nobody listens on it.
func Dial(ctx context.Context, file string) (*Line, error) {
	c, err := (&net.Dialer{}).DialContext(ctx, "unix", file)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOTSOCK):
		return nil, ErrNobody
	case err != nil:
		return nil, err
	}
	if unix, ok := c.(*net.UnixConn); !ok || !ownPeer(unix) {
		return nil, errors.Join(errors.New("it is somebody else's"), c.Close())
	}
	conn, channels, requests, err := gossh.NewClientConn(c, "", &gossh.ClientConfig{
		User: "local", HostKeyCallback: gossh.InsecureIgnoreHostKey(), //nolint:gosec // see above
	})
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return &Line{gossh.NewClient(conn, channels, requests)}, nil
}

// Close hangs up.
func (l *Line) Close() error { return l.client.Close() }

// Run has a command run at the other end and returns its exit code. The end of
// ctx stops it. Of this end's files it reaches those that are named among its
// arguments.
func (l *Line) Run(ctx context.Context, c Command) (int, error) {
	defer context.AfterFunc(ctx, func() { _ = l.Close() })()
	go l.lend(c)
	session, err := l.client.NewSession()
	if err != nil {
		return 0, err
	}
	args, err := json.Marshal(c.Args)
	if err != nil {
		return 0, fmt.Errorf("writing a command: %w", err)
	}
	session.Stdout, session.Stderr = c.Out, c.Err
	if c.In != nil {
		session.Stdin = c.In
	}
	return exitCode(session.Run(commandPrefix + string(args)))
}

func exitCode(err error) (int, error) {
	if exit, ok := errors.AsType[*gossh.ExitError](err); ok {
		return exit.ExitStatus(), nil
	}
	return 0, err
}

// lend opens files for the other end until the line is closed.
func (l *Line) lend(c Command) {
	for asked := range l.client.HandleChannelOpen(fileChannel) {
		var f fileRequest
		if err := gossh.Unmarshal(asked.ExtraData(), &f); err != nil || !named(c.Args, f.Name) {
			_ = asked.Reject(gossh.Prohibited, "the command doesn't name that file") // it asks for what it got
			continue
		}
		go l.lendOne(c, asked, f)
	}
}

// named tells whether a file is an argument, or the value of a flag.
func named(args []string, name string) bool {
	return slices.ContainsFunc(args, func(a string) bool {
		return a == name || len(a) > len(name) && a[len(a)-len(name)-1] == '=' && a[len(a)-len(name):] == name
	})
}

func (l *Line) lendOne(c Command, asked gossh.NewChannel, f fileRequest) {
	var file io.Closer
	var err error
	if f.Write {
		file, err = c.Create(f.Name)
	} else {
		file, err = c.Open(f.Name)
	}
	if err != nil {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err // the sentence around it has the name
		}
		_ = asked.Reject(gossh.ConnectionFailed, err.Error()) // it waits for the answer, or is gone
		return
	}
	ch, requests, err := asked.Accept()
	if err != nil {
		_ = file.Close() // nobody wants it any more
		return
	}
	defer ch.Close() //nolint:errcheck // the end of a file that was read, or its last word is said
	go gossh.DiscardRequests(requests)
	if w, ok := file.(io.Writer); ok && f.Write {
		_, err = io.Copy(w, ch)
		if err = errors.Join(err, file.Close()); err != nil {
			_, _ = io.WriteString(ch, err.Error())
		}
		return
	}
	if r, ok := file.(io.Reader); ok {
		_, _ = io.Copy(ch, r) // the other end sees where it stops
	}
	_ = file.Close() // it was only read
}

// Window is the terminal's, in columns and lines.
type Window struct{ Width, Height int }

// Terminal is one to show the desk on. The caller has put it into raw mode.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Name    string   // TERM
	Environ []string // what of it the other end takes, it takes
	Window  Window
	Resized <-chan Window
}

// Join shows the desk of the other end on a terminal, until somebody leaves it,
// and returns the exit code. The end of ctx leaves it.
func (l *Line) Join(ctx context.Context, t Terminal) (int, error) {
	session, err := l.client.NewSession()
	if err != nil {
		return 0, err
	}
	for _, v := range t.Environ {
		for i := range v {
			if v[i] == '=' && kept.MatchString(v[:i]) {
				_ = session.Setenv(v[:i], v[i+1:]) // one that isn't taken isn't needed
				break
			}
		}
	}
	if err := session.RequestPty(t.Name, t.Window.Height, t.Window.Width, nil); err != nil {
		return 0, err
	}
	session.Stdout, session.Stderr = t.Out, t.Out
	in, err := session.StdinPipe()
	if err != nil {
		return 0, err
	}
	if err := session.Shell(); err != nil {
		return 0, err
	}
	go func() { _, _ = io.Copy(in, t.In) }() // it reads the terminal for as long as the program lasts
	over := make(chan struct{})
	defer close(over)
	go func() {
		for {
			select {
			case w := <-t.Resized:
				_ = session.WindowChange(w.Height, w.Width) // the line is gone if that fails
			case <-ctx.Done():
				_ = in.Close() // as if the line were cut: the other end parks what is open
				return
			case <-over:
				return
			}
		}
	}()
	return exitCode(session.Wait())
}
