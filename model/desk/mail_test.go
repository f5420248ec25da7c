package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

func (r *rig) sendTemporary(s *desk.Session) (model.CallID, model.JobID) {
	r.t.Helper()
	id := r.call(s, "okafor")
	r.pass(s, id)
	proof, err := s.Prove(r.t.Context(), id, model.LoginPassword)
	if err != nil {
		r.t.Fatal(err)
	}
	job, err := s.SendTemporary(r.t.Context(), proof)
	if err != nil {
		r.t.Fatal(err)
	}
	return id, job
}

func TestMail(t *testing.T) {
	t.Run("goes to the address on file and says so", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		call, job := r.sendTemporary(s)
		v := r.mailIn(s, job, model.MailAccepted)
		if v.Address != "a****a@lindgren.example" || v.Said != "2.0.0 queued as 1" || v.Hint {
			t.Fatalf("%+v", v)
		}
		sent := r.resets(s)
		if len(sent) != 1 || sent[0].To != "ada@lindgren.example" || sent[0].From != "support@aptela.example" {
			t.Fatalf("%d mails went", len(sent))
		}
		r.clock.add(3 * time.Minute)
		if v, _ := s.Call(t.Context(), call); len(v.Mails) != 1 || !v.Mails[0].Hint || v.Ticket.Kind != model.KindChange {
			t.Fatalf("after three minutes: %+v", v.Mails)
		}
		if err := s.EndCall(t.Context(), call, model.WrapUp{Outcome: model.Mailed}); err != nil {
			t.Fatal(err)
		}
		if v, _ := s.Call(t.Context(), call); v.Ticket.State != model.TicketSolved {
			t.Fatalf("the ticket is %s", v.Ticket.State)
		}
	})
	t.Run("is asked for without a proof, at most so often", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.call(s, "sorensen")
		for i := range 5 {
			job, err := s.RequestMail(t.Context(), id)
			if err != nil {
				t.Fatal(i, err)
			}
			r.mailIn(s, job, model.MailAccepted)
			_, err = s.RequestMail(t.Context(), id)
			wantCode(t, err, model.Locked)
			r.clock.add(2 * time.Minute)
		}
		_, err := s.RequestMail(t.Context(), id)
		wantCode(t, err, model.Locked)
		if n := len(r.resets(s)); n != 5 {
			t.Fatalf("%d mails went", n)
		}
	})
	t.Run("never goes where there is no address, log-in or account", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		for _, who := range []string{"cara", "lobby", "kit late"} {
			_, err := s.RequestMail(t.Context(), r.call(s, who))
			wantCode(t, err, model.Forbidden)
		}
		if n := len(r.resets(s)); n != 0 {
			t.Fatalf("%d mails went", n)
		}
	})
	t.Run("waits for a changed address to settle", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.importText(strings.ReplaceAll(accounts, "ada@lindgren.example", "ada@new.example"))
		id := r.call(s, "okafor")
		held, err := s.RequestMail(t.Context(), id)
		if err != nil || r.mail(s, held).State != model.MailHeld {
			t.Fatal(r.mail(s, held).State, err)
		}
		r.clock.add(7 * 24 * time.Hour)
		job, err := s.RequestMail(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		if to := r.resets(s)[0].To; to != "ada@new.example" {
			t.Fatal("it went to ", to)
		}
	})
	t.Run("is tried again when deferred, with the same words", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.courier.on(func(model.Mail) (model.Receipt, error) {
			return model.Receipt{}, &model.MailError{Fate: model.FateDeferred, Reply: 451, Said: "4.7.1 greylisted\x1b[31m"}
		})
		_, job := r.sendTemporary(s)
		v := r.mailIn(s, job, model.MailDeferred)
		if v.Said != "451 4.7.1 greylisted¿[31m" || v.Attempts != 1 || v.Due.Sub(r.clock.Now()) > 6*time.Second {
			t.Fatalf("%+v", v)
		}
		r.courier.on(nil)
		if err := s.MailAgain(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		sent := r.resets(s)
		if len(sent) != 2 || string(sent[0].Body) != string(sent[1].Body) {
			t.Fatal("the second attempt was another mail")
		}
	})
	t.Run("ends when refused", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.courier.on(func(model.Mail) (model.Receipt, error) {
			return model.Receipt{}, &model.MailError{Fate: model.FateRefused, Reply: 550, Said: "5.1.1 no such user"}
		})
		_, job := r.sendTemporary(s)
		r.mailIn(s, job, model.MailRefused)
		wantCode(t, s.MailAgain(t.Context(), job), model.Conflict)
	})
	t.Run("dies with its secret", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.courier.on(func(model.Mail) (model.Receipt, error) {
			return model.Receipt{}, &model.MailError{Fate: model.FateDeferred, Said: "no route"}
		})
		_, job := r.sendTemporary(s)
		v := r.mailIn(s, job, model.MailDeferred)
		r.clock.add(24 * time.Hour)
		if err := s.MailAgain(t.Context(), job); err != nil && model.CodeOf(err) != model.Conflict {
			t.Fatal(err) // Conflict: it has been found dead already
		}
		if v = r.mailIn(s, job, model.MailExpired); v.Attempts != 1 {
			t.Fatalf("sent after its end: %+v", v)
		}
	})
	t.Run("opens nothing once taken back", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		_, job := r.sendTemporary(s)
		r.mailIn(s, job, model.MailAccepted)
		ada := r.find(s, "okafor").Person
		if c := r.credentials(ada); c.Temporary == nil || c.Temporary.Job != job {
			t.Fatal("there is no temporary password to take back")
		}
		if err := s.RevokeMail(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		if r.credentials(ada).Temporary != nil {
			t.Fatal("the password still works")
		}
		if v := r.mail(s, job); v.State != model.MailRevoked || v.Hint {
			t.Fatalf("%+v", v)
		}
		wantCode(t, s.RevokeMail(t.Context(), job), model.Conflict)
	})
	t.Run("is uncertain when the line breaks, and goes again", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.courier.on(func(model.Mail) (model.Receipt, error) {
			return model.Receipt{}, &model.MailError{Fate: model.FateUncertain, Said: "no answer", Cause: errors.New("eof")}
		})
		_, job := r.sendTemporary(s)
		r.mailIn(s, job, model.MailUncertain)
		r.courier.on(nil)
		if err := s.MailAgain(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
	})
}

