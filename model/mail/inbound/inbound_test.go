package inbound_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/mail/courier"
	"callin/model/mail/inbound"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

func listen(t testing.TB, o inbound.Options) *inbound.Inbox {
	t.Helper()
	o.Now = func() time.Time { return noon }
	b, err := inbound.Listen("127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func carrier(t testing.TB, b *inbound.Inbox) *courier.Courier {
	t.Helper()
	c, err := courier.New(courier.Config{Server: b.Addr(), TLS: courier.None, Hello: "desk.aptela.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() }) // it's the inbox that is tried
	return c
}

func plain(body string) model.Mail {
	return model.Mail{ID: "1", From: "support@aptela.example", To: "a@b.example", Body: []byte(body)}
}

// TestRoundTrip composes a real letter, carries it and reads it in the inbox.
func TestRoundTrip(t *testing.T) {
	composer, err := mail.NewComposer(model.DefaultProvider(), "Aptela Support <support@aptela.example>")
	if err != nil {
		t.Fatal(err)
	}
	m, err := composer.Compose(mail.Letter{
		Job: "job1", Kind: model.MailTemporary, At: noon, To: "änna@lindgren.example", ToName: "Änna \"x\" L",
		Company: "Lindgren", Ticket: 7, Secret: model.NewSecret("hT7=kQ9+w"), Expires: noon.Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	b := listen(t, inbound.Options{})
	if _, err := carrier(t, b).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := b.Messages()
	if len(got) != 1 {
		t.Fatalf("%d messages, want 1", len(got))
	}
	g := got[0]
	if g.Seq != 1 || !g.At.Equal(noon) || g.From != "support@aptela.example" || g.To != "änna@lindgren.example" ||
		g.Subject != "Your temporary Aptela password (T-7)" || g.MessageID != "job1@aptela.example" {
		t.Errorf("got %d %v %q %q %q %q", g.Seq, g.At, g.From, g.To, g.Subject, g.MessageID)
	}
	if !strings.Contains(g.Text, "\nhT7=kQ9+w\n") || !strings.HasPrefix(g.HTML, "<!DOCTYPE html>\n") || string(g.Raw) != string(m.Body) {
		t.Errorf("text %q\nhtml %q", g.Text, g.HTML)
	}
}

func TestHostileMessages(t *testing.T) {
	b := listen(t, inbound.Options{})
	c := carrier(t, b)
	deep := "Content-Type: multipart/mixed; boundary=b0\r\n\r\n"
	for i := range 30 {
		deep += fmt.Sprintf("--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n", i, i+1)
	}
	for name, body := range map[string]string{
		"escapes":         "Subject: =?utf-8?q?a=1B]0;owned=07b=E2=80=AEc?=\r\n\r\n\x1b[2Jx\x07\r\n",
		"no header":       "\r\nhello\r\n",
		"no MIME":         "this isn't a header\r\n",
		"unknown charset": "Subject: =?martian?q?x?=\r\nContent-Type: text/plain; charset=martian\r\n\r\nhej\r\n",
		"bad encoding":    "Content-Transfer-Encoding: rot13\r\n\r\nhej\r\n",
		"bad base64":      "Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n",
		"broken parts":    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type",
		"deep parts":      deep,
		"many parts":      "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.HasSuffix(body, "\r\n") {
				body += "\r\n"
			}
			before := len(b.Messages())
			if _, err := c.Send(t.Context(), plain(body)); err != nil {
				t.Fatal(err)
			}
			all := b.Messages()
			if len(all) != before+1 || string(all[0].Raw) != body {
				t.Fatalf("%d messages, want %d; raw %.50q", len(all), before+1, all[0].Raw)
			}
			for _, s := range []string{all[0].Subject, all[0].Text, all[0].HTML, all[0].MessageID} {
				if model.Clean(s) != s {
					t.Errorf("not clean: %q", s)
				}
			}
		})
	}
}

func TestLimits(t *testing.T) {
	t.Run("keeps the newest", func(t *testing.T) {
		b := listen(t, inbound.Options{Keep: 3})
		c := carrier(t, b)
		for i := range 5 {
			if _, err := c.Send(t.Context(), plain(fmt.Sprintf("Subject: %d\r\n\r\nx\r\n", i))); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, m := range b.Messages() {
			got = append(got, fmt.Sprint(m.Seq, " ", m.Subject))
		}
		if fmt.Sprint(got) != "[5 4 4 3 3 2]" {
			t.Errorf("kept %v", got)
		}
	})
	t.Run("size", func(t *testing.T) {
		b := listen(t, inbound.Options{Size: 1000})
		c := carrier(t, b)
		_, err := c.Send(t.Context(), plain("\r\n"+strings.Repeat(strings.Repeat("x", 98)+"\r\n", 20)))
		if f, ok := errors.AsType[*model.MailError](err); !ok || f.Fate != model.FateRefused || f.Reply != 552 {
			t.Errorf("got %v", err)
		}
		if _, err := c.Send(t.Context(), plain("\r\nsmall\r\n")); err != nil {
			t.Error(err)
		}
		if n := len(b.Messages()); n != 1 {
			t.Errorf("%d messages, want 1", n)
		}
	})
	t.Run("recipients", func(t *testing.T) {
		b := listen(t, inbound.Options{})
		lines := []string{"EHLO x", "MAIL FROM:<a@b.example>"}
		for i := range 12 {
			lines = append(lines, fmt.Sprintf("RCPT TO:<r%d@b.example>", i))
		}
		got := talk(t, b.Addr(), lines...)
		if !strings.HasPrefix(got[11], "250") || !strings.HasPrefix(got[12], "45") {
			t.Errorf("said %q to the tenth and %q to the eleventh", got[11], got[12])
		}
	})
	t.Run("clients", func(t *testing.T) {
		b := listen(t, inbound.Options{Clients: 1})
		first := dial(t, b.Addr())
		if got := first.say(t, "EHLO x"); !strings.HasPrefix(got, "250") {
			t.Fatalf("said %q", got)
		}
		if got := talk(t, b.Addr(), "EHLO y"); !strings.HasPrefix(got[0], "421") {
			t.Errorf("said %q to one client too many", got[0])
		}
	})
	t.Run("silence", func(t *testing.T) {
		b := listen(t, inbound.Options{Timeout: 50 * time.Millisecond})
		c := dial(t, b.Addr())
		rest, err := io.ReadAll(c.r) // until the server hangs up
		if err != nil || !strings.HasPrefix(string(rest), "421") {
			t.Errorf("said %q, %v", rest, err)
		}
	})
	t.Run("where it listens", func(t *testing.T) {
		for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "[::]:0", "localhost.evil.example:0", "127.0.0.1"} {
			if b, err := inbound.Listen(addr, inbound.Options{Now: time.Now}); err == nil {
				_ = b.Close()
				t.Errorf("listened on %q", addr)
			}
		}
	})
}

func TestChanged(t *testing.T) {
	b := listen(t, inbound.Options{})
	c := carrier(t, b)
	var waiting sync.WaitGroup
	for range 5 {
		waiting.Go(func() {
			if seq, err := b.Changed(t.Context(), 0); seq < 1 || err != nil {
				t.Errorf("got %d, %v", seq, err)
			}
		})
	}
	for range 2 {
		if _, err := c.Send(t.Context(), plain("\r\nx\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	waiting.Wait()
	if seq, err := b.Changed(t.Context(), 1); seq != 2 || err != nil {
		t.Errorf("got %d, %v, want 2", seq, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if seq, err := b.Changed(ctx, 2); seq != 2 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v, want 2 and the context's end", seq, err)
	}
	ended := make(chan error)
	go func() {
		_, err := b.Changed(context.Background(), 2)
		ended <- err
	}()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, inbound.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
	if len(b.Messages()) != 2 {
		t.Error("the messages went with the inbox")
	}
}

// client is a telnet.
type client struct {
	conn net.Conn
	r    *bufio.Reader
}

func dial(t testing.TB, addr string) *client {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // the server may have been faster
	c := &client{conn, bufio.NewReader(conn)}
	if got := c.reply(t); !strings.HasPrefix(got, "220") {
		t.Fatalf("greeted with %q", got)
	}
	return c
}

func (c *client) say(t testing.TB, line string) string {
	t.Helper()
	if _, err := io.WriteString(c.conn, line+"\r\n"); err != nil {
		t.Fatal(err)
	}
	return c.reply(t)
}

// reply gives the last line of an answer.
func (c *client) reply(t testing.TB) string {
	t.Helper()
	for {
		line, err := c.r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if len(line) > 3 && line[3] == ' ' {
			return line
		}
	}
}

func talk(t testing.TB, addr string, lines ...string) []string {
	t.Helper()
	c := dial(t, addr)
	var got []string
	for _, line := range lines {
		got = append(got, c.say(t, line))
	}
	return got
}
