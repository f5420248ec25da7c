package sshd_test

// The load that PERF.md asks for: sessions at a desk with live queues, some of
// them working. It is a command and no test:
//
//	go test -run '^$' -bench Sessions -benchtime 1x ./ui/sshd
//
// SESSIONS=1000 changes how many (300 by default), and 50 of them type.

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"callin/model/roster"
	"callin/ui/sshd"
)

const (
	typists = 50
	pace    = 300 * time.Millisecond
	keys    = 40 // of each typist
)

func BenchmarkSessions(b *testing.B) {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("SESSIONS"), "300"))
	if err != nil || n < typists {
		b.Fatal("SESSIONS must be a number from ", typists)
	}
	r := newRig(b, func(o *sshd.Options) {
		o.Limits = sshd.Limits{Waiting: 200}
		atDesk(o)
	})
	furnish(b, r)
	for b.Loop() {
		load(b, r, n)
	}
}

// furnish puts accounts and a queue into the desk.
func furnish(b testing.TB, r *rig) {
	b.Helper()
	var text strings.Builder
	text.WriteString("client_id,company,name,role,extension,user_name,email,question,answer\n")
	for i := range 500 {
		fmt.Fprintf(&text, "%d,Company %d,Ada Number%d,admin,100,ada%d,ada%d@company%d.example,Your first bicycle?,the red one\n", 1000000+i, i, i, i, i, i)
	}
	file, err := roster.Read(strings.NewReader(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	if _, problems, err := r.desk.Operator("test").Import(context.Background(), file, false, nil); err != nil || len(problems) > 0 {
		b.Fatal(err, problems)
	}
	s, err := r.desk.SignIn(context.Background(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	await(b, "everybody can be found", func() bool {
		found, err := s.Search(context.Background(), "number499")
		return err == nil && found.Total == 1
	})
	for i := range 30 {
		id, err := s.OpenCall(context.Background(), "", fmt.Sprintf("stranger %d", i))
		if err != nil {
			b.Fatal(err)
		}
		if err := s.HandOver(context.Background(), id, "for somebody else"); err != nil {
			b.Fatal(err)
		}
	}
}

// load seats everybody, measures what an idle session takes, and lets some type
// while all others look at the live queue.
func load(b *testing.B, r *rig, n int) {
	b.Helper()
	empty, before := inUse(), runtime.NumGoroutine()
	clients, seats := make([]*gossh.Client, n), make([]*terminal, n)
	var seating sync.WaitGroup
	gate := make(chan struct{}, 8)
	for i := range n {
		seating.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			c, err := gossh.Dial("tcp", r.addr, r.config("desk", r.keys["amy"]))
			if err != nil {
				b.Error(err)
				return
			}
			clients[i] = c
			if seats[i], err = open(b, c, 80, 24); err != nil {
				b.Error(err)
				return
			}
			seats[i].until("Next caller")
		})
	}
	seating.Wait()
	if b.Failed() {
		return
	}
	for _, x := range seats[typists:] {
		x.press("\x1b")
	}
	for _, x := range seats[typists:] {
		x.until("KEYS").press("2").until("stranger")
	}
	b.ReportMetric(float64(inUse()-empty)/float64(n)/1e6, "MB/session") // the clients' half included
	b.ReportMetric(float64(runtime.NumGoroutine()-before)/float64(n), "goroutines/session")
	times := typing(b, seats[:typists])
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1e3, "p50-ms/key")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1e3, "p99-ms/key")
	b.ReportMetric(float64(change(b, r, seats[typists:]).Microseconds())/1e3, "ms-to-all-screens")
	for _, c := range clients {
		_ = c.Close()
	}
	await(b, "all have gone", func() bool { return runtime.NumGoroutine() <= before+8 })
}

// inUse is the memory that the process holds for what is alive.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse) //nolint:gosec // far below
}

// typing has the typists press a key each 300 ms and measures how long each
// takes to show.
func typing(b *testing.B, seats []*terminal) []time.Duration {
	b.Helper()
	var mu sync.Mutex
	var all []time.Duration
	var typing sync.WaitGroup
	for i, x := range seats {
		typing.Go(func() {
			time.Sleep(time.Duration(i) * pace / time.Duration(len(seats))) //nolint:forbidigo // they don't type in step
			tick := time.NewTicker(pace)
			defer tick.Stop()
			for k := range keys {
				<-tick.C
				x.mu.Lock()
				had, changed := x.all.Len(), x.changed
				x.mu.Unlock()
				begin := time.Now()
				key := "a"
				if k%2 == 1 {
					key = "\x7f"
				}
				x.press(key)
				for {
					<-changed
					x.mu.Lock()
					more := x.all.Len() > had
					changed = x.changed
					x.mu.Unlock()
					if more {
						break
					}
				}
				mu.Lock()
				all = append(all, time.Since(begin))
				mu.Unlock()
			}
		})
	}
	typing.Wait()
	slices.Sort(all)
	return all
}

// change hands a ticket over and measures until every queue shows it.
func change(b *testing.B, r *rig, seats []*terminal) time.Duration {
	b.Helper()
	s, err := r.desk.SignIn(context.Background(), "bob")
	if err != nil {
		b.Fatal(err)
	}
	had := make([]int, len(seats))
	for i, x := range seats {
		x.mu.Lock()
		had[i] = x.all.Len()
		x.mu.Unlock()
	}
	tickets, err := s.Queue(context.Background())
	if err != nil || len(tickets) == 0 {
		b.Fatal(err)
	}
	begin := time.Now()
	if err := s.ClaimTicket(context.Background(), tickets[0].Number); err != nil {
		b.Fatal(err)
	}
	for i, x := range seats {
		await(b, "the screen has changed", func() bool {
			x.mu.Lock()
			defer x.mu.Unlock()
			return x.all.Len() > had[i]
		})
	}
	return time.Since(begin)
}
