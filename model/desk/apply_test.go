package desk_test

import (
	"strings"
	"testing"

	"callin/model"
	"callin/storage"
	"callin/storage/mem"
)

// entries counts the audit trail and checks its chain.
func (r *rig) entries() []model.AuditEntry {
	r.t.Helper()
	o := r.desk.Operator("test")
	verified, err := o.VerifyAudit(r.t.Context())
	if err != nil || len(verified.Broken) > 0 {
		r.t.Fatal(err, verified.Broken)
	}
	var entries []model.AuditEntry
	err = o.AuditTrail(r.t.Context(), func(e model.AuditEntry) error { entries = append(entries, e); return nil })
	if err != nil || len(entries) < verified.Entries { // mails may have added some meanwhile
		r.t.Fatal(err, len(entries), verified.Entries)
	}
	return entries
}

func TestApply(t *testing.T) {
	store := func(r *rig) *mem.Store { return r.store.(*mem.Store) } //nolint:forcetypeassert // newRig made it

	t.Run("writes one entry for each command and none for a refusal", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		before := len(r.entries())
		id := r.call(s, "okafor") // 1
		_, err := s.Prove(t.Context(), id, model.ClientID)
		wantCode(t, err, model.Unverified)
		if _, err := s.Answer(t.Context(), id, model.NewSecret("wrong")); err != nil { // 2
			t.Fatal(err)
		}
		r.pass(s, id) // 3
		proof, err := s.Prove(t.Context(), id, model.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Tell(t.Context(), proof); err != nil { // 4
			t.Fatal(err)
		}
		_, err = s.Tell(t.Context(), proof)
		wantCode(t, err, model.Conflict)
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Told}); err != nil { // 5
			t.Fatal(err)
		}
		var verbs []string
		for _, e := range r.entries()[before:] {
			if e.Agent == "mail@main" { // notices go their own way
				continue
			}
			verbs = append(verbs, string(e.Verb)+" "+e.Text)
			if e.Agent != "amy" || e.Call != id || e.Ticket != 1 || !strings.HasPrefix(string(e.Person), string(e.Account)) {
				t.Errorf("%+v", e)
			}
		}
		want := "open_call ,verify failed,verify passed,tell Client ID,end_call told"
		if got := strings.Join(verbs, ","); got != want {
			t.Errorf("the trail says %s, want %s", got, want)
		}
	})
	t.Run("finds the witness of a commit whose answer was lost", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		person := r.find(s, "okafor").Person
		store(r).Fail(mem.LostDone)
		id, err := s.OpenCall(t.Context(), person, "")
		if err != nil {
			t.Fatal(err)
		}
		if v, err := s.Call(t.Context(), id); err != nil || v.Ticket.Number != 1 {
			t.Fatal(v.Ticket.Number, err)
		}
	})
	t.Run("says so when the outcome stays unknown", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		person := r.find(s, "okafor").Person
		store(r).Fail(mem.LostUndone)
		_, err := s.OpenCall(t.Context(), person, "")
		wantCode(t, err, model.Uncertain)
		if calls, _ := s.OpenCalls(t.Context()); len(calls) != 0 {
			t.Fatal("there is a call all the same")
		}
	})
	t.Run("says what the store said, in the desk's words", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		person := r.find(s, "okafor").Person
		for fault, code := range map[mem.Fault]model.Code{
			mem.Conflict: model.Conflict, mem.Unavailable: model.Unavailable, mem.Full: model.Unavailable,
		} {
			store(r).Fail(fault)
			_, err := s.OpenCall(t.Context(), person, "")
			wantCode(t, err, code)
		}
		store(r).Fail(mem.Retry)
		if _, err := s.OpenCall(t.Context(), person, ""); err != nil {
			t.Fatal(err)
		}
		if q, _ := s.Queue(t.Context()); len(q) != 1 {
			t.Fatalf("%d tickets", len(q))
		}
	})
	t.Run("a value isn't told when its telling can't be noted", func(t *testing.T) {
		for _, fault := range []mem.Fault{mem.LostUndone, mem.Unavailable, mem.Full, mem.Conflict} {
			r := newRig(t)
			s := r.session("amy")
			id := r.call(s, "okafor")
			r.pass(s, id)
			proof, err := s.Prove(t.Context(), id, model.ClientID)
			if err != nil {
				t.Fatal(err)
			}
			store(r).Fail(fault)
			if value, err := s.Tell(t.Context(), proof); err == nil || !value.Empty() {
				t.Fatalf("fault %d: told without a trace", fault)
			}
		}
	})
	t.Run("a row edited outside is refused", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		id := r.find(s, "okafor").Person
		_, err := r.store.Update(t.Context(), func(txn storage.Txn) error {
			row, err := txn.Get("person/" + string(id))
			if err != nil {
				return err
			}
			return txn.Put("person/"+string(id), []byte(strings.Replace(string(row), "ada@", "eve@", 1)))
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.OpenCall(t.Context(), id, "")
		wantCode(t, err, model.Internal)
	})
}

