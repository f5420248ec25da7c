// The form of a mail: headers and parts, all by the MIME library, so that no
// name or company can add a header of its own (RFC 5322, RFC 2045 to 2047).

package mail

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"
)

// assemble joins the words to multipart/alternative, the plain part first
// (RFC 2046, 5.1.4: the last is the richest).
func (c *Composer) assemble(l Letter, language string, words Words) ([]byte, error) {
	var b bytes.Buffer
	w, err := message.CreateWriter(&b, c.headers(l, language, words.Subject).Header)
	if err != nil {
		return nil, fmt.Errorf("writing its headers: %w", err)
	}
	if err := writePart(w, "text/plain", words.Text); err != nil {
		return nil, err
	}
	if err := writePart(w, "text/html", words.HTML); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("closing its parts: %w", err)
	}
	return b.Bytes(), nil
}

// headers are set from the last to the first: the library puts each on top.
func (c *Composer) headers(l Letter, language, subject string) *gomail.Header {
	var h gomail.Header
	// "=_" can't come up in quoted-printable text, so neither can the boundary.
	h.SetContentType("multipart/alternative", map[string]string{"boundary": "=_callin-" + string(l.Job)})
	h.Set("MIME-Version", "1.0")
	h.Set("Content-Language", language)
	h.Set("X-Auto-Response-Suppress", "All")  // Exchange's word against out-of-office answers
	h.Set("Auto-Submitted", "auto-generated") // RFC 3834, 5: and everybody else's
	h.SetMessageID(string(l.Job) + "@" + c.domain)
	h.SetDate(l.At.UTC())
	h.SetSubject(subject)
	h.SetAddressList("To", []*gomail.Address{{Name: displayName(l.ToName), Address: l.To}})
	h.SetAddressList("From", []*gomail.Address{&c.from})
	return &h
}

// displayName is a person's name fit for an address header. A backslash beside
// a letter beyond ASCII comes out of the standard library as a phrase that
// readers reject (RFC 2047, 5 (3)); no name needs one.
func displayName(name string) string { return strings.ReplaceAll(short(name), `\`, "/") }

func writePart(w *message.Writer, mediaType, content string) error {
	var h message.Header
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	h.SetContentType(mediaType, map[string]string{"charset": "utf-8"})
	p, err := w.CreatePart(h)
	if err != nil {
		return fmt.Errorf("starting its %s part: %w", mediaType, err)
	}
	if _, err := io.WriteString(p, content); err != nil {
		return fmt.Errorf("writing its %s part: %w", mediaType, err)
	}
	if err := p.Close(); err != nil {
		return fmt.Errorf("ending its %s part: %w", mediaType, err)
	}
	return nil
}

// maxLine is the longest line a mail may hold, without its CRLF (RFC 5322,
// 2.1.1).
const maxLine = 998

// CheckLines tells what is wrong with the lines of a finished mail, in a few
// words fit to follow "the mail …", or "" when they may go on the wire. A bare
// CR or LF, read differently by two servers, is how a second mail is smuggled
// inside a first (RFC 5321, 2.3.8).
func CheckLines(body []byte) string {
	if !bytes.HasSuffix(body, []byte("\r\n")) {
		return "doesn't end in CRLF"
	}
	for rest := body; len(rest) > 0; {
		end := bytes.IndexAny(rest, "\r\n\x00")
		switch {
		case end < 0 || rest[end] == 0:
			return "holds a zero byte"
		case rest[end] == '\n':
			return "holds a LF without a CR"
		case end+1 == len(rest) || rest[end+1] != '\n':
			return "holds a CR without a LF"
		case end > maxLine:
			return "holds a line of more than 998 bytes"
		}
		rest = rest[end+2:]
	}
	return ""
}
