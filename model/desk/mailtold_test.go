package desk_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/record"
)

// told leads a call with an admin to where a value has been told.
func (r *rig) told(s *desk.Session, who, answer string, lost model.Credential) model.CallID {
	r.t.Helper()
	id := r.call(s, who)
	if v, err := s.Answer(r.t.Context(), id, model.NewSecret(answer)); err != nil || !v.Passed {
		r.t.Fatal("the right answer didn't pass", v, err)
	}
	if _, err := s.Tell(r.t.Context(), r.proof(s, id, lost)); err != nil {
		r.t.Fatal(err)
	}
	return id
}

func (r *rig) proof(s *desk.Session, id model.CallID, lost model.Credential) desk.Proof {
	r.t.Helper()
	p, err := s.Prove(r.t.Context(), id, lost)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// mailsTold has somebody tell Ada's user name and mail it.
func (r *rig) mailsTold(s *desk.Session) model.JobID {
	r.t.Helper()
	id := r.told(s, "okafor", "lindenschule", model.UserName)
	job, err := s.MailTold(r.t.Context(), r.proof(s, id, model.UserName))
	if err != nil {
		r.t.Fatal(err)
	}
	return job
}

func TestMailTold(t *testing.T) {
	for lost, value := range map[model.Credential]string{model.ClientID: "4410442", model.UserName: "a.okafor"} {
		t.Run("goes to the address on file: "+string(lost), func(t *testing.T) {
			r := newRig(t)
			s := r.session("amy")
			id := r.told(s, "okafor", "lindenschule", lost)
			job, err := s.MailTold(t.Context(), r.proof(s, id, lost))
			if err != nil {
				t.Fatal(err)
			}
			v := r.mailIn(s, job, model.MailAccepted)
			if v.Kind != model.MailTold || v.Address != "a****a@lindgren.example" || v.Kind.Secret() {
				t.Errorf("the Outbox says %+v", v)
			}
			for _, m := range r.courier.mails() {
				if m.ID != string(job) {
					continue
				}
				if m.To != "ada@lindgren.example" || !strings.Contains(string(m.Body), "\r\n"+value+"\r\n") {
					t.Errorf("to %s:\n%s", m.To, m.Body)
				}
				for _, other := range []string{"4410442", "a.okafor"} {
					if other != value && strings.Contains(string(m.Body), other) {
						t.Errorf("it holds %s as well", other)
					}
				}
				if subject, _, _ := strings.Cut(string(m.Body), "\r\nDate: "); strings.Contains(subject, value) {
					t.Errorf("its head says it: %s", subject)
				}
			}
			call, err := s.Call(t.Context(), id)
			if err != nil || len(call.Mails) != 1 || call.Mails[0].Job != job || call.Call.Suggest() != model.Told {
				t.Errorf("the call has %+v, suggests %s, %v", call.Mails, call.Call.Suggest(), err)
			}
			if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Told}); err != nil {
				t.Fatal(err)
			}
			story, err := s.Story(t.Context(), call.Ticket.Number)
			if err != nil || story.Ticket.State != model.TicketClosed {
				t.Fatalf("the ticket is %s, %v", story.Ticket.State, err)
			}
			said := ""
			for _, e := range story.Events {
				if e.Verb == model.VerbMailTold {
					said += string(e.Agent) + ": " + e.Text
				}
			}
			if said != "amy: "+string(lost) {
				t.Errorf("the history says %q", said)
			}
		})
	}
	t.Run("only what was told, once, and in a call that lasts", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.told(s, "okafor", "lindenschule", model.ClientID)
		_, err := s.MailTold(t.Context(), r.proof(s, id, model.UserName))
		wantCode(t, err, model.Forbidden) // it wasn't told
		_, err = s.MailTold(t.Context(), r.proof(s, id, model.LoginPassword))
		wantCode(t, err, model.Unverified) // a proof for another way
		_, err = s.MailTold(t.Context(), desk.Proof{})
		wantCode(t, err, model.Unverified)
		proof := r.proof(s, id, model.ClientID)
		job, err := s.MailTold(t.Context(), proof)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.MailTold(t.Context(), proof)
		wantCode(t, err, model.Conflict)
		_, err = s.Tell(t.Context(), proof)
		wantCode(t, err, model.Conflict) // one proof, one deed
		_, err = s.MailTold(t.Context(), r.proof(s, id, model.ClientID))
		wantCode(t, err, model.Conflict)
		if _, err := s.Tell(t.Context(), r.proof(s, id, model.UserName)); err != nil {
			t.Fatal(err)
		}
		other := r.proof(s, id, model.UserName)
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Told}); err != nil {
			t.Fatal(err)
		}
		_, err = s.MailTold(t.Context(), other)
		wantCode(t, err, model.Conflict)
		r.mailIn(s, job, model.MailAccepted)
	})
	t.Run("not so often, and never at the cost of a password's mail", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.told(s, "okafor", "lindenschule", model.ClientID)
		if _, err := s.MailTold(t.Context(), r.proof(s, id, model.ClientID)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.SendTemporary(t.Context(), r.proof(s, id, model.LoginPassword)); err != nil {
			t.Fatal("the password has to wait for it: ", err)
		}
		id = r.told(s, "okafor", "lindenschule", model.ClientID)
		_, err := s.MailTold(t.Context(), r.proof(s, id, model.ClientID))
		wantCode(t, err, model.Locked)
		r.clock.add(2 * time.Minute)
		if _, err := s.MailTold(t.Context(), r.proof(s, id, model.ClientID)); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("not without an address", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.told(s, "olaf nomail", "st marys road", model.ClientID)
		_, err := s.MailTold(t.Context(), r.proof(s, id, model.ClientID))
		wantCode(t, err, model.Forbidden)
	})
	t.Run("to an address that was changed lately, with a second person", func(t *testing.T) {
		r := team(t)
		s := r.session("ben")
		job := r.mailsTold(s)
		v := r.mail(s, job)
		if v.State != model.MailHeld || v.By != "ben" {
			t.Fatalf("%+v", v)
		}
		wantCode(t, r.session("ben").ReleaseMail(t.Context(), job, v.Release), model.Forbidden)
		if err := r.session("sam").ReleaseMail(t.Context(), job, v.Release); err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
	})
	t.Run("held, it can be taken back; a notice never", func(t *testing.T) {
		r := team(t)
		s := r.session("ben")
		job := r.mailsTold(s)
		if err := s.RevokeMail(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		v := r.mail(s, job)
		wantCode(t, r.session("sam").ReleaseMail(t.Context(), job, v.Release), model.Conflict)
		var notice model.MailView
		r.until(s, func() bool {
			views, err := s.Outbox(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range views {
				if v.Kind == model.MailChanged {
					notice = v
				}
			}
			return notice.Job != ""
		})
		wantCode(t, s.RevokeMail(t.Context(), notice.Job), model.Forbidden)
	})
	t.Run("one of many at once", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.told(s, "okafor", "lindenschule", model.ClientID)
		same := r.proof(s, id, model.ClientID)
		var wg sync.WaitGroup
		errs := make([]error, 16)
		for i := range errs {
			proof := same
			if i%2 == 0 {
				proof = r.proof(s, id, model.ClientID)
			}
			wg.Go(func() { _, errs[i] = s.MailTold(t.Context(), proof) })
		}
		wg.Wait()
		went := 0
		for _, err := range errs {
			if err == nil {
				went++
			} else if model.CodeOf(err) != model.Conflict {
				t.Error(err)
			}
		}
		if went != 1 {
			t.Errorf("%d went", went)
		}
	})
}

// The body lies sealed, and what it says stands nowhere else.
func TestMailTold_sealed(t *testing.T) {
	r := newRig(t)
	r.desk.Close()
	deps := r.deps()
	deps.Courier = nil // it stays in the store
	r.openWith(deps)
	s := r.session("amy")
	before := r.dump()
	id := r.told(s, "okafor", "lindenschule", model.ClientID)
	job, err := s.MailTold(t.Context(), r.proof(s, id, model.ClientID))
	if err != nil {
		t.Fatal(err)
	}
	after := r.dump()
	if after[record.BodyKey(job)] == "" {
		t.Fatal("there is no body")
	}
	for key, row := range after {
		if row != before[key] && strings.Contains(row, "4410442") {
			t.Errorf("the row %s says it", key)
		}
	}
}
