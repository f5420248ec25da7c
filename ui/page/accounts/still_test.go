// This file tries that nothing moves under the cursor.
package accounts_test

import (
	"testing"

	"callin/model"
)

func TestStill_new_rows_wait(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right", "j", "j")
	before := r.names()
	first := person("a.1", "Aaron New", "Acme", nil)
	r.change(func(f *fake) {
		f.lists[model.ListNoQuestion] = append([]model.Match{first}, usual()[1:]...)
	})
	if r.names() != before || r.Has("Aaron") || !r.Row("gone", "Ada") || !r.Has("1 new · 1 gone · press .") || !r.chosen("Ben") {
		t.Fatalf("the list moved:\n%s", r.Plain())
	}
	r.Press("k")
	if r.Press("enter"); r.stage.LastSaid() != "Ada Okafor is no longer on this list. Press . for the list as it is." || len(r.desk.did) > 0 {
		t.Errorf("said %q, did %q", r.stage.LastSaid(), r.desk.did)
	}
	if r.Press("j"); r.Row("gone", "Ada") {
		t.Errorf("it stays after the cursor has left:\n%s", r.Plain())
	}
	if r.Press("."); !r.Has("Aaron") || r.Has("press .") || !r.chosen("Ben") {
		t.Errorf("not brought up to date:\n%s", r.Plain())
	}
	if r.Press("."); r.stage.LastSaid() != "The list is up to date." {
		t.Errorf("said %q", r.stage.LastSaid())
	}
}

func TestStill_changes_in_place(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("lindgr").Press("tab", "o", "o", "j") // by name
	before := r.names()
	r.change(func(f *fake) {
		f.people[0].Name, f.people[0].Locked = "Zz Ada", true
	})
	if !r.Row("Zz Ada", "locked !") || !r.chosen("Ben") || !r.Has("the order has changed · press .") {
		t.Fatalf("was %s:\n%s", before, r.Plain())
	}
	if r.Press("."); r.Has("press .") || !r.chosen("Ben") {
		t.Error(r.Plain())
	}
}

// What is new to a list that isn't shown changes its number alone.
func TestStill_other_lists(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right")
	r.change(func(f *fake) { f.lists[model.ListLocked] = usual()[:3] })
	if !r.Has("Locked 3") || r.Has("press .") {
		t.Error(r.Plain())
	}
	r.change(func(f *fake) { f.lists[model.ListNoQuestion] = nil })
	if r.Press("."); !r.Has("Every admin has a security question. → next list") {
		t.Error(r.Plain())
	}
}

func TestStill_deaf(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right")
	r.feed.Break()
	r.Await("it says so", func() bool { return r.Has("Changes no longer arrive by themselves. Press . to read again.") })
	r.desk.lists[model.ListNoQuestion] = usual()[:1]
	if r.Press("."); r.names() != "Ada" {
		t.Error("reading by hand changes nothing")
	}
}
