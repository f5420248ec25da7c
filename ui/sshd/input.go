package sshd

// This file is what somebody types, on its way to the program.

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"callin/model"
)

// input hands on what comes until it is closed; from then on everything is
// swallowed, and the program reads last words and the end. Bubble Tea's reader
// would otherwise wait for ever with a key that came behind the last one in its
// hand: when the program has heard the last words, that has nothing left.
//
// It also keeps a client that types without end from costing the others: what
// comes faster than anybody types waits, and an escape sequence or a pasted text
// that never ends, which Bubble Tea would keep in memory, counts as a flood.
type input struct {
	from   io.Reader
	now    model.Clock
	chunks chan []byte
	rest   []byte
	last   []byte        // the last words
	end    chan struct{} // the line's
	closed chan struct{}
	once   sync.Once

	silent atomic.Int64  // bytes since the program last made something of them
	flood  chan struct{} // closed when they are too many
	room   float64       // bytes that may come at once
	asked  time.Time
}

const (
	maxChunk  = 256      // the program is handed at once: little is on its way when it ends
	maxSilent = 96 << 10 // bytes that make no key and no pasted text
	maxBurst  = 64 << 10 // bytes that may come as fast as they like, such as a pasted text
	typing    = 2 << 10  // bytes a second after that: held keys and a mouse wheel send 600
)

func newInput(from io.Reader, now model.Clock, last string) *input {
	in := &input{
		from: from, now: now, last: []byte(last), chunks: make(chan []byte), end: make(chan struct{}), closed: make(chan struct{}),
		flood: make(chan struct{}), room: maxBurst, asked: now(),
	}
	go in.pump()
	return in
}

// heard says that the program has made something of what it was handed.
func (in *input) heard() { in.silent.Store(0) }

// pace waits until so many bytes may go on.
func (in *input) pace(n int) {
	now := in.now()
	in.room = min(in.room+now.Sub(in.asked).Seconds()*typing, maxBurst) - float64(n)
	in.asked = now
	if in.room >= 0 {
		return
	}
	wait := time.NewTimer(time.Duration(-in.room / typing * float64(time.Second)))
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-in.closed:
	}
}

// pump reads until the line ends.
func (in *input) pump() {
	defer close(in.end)
	for {
		b := make([]byte, maxChunk)
		n, err := in.from.Read(b)
		if n > 0 {
			in.pace(n)
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

// Read is called by the program alone. The line's end isn't the input's: the
// program is asked to end, and then reads the last words.
func (in *input) Read(p []byte) (int, error) {
	select {
	case <-in.closed:
		return in.finish(p)
	default:
	}
	if len(in.rest) == 0 {
		select {
		case in.rest = <-in.chunks:
		case <-in.closed:
			return in.finish(p)
		}
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	if had := in.silent.Add(int64(n)); had > maxSilent && had-int64(n) <= maxSilent {
		close(in.flood)
	}
	return n, nil
}

func (in *input) finish(p []byte) (int, error) {
	if len(in.last) == 0 {
		return 0, io.EOF
	}
	n := copy(p, in.last)
	in.last = in.last[n:]
	return n, nil
}

func (in *input) close() { in.once.Do(func() { close(in.closed) }) }
