// This file tries what is done with tickets from the queue: one, or all that are
// marked.
package queue_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

func TestQueue_work(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string // "=text" is typed
		did  []string
		said string
	}{
		{"note", []string{"a", "=Called back.", "enter"}, []string{"note Called back. T-4460"}, "Noted on T-4460. z takes it back."},
		{"note, left", []string{"a", "=Called", "esc"}, nil, ""},
		{"note, left and found again", []string{"a", "=Called", "esc", "a", "= back", "enter"}, []string{"note Called back T-4460"}, "Noted on T-4460. z takes it back."},
		{"ready-made text", []string{"m", "1", "enter"}, []string{"note Called Ada Okafor back; nobody answered. Will be tried again. T-4460"}, "Noted on T-4460. z takes it back."},
		{"wait", []string{"w", "=2h", "enter"}, []string{"wait 2 Mar 12:42 T-4460"}, "Put off: T-4460. z takes it back."},
		{"wait, until what?", []string{"w", "=soon", "enter"}, nil, ""},
		{"hand over", []string{"e", "=For a supervisor", "enter"}, []string{"hand over For a supervisor T-4460"}, "Handed over: T-4460. z takes it back."},
		{"link", []string{"r", "=42", "l"}, []string{"link T-42 T-4460"}, "Related: T-4460. z takes it back."},
		{"merge", []string{"r", "=42", "m"}, []string{"merge T-42 T-4460"}, "Related: T-4460. z takes it back."},
		{"merge with nothing", []string{"r", "m"}, nil, "Type the other ticket's number first."},
		{"others' wait", []string{"j", "w"}, nil, "ben has had T-4455 since 10:12."},
		{"others' note", []string{"j", "a", "=He knows", "enter"}, []string{"note He knows T-4455"}, "Noted on T-4455. z takes it back."},
		{
			"marked",
			[]string{"space", "space", "a", "=All.", "enter"},
			[]string{"note All. T-4460", "note All. T-4455"},
			"Noted on T-4460, T-4455. z takes it back.",
		},
		{
			"marked, many",
			[]string{"space", "space", "space", "space", "w", "=tomorrow", "enter"},
			[]string{"wait 3 Mar 09:00 T-4460", "wait 3 Mar 09:00 T-4455", "wait 3 Mar 09:00 T-4471", "wait 3 Mar 09:00 T-4472"},
			"Put off: 4 tickets. z takes it back.",
		},
		{"marked and unmarked", []string{"space", "k", "space", "c"}, []string{"claim T-4455"}, ""},
		{"claim the marked", []string{"space", "j", "space", "c"}, []string{"claim T-4460", "claim T-4471"}, "Yours: T-4460, T-4471. z takes it back."},
		{"release mine", []string{"j", "j", "space", "c"}, []string{"release T-4471"}, "Back in the queue: T-4471. z takes it back."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, usual())
			r.keys(tc.keys...)
			if tc.name == "marked and unmarked" {
				tc.did, tc.said = nil, r.stage.LastSaid() // the cursor went on to ben's
			}
			if diff := cmp.Diff(tc.did, r.desk.did); diff != "" {
				t.Error("done: " + diff)
			}
			if got := r.stage.LastSaid(); got != tc.said {
				t.Errorf("said %q, want %q", got, tc.said)
			}
		})
	}
}

// keys presses keys; what follows "=" is typed.
func (r *rig) keys(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		if k[0] == '=' && len(k) > 1 {
			r.Type(k[1:])
			continue
		}
		r.Press(k)
	}
}

// TestQueue_partly: what can't be done with one is done with the others, and the
// reasons are told.
func TestQueue_partly(t *testing.T) {
	r := newRig(t, usual())
	r.desk.refuse = map[model.TicketNumber]error{4455: model.Fail(model.Conflict, "ben took T-4455 at 10:12.")}
	r.keys("space", "space", "space", "w", "=1h", "enter")
	if got, want := r.stage.LastSaid(), "Put off: T-4460, T-4471. z takes it back. Not T-4455: ben took T-4455 at 10:12."; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if !r.Has("3 marked") {
		t.Error("the marks are gone although one was refused")
	}
	r.desk.refuse = nil
	if r.keys("w", "=1h", "enter"); r.Has("marked") {
		t.Error("the marks stay although all went")
	}
}

// TestQueue_typed: what was typed stays when the note can't be saved.
func TestQueue_typed(t *testing.T) {
	r := newRig(t, usual())
	r.desk.err = model.Fail(model.Unavailable, "The store can't be reached.")
	r.keys("a", "=A long story", "enter")
	if r.stage.LastSaid() != "The store can't be reached." {
		t.Errorf("said %q", r.stage.LastSaid())
	}
	r.desk.err = nil
	if r.Press("a"); !r.Has("A long story") {
		t.Errorf("it is gone:\n%s", r.Plain())
	}
	if r.Press("enter"); r.desk.did[len(r.desk.did)-1] != "note A long story T-4460" {
		t.Errorf("did %q", r.desk.did)
	}
	if r.Press("a"); r.Has("A long story") {
		t.Error("what was saved is offered again")
	}
}

