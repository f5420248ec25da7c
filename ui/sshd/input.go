package sshd

// This file is what somebody types, on its way to the program.

import (
	"io"
	"sync"
)

// input hands on what comes until it is closed; from then on everything is
// swallowed and the program reads the end. Bubble Tea's reader would otherwise
// wait for ever with a key that came behind the last one in its hand.
type input struct {
	from   io.Reader
	chunks chan []byte
	rest   []byte
	end    chan struct{} // the line's
	closed chan struct{}
	once   sync.Once
}

// maxChunk is how much the program is handed at once. It is small, so that
// little is on its way when the program ends.
const maxChunk = 256

func newInput(from io.Reader) *input {
	in := &input{from: from, chunks: make(chan []byte), end: make(chan struct{}), closed: make(chan struct{})}
	go in.pump()
	return in
}

// pump reads until the line ends.
func (in *input) pump() {
	defer close(in.end)
	for {
		b := make([]byte, maxChunk)
		n, err := in.from.Read(b)
		if n > 0 {
			select {
			case in.chunks <- b[:n]:
			case <-in.closed:
			}
		}
		if err != nil {
			return
		}
	}
}

// Read is called by the program alone.
func (in *input) Read(p []byte) (int, error) {
	if len(in.rest) == 0 {
		select {
		case <-in.closed:
			return 0, io.EOF
		default:
		}
		select {
		case in.rest = <-in.chunks:
		case <-in.closed:
			return 0, io.EOF
		case <-in.end:
			return 0, io.EOF
		}
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}

func (in *input) close() { in.once.Do(func() { close(in.closed) }) }
