// This file tries what an agent does on the page.
package accounts_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
)

func TestAccounts_lists(t *testing.T) {
	r := newRig(t, usual())
	if !r.Has("[All]") || !r.Has("Press / and type any part of a name") || !r.Has("No address on file 1") {
		t.Fatalf("at first:\n%s", r.Plain())
	}
	for i, want := range []string{
		"[No question set 6]|Zoë Ada Ben Lobby Ilse 王小明", "[No address on file 1]|Ben", "[Locked 1]|Ilse", "[Recently changed 1]|Ada", "[All]|",
	} {
		r.Press([]string{"tab", "right"}[i%2])
		tab, names, _ := strings.Cut(want, "|")
		if !r.Has(tab) || r.names() != names {
			t.Errorf("want %s with %s, not %s:\n%s", tab, names, r.names(), r.Plain())
		}
	}
	if r.Press("left", "shift+tab"); !r.Has("[Locked 1]") || r.names() != "Ilse" {
		t.Errorf("backwards:\n%s", r.Plain())
	}
	if last := r.desk.asked[len(r.desk.asked)-1]; last != "list locked 500" {
		t.Errorf("asked for %q last", last)
	}
}

func TestAccounts_search(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("lindgr")
	if !r.page.Editing() || r.names() != "Ada Ben Ilse Lobby" || !r.Has(`4 people match "lindgr" · best match first`) {
		t.Fatalf("found %s:\n%s", r.names(), r.Plain())
	}
	if got := slices.Index(r.desk.asked, "search lindgr"); got < 0 || slices.Contains(r.desk.asked[got:], "list locked 0") {
		t.Errorf("each letter counts the lists: %q", r.desk.asked)
	}
	if r.Press("down").Type("en").Press("down"); !r.chosen("Ben") {
		t.Fatal(r.Plain())
	}
	if r.Type(" pu"); !r.chosen("Ada") {
		t.Errorf("the best match isn't chosen:\n%s", r.Plain())
	}
	if r.Press("esc").Type("lindgr").Press("down", "enter"); !slices.Equal(r.desk.did, []string{"call l.2"}) || r.stage.Opened[0] != (kit.OpenMsg{Page: "call", Arg: model.CallID("call-l.2")}) {
		t.Errorf("did %q, opened %v", r.desk.did, r.stage.Opened)
	}
	if r.Type("x"); !r.Has(`Nobody matches "lindgrx". Try fewer letters. Esc clears them.`) {
		t.Error(r.Plain())
	}
	if r.Press("enter"); r.stage.LastSaid() != "Nobody is chosen." || len(r.desk.did) > 1 {
		t.Errorf("said %q, did %q", r.stage.LastSaid(), r.desk.did)
	}
	r.Press("esc")
	if !r.page.Editing() || !r.Has("Type any part of a name") {
		t.Errorf("Esc doesn't clear:\n%s", r.Plain())
	}
	if r.Press("esc"); r.page.Editing() || r.stage.Backs != 0 {
		t.Error("Esc doesn't leave the field")
	}
	if r.Press("esc"); r.stage.Backs != 1 {
		t.Error("Esc doesn't go back")
	}
}

// Whom a search has found isn't held against what the row shows: it may have
// been found by something masked.
func TestAccounts_search_masked(t *testing.T) {
	r := newRig(t, usual())
	if r.Press("/").Type("t.1"); r.names() != "王小明" {
		t.Error(r.Plain())
	}
}

// Enter acts on the answer to exactly what is typed.
func TestAccounts_search_under_way(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("ad")
	search := r.page.Update(tea.KeyPressMsg{Code: 'a', Text: "a"}) // its answer waits: "ada"
	if r.Press("enter"); len(r.desk.did) > 0 {
		t.Fatalf("it called %q, whom nobody asked for", r.desk.did)
	}
	parts, _ := search().(tea.BatchMsg)
	r.Send(parts[0]())
	if !slices.Equal(r.desk.did, []string{"call l.1"}) {
		t.Errorf("when the answer has come it does %q", r.desk.did)
	}
}

// An Enter that came to nothing isn't made up for later.
func TestAccounts_search_fails(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("ad")
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	search := r.page.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
	r.Press("enter")
	parts, _ := search().(tea.BatchMsg)
	r.Send(parts[0]())
	r.desk.broken = nil
	if r.Press("tab", "."); r.names() != "Ada" || len(r.desk.did) > 0 {
		t.Errorf("did %q:\n%s", r.desk.did, r.Plain())
	}
}

