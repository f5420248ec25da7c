package outbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

func heldBy(agent model.AgentName, releases ...string) model.MailView {
	m := mail("0", time.Minute, "Ada Okafor", "a****a@lindgren.example")
	m.State, m.By, m.Release, m.Releases = model.MailHeld, agent, "bound", releases
	m.Kind = model.MailTemporary
	return m
}

// A mail that is held is released by somebody else who may, and by nobody else.
func TestOutbox_release(t *testing.T) {
	for _, tc := range []struct {
		name string
		by   model.AgentName
		role model.AgentRole
		did  []string
		said string
	}{
		{"another supervisor", "ben", model.RoleSupervisor, []string{"release bound 0"}, "The mail to a****a@lindgren.example was released. This page says how it goes."},
		{"an agent", "ben", model.RoleAgent, nil, model.RoleAgent.Denied(model.PowerApprove)},
		{"who asked for it", "Amy", model.RoleSupervisor, nil, "You asked for this mail, so another person has to release it."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, []model.MailView{heldBy(tc.by, "olga", "sue")}, true)
			r.Env.SetRole(tc.role)
			if !r.Has("1 held for a second person") || !r.Has("waits for a second person") {
				t.Error(r.Plain())
			}
			r.Press("enter")
			r.Resize(160, 30)
			if !r.Has("asked for it; s releases it, for olga and sue.") {
				t.Errorf("it doesn't say who may:\n%s", r.Plain())
			}
			r.Press("s")
			if diff := cmp.Diff(tc.did, r.desk.did); diff != "" || r.stage.LastSaid() != tc.said {
				t.Errorf("said %q; did %s", r.stage.LastSaid(), diff)
			}
		})
	}
}

// What was told is held as well, and taken back in words of its own: there is no
// password in it.
func TestOutbox_held_told(t *testing.T) {
	m := heldBy("ben", "sue")
	m.Kind = model.MailTold
	r := newRig(t, []model.MailView{m}, true)
	r.Press("enter")
	r.Resize(160, 30)
	if !r.Has("so a second person has to look before anything") || r.Has("Password") {
		t.Errorf("it says:\n%s", r.Plain())
	}
	r.Press("x")
	if !r.Has("It is held, and won't go.") {
		t.Errorf("it asks:\n%s", r.Plain())
	}
	r.Press("y")
	if diff := cmp.Diff([]string{"revoke 0"}, r.desk.did); diff != "" || r.stage.LastSaid() != "The mail was taken back: it won't go." {
		t.Errorf("said %q; did %s", r.stage.LastSaid(), diff)
	}
}
