package dialog_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/dialog"
)

// press presses keys until the dialog is done, and gives what the last of them
// had said.
func press(d kit.Dialog, keys ...string) (outcome any, done bool, said string) {
	for _, k := range keys {
		said = ""
		if cmd := d.Update(uitest.Key(k)); cmd != nil {
			msg, _ := cmd().(kit.SayMsg)
			said = msg.Text
		}
	}
	outcome, done = d.Done()
	return outcome, done, said
}

func TestChoose(t *testing.T) {
	make4 := func() kit.Dialog {
		return dialog.Choose("Until when?", "The ticket waits.",
			dialog.Option{ID: "hour", Words: "an hour", Disabled: "The desk closes before."},
			dialog.Option{ID: "day", Key: "d", Words: "a day"},
			dialog.Option{ID: "week", Key: "w", Words: "a week"})
	}
	for _, tc := range []struct {
		keys    []string
		outcome any
		done    bool
		said    string
	}{
		{[]string{"enter"}, "day", true, ""},
		{[]string{"down", "j", "enter"}, "week", true, ""},
		{[]string{"w"}, "week", true, ""},
		{[]string{"up", "enter"}, nil, false, "The desk closes before."},
		{[]string{"esc"}, nil, true, ""},
		{[]string{"x"}, nil, false, ""},
	} {
		outcome, done, said := press(make4(), tc.keys...)
		if outcome != tc.outcome || done != tc.done || said != tc.said {
			t.Errorf("%v: got %v, %v, %q", tc.keys, outcome, done, said)
		}
	}
	want := " The ticket waits.\n\n      an hour, not now: The desk closes before.\n > d  a day\n   w  a week"
	var got []string
	for _, line := range make4().View(kit.Mono, 60, 10).Lines {
		got = append(got, strings.TrimRight(ansi.Strip(line), " "))
	}
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestAsk(t *testing.T) {
	in := dialog.Ask("Why not?", "One line helps the next reader.", "old", 40)
	press(in, "ctrl+u")
	in.Update(tea.PasteMsg{Content: "too long\nand dull"})
	if outcome, done, _ := press(in, "enter"); outcome != "too long and dull" || !done {
		t.Errorf("got %v, %v", outcome, done)
	}
	in = dialog.Ask("Why not?", "", "old", 40)
	if _, done, _ := press(in, "esc"); done {
		t.Error("the first Esc clears")
	}
	if outcome, done, _ := press(in, "esc"); outcome != nil || !done {
		t.Error("the second calls it off")
	}
}
