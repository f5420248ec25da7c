// What the inbox shows of a message: headers and words taken out of MIME, and
// cleaned, because anybody on this machine may have sent it.

package inbound

import (
	"bytes"
	"io"
	"strings"
	"time"

	"callin/model"

	"github.com/emersion/go-message"
)

// Message is one mail as it came. All but Raw is cleaned for the screen; HTML
// is source, for those who want to look at it.
type Message struct {
	Seq       int       // counts from 1, never used twice
	At        time.Time // when it came
	From, To  string    // of the envelope
	Subject   string
	MessageID string // without the angle brackets
	Text      string // of the first plain part; "" when there's none
	HTML      string // of the first HTML part
	Raw       []byte // headers and body as they came, CRLF
}

// maxParts and maxDepth bound the work that a message can make.
const (
	maxParts = 20
	maxDepth = 5
)

// parse takes out what can be taken out. A message that isn't MIME, or is
// broken, is still a message: it shows what could be read.
func parse(raw []byte) Message {
	m := Message{Raw: raw}
	e, err := message.Read(bytes.NewReader(raw))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		m.Text = text(bytes.NewReader(raw))
		return m
	}
	subject, err := e.Header.Text("Subject")
	if err != nil {
		subject = e.Header.Get("Subject") // as it stands: in a charset unknown here
	}
	m.Subject = model.CleanLine(subject)
	m.MessageID = model.CleanLine(strings.Trim(e.Header.Get("Message-Id"), "<> "))
	left := maxParts
	m.take(e, maxDepth, &left)
	return m
}

func (m *Message) take(e *message.Entity, depth int, left *int) {
	if *left--; *left < 0 || depth == 0 {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		for *left > 0 {
			p, err := parts.NextPart()
			if p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return // the end, or the point from where on it's broken
			}
			m.take(p, depth-1, left)
		}
		return
	}
	kind, _, err := e.Header.ContentType()
	switch {
	case (kind == "text/plain" || err != nil) && m.Text == "":
		m.Text = text(e.Body)
	case kind == "text/html" && m.HTML == "":
		m.HTML = text(e.Body)
	}
}

// text reads what it can of a part. An error in the middle ends it there.
func text(r io.Reader) string {
	b, _ := io.ReadAll(r)
	return model.Clean(strings.ReplaceAll(string(b), "\r\n", "\n"))
}
