// This file tries what is done with several mails at once.
package outbox_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

func TestMany_again(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("space", "space", "space", "space", "space")
	if !r.Has("5 marked") {
		t.Fatalf("no marks:\n%s", r.Plain())
	}
	r.Press("s")
	want := "2 mails are tried again now. This page says how it goes. Not 1: This mail is being sent at this moment. " +
		"Not 2: This mail was accepted. Send a new one from the call."
	if diff := cmp.Diff([]string{"again 9", "again 7"}, r.desk.did); diff != "" || r.stage.LastSaid() != want {
		t.Errorf("said %q; done: %s", r.stage.LastSaid(), diff)
	}
	if !r.Has("5 marked") {
		t.Error("the marks of those that didn't go are lost")
	}
}

// One held mail among others isn't let go: it is looked at by itself.
func TestMany_held(t *testing.T) {
	mails := usual()
	mails[0].State = model.MailHeld
	r := newRig(t, mails, true)
	r.Press("space", "j", "space", "s")
	if diff := cmp.Diff([]string{"again 7"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
}

func TestMany_revoke(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("space", "j", "space", "x")
	if !r.Has("Take these 2 mails back?") || len(r.desk.did) > 0 {
		t.Fatalf("it doesn't ask:\n%s", r.Plain())
	}
	if r.Press("enter"); len(r.desk.did) > 0 {
		t.Fatalf("No is marked, but did %v", r.desk.did)
	}
	r.Press("x")
	r.change(usual()[:1]) // what was asked about is what is taken back
	r.Press("y")
	if diff := cmp.Diff([]string{"revoke 9", "revoke 7"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
	if want := "2 mails are taken back: what was in them opens nothing any more."; r.stage.LastSaid() != want || r.Has("marked") {
		t.Errorf("said %q:\n%s", r.stage.LastSaid(), r.Plain())
	}
}

func TestMany_fails(t *testing.T) {
	r := newRig(t, usual(), true)
	r.desk.err = model.Fail(model.Unavailable, "The store is out of reach.")
	r.Press("space", "j", "space", "x", "y")
	if diff := cmp.Diff([]string{"revoke 9"}, r.desk.did); diff != "" || r.stage.LastSaid() != "Nothing was done. Not 2: The store is out of reach." {
		t.Errorf("said %q; done: %s", r.stage.LastSaid(), diff)
	}
}

// A mark alone counts, wherever the cursor is; a mail that is hidden isn't acted
// on.
func TestMany_one(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("space", "j", "j", "j", "s")
	if diff := cmp.Diff([]string{"again 9"}, r.desk.did); diff != "" || r.Has("marked") {
		t.Errorf("%s\n%s", diff, r.Plain())
	}
	r.desk.did = nil
	r.Press("g", "space", "/").Type("uncertain").Press("tab", "s")
	if diff := cmp.Diff([]string{"again 3"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
}

func TestMany_not_revoked(t *testing.T) {
	r := newRig(t, usual(), true)
	r.at(7).Press("space", "space", "x")
	if r.stage.Asking() != "" || r.stage.LastSaid() != "None of the mails marked can be taken back: they open nothing." {
		t.Errorf("said %q:\n%s", r.stage.LastSaid(), r.Plain())
	}
	r.Press("g", "space", "x")
	if !r.Has("Take 1 of the 3 mails marked back?") {
		t.Fatalf("asked otherwise:\n%s", r.Plain())
	}
	r.Press("y")
	if diff := cmp.Diff([]string{"revoke 9"}, r.desk.did); diff != "" {
		t.Error(diff)
	}
}
