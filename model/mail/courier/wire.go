// The bare connection. The library sets and clears deadlines as it likes and
// has none at all while a message is written, so nothing here relies on them:
// whatever must end, ends by cutting the wire, and the wire remembers why.

package courier

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// maxReply bounds what a server may say between two writes of ours, its
// certificates included: a reply has no other end than the server's will.
const maxReply = 256 << 10

var (
	errStuck     = errors.New("the server stopped reading")
	errTalkative = errors.New("the server's answer had no end")
)

type wire struct {
	net.Conn
	limit time.Duration // for one write

	mu          sync.Mutex
	cause       error // why it was cut; nil while whole
	sending     bool  // a message, and nothing was read since
	writeFailed bool  // while sending
	heard       int   // bytes since our last write
}

// cut closes the connection at once, without a good-bye of any kind. The first
// cause stays.
func (w *wire) cut(cause error) {
	w.mu.Lock()
	if w.cause == nil {
		w.cause = cause
	}
	w.mu.Unlock()
	_ = w.Conn.Close() // nothing more is expected from it
}

// cutBy tells why the wire was cut, nil when it wasn't by us.
func (w *wire) cutBy() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cause
}

// follow cuts the wire when ctx ends. stop undoes that and tells whether it
// came in time.
func (w *wire) follow(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() { w.cut(context.Cause(ctx)) })
}

func (w *wire) Read(p []byte) (int, error) {
	w.mu.Lock()
	w.sending = false
	w.mu.Unlock()
	n, err := w.Conn.Read(p)
	w.mu.Lock()
	w.heard += n
	over := w.heard > maxReply
	w.mu.Unlock()
	if over {
		w.cut(errTalkative)
		return 0, errTalkative
	}
	return n, err
}

func (w *wire) Write(p []byte) (int, error) {
	timer := time.AfterFunc(w.limit, func() { w.cut(errStuck) })
	defer timer.Stop()
	n, err := w.Conn.Write(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.heard = 0
	if err != nil && w.sending {
		w.writeFailed = true
	}
	return n, err
}

// startMessage says that a message is written from here to the next read.
func (w *wire) startMessage() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sending = true
}

// unwritten tells whether a write of the message failed. Then its end, the last
// thing written, can't have arrived: the kernel didn't take all of it. Writes
// after it don't count; TLS makes some of its own while reading.
func (w *wire) unwritten() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.writeFailed
}
