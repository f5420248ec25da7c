package desk_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/mail/courier"
	"callin/model/mail/inbound"
	"callin/storage/bolt"
)

// How hard TestDrain tries. SECURITY 34 asks for -jobs 1000 -kills 200.
var (
	drainJobs  = flag.Int("jobs", 60, "mails that wait when TestDrain begins")
	drainKills = flag.Int("kills", 10, "how often TestDrain kills the sender")
)

// drainer is the environment variable that makes the test binary a sender: the
// store's file and the mail server's address.
const drainer = "CALLIN_TEST_DRAIN"

func TestMain(m *testing.M) {
	for variable, work := range map[string]func(string) error{drainer: drain, caller: takeCalls} {
		if where, ok := os.LookupEnv(variable); ok {
			if err := work(where); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return
		}
	}
	os.Exit(m.Run())
}

// drain sends what waits in a store until nothing does, or until it is killed.
func drain(where string) error {
	file, server, _ := strings.Cut(where, " ")
	store, err := bolt.Open(context.Background(), file, bolt.Options{})
	if err != nil {
		return err
	}
	c, err := courier.New(courier.Config{Server: server, TLS: courier.None, Hello: "localhost"})
	if err != nil {
		return err
	}
	deps := (&rig{store: store, clock: &clock{now: start}}).deps()
	deps.Courier, deps.Lane, deps.Now = c, "drain", time.Now
	d, err := desk.New(deps)
	if err != nil {
		return err
	}
	defer d.Close()
	fmt.Println("sending")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := d.SignIn(ctx, "amy")
	if err != nil {
		return err
	}
	sub := s.Subscribe()
	defer sub.Close()
	for {
		waiting, err := d.Operator("drain").WaitingMails(ctx)
		if err != nil || waiting == 0 {
			return err
		}
		if _, err := sub.Next(ctx); err != nil {
			return err
		}
	}
}

// TestDrain kills a sender with SIGKILL, again and again, while mails drain: in
// the end each has arrived, none more often than there were kills to excuse it,
// and every copy under the same Message-ID.
func TestDrain(t *testing.T) {
	file := t.TempDir() + "/callin.db"
	queueMails(t, file, *drainJobs)
	sink, err := inbound.Listen("127.0.0.1:0", inbound.Options{Now: time.Now, Keep: 20 * *drainJobs})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sink.Close() })
	kills := 0
	for range *drainKills {
		if !sendSome(t, file, sink.Addr(), time.Duration(1+rand.IntN(60))*time.Millisecond) {
			break // all gone before the kill
		}
		kills++
	}
	sendSome(t, file, sink.Addr(), 0)
	seen := map[string]int{}
	for _, m := range sink.Messages() {
		seen[m.MessageID]++
	}
	resets, copies := 0, 0
	for _, n := range seen {
		resets++
		copies += n - 1
	}
	// Each job's notice goes to its one reader as well.
	if want := 2 * *drainJobs; resets != want {
		t.Errorf("%d different mails arrived, want %d", resets, want)
	}
	// What was handed over and not noted yet goes again: at most the four mails
	// on their way when the axe falls, far fewer on the average of many.
	most := 4 * kills
	if kills >= 100 {
		most = kills
	}
	if copies > most {
		t.Errorf("%d copies for %d kills", copies, kills)
	}
	t.Logf("%d mails, %d kills, %d copies", resets, kills, copies)
}

// queueMails makes a store in which so many temporary passwords wait.
func queueMails(t *testing.T, file string, jobs int) {
	t.Helper()
	store, err := bolt.Open(t.Context(), file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, store: store, clock: &clock{now: time.Now()}}
	deps := r.deps()
	deps.Courier = nil
	if r.desk, err = desk.New(deps); err != nil {
		t.Fatal(err)
	}
	r.enrol("amy")
	var csv strings.Builder
	csv.WriteString("client_id,company,name,role,user_name,extension,email\n")
	for i := range jobs {
		fmt.Fprintf(&csv, "%d,Works %d,Admin%d,admin,admin%d,100,admin%d@works%d.example\n", 5000000+i, i, i, i, i, i)
	}
	r.importText(csv.String())
	s := r.session("amy")
	for i := range jobs {
		id := r.call(s, fmt.Sprintf("admin%d@works%d.example", i, i))
		if _, err := s.RequestMail(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	r.desk.Close()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// sendSome starts a sender and kills it after a while; 0 lets it finish. It
// tells whether the sender had to be killed.
func sendSome(t *testing.T, file, server string, after time.Duration) bool {
	t.Helper()
	return killed(t, drainer+"="+file+" "+server, after)
}

// killed starts this test binary for a piece of work, which begins when it has
// written a line, and kills it after a while; 0 lets it finish. It tells whether
// it had to be killed.
func killed(t *testing.T, work string, after time.Duration) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), work)
	var wrong strings.Builder
	cmd.Stderr = &wrong
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	started := bufio.NewScanner(out).Scan()
	if after > 0 && started {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	_, _ = io.Copy(io.Discard, out)
	err = cmd.Wait()
	if err != nil && (after == 0 || cmd.ProcessState.ExitCode() != -1) {
		t.Fatal("the process failed: ", err, wrong.String())
	}
	return err != nil
}

// TestSecretsStaySealed looks for what nobody may find in the bytes of the
// store's file, of a backup and of the log, while mails wait and after they
// went.
func TestSecretsStaySealed(t *testing.T) {
	file := t.TempDir() + "/callin.db"
	store, err := bolt.Open(t.Context(), file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	r := newRigOn(t, store)
	var log bytes.Buffer
	r.desk.Close()
	deps := r.deps()
	deps.Courier, deps.Log = nil, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if r.desk, err = desk.New(deps); err != nil {
		t.Fatal(err)
	}
	s := r.session("amy")
	_, job := r.sendTemporary(s)
	waiting, backup := diskOf(t, store, file)
	r.desk.Close()
	r.open()
	s = r.session("amy")
	r.mailIn(s, job, model.MailAccepted)
	sent, later := diskOf(t, store, file)
	secret := secretIn(r.resets(s)[0].Body)
	if secret == nil {
		t.Fatal("the mail has no temporary password")
	}
	for name, bytesOf := range map[string][]byte{
		"file": waiting, "backup": backup, "file after sending": sent, "backup after sending": later, "log": log.Bytes(),
	} {
		for i, canary := range [][]byte{secret, []byte("Lindenschule"), []byte("lindenschule"), []byte("Content-Transfer-Encoding")} {
			if bytes.Contains(bytesOf, canary) {
				t.Errorf("the %s holds canary %d", name, i)
			}
		}
	}
	if !bytes.Contains(waiting, []byte("Lindgren Pumps")) || !bytes.Contains(backup, []byte("Lindgren Pumps")) {
		t.Fatal("nothing was looked at")
	}
}

func diskOf(t *testing.T, store *bolt.Store, file string) (data, backup []byte) {
	t.Helper()
	var copied bytes.Buffer
	if err := store.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data, copied.Bytes()
}
