// Command callin is the desk that people call when they have lost the way into
// their hosted telephone service.
//
// This file joins the parts and does nothing else. Here alone are the real
// clock, the real randomness, and the choice of store and mail servers.
package main

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/mail/courier"
	"callin/model/mail/inbound"
	"callin/storage/bolt"
	"callin/ui/cli"
)

//go:embed CHANGELOG.md
var changes string

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever asks twice isn't kept waiting
	return cli.Run(ctx, machine())
}

// machine is the world as this machine has it.
func machine() cli.Edge {
	return cli.Edge{
		Args: os.Args[1:], Environ: os.Environ(), In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Now: time.Now, Rand: rand.Reader, Changes: changes,
		User: userName, Open: open, Courier: send, Bounces: hear, LookupTXT: net.DefaultResolver.LookupTXT, Inbox: listen,
	}
}

func userName() (string, error) {
	u, err := user.Current()
	if err != nil {
		return "", err
	}
	return u.Username, nil
}

// open opens the store first: its errors weigh more than a missing key's.
func open(ctx context.Context, o cli.Opening) (cli.Opened, error) {
	store, err := bolt.Open(ctx, o.File, bolt.Options{Fatal: o.Fatal})
	if errors.Is(err, bolt.ErrNewer) {
		return cli.Opened{}, model.Fail(model.Conflict, "A newer callin wrote the store "+o.File+". Start that version, or a later one.")
	}
	if err != nil {
		return cli.Opened{}, desk.Unopened(o.File, err)
	}
	opened, err := start(o, store)
	if err != nil {
		return cli.Opened{}, errors.Join(err, store.Close())
	}
	return opened, nil
}

func start(o cli.Opening, store *bolt.Store) (cli.Opened, error) {
	key, err := o.Key()
	if err != nil {
		return cli.Opened{}, err
	}
	deps := desk.Deps{
		Store: store, Now: o.Now, Rand: rand.Reader, Log: o.Log, Policy: o.Policy,
		Provider: o.Provider, From: o.From, Mail: o.MailOptions, Key: key, Cost: o.Cost, Index: o.Index, First: o.First,
	}
	end := store.Close
	if m := o.Mail; m.Server != "" {
		c, err := send(m)
		if err != nil {
			return cli.Opened{}, err
		}
		deps.Courier = c
		end = func() error { return errors.Join(c.Close(), store.Close()) }
	}
	d, err := desk.New(deps)
	if err != nil {
		return cli.Opened{}, cli.Misconfigured(err.Error())
	}
	return cli.Opened{Desk: d, Close: func() error { d.Close(); return end() }}, nil
}

func send(m cli.Mail) (cli.Courier, error) {
	c, err := courier.New(courier.Config{
		Server: m.Server, TLS: m.TLS, User: m.User, Password: m.Password, Hello: m.Hello, RootCAs: m.Roots,
	})
	if err != nil {
		return nil, cli.Misconfigured(err.Error())
	}
	return c, nil
}

// bounces is the listener for what comes back, with its counts in words.
type bounces struct{ *inbound.Reports }

func hear(b cli.Bounces, take func(context.Context, model.MailReport) error) (cli.Listener, error) {
	r, err := inbound.ListenReports(b.Listen, inbound.ReportOptions{
		Address: b.Address, Domain: b.Domain, LMTP: b.LMTP,
		Take: func(ctx context.Context, report model.MailReport) error {
			err := take(ctx, report)
			if model.CodeOf(err) == model.NotFound {
				return inbound.ErrUnknownJob
			}
			return err
		},
	})
	if err != nil {
		return nil, err
	}
	return bounces{r}, nil
}

func (b bounces) Counts() string { return fmt.Sprintf("%+v", b.Stats()) }

// inbox shows what came in without the parts that only its own tests need.
type inbox struct{ *inbound.Inbox }

func listen(now model.Clock) (cli.Inbox, error) {
	b, err := inbound.Listen("127.0.0.1:0", inbound.Options{Now: now})
	if err != nil {
		return nil, err
	}
	return inbox{b}, nil
}

func (b inbox) Messages() []model.Received {
	var all []model.Received
	for _, m := range b.Inbox.Messages() {
		all = append(all, model.Received{Seq: m.Seq, At: m.At, From: m.From, To: m.To, Subject: m.Subject, Text: m.Text})
	}
	return all
}
