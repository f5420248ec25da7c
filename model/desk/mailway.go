package desk

// This file is what the shell knows of writing mails: who signs them, where
// what comes back goes, and the test of their way.

import (
	"time"

	"callin/model"
	"callin/model/mail"
)

// MailOption changes how mails are written.
type MailOption = mail.Option

// Signer signs mails with one DKIM key.
type Signer = mail.Signer

// NewSigner reads a private key from PEM. The error is a sentence for the
// operator and holds nothing of the key.
func NewSigner(domain, selector string, keyPEM []byte) (*Signer, error) {
	return mail.NewSigner(domain, selector, keyPEM)
}

// SignedBy signs every mail with each key.
func SignedBy(signers ...*Signer) MailOption { return mail.SignedBy(signers...) }

// ReturnTo has bounces and automatic answers come to an address of their own.
func ReturnTo(address string) MailOption { return mail.ReturnTo(address) }

// TestMail writes the mail that tries the way: it says nothing about anybody
// and belongs to no ticket, and no store knows of it. The error is a sentence
// for the operator.
func TestMail(p model.Provider, from, to string, id model.JobID, at time.Time, options ...MailOption) (model.Mail, error) {
	composer, err := mail.NewComposer(p, from, options...)
	if err != nil {
		return model.Mail{}, err
	}
	return composer.Compose(mail.Letter{Job: id, Kind: model.MailTest, At: at.UTC().Truncate(time.Second), To: to})
}