func TestQueue_history(t *testing.T) {
	r := newRig(t, usual())
	r.Press("h")
	if r.stage.Asking() != "History of T-4460" || !r.Has("09:42  ben  noted") || !r.Has("Called back; nobody answered.") {
		t.Errorf("asking %q:\n%s", r.stage.Asking(), r.Plain())
	}
	if r.Press("esc"); r.stage.Asking() != "" || r.stage.Backs != 0 {
		t.Error("Esc doesn't close it alone")
	}
}

func TestQueue_wait_hint(t *testing.T) {
	r := newRig(t, usual())
	r.Advance(50 * time.Second) // within a minute, not at its start
	for typed, hint := range map[string]string{
		"": "10m · 2h · 14:30 · tomorrow 9:00", "tom": `"tom" is no moment that can be read`,
		"2h": "Monday 2 March 12:42, in 2 h 00", "mon 9": "Monday 9 March 09:00, in 6 d", "300d": "That is too far off.",
	} {
		r.Press("w")
		if r.Type(typed); !r.Has(hint) {
			t.Errorf("%q: no %q:\n%s", typed, hint, r.Plain())
		}
		r.Press("esc", "esc")
	}
}

func TestQueue_views(t *testing.T) {
	r := newRig(t, usual())
	shown := func(numbers ...string) {
		t.Helper()
		for _, v := range usual() {
			want := false
			for _, n := range numbers {
				want = want || n == v.Number.String()
			}
			if got := r.line(v.Number.String()) >= 0; got != want {
				t.Errorf("%s is there: %t, want %t\n%s", v.Number, got, want, r.Plain())
			}
		}
	}
	r.Press("f", "3")
	shown("T-4471")
	if !r.Has("Mine") {
		t.Errorf("the view isn't named:\n%s", r.Plain())
	}
	r.Press("f", "4", "o", "O", "/").Type("krä").Press("tab", "f", "s").Type("Ilse's").Press("enter")
	want := []model.SavedView{{Name: "Ilse's", Spec: "back=1&find=kr%C3%A4&only=due&sort=due"}}
	if diff := cmp.Diff(want, r.desk.prefs.Views["queue"]); diff != "" {
		t.Error("kept: " + diff)
	}
	r.Press("f", "1")
	shown("T-4460", "T-4455", "T-4471", "T-4472", "T-4474", "T-10480")
	r.Press("f", "7")
	shown("T-4455")
	r.Press("f", "x")
	if len(r.desk.prefs.Views["queue"]) > 0 {
		t.Errorf("it can't be taken out: %v", r.desk.prefs.Views)
	}
	r.Press("f", "6")
	if !r.Has("No ticket is in this view. f shows another.") {
		t.Errorf("%s", r.Plain())
	}
	r.desk.prefs.Views = map[string][]model.SavedView{"queue": {{Name: "of a later version", Spec: "only=robots&sort=mood&%zz"}}}
	r.Press("f", "7") // what isn't known is as usual
	shown("T-4460", "T-4455", "T-4471", "T-4472", "T-4474", "T-10480")
}

func TestQueue_sort(t *testing.T) {
	r := newRig(t, usual())
	order := func(first, second string) {
		t.Helper()
		if a, b := r.line(first), r.line(second); a < 0 || b < 0 || a > b {
			t.Errorf("%s stands on line %d, %s on %d:\n%s", first, a, second, b, r.Plain())
		}
	}
	order("T-4460", "T-4455")
	r.Press("o") // by due
	order("T-4455", "T-4460")
	r.Press("O")
	order("T-10480", "T-4455")
	r.change(append(usual(), ticket(4490, "Zoë New", "Acme", 40*time.Hour, nil)))
	if !r.Has("1 new") || r.line("T-4490") >= 0 {
		t.Errorf("it moved under the cursor:\n%s", r.Plain())
	}
	if r.Press("."); r.line("T-4490") != 3 {
		t.Errorf("the newest isn't first:\n%s", r.Plain())
	}
}

// TestQueue_here: who else is at a ticket is seen in every window.
func TestQueue_here(t *testing.T) {
	tickets := usual()
	tickets[0].Here = []model.Presence{{Agent: "amy", Doing: model.Viewing}, {Agent: "zoe", Doing: model.Editing}}
	r := newRig(t, tickets)
	if !r.Row("T-4460 @", "Ada") || !r.Has("zoe editing") || r.Has("you viewing") {
		t.Error(r.Plain())
	}
	if r.Resize(160, 45); !r.Row("T-4460 @", "Ada") || !r.Has("Here      zoe editing") {
		t.Error(r.Plain())
	}
}
