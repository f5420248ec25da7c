package desk_test

// What takes a second person.

import (
	"strings"
	"testing"
	"time"

	"callin/model"
)

// team is a rig with amy the manager, ben an agent, and two supervisors; Ada's
// address was changed a day ago.
func team(t *testing.T) *rig {
	r := newRig(t)
	for name, role := range map[model.AgentName]model.AgentRole{"ben": model.RoleAgent, "sue": model.RoleSupervisor, "sam": model.RoleSupervisor} {
		if err := r.desk.Operator("test").AddAgent(t.Context(), name, role); err != nil {
			t.Fatal(err)
		}
	}
	r.importText(strings.ReplaceAll(accounts, "ada@lindgren.example", "ada.new@lindgren.example"))
	r.clock.add(24 * time.Hour)
	return r
}

// asksFor has somebody ask for the mail that is held.
func (r *rig) asksFor(name model.AgentName) model.MailView {
	r.t.Helper()
	s := r.session(name)
	id, err := s.RequestMail(r.t.Context(), r.call(s, "okafor"))
	if err != nil {
		r.t.Fatal(err)
	}
	return r.mail(s, id)
}

func TestHeldMail(t *testing.T) {
	t.Run("waits for a second person, and then goes", func(t *testing.T) {
		r := team(t)
		v := r.asksFor("sue")
		if v.State != model.MailHeld || v.By != "sue" || strings.Join(v.Releases, " ") != "amy sam" {
			t.Fatalf("%+v", v)
		}
		for name, code := range map[model.AgentName]model.Code{"sue": model.Forbidden, "ben": model.Forbidden} {
			wantCode(t, r.session(name).ReleaseMail(t.Context(), v.Job, v.Release), code)
		}
		wantCode(t, r.session("sam").MailAgain(t.Context(), v.Job), model.Conflict)
		wantCode(t, r.session("sam").ReleaseMail(t.Context(), v.Job, v.Release+"0"), model.Conflict)
		if n := len(r.resets(r.session("amy"))); n > 0 {
			t.Fatalf("%d mails went before they were released", n)
		}
		if err := r.session("sam").ReleaseMail(t.Context(), v.Job, v.Release); err != nil {
			t.Fatal(err)
		}
		after := r.mailIn(r.session("amy"), v.Job, model.MailAccepted)
		if after.Steps[1].Said != "released by sam" || after.Release != "" {
			t.Errorf("%+v", after)
		}
		wantCode(t, r.session("amy").ReleaseMail(t.Context(), v.Job, v.Release), model.Conflict)
	})
	t.Run("isn't released to an address that was changed again", func(t *testing.T) {
		r := team(t)
		v := r.asksFor("ben")
		r.importText(strings.ReplaceAll(accounts, "ada@lindgren.example", "third@lindgren.example"))
		wantCode(t, r.session("sam").ReleaseMail(t.Context(), v.Job, v.Release), model.Conflict)
	})
	t.Run("expires", func(t *testing.T) {
		r := team(t)
		v := r.asksFor("ben")
		r.clock.add(25 * time.Hour)
		wantCode(t, r.session("sam").ReleaseMail(t.Context(), v.Job, v.Release), model.Conflict)
		r.desk.Close()
		r.open()
		r.mailIn(r.session("amy"), v.Job, model.MailExpired)
	})
	t.Run("can be taken back", func(t *testing.T) {
		r := team(t)
		v := r.asksFor("ben")
		if err := r.session("ben").RevokeMail(t.Context(), v.Job); err != nil {
			t.Fatal(err)
		}
		wantCode(t, r.session("sam").ReleaseMail(t.Context(), v.Job, v.Release), model.Conflict)
	})
	t.Run("by ticket, after the answer", func(t *testing.T) {
		r := team(t)
		s := r.session("ben")
		id := r.call(s, "okafor")
		r.pass(s, id)
		proof, err := s.Prove(t.Context(), id, model.LoginPassword)
		if err != nil {
			t.Fatal(err)
		}
		job, err := s.SendTemporary(t.Context(), proof)
		if err != nil || r.mail(s, job).State != model.MailHeld {
			t.Fatal(r.mail(s, job).State, err)
		}
	})
}

func TestUnlockAccount(t *testing.T) {
	r := team(t)
	s := r.session("ben")
	id := r.call(s, "okafor")
	r.lockOut(s, id, "wrong")
	account := r.find(s, "okafor").Account
	const reason = "Una Voe called back on the number on file"
	wantCode(t, s.UnlockAccount(t.Context(), account, reason), model.Forbidden)
	sue := r.session("sue")
	wantCode(t, sue.UnlockAccount(t.Context(), account, " ok "), model.Invalid)
	wantCode(t, sue.UnlockAccount(t.Context(), "nobody", reason), model.NotFound)
	if err := sue.UnlockAccount(t.Context(), account, reason); err != nil {
		t.Fatal(err)
	}
	wantCode(t, sue.UnlockAccount(t.Context(), account, reason), model.Conflict)
	said := ""
	err := r.desk.Operator("test").AuditTrail(t.Context(), func(e model.AuditEntry) error {
		if e.Verb == model.VerbFreeLock {
			said += string(e.Agent) + ": " + e.Text
		}
		return nil
	})
	if err != nil || said != "sue: "+reason {
		t.Errorf("the trail says %q, %v", said, err)
	}
	r.pass(s, id)
}
