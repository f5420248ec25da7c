// The listener for what comes back: it takes mail to one address, reads reports
// and automatic answers out of it, hands those on, and forgets the rest.

package inbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"callin/model"

	"github.com/emersion/go-smtp"
)

// ErrUnknownJob is what ReportOptions.Take returns for a mail that it doesn't
// know: the report is counted and dropped.
var ErrUnknownJob = errors.New("no such mail")

// ReportOptions say what the listener takes. A zero limit takes its default.
type ReportOptions struct {
	Address string // of the envelope's sender, the only one that mail is taken for; required
	Domain  string // the right side of the desk's Message-IDs; Address's when empty
	LMTP    bool   // RFC 2033 in place of SMTP

	// Take is handed each report; required. Any error but ErrUnknownJob is
	// answered with 451, so that the report comes again. It may be called from
	// several goroutines at once; its context ends with the listener, and after
	// Timeout.
	Take func(context.Context, model.MailReport) error

	Size    int           // bytes of a message; 10 MiB. Only the first 256 KiB are looked at
	Clients int           // at once; 32
	Timeout time.Duration // for a client's next line, for a message, and for Take; 1 min
	Life    time.Duration // of a connection in all, however slowly it drips; 15 min
}

// Stats count what came since the start.
type Stats struct {
	Bounces, Delays, Delivered, AutoReplies int // handed on
	Unknown                                 int // reports on mails that Take doesn't know
	Ignored                                 int // messages that are neither report nor automatic answer to us
	Turned                                  int // recipients that aren't the address
	Deferred                                int // reports that Take couldn't take, answered with 451
}

// maxLook is how much of a message is looked at: reports say what they have to
// say before they give the mail back.
const maxLook = 256 << 10

// Reports is a running listener. Its methods may be called from any goroutine.
type Reports struct {
	server  *server
	options ReportOptions
	ending  context.Context
	end     context.CancelFunc

	mu    sync.Mutex
	stats Stats
}

// ListenReports opens a listener on host:port; port 0 takes a free one. The host
// must be an address of this machine's loopback. The error is a sentence for the
// operator.
func ListenReports(addr string, o ReportOptions) (*Reports, error) {
	if o.Take == nil {
		return nil, errors.New("the bounce listener needs somebody to report to")
	}
	if wrong := model.CheckAddress(o.Address); wrong != "" {
		return nil, fmt.Errorf("the address for bounces, %s, %s", model.CleanLine(o.Address), wrong)
	}
	if o.Domain == "" {
		_, o.Domain, _ = strings.Cut(o.Address, "@")
	}
	for at, standard := range map[*int]int{&o.Size: 10 << 20, &o.Clients: 32} {
		if *at <= 0 {
			*at = standard
		}
	}
	for at, standard := range map[*time.Duration]time.Duration{&o.Timeout: time.Minute, &o.Life: 15 * time.Minute} {
		if *at <= 0 {
			*at = standard
		}
	}
	r := &Reports{options: o}
	s, err := serve("bounce listener", addr, limits{o.Size, o.Clients, 1, o.Timeout}, func() smtp.Session { return &returning{reports: r} })
	if err != nil {
		return nil, err
	}
	r.server = s
	r.ending, r.end = context.WithCancel(context.Background())
	s.smtp.LMTP = o.LMTP
	s.start(o.Life)
	return r, nil
}

// Addr is where the listener listens, host:port.
func (r *Reports) Addr() string { return r.server.listener.Addr().String() }

// Stats are the counts so far.
func (r *Reports) Stats() Stats {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stats
}

// Close ends the listener and every connection. What was being taken gets no
// answer, and comes again.
func (r *Reports) Close() error {
	r.end()
	r.server.close()
	return nil
}

func (r *Reports) count(field func(*Stats) *int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*field(&r.stats)++
}

// returning is one client's session.
type returning struct{ reports *Reports }

// Mail takes any sender, the null sender of reports among them (RFC 5321,
// 4.5.5): nothing is ever sent back to it.
func (c *returning) Mail(string, *smtp.MailOptions) error { return nil }

func (c *returning) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := checkRecipient(to); err != nil {
		return err
	}
	if !strings.EqualFold(to, c.reports.options.Address) {
		c.reports.count(func(s *Stats) *int { return &s.Turned })
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such address here"}
	}
	return nil
}

func (c *returning) Data(body io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(body, maxLook))
	if err == nil {
		_, err = io.Copy(io.Discard, body) // up to the size limit
	}
	if err != nil {
		return readingFailed(err)
	}
	return c.reports.take(raw)
}

func (r *Reports) take(raw []byte) error {
	report, found := ReadReport(raw, r.options.Domain)
	if !found {
		r.count(func(s *Stats) *int { return &s.Ignored })
		return nil
	}
	ctx, cancel := context.WithTimeout(r.ending, r.options.Timeout)
	defer cancel()
	switch err := r.options.Take(ctx, report); {
	case errors.Is(err, ErrUnknownJob):
		r.count(func(s *Stats) *int { return &s.Unknown })
	case err != nil:
		r.count(func(s *Stats) *int { return &s.Deferred })
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "can't take this now, please try again"}
	default:
		r.count(func(s *Stats) *int {
			return map[model.ReportKind]*int{
				model.ReportBounce: &s.Bounces, model.ReportDelay: &s.Delays,
				model.ReportDelivered: &s.Delivered, model.ReportAutoReply: &s.AutoReplies,
			}[report.Kind]
		})
	}
	return nil
}

func (c *returning) Reset() {}

func (c *returning) Logout() error { return nil }