func TestMail_whenTheDeskIsEnded(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	hold, taken := make(chan struct{}), make(chan struct{})
	r.courier.on(func(m model.Mail) (model.Receipt, error) {
		if secretIn(m.Body) == nil { // a notice
			return model.Receipt{}, nil
		}
		close(taken)
		<-hold
		return model.Receipt{}, &model.MailError{Fate: model.FateDeferred, Said: "ended"}
	})
	_, job := r.sendTemporary(s)
	<-taken
	// A process that is killed here leaves the lease behind. Another desk on
	// the same lane stands for its next start.
	r.courier.on(nil)
	r.open()
	again := r.session("amy")
	v := r.mailIn(again, job, model.MailAccepted)
	close(hold)
	uncertain := false
	for _, step := range v.Steps {
		uncertain = uncertain || step.State == model.MailUncertain
	}
	if !uncertain || v.Attempts != 2 {
		t.Fatalf("%+v", v.Steps)
	}
	sent := r.resets(again)
	if len(sent) != 2 || string(sent[0].Body) != string(sent[1].Body) {
		t.Fatal("the second attempt has another Message-ID or password")
	}
}

func TestMail_withoutServer(t *testing.T) {
	r := newRig(t)
	r.desk.Close()
	deps := r.deps()
	deps.Courier = nil
	d, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	r.desk = d
	s := r.session("amy")
	_, job := r.sendTemporary(s)
	if v := r.mail(s, job); v.State != model.MailQueued || d.HasMail() {
		t.Fatalf("%+v", v)
	}
	d.Close()
	r.open() // now with a server
	r.mailIn(r.session("amy"), job, model.MailAccepted)
}
