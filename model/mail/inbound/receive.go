// The SMTP side of the inbox: the library speaks, this decides what is taken.

package inbound

import (
	"io"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// maxRecipients of one message: the desk sends to one, people who try the
// inbox by hand to a few.
const maxRecipients = 10

type delivery struct {
	inbox *Inbox
	from  string
	to    []string
}

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error {
	d.from = from
	return nil
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := checkRecipient(to); err != nil {
		return err
	}
	d.to = append(d.to, to)
	return nil
}

// Data keeps one message for each recipient, as each would see it.
func (d *delivery) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return readingFailed(err)
	}
	for _, to := range d.to {
		m := parse(raw)
		m.At, m.From, m.To = d.inbox.options.Now(), model.CleanLine(d.from), model.CleanLine(to)
		d.inbox.add(m)
	}
	return nil
}

func (d *delivery) Reset() { d.from, d.to = "", nil }

func (d *delivery) Logout() error { return nil }
