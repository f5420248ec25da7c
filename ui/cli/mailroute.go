// This file makes of the settings what mails need on their way: the server and
// who is trusted to be it, the keys that sign, and where what comes back goes.
package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"strings"

	"callin/model"
	"callin/model/desk"
)

// errNoServer says what must be done before a mail can be sent.
var errNoServer = misused("No mail server is configured, so nothing can be sent: mails wait in the Outbox. Set server below [smtp] in the configuration; \"callin config sample\" shows how.")

// route is the mail server of the settings; the zero Mail when there is none.
func (sh *shell) route() (Mail, error) {
	s := &sh.settings
	if s.SMTP.Server == "" {
		return Mail{}, nil
	}
	m := Mail{Server: s.SMTP.Server, TLS: s.SMTP.TLS, User: s.SMTP.User, Hello: s.SMTP.Hello}
	var err error
	if m.Roots, err = sh.roots(); err != nil || s.SMTP.PasswordFile == "" {
		return m, err
	}
	text, err := readPrivate(s.SMTP.PasswordFile, "The mail server's password file")
	if errors.Is(err, fs.ErrNotExist) {
		return m, s.wrong("smtp.password_file", "names a file that isn't there")
	}
	password, _, _ := strings.Cut(string(text), "\n")
	m.Password = model.NewSecret(strings.TrimSuffix(password, "\r"))
	return m, err
}

// roots are the system's root certificates and those of the CA file, nil
// without one.
func (sh *shell) roots() (*x509.CertPool, error) {
	s := &sh.settings
	if s.SMTP.CAFile == "" {
		return nil, nil
	}
	data, err := os.ReadFile(s.SMTP.CAFile)
	if err != nil {
		return nil, s.wrong("smtp.ca_file", "can't be read: %s", reason(err))
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // a system that has none
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, s.wrong("smtp.ca_file", "holds no certificate; it must be PEM, and begin with -----BEGIN CERTIFICATE-----")
	}
	return pool, nil
}

// signers reads the DKIM keys, none when none is set.
func (sh *shell) signers() ([]*desk.Signer, error) {
	s := &sh.settings
	var signers []*desk.Signer
	for _, d := range []struct {
		name string
		dkim
	}{{"smtp.dkim", s.SMTP.DKIM}, {"smtp.dkim2", s.SMTP.DKIM2}} {
		if d.dkim == (dkim{}) {
			continue
		}
		key, err := readPrivate(d.KeyFile, "The DKIM key file")
		if errors.Is(err, fs.ErrNotExist) {
			return nil, s.wrong(d.name+".key_file", "names a file that isn't there")
		}
		if err != nil {
			return nil, err
		}
		signer, err := desk.NewSigner(d.Domain, d.Selector, key)
		clear(key)
		if err != nil {
			return nil, s.wrong(d.name, "can't be used: %s", err)
		}
		signers = append(signers, signer)
	}
	return signers, nil
}

// mailOptions say how mails are written.
func (sh *shell) mailOptions() ([]desk.MailOption, error) {
	signers, err := sh.signers()
	if err != nil {
		return nil, err
	}
	options := []desk.MailOption{desk.SignedBy(signers...)}
	if a := sh.settings.Bounces.Address; a != "" {
		options = append(options, desk.ReturnTo(a))
	}
	return options, nil
}

// returns is where what comes back is taken.
func (s *settings) returns() (Bounces, error) {
	from, err := mail.ParseAddress(s.SMTP.From)
	if err != nil {
		return Bounces{}, s.wrong("smtp.from", "isn't an address such as: Aptela Support <support@aptela.example>")
	}
	b := Bounces{Listen: s.Bounces.Listen, LMTP: s.Bounces.LMTP, Address: s.Bounces.Address}
	if b.Address == "" {
		b.Address = from.Address
	}
	_, b.Domain, _ = strings.Cut(from.Address, "@")
	return b, nil
}

// hear takes what comes back about mails, when the settings say where, until
// the function that it returns is called.
func (sh *shell) hear(d *desk.Desk) (hushed func() error, err error) {
	if sh.settings.Bounces.Listen == "" {
		return func() error { return nil }, nil
	}
	b, err := sh.settings.returns()
	if err != nil {
		return nil, err
	}
	listener, err := sh.edge.Bounces(b, d.MailReport)
	if err != nil {
		return nil, unheard(err)
	}
	sh.log.Info("listening for bounces", "address", listener.Addr(), "recipient", b.Address)
	return func() error {
		err := listener.Close()
		sh.log.Info("bounces", "came", listener.Counts())
		return err
	}, nil
}

func unheard(err error) error {
	text := model.CleanLine(err.Error())
	return &problem{exit: exitFailed, cause: err, text: fmt.Sprintf(
		"%s. Change listen below [bounces] in the configuration, or leave it empty.", strings.ToUpper(text[:1])+text[1:])}
}
