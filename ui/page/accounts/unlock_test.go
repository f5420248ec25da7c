package accounts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

// lockedOut are people of three locked accounts, two of one.
func lockedOut() []model.Match {
	shut := func(m *model.Match) { m.Locked = true }
	return append(usual(), person("h.1", "Hal Harbor", "Harbor Marine", shut), person("h.2", "Ivy Harbor", "Harbor Marine", shut),
		person("k.1", "Kim Keystone", "Keystone", shut))
}

// supervised is the list of those who are locked, before somebody who may unlock
// them.
func supervised(t *testing.T) *rig {
	t.Helper()
	r := newRig(t, lockedOut())
	r.Env.SetRole(model.RoleSupervisor)
	r.Press("right", "right", "right")
	if r.names() == "" || !r.Has("Locked 4") {
		t.Fatalf("the list isn't there:\n%s", r.Plain())
	}
	return r
}

func TestUnlock(t *testing.T) {
	t.Run("the one chosen", func(t *testing.T) {
		r := supervised(t)
		if r.Press("U"); r.stage.Asking() == "" || !r.Has("Unlock Harbor Marine?") {
			t.Fatalf("it doesn't ask why:\n%s", r.Plain())
		}
		r.Type("Hal called back from the number on file").Press("enter")
		if diff := cmp.Diff([]string{"unlock h: Hal called back from the number on file"}, r.desk.did); diff != "" {
			t.Error(diff)
		}
		if r.stage.LastSaid() != "Harbor Marine is unlocked." {
			t.Errorf("said %q", r.stage.LastSaid())
		}
	})
	t.Run("all that are marked, each account once, for one reason", func(t *testing.T) {
		r := supervised(t)
		r.Press("space", "space", "space", "space")
		if !r.Has("4 marked") {
			t.Fatalf("no marks:\n%s", r.Plain())
		}
		r.Press("U")
		if !r.Has("Unlock Harbor Marine, Keystone and Lindgrün Dental?") || !r.Has("these 3 accounts") {
			t.Fatalf("it asks:\n%s", r.Plain())
		}
		r.Type("our own test had locked them").Press("enter")
		const reason = ": our own test had locked them"
		if diff := cmp.Diff([]string{"unlock h" + reason, "unlock k" + reason, "unlock d" + reason}, r.desk.did); diff != "" {
			t.Error(diff)
		}
		if r.stage.LastSaid() != "3 accounts are unlocked." || r.Has("marked") {
			t.Errorf("said %q:\n%s", r.stage.LastSaid(), r.Plain())
		}
	})
	t.Run("what was asked about, even when the list has changed", func(t *testing.T) {
		r := supervised(t)
		r.Press("U")
		r.change(func(f *fake) { f.lists[model.ListLocked] = f.lists[model.ListLocked][2:] })
		r.Type("a good reason").Press("enter")
		if diff := cmp.Diff([]string{"unlock h: a good reason"}, r.desk.did); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("says why not", func(t *testing.T) {
		r := supervised(t)
		r.desk.err = model.Fail(model.Conflict, "The account isn't locked.")
		r.Press("space", "j", "space", "U")
		r.Type("a good reason").Press("enter")
		if r.stage.LastSaid() != "Nothing was done. Not 2: The account isn't locked." || !r.Has("2 marked") {
			t.Errorf("said %q:\n%s", r.stage.LastSaid(), r.Plain())
		}
	})
	t.Run("Esc leaves all as it is", func(t *testing.T) {
		r := supervised(t)
		r.Press("space", "U", "esc")
		if len(r.desk.did) > 0 || !r.Has("1 marked") {
			t.Errorf("did %v:\n%s", r.desk.did, r.Plain())
		}
	})
}

func TestUnlock_not(t *testing.T) {
	for _, tc := range []struct {
		name string
		role model.AgentRole
		keys string
		said string
	}{
		{"an agent", model.RoleAgent, "right right right U", model.RoleAgent.Denied(model.PowerApprove)},
		{"nobody chosen", model.RoleSupervisor, "U", "Nobody is chosen."},
		{"who isn't locked", model.RoleSupervisor, "right U", "This account isn't locked."},
		{"marked, but none is locked", model.RoleSupervisor, "right space space U", "Nobody who is marked is locked."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, usual())
			r.Env.SetRole(tc.role)
			r.Press(strings.Fields(tc.keys)...)
			if r.stage.Asking() != "" || len(r.desk.did) > 0 || r.stage.LastSaid() != tc.said {
				t.Errorf("said %q, did %v", r.stage.LastSaid(), r.desk.did)
			}
		})
	}
}

// Marks belong to one list: they don't come back with the next look at it.
func TestUnlock_marks(t *testing.T) {
	r := supervised(t)
	r.Press("space", "space")
	r.Press("left", "right")
	if r.Has("marked") {
		t.Errorf("the marks are still there:\n%s", r.Plain())
	}
	r.Press("space", "/")
	r.Type("keystone") // hides the one marked
	if r.Has("marked") {
		t.Errorf("what a filter hides counts:\n%s", r.Plain())
	}
	r.Press("tab", "U").Type("a good reason").Press("enter")
	if diff := cmp.Diff([]string{"unlock k: a good reason"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
}
