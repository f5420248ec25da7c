package sshd

// This file is our end of the control socket's commands. They run in the process
// that holds the store, and reach files at the end of whoever gave them.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// commandPrefix begins the request for a command; its arguments follow as JSON.
const commandPrefix = "callin "

// fileChannel asks the client for one of its files.
const fileChannel = "file@callin"

// Command is one that came by the control socket.
type Command struct {
	Args []string
	In   io.Reader
	Out  io.Writer
	Err  io.Writer

	// Open and Create reach files where the command was given.
	Open   func(name string) (io.ReadCloser, error)
	Create func(name string) (io.WriteCloser, error)
}

// fileRequest is what a fileChannel is opened with.
type fileRequest struct {
	Name  string
	Write bool
}

// command runs one.
func (s *Server) command(sess ssh.Session) int {
	conn, ok := sess.Context().Value(ssh.ContextKeyConn).(*gossh.ServerConn)
	if !ok {
		return exitFailed
	}
	ctx, done := context.WithCancel(sess.Context())
	defer done()
	defer context.AfterFunc(s.ctx, done)()
	c := Command{In: sess, Out: sess, Err: sess.Stderr()}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(sess.RawCommand(), commandPrefix)), &c.Args); err != nil {
		return s.refuse(sess, exitUsage, "That isn't a command.")
	}
	c.Open = func(name string) (io.ReadCloser, error) {
		f, err := openFile(conn, name, false)
		if err != nil {
			return nil, err
		}
		return f, nil
	}
	c.Create = func(name string) (io.WriteCloser, error) {
		f, err := openFile(conn, name, true)
		if err != nil {
			return nil, err
		}
		return f, nil
	}
	return s.o.Command(ctx, c)
}

// remoteFile is a file at the client's end.
type remoteFile struct {
	gossh.Channel
	write bool
}

func openFile(conn *gossh.ServerConn, name string, write bool) (*remoteFile, error) {
	ch, requests, err := conn.OpenChannel(fileChannel, gossh.Marshal(fileRequest{name, write}))
	if err != nil {
		if refused, ok := errors.AsType[*gossh.OpenChannelError](err); ok {
			return nil, errors.New(refused.Message)
		}
		return nil, fmt.Errorf("asking for a file: %w", err)
	}
	go gossh.DiscardRequests(requests)
	return &remoteFile{ch, write}, nil
}

// Close ends the file. What was written is in it when there is no error.
func (f *remoteFile) Close() error {
	if !f.write {
		return f.Channel.Close()
	}
	if err := f.CloseWrite(); err != nil {
		return errors.Join(err, f.Channel.Close())
	}
	said, err := io.ReadAll(io.LimitReader(f.Channel, 1<<10)) // its end's last words: why it failed
	if err == nil && len(said) > 0 {
		err = errors.New(string(said))
	}
	_ = f.Channel.Close() // the other end has closed it
	return err
}
