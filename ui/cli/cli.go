// Package cli is callin at the shell: its commands, flags and configuration,
// and the words that a person there gets back. It opens the desk through the
// Edge that main fills, and knows neither the store nor the mail servers.
//
// This file holds what the program is given and what it gives back.
package cli

import (
	"context"
	"crypto/x509"
	"io"
	"log/slog"

	"callin/model"
	"callin/model/desk"
)

// Edge is the world outside: everything that differs between a real start and
// a test.
type Edge struct {
	Args    []string // without the program's own name
	Environ []string // as os.Environ gives it
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Now     model.Clock // the real time
	Rand    model.Rand  // secure
	Changes string      // the changelog, Markdown

	// User names whoever started the program, as the system knows them.
	User func() (string, error)

	// Open takes hold of the store and starts the desk on it.
	//
	// Errors: those of desk.Unopened, what Opening.Key returns, Misconfigured.
	Open func(context.Context, Opening) (Opened, error)

	// Courier makes what hands mails to a server. It doesn't connect yet.
	//
	// Errors: Misconfigured.
	Courier func(Mail) (Courier, error)

	// Bounces starts the listener for what comes back about mails, and hands
	// each report to take. A report on a mail that take doesn't find is counted
	// and dropped; after another error the report comes again.
	//
	// Errors: a sentence for the operator; syscall.EADDRINUSE below it when
	// somebody else listens there.
	Bounces func(b Bounces, take func(context.Context, model.MailReport) error) (Listener, error)

	// LookupTXT asks the system's DNS, as net.Resolver does.
	LookupTXT func(ctx context.Context, name string) ([]string, error)

	// Inbox starts the mail server of the demo, on a free port of this machine.
	Inbox func(now model.Clock) (Inbox, error)
}

// Opening is how the desk is to be opened.
type Opening struct {
	File     string                 // the store; made when it isn't there
	Index    string                 // where its search index is kept; "": nowhere
	Key      func() ([]byte, error) // the master key; asked for once the store is held
	Mail     Mail                   // without a server, mails wait in the Outbox
	From     string                 // the sender of mails
	Provider model.Provider
	Policy   model.Policy
	Now      model.Clock
	Log      *slog.Logger
	Cost     desk.Cost   // zero: the default
	Fatal    func(error) // told once when the store can't be trusted any more: the program must end

	MailOptions []desk.MailOption // who signs mails, and where what comes back goes
	First       <-chan struct{}   // closed when the screen is drawn, which goes before reading the people; nil: nothing does
}

// Mail is the server that mails are handed to. The words are those of the
// configuration's [smtp].
type Mail struct {
	Server   string
	TLS      string
	User     string
	Password model.Secret
	Hello    string
	Roots    *x509.CertPool // whom to trust; the system's when nil
}

// Courier hands mails to a server.
type Courier interface {
	model.Courier
	// Probe connects as Send would and tells what it found, in short lines
	// without secrets, as far as it got.
	Probe(ctx context.Context) ([]string, error)
	Close() error
}

// Bounces says where what comes back about mails is taken, and for whom.
type Bounces struct {
	Listen  string // host:port of this machine
	LMTP    bool
	Address string // the return path of the desk's mails
	Domain  string // on the right of their Message-IDs
}

// Listener is a listener for what comes back.
type Listener interface {
	Addr() string   // host:port
	Counts() string // what came since the start, in words for the log
	Close() error
}

// Opened is a desk at work. Close ends it, and lets go of the store; a mail
// that is on its way is waited for.
type Opened struct {
	Desk  *desk.Desk
	Close func() error
}

// Inbox takes every mail that it is sent and keeps the newest for reading.
type Inbox interface {
	Addr() string               // host:port
	Messages() []model.Received // newest first
	// Changed waits until there is a message newer than seen, and returns the
	// newest one's Seq.
	Changed(ctx context.Context, seen int) (int, error)
	Close() error
}

// Run does what the arguments ask for and returns the exit code. The end of ctx
// asks it to stop soon and leave everything in order.
func Run(ctx context.Context, e Edge) int {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	sh := &shell{edge: e, files: ownFiles(), stop: stop, log: slog.New(slog.DiscardHandler)}
	err := sh.run(ctx)
	if fatal := fatalCause(ctx); fatal != nil {
		err = fatal // what came after it is only its echo
	}
	return sh.end(err)
}
