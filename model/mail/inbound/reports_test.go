package inbound_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail/inbound"

	"github.com/google/go-cmp/cmp"
)

// taker keeps what it is handed, and answers with err.
type taker struct {
	mu  sync.Mutex
	got []model.MailReport
	err error
}

func (k *taker) take(_ context.Context, r model.MailReport) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.got = append(k.got, r)
	return k.err
}

func (k *taker) reports() []model.MailReport {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.got
}

func listenReports(t testing.TB, o inbound.ReportOptions) *inbound.Reports {
	t.Helper()
	o.Address = "bounces@aptela.example"
	r, err := inbound.ListenReports("127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// bring hands over a message as a mail server does and gives the last answer.
func bring(t testing.TB, r *inbound.Reports, hello, from, body string) string {
	t.Helper()
	c := dial(t, r.Addr())
	for _, line := range []string{hello + " mx.lindgren.example", "MAIL FROM:<" + from + ">", "RCPT TO:<Bounces@Aptela.example>", "DATA"} {
		if got := c.say(t, line); !strings.HasPrefix(got, "2") && !strings.HasPrefix(got, "354") {
			t.Fatalf("%q to %q", got, line)
		}
	}
	if !strings.HasSuffix(body, "\r\n") {
		body += "\r\n"
	}
	return c.say(t, strings.ReplaceAll(body, "\r\n.", "\r\n..")+".")
}

func wantStats(t *testing.T, r *inbound.Reports, want inbound.Stats) {
	t.Helper()
	if diff := cmp.Diff(want, r.Stats()); diff != "" {
		t.Errorf("stats:\n%s", diff)
	}
}

func TestReports(t *testing.T) {
	for hello, lmtp := range map[string]bool{"EHLO": false, "LHLO": true} {
		t.Run(hello, func(t *testing.T) {
			var k taker
			r := listenReports(t, inbound.ReportOptions{LMTP: lmtp, Take: k.take})
			for _, name := range []string{"postfix-failed", "postfix-delayed", "postfix-delivered", "gmail-away", "person-answers", "newsletter"} {
				if got := bring(t, r, hello, "", sample(t, name)); !strings.HasPrefix(got, "250") {
					t.Errorf("%s: %q", name, got)
				}
			}
			wantStats(t, r, inbound.Stats{Bounces: 1, Delays: 1, Delivered: 1, AutoReplies: 1, Ignored: 2})
			if got := k.reports(); len(got) != 4 || got[0].Job != job || got[0].Kind != model.ReportBounce || got[3].Kind != model.ReportAutoReply {
				t.Errorf("handed on: %+v", got)
			}
		})
	}
}

func TestReportsRefuse(t *testing.T) {
	var k taker
	r := listenReports(t, inbound.ReportOptions{Take: k.take, Size: 300 << 10})
	got := talk(t, r.Addr(), "EHLO x", "MAIL FROM:<>", "RCPT TO:<support@aptela.example>", "RCPT TO:<bounces@other.example>", "RCPT TO:<bounces@aptela>", "DATA", "QUIT")
	for i, want := range []string{"250", "250", "550", "550", "553", "502", "221"} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("answer %d is %q, want %s", i, got[i], want)
		}
	}
	wantStats(t, r, inbound.Stats{Turned: 2})

	filler := strings.Repeat(strings.Repeat("x", 98)+"\r\n", 2800) // 280 kB
	if got := bring(t, r, "EHLO", "", sample(t, "postfix-failed")+filler); !strings.HasPrefix(got, "250") {
		t.Errorf("a report with a long mail under it: %q", got)
	}
	wantStats(t, r, inbound.Stats{Turned: 2, Bounces: 1})
	if got := bring(t, r, "EHLO", "", sample(t, "postfix-failed")+filler+filler); !strings.HasPrefix(got, "552") {
		t.Errorf("more than the size: %q", got)
	}
	if n := len(k.reports()); n != 1 {
		t.Errorf("%d reports, want 1", n)
	}
}

func TestReportsThatCannotBeTaken(t *testing.T) {
	k := taker{err: errors.New("the store is away: secret-canary")}
	r := listenReports(t, inbound.ReportOptions{Take: k.take})
	if got := bring(t, r, "EHLO", "", sample(t, "postfix-failed")); !strings.HasPrefix(got, "451") || strings.Contains(got, "canary") {
		t.Errorf("got %q", got)
	}
	k.err = inbound.ErrUnknownJob
	if got := bring(t, r, "EHLO", "x@y.example", sample(t, "postfix-failed")); !strings.HasPrefix(got, "250") {
		t.Errorf("got %q", got)
	}
	wantStats(t, r, inbound.Stats{Deferred: 1, Unknown: 1})
}

func TestReportsEnd(t *testing.T) {
	t.Run("Close ends what is being taken", func(t *testing.T) {
		started := make(chan struct{})
		r := listenReports(t, inbound.ReportOptions{Take: func(ctx context.Context, _ model.MailReport) error {
			close(started)
			<-ctx.Done()
			return context.Cause(ctx)
		}})
		c := dial(t, r.Addr())
		for _, line := range []string{"EHLO x", "MAIL FROM:<>", "RCPT TO:<bounces@aptela.example>", "DATA"} {
			c.say(t, line)
		}
		if _, err := io.WriteString(c.conn, sample(t, "postfix-failed")+".\r\n"); err != nil {
			t.Fatal(err)
		}
		<-started
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		rest, _ := io.ReadAll(c.r)
		if strings.HasPrefix(string(rest), "250") {
			t.Errorf("answered %q to a report that wasn't taken", rest)
		}
	})
	t.Run("a time-out ends a slow Take", func(t *testing.T) {
		r := listenReports(t, inbound.ReportOptions{Timeout: 50 * time.Millisecond, Take: func(ctx context.Context, _ model.MailReport) error {
			<-ctx.Done()
			return context.Cause(ctx)
		}})
		if got := bring(t, r, "EHLO", "", sample(t, "postfix-failed")); !strings.HasPrefix(got, "451") {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a dripping client doesn't stay", func(t *testing.T) {
		var k taker
		r := listenReports(t, inbound.ReportOptions{Take: k.take, Life: 100 * time.Millisecond})
		c := dial(t, r.Addr())
		for { // a line now and then, each in time
			if _, err := io.WriteString(c.conn, "NOOP\r\n"); err != nil {
				break
			}
			if _, err := c.r.ReadString('\n'); err != nil {
				break
			}
		}
	})
}

func TestListenReportsRefuses(t *testing.T) {
	var k taker
	for name, try := range map[string]struct {
		addr string
		o    inbound.ReportOptions
	}{
		"another machine": {"0.0.0.0:0", inbound.ReportOptions{Address: "a@b.example", Take: k.take}},
		"no address":      {"127.0.0.1:0", inbound.ReportOptions{Take: k.take}},
		"a bad address":   {"127.0.0.1:0", inbound.ReportOptions{Address: "a@b.example>", Take: k.take}},
		"nobody to tell":  {"127.0.0.1:0", inbound.ReportOptions{Address: "a@b.example"}},
	} {
		if r, err := inbound.ListenReports(try.addr, try.o); err == nil {
			_ = r.Close()
			t.Errorf("%s: listens", name)
		}
	}
}
