// The SMTP side of the inbox: the library speaks, this decides what is taken.

package inbound

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// maxRecipients of one message: the desk sends to one, people who try the
// inbox by hand to a few.
const maxRecipients = 10

// newServer sets every limit: the library has none of its own.
func newServer(b *Inbox) *smtp.Server {
	var clients atomic.Int64
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		if clients.Add(1) > int64(b.options.Clients) {
			clients.Add(-1)
			return nil, &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "too many clients"}
		}
		return &delivery{inbox: b, gone: func() { clients.Add(-1) }}, nil
	}))
	s.Domain = "inbox.callin.example"
	s.MaxRecipients = maxRecipients
	s.MaxMessageBytes = int64(b.options.Size)
	s.ReadTimeout = b.options.Timeout
	s.WriteTimeout = b.options.Timeout
	s.EnableSMTPUTF8 = true
	s.EnableDSN = true
	s.ErrorLog = silence{} // the library's own writes to standard error, over the screen
	return s
}

type delivery struct {
	inbox *Inbox
	gone  func()
	from  string
	to    []string
}

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error {
	d.from = from
	return nil
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	if wrong := model.CheckAddress(to); wrong != "" {
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 1, 3}, Message: "the address " + wrong}
	}
	d.to = append(d.to, to)
	return nil
}

// Data keeps one message for each recipient, as each would see it.
func (d *delivery) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if errors.Is(err, smtp.ErrDataTooLarge) {
		return smtp.ErrDataTooLarge
	}
	if err != nil {
		return fmt.Errorf("reading the message: %w", err)
	}
	for _, to := range d.to {
		m := parse(raw)
		m.At, m.From, m.To = d.inbox.options.Now(), model.CleanLine(d.from), model.CleanLine(to)
		d.inbox.add(m)
	}
	return nil
}

func (d *delivery) Reset() { d.from, d.to = "", nil }

// Logout is called once, when the connection ends.
func (d *delivery) Logout() error {
	d.gone()
	return nil
}

// silence is a log that keeps nothing: what goes wrong on a connection to the
// inbox, its client is told.
type silence struct{}

func (silence) Printf(string, ...any) {}
func (silence) Println(...any)        {}
