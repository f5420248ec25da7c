package desk_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/storage"
	"callin/storage/bolt"
)

// TestPortal_canaries does everything that the portal can do with secrets, on a
// real file, and looks for them in the file, its backup and the log.
func TestPortal_canaries(t *testing.T) {
	file := filepath.Join(t.TempDir(), "desk.db")
	store, err := bolt.Open(t.Context(), file, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var log safeBuffer
	r := &rig{t: t, store: store, courier: newPostman(), clock: &clock{now: start}, log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	r.open()
	r.enrol("amy")
	r.importText(accounts)
	r.importText(withPasswords)
	s := r.session("amy")
	ctx := t.Context()

	secrets := []string{
		adaPassword, benPassword, unaPassword, "wrong guess with words", "typed into the user name", "forty narrow gates ahead",
		"first bicycle was a secret", "secretbicycle", `"8391"`, `"7204"`, "password typed as address@secret.example",
	}
	_, _ = r.door(1).LogIn(ctx, "4410442", "a.okafor", model.NewSecret("wrong guess with words"))
	_, _ = r.door(1).LogIn(ctx, "4410442", "typed into the user name", model.NewSecret("x"))
	_ = r.door(1).RequestPassword(ctx, "password typed as address@secret.example")
	temporary := r.mailed(s, 1, "ben@lindgren.example")
	ben := r.logIn(1, "b.sorensen", temporary)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(ben.ChoosePassword(ctx, model.NewSecret("forty narrow gates ahead")))
	must(ben.ChangePIN(ctx, model.NewSecret("7204")))
	_, err = ben.ChangeAddress(ctx, model.NewSecret("forty narrow gates ahead"), "ben@new.example")
	must(err)
	r.until(s, func() bool { return len(r.codes(s)) > 0 })
	code := r.codes(s)[0]
	must(ben.ConfirmAddress(ctx, model.NewSecret(code)))
	ada := r.logIn(2, "a.okafor", adaPassword)
	handed, err := ada.HandPassword(ctx, person(t, ada, "Cara").Person)
	must(err)
	must(ada.ResetPIN(ctx, person(t, ada, "Ben").Person, model.NewSecret("8391")))
	must(ada.SetQuestion(ctx, model.NewSecret(adaPassword), "What was your first vehicle?", model.NewSecret("secret bicycle")))
	phone, err := ada.PhoneSecrets(ctx)
	must(err)
	_, err = ada.AddPerson(ctx, newcomer("140", "new.one"))
	must(err)
	r.until(s, func() bool {
		return slices.ContainsFunc(r.courier.mails(), func(m model.Mail) bool { return m.To == "eve@lindgren.example" })
	})
	for _, m := range r.courier.mails() {
		if found := secretIn(m.Body); found != nil {
			secrets = append(secrets, string(found))
		}
	}
	secrets = append(secrets, code, strings.ReplaceAll(code, " ", ""), handed.Reveal(), phone.SIP.Reveal(), phone.FTP.Reveal())
	r.until(s, func() bool { // bodies are dropped when mails are through
		views, err := s.Outbox(ctx)
		return err == nil && !slices.ContainsFunc(views, func(v model.MailView) bool { return !v.State.Final() })
	})
	r.desk.Close()
	data, backup := diskOf(t, store, file)
	must(store.Close())
	for _, secret := range secrets {
		plain := strings.Trim(secret, `"`)
		for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(plain))[:len(plain)/3*4]} {
			if len(form) < 6 {
				continue
			}
			for where, bytesOf := range map[string][]byte{"store": data, "backup": backup, "log": log.Bytes()} {
				if bytes.Contains(bytesOf, []byte(form)) {
					t.Errorf("%q is in the %s", form, where)
				}
			}
		}
	}
	if !bytes.Contains(data, []byte("portal_log_in")) {
		t.Error("the scan sees nothing")
	}
}

// safeBuffer is a log that several goroutines write.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) Bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.b.Bytes())
}

