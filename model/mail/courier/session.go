// One connection that takes mails, one after the other.

package courier

import (
	"context"
	"crypto/tls"
	"errors"

	"callin/model"

	"github.com/emersion/go-smtp"
)

var (
	errNo8Bit = errors.New("the mail server can't take letters beyond ASCII (no 8BITMIME), and this mail has some")
	errNoUTF8 = errors.New("the mail server can't take addresses with letters beyond ASCII (no SMTPUTF8)")
	errEnded  = errors.New("the connection is being dropped")
)

type session struct {
	client *smtp.Client
	wire   *wire
	tls    *tls.ConnectionState // nil without TLS
	auth   string               // the mechanism that we signed in by, "" without a user
	server string
	hello  string
	limits Limits
	begun  bool // a mail was tried on it and not taken: its transaction may be open
}

// send hands one mail over and returns the server's words after the 250.
func (s *session) send(ctx context.Context, m model.Mail) (said string, _ *failure) {
	stop := s.wire.follow(ctx)
	defer stop()
	if f := s.envelope(m); f != nil {
		return "", f
	}
	w, err := s.client.Data()
	if err != nil {
		return "", &failure{atData, err}
	}
	if !stop() {
		return "", &failure{atData, context.Cause(ctx)}
	}
	// From here on ctx may end and we don't listen: the server has promised to
	// take the mail, and whether it did can only be learned by waiting.
	s.wire.startMessage()
	if _, err := w.Write(m.Body); err != nil {
		// Closing the writer would send the final dot and so deliver half a mail.
		s.wire.cut(err)
		return "", &failure{atBody, err}
	}
	answer, err := w.CloseWithResponse()
	if err != nil {
		if s.wire.unwritten() {
			return "", &failure{atBody, err}
		}
		return "", &failure{atEnd, err}
	}
	s.begun = false // the server has forgotten it (RFC 5321, 4.1.1.4), so no RSET is needed
	return answer.StatusText, nil
}

func (s *session) envelope(m model.Mail) *failure {
	if s.begun {
		if err := s.client.Reset(); err != nil {
			return &failure{atReset, err}
		}
		// After RSET the library greets anew, and not as part of MAIL, where a
		// refusal would be taken for one of the mail.
		if err := s.client.Hello(s.hello); err != nil {
			return &failure{atReset, err}
		}
	}
	s.begun = true
	options := &smtp.MailOptions{
		Size:       int64(len(m.Body)),
		UTF8:       !ascii(m.To) || !ascii(m.From),
		Return:     smtp.DSNReturnHeaders, // a bounce must not carry the password back
		EnvelopeID: m.ID,
	}
	if f := s.able(m, options.UTF8); f != nil {
		return f
	}
	if err := s.client.Mail(m.From, options); err != nil {
		return &failure{atMail, err}
	}
	if err := s.client.Rcpt(m.To, nil); err != nil {
		return &failure{atRcpt, err}
	}
	return nil
}

// able tells whether the server can take such a mail at all. RET and ENVID are
// left out by the library when DSN isn't offered, and BODY=8BITMIME is said
// whenever 8BITMIME is.
func (s *session) able(m model.Mail, utf8 bool) *failure {
	if offered, _ := s.client.Extension("SMTPUTF8"); utf8 && !offered {
		return &failure{atAbility, errNoUTF8}
	}
	if offered, _ := s.client.Extension("8BITMIME"); !offered && !ascii(m.Body) {
		return &failure{atAbility, errNo8Bit}
	}
	return nil
}

// quit says good-bye. Whatever it answers, all mails are long accounted for.
func (s *session) quit() {
	s.client.CommandTimeout = s.limits.Quit
	_ = s.client.Quit() // a failed QUIT after a 250 changes nothing
	s.drop()
}

// drop ends the connection without a word.
func (s *session) drop() { s.wire.cut(errEnded) }
