package person_test

import (
	"slices"
	"strings"
	"testing"

	"callin/model"
)

func locked() model.PersonView {
	v := ada()
	v.Account, v.Locked, v.Lock = "l", true, "3 Mar 10:42"
	return v
}

// A supervisor unlocks for a reason; nobody else does, and nobody without one.
func TestPerson_unlock(t *testing.T) {
	for _, tc := range []struct {
		name string
		role model.AgentRole
		keys []string
		did  string
		said string
	}{
		{"reason", model.RoleSupervisor, []string{"U", "enter"}, "unlock l: Spoke with Una", "The account is unlocked: answers are taken again, and the tries begin anew."},
		{"left", model.RoleSupervisor, []string{"U", "esc", "esc"}, "", ""},
		{"agent", model.RoleAgent, []string{"U"}, "", "The role agent may not approve for others."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, locked())
			r.Env.SetRole(tc.role)
			r.Press(tc.keys[0])
			if len(tc.keys) > 1 {
				r.Type("Spoke with Una")
			}
			r.Press(tc.keys[1:]...)
			i := slices.IndexFunc(r.desk.done(), func(s string) bool { return strings.HasPrefix(s, "unlock") })
			if i < 0 != (tc.did == "") || i >= 0 && r.desk.done()[i] != tc.did {
				t.Errorf("did %q", r.desk.done())
			}
			if tc.said != "" && !strings.HasPrefix(r.stage.LastSaid(), strings.Split(tc.said, " approve")[0]) {
				t.Errorf("said %q", r.stage.LastSaid())
			}
		})
	}
	r := newRig(t, ada())
	r.Env.SetRole(model.RoleSupervisor)
	if r.Press("U"); r.stage.Asking() != "" {
		t.Error("it asks though nothing is locked")
	}
}
