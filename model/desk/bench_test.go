package desk_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/mail"
	"callin/model/mail/courier"
	"callin/model/mail/mailtest"
	"callin/model/roster"
	"callin/storage/bolt"
	"callin/storage/mem"
)

// BenchmarkDrain sends -jobs waiting mails and as many notices to a server on
// loopback with TLS, each signed with RSA-2048 when it was made, and each state
// written durably. PERF 4: 10,000 in at most 15 s.
//
//	go test -run '^$' -bench Drain -benchtime 1x ./model/desk -jobs 5000
func BenchmarkDrain(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		server := mailtest.Start(b, mailtest.Script{Mode: mailtest.Implicit})
		r := benchRig(b, *drainJobs)
		c, err := courier.New(courier.Config{Server: server.Addr(), TLS: courier.Implicit, Hello: "localhost", RootCAs: server.Roots()})
		if err != nil {
			b.Fatal(err)
		}
		deps := r.benchDeps(b)
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
		b.ReportMetric(float64(2**drainJobs)/time.Since(began).Seconds(), "mails/s")
		b.StopTimer()
		d.Close()
		b.StartTimer()
	}
}

// BenchmarkCommand compares a command with the bare commit of as many rows:
// PERF 5 allows 1.2 times as much.
func BenchmarkCommand(b *testing.B) {
	r := benchRig(b, 1)
	d, err := desk.New(r.benchDeps(b))
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("open a call", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.OpenCall(b.Context(), "", "somebody"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkCall plays a whole call with all that is written in it: found, asked,
// told, wrapped up. On the file it shows what an agent waits for, in memory what
// the desk itself costs.
//
//	go test -run '^$' -bench 'Call/' -benchmem ./model/desk
func BenchmarkCall(b *testing.B) {
	b.Run("file", func(b *testing.B) {
		r := benchRig(b, 1)
		playCalls(b, r.benchDeps(b))
	})
	b.Run("memory", func(b *testing.B) {
		r := benchRig(b, 1)
		deps := r.benchDeps(b)
		deps.Store = mem.New(mem.Options{})
		playCalls(b, deps)
	})
}

func playCalls(b *testing.B, deps desk.Deps) {
	b.Helper()
	d, err := desk.New(deps)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if _, err := d.FirstManager(b.Context(), "amy"); err != nil {
		b.Fatal(err)
	}
	file, err := roster.Read(strings.NewReader(accounts))
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := d.Operator("bench").Import(b.Context(), file, false, nil); err != nil {
		b.Fatal(err)
	}
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	found := model.Found{}
	for found.Total == 0 {
		if found, err = s.Search(b.Context(), "okafor"); err != nil {
			b.Fatal(err)
		}
	}
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		id, err := s.OpenCall(b.Context(), found.Matches[0].Person, "")
		must(err)
		_, err = s.Answer(b.Context(), id, model.NewSecret("linden schule"))
		must(err)
		proof, err := s.Prove(b.Context(), id, model.ClientID)
		must(err)
		_, err = s.Tell(b.Context(), proof)
		must(err)
		must(s.EndCall(b.Context(), id, model.WrapUp{Outcome: model.Told}))
	}
}

type benchRigT struct {
	store *bolt.Store
	key   []byte
}

// plainDeps are a desk's on the rig's store, with nothing that mails.
func (r benchRigT) plainDeps() desk.Deps {
	return desk.Deps{
		Store: r.store, Now: time.Now, Rand: rand.Reader, Policy: model.Standard(), Provider: model.DefaultProvider(),
		From: "Aptela Support <support@aptela.example>", Key: make([]byte, 32), Cost: desk.Cost{Memory: 8, Passes: 1, Threads: 1},
	}
}

// benchDeps are a desk's on the rig's store, without a courier.
func (r benchRigT) benchDeps(b *testing.B) desk.Deps {
	b.Helper()
	signer, err := mail.NewSigner("aptela.example", "s1", r.key)
	if err != nil {
		b.Fatal(err)
	}
	return desk.Deps{
		Store: r.store, Now: time.Now, Rand: rand.Reader, Policy: model.Standard(), Provider: model.DefaultProvider(),
		From: "Aptela Support <support@aptela.example>", Mail: []desk.MailOption{mail.SignedBy(signer)},
		Key: make([]byte, 32), Cost: desk.Cost{Memory: 8, Passes: 1, Threads: 1},
	}
}

// benchRig makes a store in which so many signed mails wait, and as many notices.
func benchRig(b *testing.B, jobs int) benchRigT {
	b.Helper()
	return waitingRig(b, jobs, benchRigT.benchDeps)
}

// waitingRig is benchRig with mails as a desk of these makes them.
func waitingRig(b *testing.B, jobs int, deps func(benchRigT, *testing.B) desk.Deps) benchRigT {
	b.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	store, err := bolt.Open(b.Context(), b.TempDir()+"/callin.db", bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	r := benchRigT{store, pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})}
	d, err := desk.New(deps(r, b))
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if _, err := d.FirstManager(b.Context(), "amy"); err != nil {
		b.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("client_id,company,name,role,user_name,extension,email\n")
	for i := range jobs {
		fmt.Fprintf(&csv, "%d,Works %d,Admin%d,admin,admin%d,100,admin%d@works%d.example\n", 5000000+i, i, i, i, i, i)
	}
	file, err := roster.Read(strings.NewReader(csv.String()))
	if err != nil {
		b.Fatal(err)
	}
	o := d.Operator("bench")
	if _, _, err := o.Import(b.Context(), file, false, nil); err != nil {
		b.Fatal(err)
	}
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	var people []model.PersonID
	err = o.People(b.Context(), func(_ model.Account, all []model.Person) error {
		people = append(people, all[0].ID)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, person := range people {
		id, err := s.OpenCall(b.Context(), person, "")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.RequestMail(b.Context(), id); err != nil {
			b.Fatal(err)
		}
		if err := s.EndCall(b.Context(), id, model.WrapUp{Outcome: model.Mailed}); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := o.FlushMail(b.Context()); err != nil { // notices are mails by now, too
		b.Fatal(err)
	}
	return r
}
