// What became of a mail: from what failed, and when, to a model.MailError.

package courier

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"unicode/utf8"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// stage is how far a dialogue came. From atMail on it's about one mail.
type stage int

const (
	atHello stage = iota // the greeting too
	atTLS
	atAuth
	atReset
	atAbility
	atMail
	atRcpt
	atData
	atBody
	atEnd
)

func (s stage) String() string {
	return [...]string{
		"its greeting or EHLO", "STARTTLS", "AUTH", "RSET", "what it offers",
		"MAIL", "RCPT", "DATA", "the message", "the end of the message",
	}[s]
}

type failure struct {
	stage stage
	err   error
}

// reply is what the server said, when it was a reply that failed.
func (f *failure) reply() (code int, said string, ok bool) {
	e, ok := errors.AsType[*smtp.SMTPError](f.err)
	if !ok {
		return protocolReply(f.err)
	}
	said = e.Message
	if x := e.EnhancedCode; x != (smtp.EnhancedCode{}) && x != smtp.NoEnhancedCode {
		said = fmt.Sprintf("%d.%d.%d %s", x[0], x[1], x[2], said)
	}
	return e.Code, said, true
}

// stale tells whether a kept connection had simply died before it heard of the
// mail, so that the mail may be tried at once on a fresh one.
func (f *failure) stale() bool {
	code, _, replied := f.reply()
	return f.stage == atReset || f.stage == atMail && (!replied || code == 421)
}

// harmless tells whether the connection is still good for another mail.
func (f *failure) harmless() bool {
	code, _, replied := f.reply()
	return f.stage == atAbility || replied && f.stage >= atMail && code >= 400 && code < 600 && code != 421
}

// judge is the table of fates.
func (s *session) judge(f *failure) *model.MailError {
	code, said, replied := f.reply()
	if cause := s.wire.cutBy(); cause != nil && !replied {
		f = &failure{f.stage, cause} // what the library saw is only the consequence
	}
	m := &model.MailError{Fate: model.FateDeferred, Server: s.server, Reply: code, Cause: f.err}
	switch {
	case f.stage == atAbility:
		m.Fate = model.FateRefused
	case f.stage == atEnd && (code < 400 || code >= 600): // no reply is 0
		m.Fate = model.FateUncertain
	case replied && f.stage >= atMail && code >= 500 && code < 600 && !ours(f.stage, code):
		m.Fate = model.FateRefused
	}
	m.Said = bounded(f.words(code, said, replied))
	return m
}

// ours tells whether a reply to MAIL is about our configuration: it asks for
// TLS (RFC 3207, 4) or for AUTH (RFC 4954, 6).
func ours(at stage, code int) bool {
	return at == atMail && (code == 530 || code == 534 || code == 535 || code == 538)
}

func (f *failure) words(code int, said string, replied bool) string {
	switch {
	case replied && (f.stage < atAbility || ours(f.stage, code)):
		return fmt.Sprintf("the mail server turned callin away at %v, before it heard of the recipient; look at [smtp]: %s", f.stage, said)
	case replied:
		return said
	case f.stage == atAbility, f.stage == atAuth && errors.Is(f.err, errNoAuth):
		return describe(f.err)
	case f.stage == atEnd:
		return "the mail was sent and the answer lost: " + describe(f.err)
	}
	return fmt.Sprintf("not sent, the connection failed at %v: %s", f.stage, describe(f.err))
}

// describe says in plain words what a network error means.
func describe(err error) string {
	if bad, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the server's certificate isn't good: " + bad.Err.Error()
	}
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, context.Canceled):
		return "the attempt was called off"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isNet && timeout.Timeout():
		return "no answer in time"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the server closed the connection"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there"
	}
	return err.Error()
}

// maxSaid is how many bytes of a server's words are kept.
const maxSaid = 1000

func bounded(s string) string {
	if len(s) <= maxSaid {
		return s
	}
	end := maxSaid
	for end > maxSaid-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// hide takes our credentials out of an answer to AUTH: some servers repeat
// what they didn't like.
func hide(err error, user, password string) error {
	secrets := strings.NewReplacer(
		base64.StdEncoding.EncodeToString([]byte("\x00"+user+"\x00"+password)), "••••••",
		base64.StdEncoding.EncodeToString([]byte(password)), "••••••",
		password, "••••••",
	)
	if code, said, replied := (&failure{atAuth, err}).reply(); replied {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: secrets.Replace(said)}
	}
	if text := err.Error(); secrets.Replace(text) != text {
		return errors.New(secrets.Replace(text))
	}
	return err
}