func TestAccounts_filter(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right", "/").Type("dental 0107")
	if r.names() != "Ilse" || !r.Has(`1 of 6 have "dental 0107" · by company`) {
		t.Fatalf("%s:\n%s", r.names(), r.Plain())
	}
	if slices.ContainsFunc(r.desk.asked, func(s string) bool { return strings.HasPrefix(s, "search") }) {
		t.Error("a standing list is searched")
	}
	if r.Type("x"); !r.Has(`Nobody on this list has "dental 0107x". Esc shows them all.`) {
		t.Error(r.Plain())
	}
	r.Press("backspace", "tab")
	if r.page.Editing() || r.names() != "Ilse" {
		t.Error("Tab doesn't lead to the list")
	}
	if r.Press("esc"); r.names() != "Zoë Ada Ben Lobby Ilse 王小明" {
		t.Errorf("Esc doesn't show them all: %s", r.names())
	}
	r.Paste("pumps\nben")
	if !r.page.Editing() || r.names() != "Ben" || len(r.desk.did) > 0 {
		t.Errorf("pasted: %s, did %q", r.names(), r.desk.did)
	}
}

func TestAccounts_sort(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right")
	for _, tc := range []struct{ key, names, words string }{
		{"", "Zoë Ada Ben Lobby Ilse 王小明", "by company"},
		{"o", "Ada Ben Ilse Lobby Zoë 王小明", "by name"},
		{"o", "Ilse Lobby Zoë Ada Ben 王小明", "by status"},
		{"O", "王小明 Ben Ada Zoë Lobby Ilse", "by status, backwards"},
		{"o", "王小明 Ilse Lobby Ben Ada Zoë", "by company, backwards"},
		{"O", "Zoë Ada Ben Lobby Ilse 王小明", "by company"},
	} {
		if tc.key != "" {
			r.Press("j").Press(tc.key)
		}
		if r.names() != tc.names || !r.Has("6 people · "+tc.words+"\n") {
			t.Errorf("%s: %s, want %s %s:\n%s", tc.key, r.names(), tc.names, tc.words, r.Plain())
		}
	}
	if r.Press("left", "/").Type("lindgr").Press("tab"); !r.Has("by company") {
		t.Errorf("the order that was chosen is forgotten:\n%s", r.Plain())
	}
	if r.Press("o", "o", "o"); r.names() != "Ada Ben Ilse Lobby" || !r.Has("best match first") {
		t.Errorf("a search can't be sorted by match:\n%s", r.Plain())
	}
}

func TestAccounts_look(t *testing.T) {
	r := newRig(t, usual())
	if r.Press("l"); r.stage.LastSaid() != "Nobody is chosen. Press / and type a name, a company or a number." {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.Press("right", "j", "l")
	if diff := cmp.Diff([]kit.OpenMsg{{Page: "person", Arg: model.PersonID("l.1")}}, r.stage.Opened); diff != "" || len(r.desk.did) > 0 {
		t.Errorf("did %q, opened %s", r.desk.did, diff)
	}
}

func TestAccounts_call_fails(t *testing.T) {
	r := newRig(t, usual())
	r.desk.err = model.Fail(model.Forbidden, "The role auditor may not serve callers.")
	r.Press("right", "enter")
	if r.stage.LastSaid() != "The role auditor may not serve callers." || len(r.stage.Opened) > 0 {
		t.Errorf("said %q, opened %v", r.stage.LastSaid(), r.stage.Opened)
	}
}

// A key that is held down opens one call.
func TestAccounts_held_key(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right")
	first := r.page.Bindings()[0].Do()
	if first == nil || r.page.Bindings()[0].Do() != nil || !r.Has("opening the call") {
		t.Error("it opens two calls, or doesn't say so")
	}
	if !r.page.Cancel() || r.page.Cancel() {
		t.Error("ctrl+c doesn't end what runs, once")
	}
}

func TestAccounts_unreachable(t *testing.T) {
	r := backstage(t, usual())
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.stage = r.Page(r.page)
	if !r.Has("The accounts can't be read. The store is out of reach. Press . to try again.") {
		t.Fatal(r.Plain())
	}
	r.desk.broken = nil
	r.Press(".", "right")
	if r.names() == "" {
		t.Fatal(r.Plain())
	}
	r.desk.broken = errors.New("disk")
	if r.Press("/").Type("x"); !r.Has("Nobody on this list") {
		t.Error(r.Plain())
	}
	r.Press("esc", "esc", "left", "/").Type("ada")
	if !r.Has("Not up to date:") {
		t.Errorf("a search that failed looks as if nobody were there:\n%s", r.Plain())
	}
	if r.Press("enter"); r.stage.LastSaid() != "The list couldn't be read. Press . to try again." || len(r.desk.did) > 0 {
		t.Errorf("said %q, did %q", r.stage.LastSaid(), r.desk.did)
	}
	r.desk.broken = nil
	if r.Press("tab", "."); r.names() != "Ada" {
		t.Errorf("trying again changes nothing:\n%s", r.Plain())
	}
}

func TestAccounts_rhythm(t *testing.T) {
	r := newRig(t, usual())
	r.Press("right", "right", "right")
	r.desk.lists[model.ListLocked] = nil // the lock has ended by itself
	r.Advance(time.Minute)
	if !r.Row("gone", "Ilse") || !r.Has("[Locked 0]") {
		t.Errorf("a minute later:\n%s", r.Plain())
	}
	if r.stage.Close(); !r.feed.Closed {
		t.Error("the feed is open")
	}
}
