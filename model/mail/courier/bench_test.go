package courier_test

// How fast mails go out, as in PERF section 4: 2 kB mails to a server that
// throws them away, on the same cores. Run:
//
//	go test ./model/mail/courier -run '^$' -bench . -benchtime 3s

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/mail/courier"
	"callin/model/mail/mailtest"
)

// sink is the least that a server can do: it answers, and keeps nothing.
func sink(b *testing.B, secure bool) courier.Config {
	b.Helper()
	cert, roots, err := mailtest.Certificate("127.0.0.1")
	if err != nil {
		b.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	cfg := courier.Config{Server: l.Addr().String(), TLS: courier.None, Hello: "desk.aptela.example", RootCAs: roots}
	if secure {
		cfg.TLS = courier.Implicit
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}})
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { swallow(c) })
		}
	})
	b.Cleanup(func() {
		_ = l.Close() // ends accept; the connections end with the courier
		serving.Wait()
	})
	return cfg
}

func swallow(c net.Conn) {
	defer func() { _ = c.Close() }() // it has ended
	r := bufio.NewReader(c)
	say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") } // the next read tells
	say("220 sink")
	for data := false; ; {
		line, err := r.ReadSlice('\n')
		switch {
		case err != nil:
			return
		case data:
			if data = string(line) != ".\r\n"; !data {
				say("250 2.0.0 gone")
			}
		case bytes.HasPrefix(line, []byte("EHLO")):
			say("250-sink\r\n250-8BITMIME\r\n250 DSN")
		case bytes.HasPrefix(line, []byte("DATA")):
			say("354 go")
			data = true
		case bytes.HasPrefix(line, []byte("QUIT")):
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func twoKB() model.Mail {
	m := letter()
	m.Body = []byte("From: <support@aptela.example>\r\nSubject: hello\r\n\r\n" + strings.Repeat(strings.Repeat("x", 70)+"\r\n", 27))
	return m
}

// drain sends b.N mails over so many connections and tells the rate.
func drain(b *testing.B, cfg courier.Config, lanes int, next func() model.Mail) {
	b.Helper()
	cfg.Limits.Connections = lanes
	c, err := courier.New(cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Close() }) // before the sink's end, which waits for it
	jobs := make(chan struct{}, lanes)
	var all sync.WaitGroup
	b.ResetTimer()
	for range lanes {
		all.Go(func() {
			for range jobs {
				if _, err := c.Send(b.Context(), next()); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for range b.N {
		jobs <- struct{}{}
	}
	close(jobs)
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

func BenchmarkSend(b *testing.B) {
	b.Run("a connection each", func(b *testing.B) {
		cfg := sink(b, false)
		for b.Loop() {
			c, err := courier.New(cfg)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := c.Send(b.Context(), twoKB()); err != nil {
				b.Fatal(err)
			}
			_ = c.Close() // a failed good-bye costs no mail
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
	})
	b.Run("one reused", func(b *testing.B) { drain(b, sink(b, false), 1, twoKB) })
	b.Run("four reused", func(b *testing.B) { drain(b, sink(b, false), 4, twoKB) })
	b.Run("four reused, TLS", func(b *testing.B) { drain(b, sink(b, true), 4, twoKB) })
	b.Run("four reused, TLS, RSA", func(b *testing.B) {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			b.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			b.Fatal(err)
		}
		signer, err := mail.NewSigner("aptela.example", "desk1", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
		if err != nil {
			b.Fatal(err)
		}
		at := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
		next := func() model.Mail {
			m := twoKB()
			signed, err := signer.Sign(m.Body, at)
			if err != nil {
				b.Error(err)
			}
			m.Body = signed
			return m
		}
		drain(b, sink(b, true), 4, next)
	})
}
