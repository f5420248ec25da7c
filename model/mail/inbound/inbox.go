// The demo's inbox. It takes every mail to everybody, delivers none, keeps the
// newest few in memory and forgets the rest.

package inbound

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// Options bound the inbox. A zero field takes its default.
type Options struct {
	Now     model.Clock   // stamps the messages; required
	Keep    int           // messages; 500
	Size    int           // bytes of a message; 1 MiB
	Clients int           // at once; 32
	Timeout time.Duration // for a client's next line, and for ours to be read; 1 min
}

func (o *Options) fill() {
	for at, standard := range map[*int]int{&o.Keep: 500, &o.Size: 1 << 20, &o.Clients: 32} {
		if *at <= 0 {
			*at = standard
		}
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
}

// inboxLife is how long one connection to the inbox may last: the desk keeps its
// own open between mails.
const inboxLife = time.Hour

// ErrClosed is what waiting for a closed inbox gives.
var ErrClosed = errors.New("the inbox is closed")

// Inbox is a running one. Its methods may be called from any goroutine.
type Inbox struct {
	server  *server
	options Options

	mu      sync.Mutex
	kept    []Message     // oldest first
	last    int           // Seq of the newest, 0 before the first
	changed chan struct{} // closed and made anew at each message
	closed  bool
}

// Listen opens an inbox on host:port; port 0 takes a free one. The host must be
// an address of this machine's loopback. The error is a sentence for the
// operator.
func Listen(addr string, o Options) (*Inbox, error) {
	if o.Now == nil {
		return nil, errors.New("the inbox needs a clock")
	}
	o.fill()
	b := &Inbox{options: o, changed: make(chan struct{})}
	s, err := serve("inbox", addr, limits{o.Size, o.Clients, maxRecipients, o.Timeout}, func() smtp.Session { return &delivery{inbox: b} })
	if err != nil {
		return nil, err
	}
	b.server = s
	s.start(inboxLife)
	return b, nil
}

// Addr is where the inbox listens, host:port.
func (b *Inbox) Addr() string { return b.server.listener.Addr().String() }

// Messages are those kept, newest first. The caller may keep the slice; what it
// points to is never changed.
func (b *Inbox) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := slices.Clone(b.kept)
	slices.Reverse(all)
	return all
}

// Changed waits until a message newer than seen has come and gives the newest
// one's Seq; 0 for seen means any. It ends early with the cause of ctx's end,
// or with ErrClosed.
func (b *Inbox) Changed(ctx context.Context, seen int) (int, error) {
	for {
		b.mu.Lock()
		last, closed, changed := b.last, b.closed, b.changed
		b.mu.Unlock()
		if last > seen {
			return last, nil
		}
		if closed {
			return last, ErrClosed
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return last, context.Cause(ctx)
		}
	}
}

// Close ends the inbox and every connection; what came stays readable.
func (b *Inbox) Close() error {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return nil
	}
	b.closed = true
	close(b.changed)
	b.mu.Unlock()
	b.server.close()
	return nil
}

// add keeps a message and drops what is too old.
func (b *Inbox) add(m Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	b.last++
	m.Seq = b.last
	b.kept = append(b.kept, m)
	if over := len(b.kept) - b.options.Keep; over > 0 {
		b.kept = slices.Delete(b.kept, 0, over) // zeroes what it leaves, so that it can be freed
	}
	close(b.changed)
	b.changed = make(chan struct{})
}
