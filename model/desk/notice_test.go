package desk_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/model/desk"
)

// notices waits until the Outbox shows so many mails of a kind, all sent, and
// returns them.
func (r *rig) notices(s *desk.Session, kind model.MailKind, n int) []model.Mail {
	r.t.Helper()
	var views []model.MailView
	r.until(s, func() bool {
		all, err := s.Outbox(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		views = views[:0]
		for _, v := range all {
			if v.Kind == kind && v.State == model.MailAccepted {
				views = append(views, v)
			}
		}
		return len(views) >= n
	})
	if len(views) != n {
		r.t.Fatalf("%d mails of kind %s, want %d", len(views), kind, n)
	}
	var mails []model.Mail
	for _, m := range r.courier.mails() {
		for _, v := range views {
			if m.ID == string(v.Job) {
				mails = append(mails, m)
			}
		}
	}
	return mails
}

func TestNotice(t *testing.T) {
	t.Run("of a temporary password goes to the person and every admin, without it", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		job, err := s.RequestMail(t.Context(), r.call(s, "sorensen"))
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		var to []string
		secret := secretIn(r.resets(s)[0].Body)
		if secret == nil {
			t.Fatal("the mail has no temporary password")
		}
		for _, m := range r.notices(s, model.MailChanged, 3) {
			to = append(to, m.To)
			if bytes.Contains(m.Body, secret) {
				t.Error("a notice carries the password")
			}
		}
		for _, want := range []string{"ada@lindgren.example", "dev@lindgren.example", "ben@lindgren.example"} {
			if !strings.Contains(strings.Join(to, " "), want) {
				t.Errorf("none went to %s", want)
			}
		}
	})
	t.Run("of a value told doesn't say it", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Tell(t.Context(), proof); err != nil {
			t.Fatal(err)
		}
		for _, m := range r.notices(s, model.MailChanged, 2) {
			if bytes.Contains(m.Body, []byte("4410442")) {
				t.Error("the notice says the Client ID")
			}
		}
	})
	t.Run("of a lock goes to the admins, once", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.lockOut(s, id, "Rosenschule")
		for _, m := range r.notices(s, model.MailFailed, 2) {
			if bytes.Contains(bytes.ToLower(m.Body), []byte("rosenschule")) {
				t.Error("the notice quotes what was said")
			}
		}
	})
	t.Run("of an account that is unlocked goes to the admins, without the reason", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "okafor")
		r.lockOut(s, id, "Rosenschule")
		if err := s.UnlockAccount(t.Context(), r.find(s, "okafor").Account, "Dev called back on file"); err != nil {
			t.Fatal(err)
		}
		var to []string
		for _, m := range r.notices(s, model.MailChanged, 2) {
			to = append(to, m.To)
			text := strings.Join(strings.Fields(strings.ReplaceAll(string(m.Body), "=\r\n", "")), " ")
			if !strings.Contains(text, "has unlocked it before its time") || !strings.Contains(text, "By: our service desk") ||
				strings.Contains(text, "Whose:") || strings.Contains(text, "called back") {
				t.Errorf("the notice says:\n%s", m.Body)
			}
		}
		if slices.Sort(to); !slices.Equal(to, []string{"ada@lindgren.example", "dev@lindgren.example"}) {
			t.Errorf("they went to %v", to)
		}
	})
	t.Run("of a new address goes to the old one too", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.importText(strings.ReplaceAll(accounts, "una@rivera.example", "mallory@elsewhere.example"))
		var to []string
		for _, m := range r.notices(s, model.MailChanged, 2) {
			to = append(to, m.To)
		}
		if got := strings.Join(to, " "); !strings.Contains(got, "una@rivera.example") || !strings.Contains(got, "mallory@elsewhere.example") {
			t.Fatal("they went to ", got)
		}
	})
	t.Run("reaches sixty admins", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		var big strings.Builder
		big.WriteString("client_id,company,name,role,user_name,extension,email\n")
		for i := range 60 {
			fmt.Fprintf(&big, "4450001,Sixty Works,Admin %d,admin,admin%d,%d,admin%d@sixty.example\n", i, i, 200+i, i)
		}
		r.importText(big.String())
		r.find(s, "admin7@sixty.example")
		if _, err := s.RequestMail(t.Context(), r.call(s, "admin7@sixty.example")); err != nil {
			t.Fatal(err)
		}
		r.notices(s, model.MailChanged, 60)
	})
}

// secretIn finds the temporary password in a mail's text, nil when there is
// none.
func secretIn(body []byte) []byte {
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 23 && bytes.Count(line, []byte("-")) == 3 {
			return line
		}
	}
	return nil
}

func TestMailReport(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	call, job := r.sendTemporary(s)
	r.mailIn(s, job, model.MailAccepted)
	report := model.MailReport{Job: job, Kind: model.ReportDelay, Status: "4.2.2", Said: "mailbox full, trying again"}
	if err := r.desk.MailReport(t.Context(), report); err != nil {
		t.Fatal(err)
	}
	if v := r.mail(s, job); v.State != model.MailAccepted || v.Said != "late: 4.2.2 mailbox full, trying again" {
		t.Fatalf("%+v", v)
	}
	report = model.MailReport{Job: job, Kind: model.ReportBounce, Status: "5.1.1", Said: "no such user here"}
	if err := r.desk.MailReport(t.Context(), report); err != nil {
		t.Fatal(err)
	}
	v, err := s.Call(t.Context(), call)
	if err != nil || len(v.Mails) != 1 || v.Mails[0].State != model.MailBounced || v.Mails[0].Said != "5.1.1 no such user here" {
		t.Fatal(v.Mails, err)
	}
	report.Job = "nobody"
	wantCode(t, r.desk.MailReport(t.Context(), report), model.NotFound)
}
