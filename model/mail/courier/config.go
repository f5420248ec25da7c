// What the courier must be told, and what it refuses to be told: every rule
// about TLS and passwords that can be checked before a connection is.

package courier

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"callin/model"
)

// How the connection is protected. There is no fallback from one to another.
const (
	Implicit = "implicit" // TLS from the first byte (RFC 8314, 3.3)
	StartTLS = "starttls" // TLS before anything but EHLO (RFC 3207), or no mail
	None     = "none"     // no TLS; for a server on this machine alone
)

// Config says where mails go, and as whom.
type Config struct {
	Server   string         // host:port
	TLS      string         // Implicit, StartTLS or None
	User     string         // empty: no AUTH
	Password model.Secret   // of User
	Hello    string         // how this host presents itself; its own name when empty
	RootCAs  *x509.CertPool // whom to trust; the system's when nil
	Limits   Limits
}

// Limits bound what a mail may cost. A zero field takes its default.
type Limits struct {
	Connections int           // to the server at once; 4
	Idle        time.Duration // how long an unused connection is kept; 30 s
	Connect     time.Duration // from dialling until mails may be sent; 30 s
	Command     time.Duration // the answer to one command; 1 min
	Write       time.Duration // one write, when the server stops reading; 30 s
	Final       time.Duration // the answer to the end of a message; 5 min
	Quit        time.Duration // a polite end; 2 s
}

func (l *Limits) fill() {
	if l.Connections <= 0 {
		l.Connections = 4
	}
	for at, standard := range map[*time.Duration]time.Duration{
		&l.Idle:    30 * time.Second,
		&l.Connect: 30 * time.Second,
		&l.Command: time.Minute,
		&l.Write:   30 * time.Second,
		&l.Final:   5 * time.Minute,
		&l.Quit:    2 * time.Second,
	} {
		if *at <= 0 {
			*at = standard
		}
	}
}

// check fills in what may be left out. Its errors are sentences for the
// operator.
func (c *Config) check() error {
	c.Limits.fill()
	host, port, err := net.SplitHostPort(c.Server)
	if err != nil || host == "" {
		return fmt.Errorf("the mail server %q must be written host:port, such as mail.aptela.example:587", model.CleanLine(c.Server))
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("the mail server's port %q must be a number from 1 to 65535", model.CleanLine(port))
	}
	switch c.TLS {
	case Implicit, StartTLS:
	case None:
		if !loopbackName(host) {
			return fmt.Errorf("tls = none is for a mail server on this machine alone, and %s isn't: use starttls or implicit", model.CleanLine(host))
		}
	default:
		return fmt.Errorf("tls must be implicit, starttls or none, not %q", model.CleanLine(c.TLS))
	}
	if c.User == "" && !c.Password.Empty() {
		return errors.New("there is a password for the mail server and no user: set both or neither")
	}
	if c.User != "" && c.Password.Empty() {
		return errors.New("there is a user for the mail server and no password: set both or neither")
	}
	if strings.ContainsRune(c.User, 0) || strings.ContainsRune(c.Password.Reveal(), 0) {
		return errors.New("the mail server's user and password can't hold a zero byte")
	}
	if c.Hello == "" {
		c.Hello = ownName()
	}
	if !helloName(c.Hello) {
		return fmt.Errorf("hello must be this host's name, such as desk.aptela.example, not %q", model.CleanLine(c.Hello))
	}
	return nil
}

// tlsConfig checks the server's certificate against its configured name.
func (c *Config) tlsConfig() *tls.Config {
	host, _, _ := net.SplitHostPort(c.Server) // check has seen it
	return &tls.Config{ServerName: host, RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12}
}

// loopbackName tells whether a host is this machine by its very name. The
// address behind localhost is looked at again once connected.
func loopbackName(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func ownName() string {
	name, err := os.Hostname()
	if err != nil || !helloName(name) {
		return "localhost"
	}
	return name
}

// helloName accepts a domain or an address literal (RFC 5321, 4.1.1.1), and so
// nothing that could add a command.
func helloName(s string) bool {
	if inner, found := strings.CutPrefix(s, "["); found {
		inner, found = strings.CutSuffix(inner, "]")
		return found && net.ParseIP(strings.TrimPrefix(inner, "IPv6:")) != nil
	}
	for _, r := range s {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '.') {
			return false
		}
	}
	return s != "" && len(s) <= 255
}