func TestSession(t *testing.T) {
	r := newRig(t)
	_, err := r.desk.SignIn(t.Context(), "mallory")
	wantCode(t, err, model.Forbidden)
	made, err := r.desk.FirstManager(t.Context(), "mallory")
	if made || err != nil {
		t.Fatal("a second first manager", err)
	}
	if err := r.desk.Operator("test").AddAgent(t.Context(), "olga", model.RoleAuditor); err != nil {
		t.Fatal(err)
	}
	olga := r.session("olga")
	person := r.find(olga, "okafor").Person // reading is what auditors are for
	_, err = olga.OpenCall(t.Context(), person, "")
	wantCode(t, err, model.Forbidden)
}

func TestViews_showNothingWorthStealing(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	id := r.call(s, "okafor")
	if _, err := s.Answer(t.Context(), id, model.NewSecret("Rosenschule")); err != nil {
		t.Fatal(err)
	}
	call, job := r.sendTemporary(s)
	r.mailIn(s, job, model.MailAccepted)
	shown := everyView(t, s, id) + everyView(t, s, call)
	for _, canary := range append(canaries, "osenschule", "rosenschule", "ada@") {
		if strings.Contains(shown, canary) {
			t.Errorf("a view shows %q", canary)
		}
	}
	if !strings.Contains(shown, "Ada Okafor") || !strings.Contains(shown, "44·····") {
		t.Fatal("the views show nothing at all")
	}
}

func TestAudit_showsWhatIsMissing(t *testing.T) {
	for name, tamper := range map[string]func(storage.Txn) error{
		"the head":     func(txn storage.Txn) error { return txn.Delete("audit-head/main") },
		"the newest":   func(txn storage.Txn) error { return txn.Delete("audit/main/0000000000000003") },
		"one between":  func(txn storage.Txn) error { return txn.Delete("audit/main/0000000000000002") },
		"all of a row": func(txn storage.Txn) error { return txn.Put("audit/main/0000000000000002", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			if n := len(r.entries()); n != 4 { // the manager and three accounts
				t.Fatalf("%d entries", n)
			}
			if _, err := r.store.Update(t.Context(), func(txn storage.Txn) error {
				if name == "the newest" {
					if err := txn.Delete("audit/main/0000000000000004"); err != nil {
						return err
					}
				}
				return tamper(txn)
			}); err != nil {
				t.Fatal(err)
			}
			v, err := r.desk.Operator("test").VerifyAudit(t.Context())
			if err == nil && len(v.Broken) == 0 {
				t.Fatal("nobody would notice")
			}
		})
	}
}

func TestSearch_whenTheStoreIsForged(t *testing.T) {
	r := newRig(t)
	r.desk.Close()
	_, err := r.store.Update(t.Context(), func(txn storage.Txn) error { return txn.Put("person/x.y", []byte("forged")) })
	if err != nil {
		t.Fatal(err)
	}
	r.open()
	_, err = r.session("amy").Search(t.Context(), "okafor")
	wantCode(t, err, model.Unavailable)
}
