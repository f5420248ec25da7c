// This file is the doctor's look at the way of the mails, out and back. It
// connects to the mail server of the configuration and asks DNS for the records
// of the keys, and nobody else.
package cli

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"
	"time"

	"callin/model"
	"callin/model/desk"
)

// How long the doctor waits.
const (
	probeTime  = 20 * time.Second
	lookupTime = 5 * time.Second
)

func (sh *shell) examineMail(ctx context.Context, f *findings) {
	sh.examineServer(ctx, f)
	if _, err := sh.compose("doctor@callin.example"); err != nil { // it isn't sent
		f.add("mails", levelError, "%s", err)
	} else {
		f.add("mails", levelOK, "They can be written, as %s.", sh.settings.SMTP.From)
		sh.examineKeys(ctx, f)
	}
	sh.examineBounces(f)
}

func (sh *shell) examineServer(ctx context.Context, f *findings) {
	const name = "mail server"
	route, err := sh.route()
	switch {
	case err != nil:
		f.add(name, levelError, "%s", err)
		return
	case route.Server == "":
		f.add(name, levelWarn, "None is configured, so mails wait in the Outbox. Set server below [smtp].")
		return
	}
	courier, err := sh.edge.Courier(route)
	if err != nil {
		f.add(name, levelError, "%s", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	lines, err := courier.Probe(ctx)
	if err != nil {
		f.add(name, levelError, "%s (%s). Correct [smtp], or look after the mail server.", words(err), strings.Join(lines, "; "))
	} else {
		f.add(name, levelOK, "%s.", strings.Join(lines, "; "))
	}
	_ = courier.Close() // nothing was sent
}

// examineKeys holds each signing key against its record.
func (sh *shell) examineKeys(ctx context.Context, f *findings) {
	signers, err := sh.signers()
	if err != nil {
		f.add("dkim", levelError, "%s", err)
		return
	}
	if len(signers) == 0 {
		f.add("dkim", levelWarn, "Mails leave unsigned. Let the mail server sign them, or set dkim below [smtp].")
	}
	for _, s := range signers {
		sh.examineKey(ctx, f, s)
	}
}

func (sh *shell) examineKey(ctx context.Context, f *findings, s *desk.Signer) {
	name := "dkim " + s.RecordName()
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	records, err := sh.edge.LookupTXT(ctx, s.RecordName())
	unknown, ok := errors.AsType[*net.DNSError](err)
	switch {
	case err == nil && len(records) > 1:
		f.add(name, levelError, "DNS holds %d records of that name, and receivers may take any. Leave one: %s", len(records), s.Record())
	case err == nil && len(records) == 1:
		f.found(name, s.CheckRecord(records[0]), "The record fits the key.")
	case err == nil, ok && unknown.IsNotFound:
		f.add(name, levelError, "DNS holds no such record, so receivers take no signature. Add the TXT record: %s", s.Record())
	default:
		f.add(name, levelWarn, "DNS doesn't answer (%s), so the record can't be compared. It must be: %s", err, s.Record())
	}
}

// examineBounces tries to listen where the desk would.
func (sh *shell) examineBounces(f *findings) {
	const name = "bounces"
	b, err := sh.settings.returns()
	if err != nil {
		return // said about the mails already
	}
	if b.Listen == "" {
		f.add(name, levelOK, "They go to %s, and the desk hears of none: listen below [bounces] is empty.", b.Address)
		return
	}
	listener, err := sh.edge.Bounces(b, func(context.Context, model.MailReport) error {
		return errors.New("only looking") // whoever brings one now is to come again
	})
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		f.add(name, levelWarn, "Somebody listens on %s already: a desk that is open, if it is one.", b.Listen)
	case err != nil:
		f.add(name, levelError, "%s", unheard(err))
	default:
		f.add(name, levelOK, "The desk can listen on %s for what comes back to %s.", b.Listen, b.Address)
		_ = listener.Close() // it was only tried
	}
}
