// Package mail composes the desk's mails: words from templates, form from
// MIME. It sends nothing and stores nothing; model/mail/courier sends.
//
// A new kind of mail is one constant in model and one pair of files in
// templates, KIND.txt and KIND.html. The text file also defines the subject.
package mail

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"callin/model"
)

// Letter is what one mail has to say, and to whom.
type Letter struct {
	Job     model.JobID        // gives the Message-ID and the boundary, so that a second try sends the same bytes
	Kind    model.MailKind     // picks the templates
	At      time.Time          // when the mail was decided: its Date, the same at each try
	To      string             // the address on file
	ToName  string             // the person's name; may be empty
	Company string             // the account's company; may be empty
	Ticket  model.TicketNumber // 0 when the mail belongs to none
	Secret  model.Secret       // the temporary password, for kinds that carry one
	Expires time.Time          // when the secret dies, for kinds that carry one
}

// Composer writes letters for one provider. It is safe for use by several
// goroutines at once.
type Composer struct {
	provider model.Provider
	from     mail.Address
	domain   string // of from: the right side of every Message-ID
	words    templates
}

// NewComposer makes a Composer that writes in the provider's name. from is the
// sender as people see it, `Aptela Support <support@aptela.example>`; its
// address must be plain ASCII, because not every server on the way takes
// another (RFC 6531). The error is a sentence for the operator.
func NewComposer(p model.Provider, from string) (*Composer, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender %q isn't an address such as: Aptela Support <support@aptela.example>", model.CleanLine(from))
	}
	if wrong := model.CheckAddress(sender.Address); wrong != "" {
		return nil, fmt.Errorf("the sender's address %s %s", model.CleanLine(sender.Address), wrong)
	}
	if !ascii(sender.Address) {
		return nil, fmt.Errorf("the sender's address %s must be plain ASCII: not every mail server takes other letters", model.CleanLine(sender.Address))
	}
	sender.Name = displayName(sender.Name)
	words, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(sender.Address, "@")
	return &Composer{
		provider: model.Provider{Name: short(p.Name), Portal: short(p.Portal), Contact: short(p.Contact)},
		from:     *sender,
		domain:   domain,
		words:    words,
	}, nil
}

// Compose writes the letter as a finished mail. The same letter always gives
// the same bytes: lines that end in CRLF, of at most 998 bytes, in ASCII
// unless the recipient's address itself is not.
//
// It fails for a kind without templates, a recipient that isn't an address,
// and a letter that lacks what its kind must carry. No error holds the secret.
func (c *Composer) Compose(l Letter) (model.Mail, error) {
	m, err := c.compose(l)
	if err != nil {
		return model.Mail{}, fmt.Errorf("composing a mail of kind %q: %w", l.Kind, err)
	}
	return m, nil
}

func (c *Composer) compose(l Letter) (model.Mail, error) {
	if wrong := checkJob(l.Job); wrong != "" {
		return model.Mail{}, errors.New("its job id " + wrong)
	}
	if wrong := model.CheckAddress(l.To); wrong != "" {
		return model.Mail{}, errors.New("the recipient's address " + wrong)
	}
	if l.At.IsZero() {
		return model.Mail{}, errors.New("it has no date")
	}
	subject, text, html, err := c.words.render(l.Kind, newView(c.provider, l))
	if err != nil {
		return model.Mail{}, err
	}
	body, err := c.assemble(l, subject, text, html)
	if err != nil {
		return model.Mail{}, err
	}
	if wrong := CheckLines(body); wrong != "" {
		return model.Mail{}, errors.New("the finished mail " + wrong)
	}
	return model.Mail{ID: string(l.Job), From: c.from.Address, To: l.To, Body: body}, nil
}

// checkJob lets through what is safe in a Message-ID, an ENVID and a MIME
// boundary alike, and short enough for each (RFC 2046, 5.1.1: 70 in all).
func checkJob(id model.JobID) string {
	if id == "" || len(id) > 50 {
		return "must have 1 to 50 characters"
	}
	for _, r := range id {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_') {
			return "may hold letters, digits, - and _ alone"
		}
	}
	return ""
}
