package model

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Clock tells the time. It is handed in at the edge, so that rules can be
// tried at any moment.
type Clock func() time.Time

// Rand is a source of secure random bytes.
type Rand = io.Reader

// Courier takes one mail to the next server.
type Courier interface {
	// Send hands the mail over and returns what the server said on taking it.
	// It may be called from several goroutines at once. It returns soon after
	// ctx ends, unless the message was already on its way: then it waits for
	// the answer, within its own time limits.
	//
	// Errors: always a *MailError, whose Fate says what may be done.
	Send(ctx context.Context, m Mail) (Receipt, error)
}

// Mail is one finished message to one recipient.
type Mail struct {
	ID   string // the mail job, for the server's log (RFC 3461 ENVID)
	From string // envelope sender, an address without a name
	To   string // envelope recipient
	Body []byte // headers and body as RFC 5322, lines end in CRLF
}

// Receipt is the server's acceptance.
type Receipt struct {
	Server string // host and port
	Said   string // its words after the final dot, as they came: clean before showing
}

// Fate is what became of a mail that wasn't accepted.
type Fate string

// The fates, by what to do next.
const (
	FateDeferred  Fate = "deferred"  // not taken: try again later
	FateRefused   Fate = "refused"   // will never be taken
	FateUncertain Fate = "uncertain" // the line broke after the final dot: it may have been taken
)

// MailError is a Courier's failure.
type MailError struct {
	Fate   Fate
	Server string // host and port, when one was reached
	Reply  int    // the SMTP reply code (RFC 5321, 4.2), 0 when there was none
	Said   string // the server's words as they came, or ours on what failed: clean before showing
	Cause  error
}

func (e *MailError) Error() string {
	if e.Reply == 0 {
		return fmt.Sprintf("mail %s: %s", e.Fate, CleanLine(e.Said))
	}
	return fmt.Sprintf("mail %s: %d %s", e.Fate, e.Reply, CleanLine(e.Said))
}

// Unwrap gives the cause.
func (e *MailError) Unwrap() error { return e.Cause }
