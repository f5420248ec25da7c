// This file is "mail test". It goes the way that the desk's mails go, apart from
// the store: so it works beside a running desk, and for one that has no store yet.
package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"callin/model"
	"callin/model/desk"
)

type mailTest struct {
	Address string `arg:"" help:"Where to: best a mailbox that you can look into."`
}

// testTime bounds the test until the server takes the message; from then on its
// answer is waited for.
const testTime = time.Minute

// Run sends the test mail.
func (c *mailTest) Run(ctx context.Context, sh *shell) error {
	if err := sh.settle(); err != nil {
		return err
	}
	if wrong := model.CheckAddress(c.Address); wrong != "" {
		return misused("The address %s %s. Name one such as you@aptela.example.", model.CleanLine(c.Address), wrong)
	}
	route, err := sh.route()
	if err != nil {
		return err
	}
	if route.Server == "" {
		return errNoServer
	}
	m, err := sh.compose(c.Address)
	if err != nil {
		return err
	}
	courier, err := sh.edge.Courier(route)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	return errors.Join(sh.hand(ctx, courier, m), courier.Close())
}

// compose writes the test mail as the desk would write one.
func (sh *shell) compose(to string) (model.Mail, error) {
	s := &sh.settings
	options, err := sh.mailOptions()
	if err != nil {
		return model.Mail{}, err
	}
	id, err := model.RandomText(sh.edge.Rand, 10)
	if err != nil {
		return model.Mail{}, err
	}
	m, err := desk.TestMail(s.provider(), s.SMTP.From, to, model.JobID("test-"+id), sh.edge.Now(), options...)
	if err != nil {
		return m, Misconfigured(err.Error())
	}
	return m, nil
}

// hand looks at the way first, which tells more than sending does, and then
// sends.
func (sh *shell) hand(ctx context.Context, courier Courier, m model.Mail) error {
	found, err := courier.Probe(ctx)
	for _, line := range found {
		if _, err := fmt.Fprintln(sh.edge.Out, model.CleanLine(line)); err != nil {
			return err
		}
	}
	if err != nil {
		return failed("Nothing was sent: %s. Correct [smtp] in the configuration, or look after the mail server.", words(err))
	}
	signers, err := sh.signers()
	if err != nil {
		return err
	}
	for _, s := range signers {
		if _, err := fmt.Fprintf(sh.edge.Out, "signed by %v\n", s); err != nil {
			return err
		}
	}
	receipt, err := courier.Send(ctx, m)
	if failure, ok := errors.AsType[*model.MailError](err); ok && failure.Fate == model.FateUncertain {
		return failed("It isn't known whether the test mail was taken: %s. Look into the mailbox, and test again.", words(err))
	}
	if err != nil {
		return failed("The test mail wasn't taken: %s. Correct [smtp] in the configuration, or ask whoever runs the mail server.", words(err))
	}
	_, err = fmt.Fprintf(sh.edge.Out, "sent to %s, return path %s\nthe server said: %s\n", m.To, m.From, model.CleanLine(receipt.Said))
	return err
}

// words are what a courier's error says, without its own beginning.
func words(err error) string {
	failure, ok := errors.AsType[*model.MailError](err)
	if !ok {
		return model.CleanLine(err.Error())
	}
	said := model.CleanLine(failure.Said)
	if failure.Reply != 0 {
		said = fmt.Sprintf("%d %s", failure.Reply, said)
	}
	return said
}
