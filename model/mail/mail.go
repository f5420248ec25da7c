// Package mail composes the desk's mails: words from templates, form from
// MIME, signatures by DKIM. It sends nothing and stores nothing;
// model/mail/courier sends, model/mail/inbound takes what comes back.
//
// A new kind of mail is one constant in model and one pair of files in each
// folder of templates, KIND.txt (its first line is the subject) and KIND.html.
// A new language is one folder.
package mail

import (
	"cmp"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"callin/model"
)

// Composer writes letters for one provider. It is safe for use by several
// goroutines at once.
type Composer struct {
	provider   model.Provider
	from       mail.Address
	domain     string // of from: the right side of every Message-ID
	returnPath string // the envelope's sender
	signers    []*Signer
	library    *library
}

// Option changes how a Composer works.
type Option func(*Composer) error

// SignedBy signs every mail with each key, RSA on top: receivers that don't
// know Ed25519 yet look at the first they can read (RFC 8463, 4). A key's domain
// must be the sender's, or above or below it, else the signature would say
// nothing about the sender (RFC 7489, 3.1.1).
func SignedBy(signers ...*Signer) Option {
	return func(c *Composer) error {
		from := strings.ToLower(c.domain)
		for _, s := range signers {
			if d := s.domain; d != from && !strings.HasSuffix(from, "."+d) && !strings.HasSuffix(d, "."+from) {
				return fmt.Errorf("the DKIM domain %s doesn't speak for the sender's, %s", d, model.CleanLine(c.domain))
			}
		}
		c.signers = slices.Clone(signers)
		slices.SortStableFunc(c.signers, func(a, b *Signer) int {
			switch {
			case a.rsaKey() == b.rsaKey():
				return 0
			case a.rsaKey():
				return -1
			}
			return 1
		})
		return nil
	}
}

// ReturnTo has bounces and automatic answers come to another address than the
// one people see, so that a listener can take them all and none of what people
// write. Without it they come to the sender.
func ReturnTo(address string) Option {
	return func(c *Composer) error {
		if wrong := checkSender(address); wrong != "" {
			return fmt.Errorf("the address for bounces, %s, %s", model.CleanLine(address), wrong)
		}
		c.returnPath = address
		return nil
	}
}

// NewComposer makes a Composer that writes in the provider's name. from is the
// sender as people see it, `Aptela Support <support@aptela.example>`; its
// address must be plain ASCII, because not every server on the way takes
// another (RFC 6531). The error is a sentence for the operator.
func NewComposer(p model.Provider, from string, options ...Option) (*Composer, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender %q isn't an address such as: Aptela Support <support@aptela.example>", model.CleanLine(from))
	}
	if wrong := checkSender(sender.Address); wrong != "" {
		return nil, fmt.Errorf("the sender's address %s %s", model.CleanLine(sender.Address), wrong)
	}
	sender.Name = displayName(sender.Name)
	// It is drawn in lines and frames, no background and no letter's, so it needs
	// no contrast and serves light and dark readers alike.
	p.Colour = cmp.Or(p.Colour, model.DefaultProvider().Colour)
	if wrong := model.CheckColour(p.Colour); wrong != "" {
		return nil, fmt.Errorf("the provider's colour %s", wrong)
	}
	words, err := newLibrary()
	if err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(sender.Address, "@")
	c := &Composer{
		provider: model.Provider{Name: short(p.Name), Portal: short(p.Portal), Contact: short(p.Contact), Colour: p.Colour},
		from:     *sender, domain: domain, returnPath: sender.Address, library: words,
	}
	for _, option := range options {
		if err := option(c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func checkSender(address string) string {
	if wrong := model.CheckAddress(address); wrong != "" {
		return wrong
	}
	if !ascii(address) {
		return "must be plain ASCII: not every mail server takes other letters"
	}
	return ""
}

// With gives a Composer that uses these templates instead of the built-in ones
// of the same kind and language. The one it comes from stays as it is.
func (c *Composer) With(templates ...*Template) *Composer {
	changed := *c
	changed.library = c.library.with(templates)
	return &changed
}

// Compose writes the letter as a finished mail, signed. The same letter always
// gives the same bytes: lines that end in CRLF, of at most 998 bytes, in ASCII
// unless the recipient's address itself is not.
//
// It fails for a kind without templates, a recipient that isn't an address, and
// a letter that lacks what its kind must carry, or carries a secret that its
// kind must not. No error holds a secret.
func (c *Composer) Compose(l Letter) (model.Mail, error) {
	m, err := c.compose(l)
	if err != nil {
		return model.Mail{}, fmt.Errorf("composing a mail of kind %q: %w", l.Kind, err)
	}
	return m, nil
}

func (c *Composer) compose(l Letter) (model.Mail, error) {
	if err := l.check(); err != nil {
		return model.Mail{}, err
	}
	t, err := c.library.find(l.Kind, l.Language)
	if err != nil {
		return model.Mail{}, err
	}
	words, err := t.render(c.provider, l)
	if err != nil {
		return model.Mail{}, err
	}
	body, err := c.assemble(l, t.language.tag, words)
	if err != nil {
		return model.Mail{}, err
	}
	for _, s := range slices.Backward(c.signers) { // each goes on top
		if body, err = s.Sign(body, l.At); err != nil {
			return model.Mail{}, err
		}
	}
	if wrong := CheckLines(body); wrong != "" {
		return model.Mail{}, errors.New("the finished mail " + wrong)
	}
	return model.Mail{ID: string(l.Job), From: c.returnPath, To: l.To, Body: body}, nil
}
