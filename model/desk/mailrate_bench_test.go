package desk_test

// Mail rates beside Postfix's smtp-source, and how long an agent waits for the
// server's 250. PERF 4.

import (
	"fmt"
	"os/exec"
	"slices"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/mail/courier"
	"callin/model/mail/inbound"
	"callin/model/mail/mailtest"
)

// BenchmarkDrainUnsigned sends -jobs waiting mails and as many notices, unsigned
// and in plain text, to a server on loopback that throws them away, each state
// written durably; then smtp-source, if it is installed, sends as many of the same
// size to the same server with four connections, new ones and kept ones. PERF 4: at
// least half of its rate.
//
//	go test -run '^$' -bench DrainUnsigned -benchtime 1x ./model/desk -jobs 5000
func BenchmarkDrainUnsigned(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		server := mailtest.Start(b, mailtest.Script{Mode: mailtest.Plain})
		r := waitingRig(b, *drainJobs, unsigned)
		deps := unsigned(r, b)
		c := plainCourier(b, server.Addr())
		deps.Courier = c
		b.StartTimer()
		began := time.Now()
		d, err := desk.New(deps)
		if err != nil {
			b.Fatal(err)
		}
		s, err := d.SignIn(b.Context(), "amy")
		if err != nil {
			b.Fatal(err)
		}
		sub := s.Subscribe()
		for server.Saw(".") < 2**drainJobs {
			if _, err := sub.Next(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		rate := float64(2**drainJobs) / time.Since(began).Seconds()
		b.StopTimer()
		b.ReportMetric(rate, "mails/s")
		d.Close()
		for name, args := range map[string][]string{"smtp-source-4": nil, "smtp-source-4-kept": {"-d"}} {
			if theirs := smtpSource(b, server.Addr(), 2**drainJobs, args...); theirs > 0 {
				b.ReportMetric(theirs, name+"-mails/s")
				b.ReportMetric(rate/theirs, "of-"+name)
			}
		}
		b.StartTimer()
	}
}

// BenchmarkSend sends one mail after the other, each for another person, with
// durable writes before and after, on loopback: from the key s, which
// hashes a password and writes and seals its mail, until the agent's screen can
// say that the server took it. PERF 4: p99 at most 100 ms.
//
//	go test -run '^$' -bench 'Send$' -benchtime 1000x ./model/desk
func BenchmarkSend(b *testing.B) {
	sink, err := inbound.Listen("127.0.0.1:0", inbound.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sink.Close() }() // it is thrown away
	r := benchRig(b, 1)
	deps := r.benchDeps(b)
	deps.Courier, deps.Cost = plainCourier(b, sink.Addr()), desk.Cost{} // what a real desk takes
	deps.Policy.MailPause, deps.Policy.MailsADay = 0, 1<<30
	d, err := desk.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	found := model.Found{}
	for found.Total == 0 {
		if found, err = s.Search(b.Context(), "admin0"); err != nil {
			b.Fatal(err)
		}
	}
	var took []time.Duration
	sub := s.Subscribe()
	for b.Loop() {
		call, err := s.OpenCall(b.Context(), found.Matches[0].Person, "")
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if _, err := s.RequestMail(b.Context(), call); err != nil {
			b.Fatal(err)
		}
		for {
			v, err := s.Call(b.Context(), call)
			if err != nil {
				b.Fatal(err)
			}
			if len(v.Mails) > 0 && v.Mails[0].State == model.MailAccepted {
				break
			}
			if _, err := sub.Next(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	at := func(q float64) float64 { return took[int(q*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
	b.ReportMetric(at(1), "max-ms")
}

func unsigned(r benchRigT, _ *testing.B) desk.Deps { return r.plainDeps() }

func plainCourier(b *testing.B, server string) *courier.Courier {
	b.Helper()
	c, err := courier.New(courier.Config{Server: server, TLS: courier.None, Hello: "localhost"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Close() })
	return c
}

// smtpSource has Postfix's smtp-source send so many mails of 4 kB, and gives its
// rate; 0 when it isn't installed.
func smtpSource(b *testing.B, server string, mails int, args ...string) float64 {
	b.Helper()
	path, err := exec.LookPath("smtp-source")
	if err != nil {
		b.Log("smtp-source isn't installed: apt-get install postfix")
		return 0
	}
	args = append(args, "-s", "4", "-m", fmt.Sprint(mails), "-l", "4096", "-f", "bench@aptela.example", "-t", "admin@works.example", server)
	began := time.Now()
	if out, err := exec.CommandContext(b.Context(), path, args...).CombinedOutput(); err != nil {
		b.Logf("smtp-source: %v: %s", err, out)
		return 0
	}
	return float64(mails) / time.Since(began).Seconds()
}
