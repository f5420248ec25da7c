package desk_test

import (
	"strings"
	"testing"

	"callin/model"
	"callin/storage/mem"
)

// Keys made for these tests; nobody has the private halves.
const (
	keyOne = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICEnWkIP+yfnbxRKu0fTlP/w8BXkh+Zh9i2GI6OCMYJz one@laptop"
	keyTwo = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILqR1WDPvmrhyPCMCmORNI+UK/+tL3WhsnnB6DkwqNwF two@desk"
)

func staffKey(t *testing.T, text string) model.StaffKey {
	t.Helper()
	key, err := model.ReadStaffKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestStaff_keys(t *testing.T) {
	r := newRig(t)
	amy, o := r.session("amy"), r.desk.Operator("test")
	one, two := staffKey(t, keyOne), staffKey(t, keyTwo)
	if staffed, err := o.Staffed(t.Context()); staffed || err != nil {
		t.Fatal("nobody has a key yet", staffed, err)
	}
	if err := amy.AddAgent(t.Context(), "bob", model.RoleAgent, one); err != nil {
		t.Fatal(err)
	}
	err := o.AddKey(t.Context(), "amy", one)
	wantCode(t, err, model.Conflict)
	if want := "That key is bob's."; !strings.Contains(err.Error(), want) {
		t.Errorf("%q doesn't say %q", err, want)
	}
	wantCode(t, o.AddKey(t.Context(), "bob", one), model.Conflict)
	wantCode(t, o.AddKey(t.Context(), "carl", two), model.NotFound)
	if err := o.AddKey(t.Context(), "BOB", two); err != nil { // names don't differ by case
		t.Fatal(err)
	}
	for _, key := range []model.StaffKey{one, two} {
		s, err := r.desk.SignInByKey(t.Context(), key.Fingerprint, "192.0.2.7\x1b[2J")
		if err != nil || s.Agent() != "bob" || s.SignedInAs() != model.RoleAgent {
			t.Fatal(s, err)
		}
	}
	if last := r.entries()[len(r.entries())-1]; last.Agent != "bob" || last.Text != "key "+two.Fingerprint+" from 192.0.2.7¿[2J" {
		t.Errorf("the trail says %+v", last)
	}
	if err := amy.RemoveKey(t.Context(), "bob", one.Fingerprint); err != nil {
		t.Fatal(err)
	}
	_, err = r.desk.SignInByKey(t.Context(), one.Fingerprint, "")
	wantCode(t, err, model.Forbidden)
	if err := amy.AddKey(t.Context(), "amy", one); err != nil { // free again
		t.Fatal(err)
	}
	wantCode(t, amy.RemoveKey(t.Context(), "bob", one.Fingerprint), model.NotFound)
	if staffed, err := o.Staffed(t.Context()); !staffed || err != nil {
		t.Fatal(staffed, err)
	}
}

func TestStaff_disabled(t *testing.T) {
	r := newRig(t)
	amy, one := r.session("amy"), staffKey(t, keyOne)
	if err := amy.AddAgent(t.Context(), "bob", model.RoleSupervisor, one); err != nil {
		t.Fatal(err)
	}
	bob, err := r.desk.SignInByKey(t.Context(), one.Fingerprint, "here")
	if err != nil {
		t.Fatal(err)
	}
	leave := bob.Sit()
	if staff, _ := amy.Staff(t.Context()); len(staff) != 2 || staff[1].Seats != 1 || !staff[1].Seen.Equal(start) || staff[0].Seats != 0 {
		t.Errorf("%+v", staff)
	}
	if err := amy.Disable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	if gone, err := bob.Dismissed(t.Context()); !gone || err != nil {
		t.Error("bob is still here", err)
	}
	_, err = r.desk.SignInByKey(t.Context(), one.Fingerprint, "here")
	wantCode(t, err, model.Forbidden)
	_, err = r.desk.SignIn(t.Context(), "bob")
	wantCode(t, err, model.Forbidden)
	if holder, err := r.desk.KeyHolder(t.Context(), one.Fingerprint); holder != "" || err != nil {
		t.Error("the key opens the door to", holder, err)
	}
	leave()
	leave()
	if err := amy.Enable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	if s, err := r.desk.SignInByKey(t.Context(), one.Fingerprint, "here"); err != nil || s.SignedInAs() != model.RoleSupervisor {
		t.Error(err)
	}
	if staff, _ := amy.Staff(t.Context()); staff[1].Seats != 0 {
		t.Errorf("%+v", staff[1])
	}
}

// The work of somebody who is disabled goes to somebody else.
func TestStaff_relieved(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	r.staff("bob")
	bob := r.session("bob")
	id := r.call(bob, "okafor")
	if err := bob.ParkCall(t.Context(), r.call(bob, "sorensen")); err != nil {
		t.Fatal(err)
	}
	own := r.call(amy, "voe")
	other, err := amy.Call(t.Context(), own)
	if err != nil {
		t.Fatal(err)
	}
	if err := amy.Disable(t.Context(), "BOB"); err != nil {
		t.Fatal(err)
	}
	queue, err := amy.Queue(t.Context())
	if err != nil || len(queue) != 3 {
		t.Fatal(len(queue), err)
	}
	for _, ticket := range queue {
		switch {
		case ticket.Number == other.Ticket.Number && ticket.Owner != "amy":
			t.Error("amy's went as well")
		case ticket.Number != other.Ticket.Number && (ticket.Owner != "" || ticket.Priority != model.High):
			t.Errorf("%+v", ticket.Ticket)
		}
	}
	if next, err := amy.TakeTicket(t.Context()); err != nil || next == id {
		t.Fatal(next, err)
	}
	r.entries() // the trail is whole
}

// There is always somebody who can manage the staff.
func TestStaff_lastManager(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	last := func(err error) {
		t.Helper()
		wantCode(t, err, model.Forbidden)
		if err.Error() != "amy is the only manager. Make somebody else one first." {
			t.Error(err)
		}
	}
	last(amy.Disable(t.Context(), "amy"))
	last(amy.SetRole(t.Context(), "amy", model.RoleSupervisor))
	last(r.desk.Operator("test").Disable(t.Context(), "Amy"))
	if err := amy.AddAgent(t.Context(), "bob", model.RoleManager); err != nil {
		t.Fatal(err)
	}
	bob := r.session("bob")
	if err := bob.SetRole(t.Context(), "amy", model.RoleAgent); err != nil {
		t.Fatal(err)
	}
	wantCode(t, amy.Disable(t.Context(), "bob"), model.Forbidden) // from the next command on
	wantCode(t, bob.Disable(t.Context(), "bob"), model.Forbidden)
	if err := bob.SetRole(t.Context(), "amy", model.RoleManager); err != nil {
		t.Fatal(err)
	}
	if err := amy.Disable(t.Context(), "bob"); err != nil {
		t.Fatal(err)
	}
	last(amy.Disable(t.Context(), "amy"))
	wantCode(t, r.desk.Operator("test").SetRole(t.Context(), "amy", "root"), model.Invalid)
}

// A manager from the shell is the first as well: whoever opens the desk later
// on that machine doesn't become one by that.
func TestStaff_first(t *testing.T) {
	r := &rig{t: t, store: mem.New(mem.Options{}), clock: &clock{now: start}, courier: newPostman()}
	r.open()
	d := r.desk
	if err := d.Operator("root").AddAgent(t.Context(), "amy", model.RoleManager, staffKey(t, keyOne)); err != nil {
		t.Fatal(err)
	}
	if made, err := d.FirstManager(t.Context(), "mallory"); made || err != nil {
		t.Error("a second first manager", err)
	}
	wantCode(t, d.Operator("root").SetRole(t.Context(), "amy", model.RoleAgent), model.Forbidden)
}

func TestStaff_announced(t *testing.T) {
	r := newRig(t)
	sub := r.desk.Subscribe()
	defer sub.Close()
	if err := r.desk.Operator("test").AddAgent(t.Context(), "bob", model.RoleAgent); err != nil {
		t.Fatal(err)
	}
	for {
		changes, err := sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if changes.Staff {
			return
		}
	}
}
