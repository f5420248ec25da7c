// This file tries the filter.
package queue_test

import (
	"testing"

	"callin/model"
)

func TestFilter(t *testing.T) {
	for _, tc := range []struct {
		typed string
		want  []string
	}{
		{"lindgr", []string{"T-4460", "T-4455", "T-4474", "T-10480"}},
		{"LINDGRUN", []string{"T-4455"}},
		{"sorensen pumps", []string{"T-10480"}},
		{"you", []string{"T-4471"}},
		{"ben", []string{"T-4455", "T-10480"}},
		{"4472", []string{"T-4472"}},
		{"東京", []string{"T-4472"}},
		{"change high", []string{"T-4460"}},
	} {
		t.Run(tc.typed, func(t *testing.T) {
			r := newRig(t, usual())
			r.Press("/").Type(tc.typed)
			if !r.page.Editing() {
				t.Fatal("not in the field")
			}
			n := 0
			for _, v := range usual() {
				if r.line(v.Number.String()) >= 0 {
					n++
				}
			}
			for _, want := range tc.want {
				if r.line(want) < 0 {
					t.Errorf("%s is missing:\n%s", want, r.Plain())
				}
			}
			if n != len(tc.want) {
				t.Errorf("%d tickets, want %v:\n%s", n, tc.want, r.Plain())
			}
		})
	}
}

func TestFilter_escape(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("ben").Press("esc")
	if !r.Has("T-4460") || !r.page.Editing() {
		t.Fatalf("the first Esc doesn't clear:\n%s", r.Plain())
	}
	r.Press("esc")
	if r.page.Editing() || r.stage.Backs != 0 {
		t.Fatal("the second doesn't leave the field")
	}
	r.Press("esc")
	if r.stage.Backs != 1 {
		t.Error("the third doesn't go back")
	}
}

func TestFilter_keep(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("pumps").Press("down", "tab")
	if r.page.Editing() || !r.chosen("T-10480") {
		t.Fatalf("the arrows don't move the list, or Tab doesn't leave:\n%s", r.Plain())
	}
	r.Press("c")
	if len(r.desk.did) != 1 || r.desk.did[0] != "claim T-10480" {
		t.Errorf("did %v", r.desk.did)
	}
	r.Press("esc")
	if !r.Has("T-4472") || r.stage.Backs != 0 {
		t.Error("Esc doesn't show them all")
	}
}

func TestFilter_paste(t *testing.T) {
	r := newRig(t, usual())
	r.Paste("ct\n4472")
	if len(r.desk.did) > 0 || !r.page.Editing() {
		t.Errorf("pasted text ran %v", r.desk.did)
	}
	if !r.Has(`No ticket has "ct 4472". Esc shows them all.`) {
		t.Error(r.Plain())
	}
}

func TestFilter_enter(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("4472").Press("enter")
	if len(r.stage.Opened) != 1 || r.stage.Opened[0].Arg != model.CallID("call-T-4472") {
		t.Errorf("opened %v", r.stage.Opened)
	}
}

// News are told as far as they pass the filter: a key that shows nothing new
// would be a riddle.
func TestFilter_news(t *testing.T) {
	r := newRig(t, usual())
	r.Press("/").Type("lindgren").Press("tab")
	r.change(append(usual(), ticket(4490, "Zoë", "Acme", 0, nil)))
	if r.Has("press .") {
		t.Errorf("news of what the filter hides:\n%s", r.Plain())
	}
	r.change(append(usual(), ticket(4490, "Zoë", "Lindgren Pumps", 0, nil)))
	if !r.Has("1 new · press .") {
		t.Errorf("no news:\n%s", r.Plain())
	}
}