// TestPortal_timing: how long a refusal takes says nothing about whether there
// is such a log-in. The medians of the two kinds, taken in turns, are within a
// third of each other; without the work for nobody they are apart by far more
// than ten times.
func TestPortal_timing(t *testing.T) {
	r, _ := portalRig(t)
	r.desk.Close()
	r.cost = desk.Cost{Memory: 1 << 10, Passes: 2, Threads: 1}
	r.open()
	ada := r.logIn(1, "a.okafor", adaPassword)
	if err := ada.ChangePassword(t.Context(), model.NewSecret(adaPassword), model.NewSecret("forty narrow gates ahead")); err != nil {
		t.Fatal(err)
	}
	took := map[string][]time.Duration{}
	for n := range 60 {
		if n%3 == 0 {
			r.clock.add(61 * time.Minute)
		}
		for _, user := range []string{"a.okafor", "nobody"} {
			begin := time.Now()
			_, err := r.desk.Portal(fmt.Sprintf("198.51.%d.%d:1", n%200, n/200)).LogIn(context.Background(), "4410442", user, model.NewSecret("wrong"))
			took[user] = append(took[user], time.Since(begin))
			wantCode(t, err, model.Unverified)
		}
	}
	known, unknown := median(took["a.okafor"]), median(took["nobody"])
	if ratio := float64(known) / float64(unknown); ratio < 0.67 || ratio > 1.5 {
		t.Errorf("%s for who exists, %s for who doesn't", known, unknown)
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func TestCustomer_phoneSecrets(t *testing.T) {
	r, _ := portalRig(t)
	first, err := r.logIn(1, "a.okafor", adaPassword).PhoneSecrets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.desk.Close()
	r.open()
	again, err := r.logIn(1, "a.okafor", adaPassword).PhoneSecrets(t.Context())
	if err != nil || again.SIP.Reveal() != first.SIP.Reveal() || again.FTP.Reveal() != first.FTP.Reveal() {
		t.Fatal("they aren't kept", err)
	}
	others, err := r.logIn(2, "u.voe", unaPassword).PhoneSecrets(t.Context())
	if err != nil || others.SIP.Reveal() == first.SIP.Reveal() || first.SIP.Reveal() == first.FTP.Reveal() {
		t.Fatal("two secrets are one", err)
	}
	read := 0
	for _, e := range r.entries() {
		if e.Verb == model.VerbPhoneSecrets {
			read++
		}
	}
	if read != 3 {
		t.Errorf("%d readings are noted", read)
	}
}

// TestPortal_request_survives: a form that was taken is answered after a
// restart.
func TestPortal_request_survives(t *testing.T) {
	r, _ := portalRig(t)
	r.desk.Close()
	deps := r.deps()
	deps.Courier = nil // nobody looks at the forms
	d, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Portal("203.0.113.1:1").RequestPassword(t.Context(), "ben@lindgren.example"); err != nil {
		t.Fatal(err)
	}
	d.Close()
	r.open()
	s := r.session("amy")
	r.until(s, func() bool { return len(r.resets(s)) == 1 })
}

// TestCustomer_question: the answer that was set in the portal is the one that the
// desk takes on the telephone.
func TestCustomer_question(t *testing.T) {
	r, s := portalRig(t)
	ada := r.logIn(1, "a.okafor", adaPassword)
	set := func(question, answer string) error {
		return ada.SetQuestion(t.Context(), model.NewSecret(adaPassword), question, model.NewSecret(answer))
	}
	for _, wrong := range [][2]string{
		{"", "bicycle"},
		{"Which vehicle?", ""},
		{"Which vehicle?", "..!"},
		{"Which vehicle?", "abc"},
		{"Which red bicycle?", "bicycle"},
		{"Which company?", "Lindgren Pumps"},
		{"Who are you?", "ada okafor"},
		{strings.Repeat("x", 300), "bicycle"},
		{"Which vehicle?", strings.Repeat("x", 500)},
	} {
		wantCode(t, set(wrong[0], wrong[1]), model.Invalid)
	}
	if err := set("Which vehicle was your first?", "A red Bicycle!"); err != nil {
		t.Fatal(err)
	}
	id := r.call(s, "okafor")
	q, err := s.Question(t.Context(), id)
	if err != nil || q.Text != "Which vehicle was your first?" {
		t.Fatal(q, err)
	}
	if v, err := s.Answer(t.Context(), id, model.NewSecret("a red bicycle")); err != nil || !v.Passed {
		t.Fatal(v, err)
	}
	if regexp.MustCompile("(?i)bicycle").MatchString(everyView(t, s, id)) {
		t.Error("the answer is in a view")
	}
}

// TestPortal_tidy: what strangers made the portal count goes when it has cooled
// down, and not before.
func TestPortal_tidy(t *testing.T) {
	r, _ := portalRig(t)
	for n := range 200 {
		_, _ = r.door(n).LogIn(t.Context(), fmt.Sprint(5000+n), "nobody", model.NewSecret("guess"))
	}
	r.clock.add(2 * time.Hour)
	for n := range 3 {
		_, _ = r.door(n).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret("guess"))
	}
	rows := func() int {
		t.Helper()
		if err := desk.Tidy(t.Context(), r.desk); err != nil {
			t.Fatal(err)
		}
		n := 0
		err := r.store.View(t.Context(), func(s storage.Snapshot) error {
			items, err := s.Scan("portal-tries/", "", storage.MaxPage)
			n = len(items)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := rows()
	_, err := r.door(9).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret(adaPassword))
	wantCode(t, err, model.Locked)
	r.clock.add(24 * time.Hour)
	if n := rows(); n == 0 || n > 10 || before < 500 {
		t.Errorf("%d counters are left of %d", n, before)
	}
	r.clock.add(2 * time.Hour)
	if n := rows(); n != 0 {
		t.Errorf("%d counters are left", n)
	}
}
