// STARTTLS by hand (RFC 3207). The library can do it, but says EHLO localhost
// first, finds out about a bad certificate one call late, and doesn't look
// for words slipped in before TLS (CVE-2011-0411).

package courier

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
)

// askTLS goes as far as the server's consent; the handshake comes next.
func askTLS(w *wire, hello string) *failure {
	r := textproto.NewReader(bufio.NewReader(w))
	if _, _, err := r.ReadResponse(220); err != nil {
		return &failure{atHello, err}
	}
	if _, err := fmt.Fprintf(w, "EHLO %s\r\n", hello); err != nil {
		return &failure{atHello, err}
	}
	_, offers, err := r.ReadResponse(250)
	if err != nil {
		return &failure{atHello, err}
	}
	if !offersTLS(offers) {
		return &failure{atTLS, errNoTLS}
	}
	if _, err := io.WriteString(w, "STARTTLS\r\n"); err != nil {
		return &failure{atTLS, err}
	}
	if _, _, err := r.ReadResponse(220); err != nil {
		return &failure{atTLS, err}
	}
	if r.R.Buffered() > 0 {
		return &failure{atTLS, errEarly}
	}
	return nil
}

func offersTLS(offers string) bool {
	lines := strings.Split(offers, "\n")
	for _, line := range lines[1:] { // the first names the server
		if word, _, _ := strings.Cut(line, " "); strings.EqualFold(word, "STARTTLS") {
			return true
		}
	}
	return false
}

// replayed begins with something that was read before.
type replayed struct {
	net.Conn
	all io.Reader
}

func (r *replayed) Read(p []byte) (int, error) { return r.all.Read(p) }

// greeted gives the library the greeting that it waits for: after STARTTLS a
// server doesn't greet again.
func greeted(c net.Conn) net.Conn {
	return &replayed{c, io.MultiReader(strings.NewReader("220 greeted\r\n"), c)}
}

// protocolReply is the reply in an error of net/textproto.
func protocolReply(err error) (code int, said string, ok bool) {
	e, ok := errors.AsType[*textproto.Error](err)
	if !ok {
		return 0, "", false
	}
	return e.Code, e.Msg, true
}
