// This file tries the views of the lists.
package accounts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

func TestAccounts_views(t *testing.T) {
	r := newRig(t, usual())
	r.Press("f", "3") // no address on file
	if !r.Has("[No address on file") {
		t.Errorf("the list isn't shown:\n%s", r.Plain())
	}
	r.Press("o", "O", "/").Type("be").Press("tab", "f", "s").Type("To be mailed").Press("enter")
	want := []model.SavedView{{Name: "To be mailed", Spec: "back=1&find=be&only=no+address+on+file&sort=name"}}
	if diff := cmp.Diff(want, r.desk.prefs.Views["accounts"]); diff != "" {
		t.Error("kept: " + diff)
	}
	r.Press("f", "1")
	if !r.Has("[All") || r.Has("be  ") {
		t.Errorf("all aren't shown:\n%s", r.Plain())
	}
	if r.Press("f", "6"); !r.Has("[No address on file") || !r.Has("by name, backwards") || !r.Has("/ be") {
		t.Errorf("it isn't as it was saved:\n%s", r.Plain())
	}
	r.desk.prefs.Views["accounts"][0].Spec = "only=robots&sort=mood"
	if r.Press("f", "6"); !r.Has("[All") {
		t.Errorf("what isn't known isn't as usual:\n%s", r.Plain())
	}
}
