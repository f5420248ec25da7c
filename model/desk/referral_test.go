package desk_test

import (
	"strings"
	"testing"

	"callin/model"
)

func TestNotifyAdmins(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	id := r.call(s, "nomail lindgren") // a user; Ada and Dev are admins with addresses
	wantCode(t, errOf(s.NotifyAdmins(t.Context(), r.call(s, "okafor"), model.UserName)), model.Forbidden)
	wantCode(t, errOf(s.NotifyAdmins(t.Context(), id, model.PolycomPassword)), model.Forbidden)
	n, err := s.NotifyAdmins(t.Context(), id, model.UserName)
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	wantCode(t, errOf(s.NotifyAdmins(t.Context(), id, model.ClientID)), model.Conflict)
	r.until(s, func() bool { return len(r.courier.mails()) == 2 })
	to := map[string]bool{}
	for _, m := range r.courier.mails() {
		to[m.To] = true
		body := strings.ReplaceAll(string(m.Body), "=\r\n", "")
		if !strings.Contains(body, "Cara Nomail") || !strings.Contains(body, "the user name is lost") || strings.Contains(body, "c.nomail") {
			t.Errorf("the mail to %s says\n%s", m.To, body)
		}
	}
	if !to["ada@lindgren.example"] || !to["dev@lindgren.example"] {
		t.Errorf("it went to %v", to)
	}
}

func TestNotifyAdmins_Nobody(t *testing.T) {
	r := newRig(t)
	r.importText(`client_id,company,name,role,user_name
4450001,Silent Co,Hush Admin,admin,h.admin
4450001,Silent Co,Quiet User,user,q.user
`)
	s := r.session("amy")
	wantCode(t, errOf(s.NotifyAdmins(t.Context(), r.call(s, "quiet user"), model.UserName)), model.Forbidden)
}

func errOf[T any](_ T, err error) error { return err }

// Notices that wait together are made into mails together, each once, and each
// time with one entry in the trail.
func TestNotices_Together(t *testing.T) {
	r := newRig(t)
	r.desk.Close()
	deps := r.deps()
	deps.Courier = nil
	r.openWith(deps)
	changed := accounts
	for _, name := range []string{"ada@", "dev@", "ben@"} {
		changed = strings.ReplaceAll(changed, name+"lindgren", "new."+name+"lindgren")
	}
	r.importText(changed)
	waiting, err := r.desk.Operator("test").FlushMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// Of each change the three with an address are told, but for Ben, who is no
	// admin, and whoever it was at the old address.
	if waiting.Mails() != 3+3+4 {
		t.Errorf("%d mails", waiting.Mails())
	}
	entries := 0
	err = r.desk.Operator("test").AuditTrail(t.Context(), func(e model.AuditEntry) error {
		if e.Verb == model.VerbNotice {
			entries++
			if strings.Count(e.Text, ", ") != 2 {
				t.Errorf("the entry says %q", e.Text)
			}
		}
		return nil
	})
	if err != nil || entries != 1 {
		t.Errorf("%d entries, %v", entries, err)
	}
	if again, err := r.desk.Operator("test").FlushMail(t.Context()); err != nil || again.Mails() != waiting.Mails() {
		t.Errorf("a second time there are %d mails, %v", again.Mails(), err)
	}
}
